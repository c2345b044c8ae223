package dev.neontasks.api;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.UUID;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;

import org.jspecify.annotations.Nullable;

/** Reads ids as RFC 9562 writes them: {@link UUID#fromString} alone would take {@code 1-1-1-1-1} too. */
@Provider
public class UuidConverter implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        return type == UUID.class ? (ParamConverter<T>) new Strict() : null;
    }

    private static final class Strict implements ParamConverter<UUID> {

        @Override
        public UUID fromString(String value) {
            try {
                var id = UUID.fromString(value);
                if (id.toString().equalsIgnoreCase(value)) {
                    return id;
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            throw new MalformedRequest("id", "must be a UUID");
        }

        @Override
        public String toString(UUID value) {
            return value.toString();
        }
    }
}
