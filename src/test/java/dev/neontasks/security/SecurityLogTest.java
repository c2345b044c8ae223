package dev.neontasks.security;

import static dev.neontasks.security.SecurityEvent.ACCOUNT_DELETED;
import static dev.neontasks.security.SecurityEvent.KEYS_CHANGED;
import static dev.neontasks.security.SecurityEvent.REFRESH_REUSED;
import static dev.neontasks.security.SecurityEvent.SIGN_IN_UNKNOWN_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class SecurityLogTest {

    private static final String ADDRESS = "203.0.113.7";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SecurityLog log = new SecurityLog(registry);
    private final SecurityLines lines = new SecurityLines(log);

    @AfterEach
    void end() {
        lines.close();
        MDC.clear();
    }

    @Test
    void tellsWhoFromWhereAndInWhichRequest() {
        MDC.put("requestId", "0f1e2d3c");
        log.tell(ACCOUNT_DELETED, ADDRESS, "0193591f-8b5c");
        var line = lines.one(ACCOUNT_DELETED);
        assertThat(line.text())
                .isEqualTo("Account deleted; kind=account_deleted account=0193591f-8b5c address=203.0.113.7 request=0f1e2d3c");
        assertThat(line.fields()).containsEntry("account", "0193591f-8b5c").containsEntry("address", ADDRESS)
                .containsEntry("requestId", "0f1e2d3c");
    }

    @Test
    void leavesNothingBehindForTheNextLine() {
        log.tell(ACCOUNT_DELETED, ADDRESS, "0193591f-8b5c");
        log.tell(SIGN_IN_UNKNOWN_ACCOUNT, ADDRESS);
        assertThat(lines.one(SIGN_IN_UNKNOWN_ACCOUNT).fields()).containsOnlyKeys("kind", "address");
        assertThat(MDC.getMap()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void countsEveryKindFromTheStart(SecurityEvent event) {
        assertThat(counted(event)).isZero();
        log.tell(event, ADDRESS);
        assertThat(counted(event)).isOne();
    }

    @Test
    void tellsOfAFloodInFewLinesAndOfEachInTheSum() {
        IntStream.range(0, 1000).parallel().forEach(i -> log.tell(SIGN_IN_UNKNOWN_ACCOUNT, ADDRESS));
        assertThat(lines.of(SIGN_IN_UNKNOWN_ACCOUNT)).hasSize(20);
        log.endPeriod();
        assertThat(lines.of(SIGN_IN_UNKNOWN_ACCOUNT)).hasSize(21).last().extracting(SecurityLines.Line::text)
                .isEqualTo("Sign-in failed: no account has this e-mail address: 980 more, not told one by one; "
                        + "kind=sign_in_unknown_account");
        assertThat(counted(SIGN_IN_UNKNOWN_ACCOUNT)).isEqualTo(1000);
    }

    @Test
    void tellsOfOthersInTheMiddleOfAFlood() {
        IntStream.range(0, 1000).forEach(i -> log.tell(SIGN_IN_UNKNOWN_ACCOUNT, ADDRESS));
        log.tell(REFRESH_REUSED, ADDRESS, "0193591f-8b5c");
        assertThat(lines.of(REFRESH_REUSED)).hasSize(1);
    }

    @Test
    void beginsAnewAfterAPeriodAndSaysNothingOfAQuietOne() {
        log.tell(SIGN_IN_UNKNOWN_ACCOUNT, ADDRESS);
        log.endPeriod();
        log.endPeriod();
        assertThat(lines.all()).hasSize(1);
        IntStream.range(0, 20).forEach(i -> log.tell(SIGN_IN_UNKNOWN_ACCOUNT, ADDRESS));
        assertThat(lines.all()).hasSize(21);
    }

    /** An outside issuer's ids are any text: of these a hash is told, which the database can be asked for. */
    @ParameterizedTest
    @ValueSource(strings = { "ann@example.com", "x account=y", "x\nAccount deleted; kind=account_deleted", "x\u2028y",
            "x\u0085y",
            "\u202Eevil", "Ann Arbor", "", "\"", "x,y", "x=y" })
    void hashesWhatIsNoWord(String chosen) {
        log.tell(ACCOUNT_DELETED, ADDRESS, chosen);
        var line = lines.one(ACCOUNT_DELETED);
        assertThat(line.text())
                .matches("Account deleted; kind=account_deleted account=sha256:[0-9a-f]{32} address=203\\.0\\.113\\.7");
        assertThat(line.fields().get("account")).matches("sha256:[0-9a-f]{32}");
    }

    @Test
    void hashesAsTheDatabaseDoes() {
        log.tell(ACCOUNT_DELETED, ADDRESS, "a".repeat(65));
        // select left(encode(sha256(convert_to(repeat('a', 65), 'UTF8')), 'hex'), 32)
        assertThat(lines.one(ACCOUNT_DELETED).fields()).containsEntry("account", "sha256:635361c48bb9eab14198e76ea8ab7f1a");
    }

    @Test
    void keepsTheIdsOfCommonIssuers() {
        for (var id : List.of("auth0|5f7c8ec7c33c6c004bbafe82", "0193591f-8b5c-7d20-a6f4-21f0c3f7f7a0", "google-oauth2|1071")) {
            log.tell(ACCOUNT_DELETED, ADDRESS, id);
        }
        assertThat(lines.all()).extracting(line -> line.fields().get("account")).containsExactly(
                "auth0|5f7c8ec7c33c6c004bbafe82", "0193591f-8b5c-7d20-a6f4-21f0c3f7f7a0", "google-oauth2|1071");
    }

    @Test
    void tellsWhichKeysCameAndWent() {
        log.tellKeysChanged(List.of("b", "a"), List.of());
        assertThat(lines.one(KEYS_CHANGED).text())
                .isEqualTo("Key set of the issuer changed; kind=keys_changed appeared=a,b disappeared=none");
    }

    @Test
    void tellsOfSomeOfManyKeys() {
        log.tellKeysChanged(IntStream.range(0, 1000).mapToObj(i -> "k" + i).toList(), List.of("x\ny"));
        assertThat(lines.one(KEYS_CHANGED).text())
                .matches(".* appeared=k0,k1,k10,k100,k101,k102,k103,k104,and-992-more disappeared=sha256:[0-9a-f]{32}");
    }

    private double counted(SecurityEvent event) {
        return registry.get("neon_tasks.security.events").tag("kind", event.kind()).counter().count();
    }
}
