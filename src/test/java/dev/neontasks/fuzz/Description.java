package dev.neontasks.fuzz;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** What the service says of itself in its OpenAPI document. */
final class Description {

    /** One operation, and what it may be given. */
    record Operation(String method, String path, List<String> queryParameters, Optional<JsonNode> body, JsonNode responses) {

        String name() {
            return method + " " + path;
        }
    }

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    Description(JsonNode document) {
        this.document = document;
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> operation.getKey().matches("get|put|post|delete|patch"))
                .forEach(operation -> operations.add(operation(operation.getKey().toUpperCase(), path.getKey(),
                        operation.getValue()))));
        return operations;
    }

    private Operation operation(String method, String path, JsonNode operation) {
        var query = StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(this::resolved).filter(parameter -> parameter.get("in").asText().equals("query"))
                .map(parameter -> parameter.get("name").asText()).toList();
        var content = operation.path("requestBody").path("content");
        var body = content.isEmpty() ? Optional.<JsonNode> empty()
                : Optional.of(resolved(content.elements().next().get("schema")));
        return new Operation(method, path, query, body, operation.get("responses"));
    }

    /** What a reference names, the first of several schemas, or what is given itself. */
    JsonNode resolved(JsonNode schema) {
        if (schema.has("anyOf")) {
            return resolved(schema.get("anyOf").get(0));
        }
        return schema.has("$ref") ? resolved(document.at(schema.get("$ref").asText().substring(1))) : schema;
    }

    /** What in an answer is not as described; nothing when all is. */
    Optional<String> fault(Operation operation, int status, HttpHeaders headers, String body) {
        var response = operation.responses().get(Integer.toString(status));
        if (response == null) {
            return Optional.of("status " + status + " is not described");
        }
        var absent = absentHeader(resolved(response), headers);
        if (absent.isPresent()) {
            return Optional.of("status " + status + " lacks the header " + absent.get());
        }
        var content = resolved(response).path("content");
        if (content.isEmpty()) {
            return body.isEmpty() ? Optional.empty() : Optional.of("status " + status + " has a body that is not described");
        }
        var contentType = headers.firstValue("Content-Type").orElse("");
        var type = contentType.replaceAll("\\s*;.*", "");
        if (!content.has(type)) {
            return Optional.of("status " + status + " has the type '" + contentType + "', which is not described");
        }
        var faults = schema(content.get(type).get("schema")).validate(body, InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return faults.isEmpty() ? Optional.empty() : Optional.of("status " + status + ": " + faults);
    }

    private Optional<String> absentHeader(JsonNode response, HttpHeaders headers) {
        return response.path("headers").properties().stream()
                .filter(header -> resolved(header.getValue()).path("required").asBoolean()).map(Map.Entry::getKey)
                .filter(name -> headers.firstValue(name).isEmpty()).findFirst();
    }

    private synchronized Schema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema, described -> registry
                .getSchema(((ObjectNode) described.deepCopy()).set("components", document.get("components"))));
    }
}
