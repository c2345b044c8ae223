package dev.neontasks.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Completes the OpenAPI document by what is the same everywhere: problems, and that no member of an answer is left out. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
@OpenAPIDefinition(info = @Info(title = "neon-tasks", version = "1"), components = @Components(schemas = @Schema(name = "Problem", implementation = Problem.class)))
public final class ApiDescription implements OASFilter {

    private static final Set<String> LIMITED = Set.of("/api/auth/sign-up", "/api/auth/sign-in", "/api/me/deletion");
    private static final Set<String> PROVING = Set.of("/api/auth/sign-in", "/api/auth/refresh");
    private static final Set<String> REQUESTS = Set.of("NewAccount", "Credentials", "Deletion", "TaskContent");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            operation.getResponses().removeAPIResponse("403");
            possible(path, method, operation).forEach((status, isPossible) -> {
                if (isPossible) {
                    operation.getResponses().addAPIResponse(Integer.toString(status), problem(status));
                }
            });
        }));
        document.getComponents().getSchemas().forEach((name, schema) -> {
            if (!REQUESTS.contains(name) && schema.getRequired() == null && schema.getProperties() != null) {
                schema.setRequired(List.copyOf(schema.getProperties().keySet()));
            }
        });
    }

    private static Map<Integer, Boolean> possible(String path, HttpMethod method, Operation operation) {
        if (!path.startsWith("/api")) {
            return Map.of(406, path.startsWith("/.well-known"));
        }
        var takesBody = operation.getRequestBody() != null;
        var isOfOneTask = path.endsWith("{id}");
        var needsToken = operation.getSecurity() != null && !operation.getSecurity().isEmpty();
        var statuses = new LinkedHashMap<Integer, Boolean>();
        statuses.put(400, true);
        statuses.put(401, needsToken || PROVING.contains(path));
        statuses.put(404, isOfOneTask || path.startsWith("/api/auth/"));
        statuses.put(406, true);
        statuses.put(409, path.equals("/api/auth/sign-up"));
        statuses.put(412, isOfOneTask && method != HttpMethod.GET);
        statuses.put(413, true);
        statuses.put(415, takesBody);
        statuses.put(422, takesBody);
        statuses.put(429, LIMITED.contains(path));
        statuses.put(503, !path.equals("/api/status"));
        return statuses;
    }

    private static APIResponse problem(int status) {
        return OASFactory.createAPIResponse().description(HttpResponseStatus.valueOf(status).reasonPhrase())
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE,
                        OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Problem"))));
    }
}
