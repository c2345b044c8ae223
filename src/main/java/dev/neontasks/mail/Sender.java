package dev.neontasks.mail;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.neontasks.environment.ConfigurationFault;

/** Whom mails come from. */
public record Sender(Optional<String> name, String address) {

    private static final Pattern FORM = Pattern
            .compile("(?:([^<>()\\[\\]@,;:\\\\\"\\p{C}]{1,100}?)\\s*<([^<>]+)>|([^<>\\s]+))");

    /** {@code tasks@example.com}, or with a name before it, {@code Tasks <tasks@example.com>}. */
    static Sender read(String variable, String text) {
        var matcher = FORM.matcher(text);
        if (matcher.matches()) {
            var address = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            if (MailAddress.isGood(address)) {
                return new Sender(Optional.ofNullable(matcher.group(1)).map(String::strip), address);
            }
        }
        throw new ConfigurationFault(variable,
                "is no e-mail address; write tasks@example.com, or with a name Tasks <tasks@example.com>");
    }
}
