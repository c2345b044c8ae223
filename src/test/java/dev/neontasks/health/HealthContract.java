package dev.neontasks.health;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** What {@code docs/health.schema.json} says of the answers of one probe, or of {@code health}, which is all of them. */
public record HealthContract(Schema schema) {

    private static final Path FILE = Path.of("docs/health.schema.json");

    public static HealthContract of(String probe) throws IOException {
        var whole = (ObjectNode) new ObjectMapper().readTree(FILE.toFile());
        whole.remove("anyOf");
        whole.put("$ref", "#/$defs/" + probe);
        return new HealthContract(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole));
    }

    public boolean isMetBy(String answer) {
        return schema.validate(answer, InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))).isEmpty();
    }
}
