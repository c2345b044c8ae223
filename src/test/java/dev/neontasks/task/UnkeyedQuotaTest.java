package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.CurrentAccount;

/** How many receipts of writes without a key an account may have: no fewer than tasks. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UnkeyedQuotaTest {

    private static final String CONTENT = "{\"title\":\"One more\"}";

    @Inject
    UnkeyedQuota quota;
    @Inject
    CurrentAccount account;

    private final String path = "/api/tasks/" + UUID.randomUUID();
    private Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    @ParameterizedTest
    @CsvSource({ "1, 100000", "100000, 100000", "100001, 100001", "10000000, 10000000" })
    void isWhatAnAccountMayHaveOfTasksAndAHundredThousandAtLeast(String tasks, int most) {
        var source = new PropertiesConfigSource(Map.of("ACCOUNT_TASKS_MAX", tasks), "test", 1);
        Config config = new SmallRyeConfigBuilder().withSources(source).build();
        assertThat(new UnkeyedQuota(account, config).most()).isEqualTo(most);
    }

    @Test
    void hasRoomForTheLast() throws SQLException {
        leave(UnkeyedQuota.FEWEST - 1);
        ann.adds(CONTENT).statusCode(201);
    }

    @Test
    void refusesOneMoreOfEachKindAndForgetsNone() throws SQLException {
        put().statusCode(201);
        leave(UnkeyedQuota.FEWEST - 1);
        refused(ann.adds(CONTENT));
        refused(put());
        refused(ann.asks().body(CONTENT).patch(path).then());
        refused(ann.asks().delete(path).then());
        assertThat(receipts()).isEqualTo(UnkeyedQuota.FEWEST);
        ann.asks().get(path).then().statusCode(200);
        ann.asks().header("Idempotency-Key", "one").delete(path).then().statusCode(204);
    }

    /** Those with a key have a bound of their own, and those that are over count no more. */
    @Test
    void countsNoOthers() throws SQLException {
        leave(UnkeyedQuota.FEWEST - 1);
        Sql.run(TestDatabase.running(), "neondb", ("insert into receipts (owner, write, outcome, revision, expires_at) "
                + "values ('%1$s', '80000000-0000-8000-8000-000000000000', 404, gen_random_uuid(), now() + interval '1 hour'), "
                + "('%1$s', '00000000-0000-7000-8000-000000000000', 404, gen_random_uuid(), now())").formatted(ann.id()));
        ann.adds(CONTENT).statusCode(201);
    }

    /** As many writes left them, and took what is taken on trust. */
    private void leave(int count) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", ("insert into receipts (owner, write, outcome, revision, expires_at) "
                + "select '%s', ('0' || substr(gen_random_uuid()::text, 2))::uuid, 204, gen_random_uuid(), "
                + "now() + interval '15 minutes' from generate_series(1, %d)").formatted(ann.id(), count));
        while (quota.takes(ann.id())) {
            // Until one has to count.
        }
    }

    private ValidatableResponse put() {
        return ann.asks().body(CONTENT).put(path).then();
    }

    private long receipts() throws SQLException {
        return Long.parseLong(Sql.ask(TestDatabase.running(), "neondb",
                "select count(*) from receipts where owner = '" + ann.id() + "'"));
    }

    private static void refused(ValidatableResponse answer) {
        var wait = answer.statusCode(429).body("type", is("/problems/too-many-requests"))
                .body("detail", containsString("100,000 times")).extract().header("Retry-After");
        assertThat(Integer.parseInt(wait)).isBetween(1, 15 * 60);
    }
}
