package dev.neontasks.account;

import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.BadRequestException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.neontasks.api.MalformedRequest;

/** Reads JSON merge patches, RFC 7396, of profiles, which have one member. */
@Singleton
class ProfilePatch {

    private final ObjectMapper json;
    private final Validator validator;

    ProfilePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** The profile that it makes, or nothing when it leaves the present one as it is. */
    Optional<Profile> of(@Nullable JsonNode patch) {
        if (!(patch instanceof ObjectNode members)) {
            throw new MalformedRequest("body", "must be a JSON object");
        }
        try {
            var profile = json.treeToValue(members, Profile.class);
            var violations = validator.validate(profile);
            if (!violations.isEmpty()) {
                throw new ConstraintViolationException(violations);
            }
            return members.isEmpty() ? Optional.empty() : Optional.of(profile);
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }
}
