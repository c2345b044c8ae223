package dev.neontasks.api;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A problem document, RFC 9457. {@code errors} name the fields at fault, where there are any. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
@Schema(requiredProperties = { "type", "title", "status", "detail", "instance" })
public record Problem(String type, String title, int status, String detail, @Nullable String instance,
        List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** One field of the request, the beginning of its name as the caller wrote it, and what is wrong with it. */
    @RegisterForReflection
    public record FieldError(String field, String message) {

        /** Our own names are much shorter; those of others are not made longer answers of. */
        private static final int LONGEST = 64;

        public FieldError {
            field = Length.cut(field, LONGEST);
        }
    }
}
