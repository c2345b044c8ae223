package dev.neontasks.account;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.Person;

/** Who has an account says what they are called, and may say otherwise. */
@QuarkusTest
class ProfileTest {

    private Person ann;

    @BeforeEach
    void signUp() {
        ann = Person.signedUp();
    }

    @Test
    void isChangedAndTakenAway() {
        change("{\"name\":\"Ann\"}").statusCode(200).body("id", is(ann.id()), "email", is(ann.email()), "name", is("Ann"));
        ann.asks().get("/api/me").then().body("name", is("Ann"));
        change("{\"name\":null}").statusCode(200).body("name", nullValue());
        ann.asks().get("/api/me").then().body("name", nullValue());
    }

    @Test
    void takesBothMediaTypesOfAMergePatch() {
        ann.asks().contentType("application/merge-patch+json").body("{\"name\":\"Ann\"}").patch("/api/me").then()
                .statusCode(200).body("name", is("Ann"));
        ann.asks().contentType("text/plain").body("{\"name\":\"Ann\"}").patch("/api/me").then().statusCode(415);
    }

    @Test
    void staysAsItIsWhenNothingIsSaid() {
        change("{\"name\":\"Ann\"}");
        change("{}").statusCode(200).body("name", is("Ann"));
    }

    @Test
    void countsABlankNameAsNone() {
        change("{\"name\":\"Ann\"}");
        change("{\"name\":\" \\u2003\"}").statusCode(200).body("name", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "null", "\"Ann\"", "{\"name\":{}}", "{\"name\":[\"Ann\"]}", "{\"email\":\"b@example.com\"}",
            "{\"id\":\"x\"}", "{", "" })
    void isNotChangedByWhatIsNoPatchOfIt(String body) {
        change(body).statusCode(400).body("type", is("/problems/malformed-request"));
    }

    @Test
    void holdsAHundredCharacters() {
        var longest = "\ud83d\ude00".repeat(100);
        change("{\"name\":\"" + longest + "\"}").statusCode(200).body("name", is(longest));
        change("{\"name\":\"" + longest + "x\"}").statusCode(422).body("errors.field", hasItem("name"));
        change("{\"name\":\"a\\u0000\"}").statusCode(422).body("errors.field", hasItem("name"));
        ann.asks().get("/api/me").then().body("name", is(longest));
    }

    @Test
    void isNobodysWhoIsGone() {
        AccountCalls.delete(ann.token(), AccountCalls.body("password", Person.PASSWORD)).statusCode(204);
        change("{\"name\":\"Ann\"}").statusCode(401);
    }

    private ValidatableResponse change(String body) {
        return ann.asks().body(body).patch("/api/me").then();
    }
}
