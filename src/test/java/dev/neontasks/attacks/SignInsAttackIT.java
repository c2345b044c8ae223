package dev.neontasks.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One free account that signs in with the right password, in many browsers at once and as often as it can. */
@Tag("attacks")
class SignInsAttackIT {

    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration SIGN_IN = Duration.ofMillis(500);
    /** Of hashing, too, which a young JVM takes ten times as long for. */
    private static final int WARM_UP = 50;
    private static final Pattern DEVICE = Pattern.compile("(?i)set-cookie: (__Secure-device=[^;]+)");

    /** Ten for each browser: as many as may fail. */
    @Test
    void ofManyBrowsersKeepNobodyElseFromSigningIn() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var other = "other@example.com";
            assertThat(ask(victim, "sign-up", other).status()).isEqualTo("201");
            victim.warmUp(victim.newAccount());
            for (var i = 0; i < WARM_UP; i++) {
                assertThat(ask(victim, "sign-in", other).status()).isEqualTo("200");
            }
            var flood = browsers(victim, "free@example.com", 20).stream()
                    .map(cookie -> signIn("free@example.com", "Cookie: " + cookie)).toList();

            var attackers = new Attackers(victim.service.port, new Attack("Sign-ins of one account in 20 browsers",
                    10 * flood.size(), 400, (connection, begun) -> Turn.asking(flood.get(connection % flood.size())))
                    .at(MachineSpeed.now()));
            var somebody = new Bystander(ask(victim, "sign-in", other), SIGN_IN);
            TimeUnit.NANOSECONDS.sleep(LENGTH.toNanos());
            attackers.close();
            var signIns = somebody.leave();

            System.out.printf("Sign-ins of one account in %d browsers, %d s%n    another user's: %s%n    attackers: %s%n",
                    flood.size(), LENGTH.toSeconds(), signIns, attackers.tally());
            assertThat(attackers.tally().answers()).containsKeys("200", "429");
            assertThat(signIns.failures()).isEmpty();
            assertThat(signIns.slowest()).isPositive().isLessThan(Duration.ofSeconds(5));
        }
    }

    /** The cookies by which the browsers of a new account are known. */
    private static List<String> browsers(Victim victim, String email, int count) throws IOException {
        var cookies = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            var answer = ask(victim, i == 0 ? "sign-up" : "sign-in", email).answer();
            cookies.add(DEVICE.matcher(answer).results().map(match -> match.group(1)).findFirst().orElseThrow());
        }
        return cookies;
    }

    private static Ask ask(Victim victim, String what, String email) {
        return Ask.innocent(victim.service.port, Wire.post("/api/auth/" + what, credentials(email)), Duration.ofSeconds(15));
    }

    private static byte[] signIn(String email, String... headers) {
        return Wire.post("/api/auth/sign-in", credentials(email), headers);
    }

    private static String credentials(String email) {
        return "{\"email\":\"%s\",\"password\":\"correct horse battery\"}".formatted(email);
    }
}
