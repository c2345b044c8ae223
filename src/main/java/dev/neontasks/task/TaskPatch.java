package dev.neontasks.task;

import java.util.function.UnaryOperator;

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

/** Reads JSON merge patches, RFC 7396, of tasks. What they make of a task is checked like any other input. */
@Singleton
class TaskPatch {

    private final ObjectMapper json;
    private final Validator validator;

    TaskPatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    UnaryOperator<TaskContent> of(@Nullable JsonNode patch) {
        if (patch instanceof ObjectNode members) {
            return task -> merge(task, members);
        }
        throw new MalformedRequest("body", "must be a JSON object");
    }

    private TaskContent merge(TaskContent task, ObjectNode patch) {
        // Tasks are flat, so members are replaced; null, which takes a member away, is what an absent one is read as.
        ObjectNode merged = json.<ObjectNode> valueToTree(task).setAll(patch);
        try {
            var content = json.treeToValue(merged, TaskContent.class);
            var violations = validator.validate(content);
            if (!violations.isEmpty()) {
                throw new ConstraintViolationException(violations);
            }
            return content;
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }
}
