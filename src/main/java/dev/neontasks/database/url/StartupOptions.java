package dev.neontasks.database.url;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parameter {@code options}: server settings on a direct endpoint. On a pooled one PgBouncer refuses them, and only the
 * endpoint's name is left, which Neon's proxy takes out; it must be the one of the host.
 */
final class StartupOptions {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern ENDPOINT = Pattern.compile("(?:endpoint|project)=([A-Za-z0-9-]*)");
    private static final Pattern POOLED_ENDPOINT = Pattern.compile("(?<!\\S)((?:endpoint|project)=[A-Za-z0-9-]*?)(?:"
            + Endpoint.POOLER_SUFFIX + ")+(?!\\S)");

    private StartupOptions() {
    }

    static void check(String options, String host, Optional<Endpoint> way) {
        Arrays.stream(BLANKS.split(options)).filter(option -> !option.isEmpty()).forEach(option -> {
            var endpoint = ENDPOINT.matcher(option);
            if (endpoint.matches()) {
                checkEndpoint(endpoint.group(1), host);
            } else if (way.equals(Optional.of(Endpoint.POOLED))) {
                throw new InvalidDatabaseUrl("options cannot be used on a pooled host but for endpoint=…: PgBouncer refuses"
                        + " them; leave them out, or set them for good with ALTER ROLE … SET");
            }
        });
    }

    /** The same options on the direct endpoint. */
    static String direct(String options) {
        return POOLED_ENDPOINT.matcher(options).replaceAll("$1");
    }

    private static void checkEndpoint(String endpoint, String host) {
        if (HostName.isNeon(host) && !endpoint.equals(HostName.firstLabel(host))) {
            throw new InvalidDatabaseUrl("options names another endpoint than the host, which Neon refuses; leave it out, as"
                    + " the driver tells Neon the host");
        }
        if (Endpoint.isPoolers(endpoint) != Endpoint.isPoolers(host)) {
            throw new InvalidDatabaseUrl("options and the host do not agree on the pooler; end the endpoint in "
                    + Endpoint.POOLER_SUFFIX + " if the host's first label does, and only then");
        }
    }
}
