package dev.neontasks.health;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Adds the probes to the OpenAPI document: Quarkus leaves them out as soon as there is a management port, used or not. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class HealthDescription implements OASFilter {

    private static final Map<String, String> PROBES = Map.of("", "All of the others but well", "/live",
            "Should this process be restarted?", "/ready", "Should this replica get traffic?", "/started",
            "Has start-up finished?", "/well", "Does the database answer a query right now?");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema("Health", health());
        PROBES.keySet().stream().sorted().forEach(probe -> document.getPaths().addPathItem("/health" + probe,
                question(PROBES.get(probe))));
    }

    private static PathItem question(String summary) {
        return OASFactory.createPathItem().GET(OASFactory.createOperation().summary(summary).addTag("Health")
                .responses(OASFactory.createAPIResponses().addAPIResponse("200", answer("Up"))
                        .addAPIResponse("503", answer("Down"))));
    }

    private static APIResponse answer(String description) {
        return OASFactory.createAPIResponse().description(description).content(OASFactory.createContent()
                .addMediaType("application/json",
                        OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Health"))));
    }

    private static Schema health() {
        var check = object().addProperty("name", OASFactory.createSchema().addType(SchemaType.STRING))
                .addProperty("status", status()).addProperty("data", object()).required(List.of("name", "status"));
        return object().addProperty("status", status())
                .addProperty("checks", OASFactory.createSchema().addType(SchemaType.ARRAY).items(check))
                .required(List.of("status", "checks"));
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(SchemaType.OBJECT);
    }

    private static Schema status() {
        return OASFactory.createSchema().addType(SchemaType.STRING).enumeration(List.of("UP", "DOWN"));
    }
}
