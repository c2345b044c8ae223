package dev.neontasks.account;

import static io.restassured.RestAssured.given;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** The calls of an account's owner. */
final class AccountCalls {

    static final String PASSWORD = "correct horse battery";

    private AccountCalls() {
    }

    static String newEmail() {
        return "ada." + UUID.randomUUID() + "@example.org";
    }

    static ValidatableResponse signUp(String email, String password) {
        return signUp(body("email", email, "password", password));
    }

    static ValidatableResponse signUp(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/auth/sign-up").then();
    }

    static ValidatableResponse signIn(String email, String password) {
        return signIn(body("email", email, "password", password));
    }

    static ValidatableResponse signIn(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/auth/sign-in").then();
    }

    static ValidatableResponse me(String token) {
        return given().header("Authorization", "Bearer " + token).get("/api/me").then();
    }

    static ValidatableResponse refresh(String token) {
        return given().cookie(RefreshCookie.NAME, token).post("/api/auth/refresh").then();
    }

    static ValidatableResponse signOut(String token) {
        return given().cookie(RefreshCookie.NAME, token).post("/api/auth/sign-out").then();
    }

    /** Of the account whose token it is. */
    static ValidatableResponse delete(String token, Object body) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON).body(body)
                .post("/api/me/deletion").then();
    }

    /** What the browser keeps. */
    static String refreshToken(ValidatableResponse session) {
        return session.extract().cookie(RefreshCookie.NAME);
    }

    static String token(ValidatableResponse session) {
        return session.extract().path("accessToken");
    }

    /** Members in pairs of name and value; a null value stays out. */
    static Map<String, Object> body(Object... members) {
        var body = new HashMap<String, Object>();
        for (var i = 0; i < members.length; i += 2) {
            if (members[i + 1] != null) {
                body.put((String) members[i], members[i + 1]);
            }
        }
        return body;
    }
}
