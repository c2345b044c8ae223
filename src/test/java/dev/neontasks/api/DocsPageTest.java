package dev.neontasks.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.neontasks.BehindAProxy;

/** The page at /docs needs nothing but the service itself. */
@QuarkusTest
@TestProfile(BehindAProxy.class)
class DocsPageTest {

    private static final String PAGE = "/docs/";
    private static final Pattern REFERENCE = Pattern.compile("\\b(?:src|href)=[\"']([^\"']+)[\"']");
    private static final Pattern STYLE_REFERENCE = Pattern.compile("(?:@import\\s+|url\\()\\s*[\"']?([^\"')\\s]+)");

    @Test
    void namesNoOtherHost() {
        assertThat(get(PAGE)).doesNotContainPattern("(?i)https?://|[\"']//[a-z]");
    }

    @Test
    void findsItsFilesHere() {
        var files = references(REFERENCE, get(PAGE));
        assertThat(files).anyMatch(file -> file.endsWith(".js")).anyMatch(file -> file.endsWith(".css"));
        for (var file : files) {
            assertThat(URI.create(file).isAbsolute()).as(file).isFalse();
            assertThat(get(URI.create(PAGE).resolve(file).toString())).as(file).isNotEmpty();
        }
    }

    @Test
    void itsStylesFetchNothingElse() {
        references(REFERENCE, get(PAGE)).stream().filter(file -> file.endsWith(".css"))
                .forEach(file -> assertThat(references(STYLE_REFERENCE, get(URI.create(PAGE).resolve(file).toString())))
                        .as(file).allMatch(reference -> reference.startsWith("data:")));
    }

    @Test
    void showsTheDescriptionOfThisService() {
        assertThat(get(PAGE)).contains("/openapi").contains("validatorUrl: 'none'");
        given().accept("application/json").get("/openapi").then().statusCode(200);
    }

    private static String get(String path) {
        return given().get(path).then().statusCode(200).extract().body().asString();
    }

    private static List<String> references(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
