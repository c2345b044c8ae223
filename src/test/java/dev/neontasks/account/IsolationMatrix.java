package dev.neontasks.account;

import static io.restassured.RestAssured.given;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.neontasks.Person;
import dev.neontasks.account.token.ForgedTokens;
import dev.neontasks.account.token.SigningKey;

/** Every operation of the service's own description, called in the name of everybody who might be after Ann's data. */
final class IsolationMatrix {

    /** Who calls. */
    enum Identity {
        ANOTHER,
        NOBODY,
        EXPIRED,
        FOREIGN_KEY,
        UNSIGNED,
        SIGNED_WITH_PUBLIC_KEY,
        WRONG_AUDIENCE,
        WRONG_ISSUER,
        NOT_YET_VALID,
        /** Last, as one of the operations takes the account away. */
        OWNER
    }

    /** What the owner, another person and all others get for a call. */
    private record Entry(int owner, int another, int others, BiFunction<RequestSpecification, String, Response> call) {

        int expected(Identity identity) {
            return switch (identity) {
                case OWNER -> owner;
                case ANOTHER -> another;
                default -> others;
            };
        }
    }

    private static final String TITLE = "Ann's secret";
    private static final String CONTENT = "{\"title\":\"By somebody\"}";

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final SigningKey key;
    private final Person bob = Person.signedUp();
    private final List<String> leaks = new ArrayList<>();
    private int calls;

    IsolationMatrix(SigningKey key) {
        this.key = key;
        for (var path : new String[] { "/api/status", "/api/status/history", "/.well-known/jwks.json", "/health",
                "/health/live", "/health/ready",
                "/health/started", "/health/well" }) {
            open("GET " + path, 200, RequestSpecification::get);
        }
        open("POST /api/auth/sign-up", 422, (request, path) -> request.body("{}").post(path));
        open("POST /api/auth/sign-in", 401,
                (request, path) -> request.body("{\"email\":\"nobody@example.com\",\"password\":\"x\"}").post(path));
        open("POST /api/auth/refresh", 401, RequestSpecification::post);
        open("POST /api/auth/sign-out", 204, RequestSpecification::post);
        open("POST /api/auth/reset/confirm", 401,
                (request, path) -> request.body("{\"token\":\"x\",\"newPassword\":\"seven maids with seven mops\"}")
                        .post(path));
        // No mail is sent here.
        for (var path : new String[] { "/api/auth/reset", "/api/auth/email/confirm", "/api/me/email", "/api/me/email/mail" }) {
            open("POST " + path, 404, (request, asked) -> request.body("{}").post(asked));
        }
        owned("POST /api/status/verify", 200, 200, RequestSpecification::post);
        owned("GET /api/me", 200, 200, RequestSpecification::get);
        owned("PATCH /api/me", 200, 200, (request, path) -> request.body("{\"name\":\"By somebody\"}").patch(path));
        owned("GET /api/me/export", 200, 200, RequestSpecification::get);
        owned("POST /api/me/password", 422, 422, (request, path) -> request.body("{}").post(path));
        owned("GET /api/me/sessions", 200, 200, RequestSpecification::get);
        owned("DELETE /api/me/sessions", 204, 204, RequestSpecification::delete);
        owned("DELETE /api/me/sessions/{id}", 204, 404, RequestSpecification::delete);
        // Bob wants Ann's account gone, not his own.
        owned("POST /api/me/deletion", 422, 422, (request, path) -> request.body("{}").post(path));
        owned("GET /api/tasks", 200, 200, RequestSpecification::get);
        owned("POST /api/tasks", 201, 201, (request, path) -> request.body(CONTENT).post(path));
        owned("GET /api/tasks/{id}", 200, 404, RequestSpecification::get);
        owned("PUT /api/tasks/{id}", 200, 201, (request, path) -> request.body(CONTENT).put(path));
        owned("PATCH /api/tasks/{id}", 200, 404, (request, path) -> request.body(CONTENT).patch(path));
        owned("DELETE /api/tasks/{id}", 204, 404, RequestSpecification::delete);
    }

    private void open(String operation, int everybody, BiFunction<RequestSpecification, String, Response> call) {
        entries.put(operation, new Entry(everybody, everybody, everybody, call));
    }

    private void owned(String operation, int owner, int another, BiFunction<RequestSpecification, String, Response> call) {
        entries.put(operation, new Entry(owner, another, 401, call));
    }

    /** Calls everything as each of these; says what somebody got that is not theirs. */
    List<String> leaks(Identity... identities) {
        entries.forEach((operation, entry) -> {
            var ann = Person.signedUp();
            var task = "/api/tasks/" + ann.has(TITLE).getString("id");
            var session = "/api/me/sessions/" + ann.asks().get("/api/me/sessions").jsonPath().getString("items[0].id");
            var before = state(ann, task);
            for (var identity : identities) {
                var answer = entry.call().apply(as(identity, ann), operation.replaceAll("^\\S+ ", "")
                        .replace("/api/tasks/{id}", task).replace("/api/me/sessions/{id}", session));
                calls++;
                judge(operation + " as " + identity, entry.expected(identity), answer, identity, ann);
                if (identity != Identity.OWNER && !state(ann, task).equals(before)) {
                    leaks.add(operation + " as " + identity + " changed what is Ann's");
                }
            }
        });
        return leaks;
    }

    private void judge(String what, int expected, Response answer, Identity identity, Person ann) {
        if (answer.statusCode() != expected) {
            leaks.add(what + " answered " + answer.statusCode() + " instead of " + expected);
        }
        var text = answer.body().asString() + answer.headers();
        if (identity != Identity.OWNER && (text.contains(TITLE) || text.contains(ann.email()) || text.contains(ann.id()))) {
            leaks.add(what + " showed what is Ann's");
        }
        if (expected == 401 && !"Bearer".equals(answer.header("WWW-Authenticate"))) {
            leaks.add(what + " did not ask for a token");
        }
    }

    private RequestSpecification as(Identity identity, Person ann) {
        var forged = new ForgedTokens(key, ann.id());
        var request = given().contentType(ContentType.JSON);
        return switch (identity) {
            case NOBODY -> request;
            case ANOTHER -> bob.asks();
            case OWNER -> ann.asks();
            case EXPIRED -> request.auth().oauth2(forged.expired());
            case FOREIGN_KEY -> request.auth().oauth2(forged.ofAForeignKey());
            case UNSIGNED -> request.auth().oauth2(forged.unsigned());
            case SIGNED_WITH_PUBLIC_KEY -> request.auth().oauth2(forged.signedWithThePublicKey());
            case WRONG_AUDIENCE -> request.auth().oauth2(forged.forAnotherAudience());
            case WRONG_ISSUER -> request.auth().oauth2(forged.ofAnotherIssuer());
            case NOT_YET_VALID -> request.auth().oauth2(forged.notYetValid());
        };
    }

    /** All that Ann has, the tag of her task, and her sessions. */
    private static String state(Person ann, String task) {
        return ann.asks().get("/api/me/export").body().asString() + ann.asks().get(task).header("ETag")
                + ann.asks().get("/api/me/sessions").body().asString();
    }

    /** Operations of the description without an entry here, and entries without an operation. */
    Set<String> forgotten() {
        Map<String, Map<String, Object>> paths = given().accept(ContentType.JSON).get("/openapi").then().statusCode(200)
                .extract().path("paths");
        var described = new TreeSet<String>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method -> method.matches("get|put|post|delete|options|head|patch|trace"))
                .forEach(method -> described.add(method.toUpperCase() + " " + path)));
        var forgotten = new TreeSet<>(described);
        forgotten.removeAll(entries.keySet());
        entries.keySet().stream().filter(entry -> !described.contains(entry)).forEach(forgotten::add);
        return forgotten;
    }

    String counts() {
        return "%d operations, %d calls, %d leaks".formatted(entries.size(), calls, leaks.size());
    }
}
