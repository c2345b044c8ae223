package dev.neontasks;

import static io.restassured.RestAssured.given;

import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Somebody with an account, for tests that talk HTTP. */
public record Person(String email, String token, String id) {

    public static final String PASSWORD = "correct horse battery staple";

    public static Person signedUp() {
        return signedUp(given());
    }

    /** From an address with sign-ups of its own, where a proxy is trusted that names it. */
    public static Person signedUpFrom(String address) {
        return signedUp(given().header("X-Forwarded-For", address));
    }

    private static Person signedUp(RequestSpecification request) {
        var email = UUID.randomUUID() + "@example.com";
        var session = request.contentType(ContentType.JSON).body(Map.of("email", email, "password", PASSWORD))
                .post("/api/auth/sign-up").then().statusCode(201).extract().jsonPath();
        return new Person(email, session.getString("accessToken"), session.getString("user.id"));
    }

    /** A request in this person's name. */
    public RequestSpecification asks() {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    public ValidatableResponse adds(String body) {
        return asks().body(body).post("/api/tasks").then();
    }

    /** Adds a task of that title and gives its JSON. */
    public JsonPath has(String title) {
        return adds("{\"title\":\"%s\"}".formatted(title)).statusCode(201).extract().jsonPath();
    }
}
