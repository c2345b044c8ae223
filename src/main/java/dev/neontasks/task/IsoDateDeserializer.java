package dev.neontasks.task;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

/** A date as {@code 2026-12-24}: Jackson's own reader would take times, arrays, and years no database holds. */
final class IsoDateDeserializer extends StdDeserializer<LocalDate> {

    private static final long serialVersionUID = 1L;
    private static final int LENGTH = "2026-12-24".length();

    IsoDateDeserializer() {
        super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() == LENGTH
                && json.getText().matches("\\d{4}-\\d\\d-\\d\\d")) {
            try {
                return LocalDate.parse(json.getText());
            } catch (DateTimeException e) {
                // said below
            }
        }
        return (LocalDate) context.handleUnexpectedToken(LocalDate.class, json);
    }
}
