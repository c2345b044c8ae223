package dev.neontasks.task;

import java.io.IOException;
import java.time.LocalDate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

import dev.neontasks.api.IsoDate;

/** An {@link IsoDate}: Jackson's own reader would take times, arrays, and years no database holds. */
final class IsoDateDeserializer extends StdDeserializer<LocalDate> {

    private static final long serialVersionUID = 1L;
    private static final int LENGTH = "2026-12-24".length();

    IsoDateDeserializer() {
        super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() == LENGTH) {
            var date = IsoDate.parse(json.getText());
            if (date.isPresent()) {
                return date.get();
            }
        }
        return (LocalDate) context.handleUnexpectedToken(LocalDate.class, json);
    }
}
