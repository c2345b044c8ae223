package dev.neontasks.database.url;

import java.util.regex.Pattern;

/**
 * A URL taken apart, nothing decoded yet; a part that is not there is empty. The grammar is libpq's (PostgreSQL manual,
 * "Connection URIs"), except that the last {@code @} before the host ends the password, not the first, and that what could
 * be read in two ways is refused: read wrongly, a piece of the password would become a host to talk to.
 */
record UrlParts(String user, String password, String host, String port, String database, String query) {

    private static final Pattern SCHEME = Pattern.compile("(?:postgres|postgresql|(jdbc:)postgresql)://",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME_WITHOUT_SLASHES = Pattern.compile("(?:jdbc:)?postgres(?:ql)?:(?!//).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static UrlParts of(String url) {
        var scheme = SCHEME.matcher(url);
        if (!scheme.lookingAt()) {
            throw new InvalidDatabaseUrl(SCHEME_WITHOUT_SLASHES.matcher(url).matches()
                    ? "the scheme must be followed by two slashes: postgresql:// or jdbc:postgresql://"
                    : "it must begin with postgresql://, postgres:// or jdbc:postgresql://");
        }
        var jdbc = scheme.group(1) != null;
        var rest = url.substring(scheme.end());
        var slash = rest.indexOf('/');
        var authority = slash < 0 ? rest : rest.substring(0, slash);
        var at = authority.lastIndexOf('@');
        var address = authority.substring(at + 1);
        if (slash < 0 || address.contains("?")) {
            throw InvalidDatabaseUrl.missing("database");
        }
        var path = rest.substring(slash + 1);
        var mark = path.indexOf('?');
        var database = mark < 0 ? path : path.substring(0, mark);
        var query = mark < 0 ? "" : path.substring(mark + 1);
        // With jdbc: the password is a parameter and may well hold a plain @; else one here means a / in the password.
        if (database.contains("@") || !jdbc && query.contains("@")) {
            throw new InvalidDatabaseUrl("there is an @ after the host; in the password a / is written %2F and a ? %3F,"
                    + " and behind the host an @ is written %40");
        }
        if (database.contains("/")) {
            throw new InvalidDatabaseUrl("there is a second / after the host; in the database or the password a / is"
                    + " written %2F");
        }
        if (database.contains("&")) {
            throw new InvalidDatabaseUrl("there is an & before any ?; the first parameter follows a ?, as in"
                    + " /database?sslmode=require, and in the database an & is written %26");
        }
        if (database.contains("\\")) {
            throw new InvalidDatabaseUrl("there is a \\ after the host, as a shell wants it before ? and &; take it out, and"
                    + " write one in the database %5C");
        }
        if (database.endsWith(";") || database.endsWith(",")) {
            throw new InvalidDatabaseUrl("there is a ; or a , behind the database; take it off, and write one that belongs to"
                    + " its name %3B or %2C");
        }
        if (query.contains("&amp;")) {
            throw new InvalidDatabaseUrl("between two parameters stands &amp;, as in HTML; write & alone");
        }
        if (address.contains(",")) {
            throw new InvalidDatabaseUrl("more than one host is given; write the one that is to be used");
        }
        if (jdbc && at >= 0) {
            throw new InvalidDatabaseUrl("the driver takes no user and password before the host; write"
                    + " jdbc:postgresql://host/database?user=…&password=… or leave jdbc: out");
        }
        return of(at < 0 ? "" : authority.substring(0, at), address, database, query);
    }

    private static UrlParts of(String credentials, String address, String database, String query) {
        var colon = credentials.indexOf(':');
        var user = colon < 0 ? credentials : credentials.substring(0, colon);
        var password = colon < 0 ? "" : credentials.substring(colon + 1);
        if (user.contains("@") || user.contains("?")) {
            throw new InvalidDatabaseUrl("the user holds an @ or a ?; write %40 or %3F, and a : between user and password");
        }
        var at = password.indexOf('@');
        if (at >= 0 && password.indexOf('?', at) >= 0) {
            throw new InvalidDatabaseUrl("the password cannot be told from the host; in the password an @ is written %40 and a"
                    + " ? %3F");
        }
        var end = hostEnd(address);
        if (end < address.length() && address.charAt(end) != ':') {
            throw new InvalidDatabaseUrl("the IPv6 address must be followed by : and the port, or by /");
        }
        var port = end < address.length() ? address.substring(end + 1) : "";
        return new UrlParts(user, password, address.substring(0, end), port, database, query);
    }

    private static int hostEnd(String address) {
        var bracket = address.startsWith("[") ? address.indexOf(']') + 1 : 0;
        var colon = address.indexOf(':');
        return bracket > 0 ? bracket : colon < 0 ? address.length() : colon;
    }
}
