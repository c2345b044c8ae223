package dev.neontasks.mail;

import java.util.Map;
import java.util.Optional;

import dev.neontasks.environment.Environment;

/** Settings for a server of a test. */
final class MailServers {

    private MailServers() {
    }

    static MailSettings settings(String url) {
        var variables = Map.of("MAIL_URL", url, "MAIL_FROM", "Our tasks <tasks@example.com>", "PUBLIC_URL",
                "https://tasks.example.com");
        return MailSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name)))).orElseThrow();
    }
}
