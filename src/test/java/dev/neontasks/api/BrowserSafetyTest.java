package dev.neontasks.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.neontasks.BehindAProxy;

@QuarkusTest
@TestProfile(BehindAProxy.class)
class BrowserSafetyTest {

    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);
    private static final String FRIEND = "https://app.example.com";

    @ParameterizedTest
    @ValueSource(strings = { "/", "/docs/", "/tasks/1", "/index.html", "/nothing" })
    void pagesRunOurScriptsOnly(String path) {
        var policy = policy(path);
        assertThat(policy).containsKeys("default-src", "script-src", "object-src", "base-uri");
        assertThat(policy.get("default-src")).isEqualTo("'self'");
        assertThat(policy.get("script-src")).startsWith("'self'").doesNotContain("unsafe", "http", "*", "data:");
        assertThat(policy.get("object-src")).isEqualTo("'none'");
        assertThat(policy.get("frame-ancestors")).isEqualTo("'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/status", "/api/nothing", "/health", "/openapi", "/.well-known/jwks.json" })
    void dataRunsNothing(String path) {
        assertThat(policy(path)).isEqualTo(Map.of("default-src", "'none'", "frame-ancestors", "'none'"));
    }

    @Test
    void theDocsMayRunWhatStandsInThem() {
        var page = given().get("/docs/").then().statusCode(200).extract().body().asString();
        var allowed = policy("/docs/").get("script-src").split(" ");
        assertThat(INLINE_SCRIPT.matcher(page).results().map(script -> hash(script.group(1))).toList()).isNotEmpty()
                .isSubsetOf(allowed);
    }

    @Test
    void everyAnswerIsTakenForWhatItSays() {
        for (var path : new String[] { "/", "/api/status", "/docs/", "/nothing" }) {
            given().get(path).then().header("X-Content-Type-Options", "nosniff").header("Referrer-Policy", "no-referrer");
        }
    }

    @Test
    void transportSecurityIsForThoseWhoCameByTls() {
        given().get("/").then().header("Strict-Transport-Security", nullValue());
        given().header("X-Forwarded-Proto", "https").header("X-Forwarded-For", "203.0.113.1").get("/").then()
                .header("Strict-Transport-Security", startsWith("max-age=31536000"));
    }

    @Test
    void aFriendlyOriginMayCall() {
        given().header("Origin", FRIEND).get("/api/status").then().statusCode(200)
                .header("Access-Control-Allow-Origin", FRIEND).header("Access-Control-Allow-Credentials", "true")
                .header("Access-Control-Expose-Headers", containsString("ETag")).header("Vary", containsString("origin"));
        given().header("Origin", FRIEND).header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,content-type,if-match").options("/api/tasks/1")
                .then().statusCode(204).header("Access-Control-Allow-Methods", containsString("PATCH"))
                .header("Access-Control-Allow-Headers", containsStringIgnoringCase("if-match"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://evil.example", "http://app.example.com", "https://app.example.com.evil.example",
            "https://app.example.com:8443", "null" })
    void anyOtherOriginGetsNoPermission(String origin) {
        given().header("Origin", origin).get("/api/status").then().header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Credentials", nullValue());
        given().header("Origin", origin).header("Access-Control-Request-Method", "DELETE").options("/api/tasks/1").then()
                .header("Access-Control-Allow-Origin", nullValue()).header("Access-Control-Allow-Methods", nullValue());
    }

    @Test
    void anOversizedHeaderIsRefused() {
        given().header("X-Long", "x".repeat(40_000)).get("/api/status").then().statusCode(is(431));
    }

    private static Map<String, String> policy(String path) {
        var header = given().accept("text/html").get(path).then().extract().header("Content-Security-Policy");
        return Pattern.compile(";\\s*").splitAsStream(header).map(directive -> directive.split(" ", 2))
                .collect(java.util.stream.Collectors.toMap(directive -> directive[0], directive -> directive[1]));
    }

    private static String hash(String script) {
        try {
            return "'sha256-" + Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8))) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
