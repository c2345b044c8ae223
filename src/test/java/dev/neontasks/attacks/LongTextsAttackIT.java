package dev.neontasks.attacks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts that cost the more to normalise the longer they are: combining marks of classes that alternate. */
@Tag("attacks")
class LongTextsAttackIT {

    private static final String SIGN_IN = "/api/auth/sign-in";

    @Test
    void areBoundedBeforeAnythingIsDoneWithThem() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var free = victim.newAccount();
            // Two bytes each. 1 MB is what the service once took; the others come near its limits of today.
            var requests = new byte[][] {
                    Wire.post(SIGN_IN, credentials(marks(520_000) + "@example.com", "correct horse battery")),
                    Wire.post(SIGN_IN, credentials("ann@example.com", marks(240_000))),
                    Wire.post(SIGN_IN, credentials(marks(8_000) + "@example.com", "correct horse battery")),
                    Wire.post(SIGN_IN, credentials("ann@example.com", marks(8_000))),
                    Wire.post(SIGN_IN, credentials(marks(240) + "@example.com", marks(128))),
                    Wire.post("/api/auth/sign-up", credentials(marks(8_000) + "@example.com", marks(128))),
                    Wire.post("/api/tasks", "{\"title\":\"" + marks(32_000) + "\"}", Wire.bearer(free.token())),
                    Wire.get("/api/tasks?q=" + URLEncoder.encode(marks(100), StandardCharsets.UTF_8),
                            Wire.bearer(free.token())) };
            Siege.of(victim, victim.newAccount(), new Attack("Long texts", 400, 80,
                    (connection, begun) -> Turn.asking(requests[connection % requests.length])))
                    .assertHarmless(new SoftAssertions());
        }
    }

    private static String credentials(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    private static String marks(int count) {
        return "\u0301\u0316".repeat(count / 2);
    }
}
