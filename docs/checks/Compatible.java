import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.swagger.v3.core.util.Yaml;

import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.ConsoleRender;

/**
 * Tells of each OpenAPI document after the first whether callers written for the first get along with it. Fails if there is
 * one with which they do not, but for one of another version.
 */
class Compatible {

    public static void main(String[] files) throws IOException {
        var before = comparable(files[0]);
        var all = true;
        for (var i = 1; i < files.length; i++) {
            var after = comparable(files[i]);
            var difference = OpenApiCompare.fromContents(before.toString(), after.toString());
            var mayBreak = !version(before).equals(version(after));
            System.out.println(Path.of(files[i]).getFileName() + (difference.isCompatible() ? " is compatible"
                    : mayBreak ? " is a new version" : " breaks callers"));
            if (difference.isIncompatible() && !mayBreak) {
                all = false;
                System.out.println(rendered(difference));
            }
        }
        System.exit(all ? 0 : 1);
    }

    private static String version(JsonNode document) {
        return document.at("/info/version").asText();
    }

    private static String rendered(ChangedOpenApi difference) {
        var text = new ByteArrayOutputStream();
        new ConsoleRender().render(difference, new OutputStreamWriter(text, UTF_8));
        return text.toString(UTF_8);
    }

    /** The comparison knows no types of OpenAPI 3.1, which are lists: so a list becomes one word, and the version 3.0. */
    private static JsonNode comparable(String file) throws IOException {
        var document = (ObjectNode) Yaml.mapper().readTree(Files.readString(Path.of(file)));
        joinTypes(document);
        return document.put("openapi", "3.0.3");
    }

    private static void joinTypes(JsonNode node) {
        if (node.get("type") instanceof ArrayNode types) {
            var names = new TreeSet<String>();
            types.forEach(type -> names.add(type.asText()));
            ((ObjectNode) node).put("type", String.join(" or ", names));
        }
        node.forEach(Compatible::joinTypes);
    }
}
