package dev.neontasks.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Completes the OpenAPI document by what is the same everywhere: problems, headers, and that no member of an answer is left
 * out. Its words stand in META-INF/openapi.yaml.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
@OpenAPIDefinition(info = @Info(title = "neon-tasks", version = "2"), components = @Components(schemas = @Schema(name = "Problem", implementation = Problem.class)))
public final class ApiDescription implements OASFilter {

    private static final Set<String> LIMITED = Set.of("/api/auth/sign-up", "/api/auth/sign-in", "/api/auth/refresh",
            "/api/auth/sign-out", "/api/auth/reset", "/api/auth/reset/confirm", "/api/auth/email/confirm", "/api/me/email",
            "/api/me/email/mail", "/api/me/password", "/api/me/deletion", "/api/me/export");
    private static final Set<String> CHANGING = Set.of("PATCH /api/me", "DELETE /api/me/sessions");
    private static final Set<HttpMethod> CREATING = Set.of(HttpMethod.POST, HttpMethod.PUT);
    private static final Set<String> PROVING = Set.of("/api/auth/sign-in", "/api/auth/refresh", "/api/auth/reset/confirm",
            "/api/auth/email/confirm");
    private static final Set<String> TAKING_AN_ADDRESS = Set.of("/api/auth/sign-up", "/api/auth/email/confirm",
            "/api/me/email");

    /** What touches no database. */
    private static final Set<String> PASSIVE = Set.of("/api/status", "/api/status/history");

    /** The schemas in which nothing is required. */
    private static final Set<String> PATCHES = Set.of("TaskPatch", "ProfilePatch");

    /** The problems by status, as META-INF/openapi.yaml names them. */
    private static final Map<Integer, String> PROBLEMS = new TreeMap<>(Map.ofEntries(Map.entry(400, "MalformedRequest"),
            Map.entry(401, "Unauthenticated"), Map.entry(404, "NotFound"), Map.entry(406, "NotAcceptable"),
            Map.entry(408, "TooSlow"), Map.entry(409, "Conflict"), Map.entry(412, "PreconditionFailed"),
            Map.entry(413, "TooLarge"),
            Map.entry(415, "UnsupportedMediaType"), Map.entry(422, "Invalid"), Map.entry(429, "TooManyRequests"),
            Map.entry(500, "Unexpected"), Map.entry(503, "Unavailable")));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().getResponses().values().forEach(ApiDescription::complete);
        document.getPaths().getPathItems().forEach(ApiDescription::complete);
        document.getComponents().getSchemas().forEach((name, schema) -> {
            if (!PATCHES.contains(name) && schema.getRequired() == null && schema.getProperties() != null) {
                schema.setRequired(List.copyOf(schema.getProperties().keySet()));
            }
        });
    }

    private static void complete(APIResponse response) {
        response.addHeader(ResponseHeaders.REQUEST_ID, OASFactory.createHeader().ref("RequestId"));
        Optional.ofNullable(response.getContent().getMediaType(Problem.MEDIA_TYPE))
                .ifPresent(problem -> problem.setSchema(OASFactory.createSchema().ref("Problem")));
    }

    private static void complete(String path, PathItem item) {
        item.addParameter(OASFactory.createParameter().ref("RequestId"));
        item.getOperations().forEach((method, operation) -> {
            if (operation.getSecurity() == null) {
                operation.setSecurity(new ArrayList<>());
            }
            describeSuccess(path, operation);
            List.of("401", "403").forEach(operation.getResponses()::removeAPIResponse);
            PROBLEMS.forEach((status, name) -> {
                if (isPossible(status, path, method, operation)) {
                    operation.getResponses().addAPIResponse(status.toString(), OASFactory.createAPIResponse()
                            .ref(status == 409 && isOfTasks(path) ? "QuotaExceeded" : name));
                }
            });
        });
    }

    private static void describeSuccess(String path, Operation operation) {
        operation.getResponses().getAPIResponses().values().stream().filter(response -> response.getRef() == null)
                .forEach(response -> {
                    response.addHeader(ResponseHeaders.REQUEST_ID, OASFactory.createHeader().ref("RequestId"));
                    if (path.startsWith("/api")) {
                        response.addHeader("Cache-Control", OASFactory.createHeader().ref("CacheControl"));
                    }
                });
    }

    private static boolean isPossible(int status, String path, HttpMethod method, Operation operation) {
        var isApi = path.startsWith("/api");
        var isOfOneTask = path.equals("/api/tasks/{id}");
        var takesBody = operation.getRequestBody() != null;
        return switch (status) {
            case 400, 413 -> true;
            case 401 -> needsToken(operation) || PROVING.contains(path);
            case 404 -> isOfOneTask || isOfOwnAccounts(path, method);
            case 406 -> isApi || path.startsWith("/.well-known");
            case 409 -> TAKING_AN_ADDRESS.contains(path) || isOfTasks(path) && CREATING.contains(method);
            case 412 -> isOfOneTask && method != HttpMethod.GET;
            case 408, 415 -> takesBody;
            case 422 -> takesBody || isRepeatable(path, method);
            case 429 -> LIMITED.contains(path) || CHANGING.contains(method + " " + path) || isRepeatable(path, method);
            case 503 -> isApi && !PASSIVE.contains(path);
            default -> isApi;
        };
    }

    /** What does not exist with an outside issuer, some of it without a mail server either. */
    private static boolean isOfOwnAccounts(String path, HttpMethod method) {
        return path.startsWith("/api/auth/") || path.equals("/api/me/password") || path.startsWith("/api/me/email")
                || path.startsWith("/api/me/sessions")
                || path.equals("/api/me") && method == HttpMethod.PATCH;
    }

    /** Whether it takes an Idempotency-Key. */
    private static boolean isRepeatable(String path, HttpMethod method) {
        return isOfTasks(path) && method != HttpMethod.GET;
    }

    private static boolean isOfTasks(String path) {
        return path.startsWith("/api/tasks");
    }

    private static boolean needsToken(Operation operation) {
        return operation.getSecurity().stream().anyMatch(requirement -> requirement.hasScheme("bearer"));
    }
}
