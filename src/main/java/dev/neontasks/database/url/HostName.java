package dev.neontasks.database.url;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.neontasks.database.provider.Provider;

/** What may stand for a host: a name as in RFC 1123 (or with underscores, as container networks have them) or an address. */
final class HostName {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern BRACKETED = Pattern.compile("\\[[0-9A-Fa-f.]{0,45}:[0-9A-Fa-f:.]{1,45}]");
    private static final Pattern LOOPBACK = Pattern.compile("(?:.+\\.)?localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");
    private static final int LONGEST = 253;
    private static final Set<String> NOT_POSTGRESQL = Set.of("neonauth", "apirest");

    private HostName() {
    }

    /** {@code host} in lower case, as certificates and {@link #isNeon} want it; an IPv6 address keeps its brackets. */
    static String of(String host) {
        if (host.isEmpty()) {
            throw InvalidDatabaseUrl.missing("host");
        }
        Placeholder.refused("host", host);
        // Matched before the change of case, which would make ASCII letters of others (U+212A is a k).
        if (host.startsWith("[") ? !isAddress(host) : !isName(host)) {
            throw new InvalidDatabaseUrl("the host is no host name: letters, digits, hyphens and dots, or an IPv6 address in"
                    + " brackets; if the password holds one of / ? @ :, write it %2F %3F %40 %3A");
        }
        var name = host.toLowerCase(Locale.ROOT);
        if (isNeon(name) && NOT_POSTGRESQL.contains(name.split("\\.")[1])) {
            throw new InvalidDatabaseUrl("the host is that of Neon Auth or the Data API, which do not speak PostgreSQL;"
                    + " take the connection string from Connect in Neon's console");
        }
        return name;
    }

    static boolean isNeon(String host) {
        return Provider.of(host) == Provider.NEON;
    }

    /** Whether the way to it leaves this machine at no point. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    static String firstLabel(String host) {
        var dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    private static boolean isName(String host) {
        // An empty last label too is refused: "….neon.tech." would be Neon's host under a name that does not look it.
        return host.length() <= LONGEST && Arrays.stream(host.split("\\.", -1)).allMatch(LABEL.asMatchPredicate());
    }

    private static boolean isAddress(String host) {
        try {
            // With brackets and a colon it is a literal for InetAddress: nothing is looked up.
            return BRACKETED.matcher(host).matches() && InetAddress.getByName(host) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
