package dev.neontasks.database.url;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;

import dev.neontasks.database.provider.Provider;

/**
 * Where the database is and how to get in, as Neon hands it out: {@link #parse} takes every form of it and refuses with
 * {@link InvalidDatabaseUrl} what cannot be right.
 *
 * @param host in lower case; an IPv6 address in brackets
 * @param password absent only beside a client certificate
 * @param way where it leads, if the host, a parameter or somebody who knows has told
 * @param parameters all others, by the driver's names and as they were asked for; {@link #driverProperties} is what holds
 */
public record DatabaseUrl(String host, int port, String database, String user, Optional<String> password,
        Optional<Endpoint> way, Map<String, String> parameters) {

    private static final int DEFAULT_PORT = 5432;
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /** Reads {@code text}; throws nothing but {@link InvalidDatabaseUrl}. */
    public static DatabaseUrl parse(String text) {
        return parse(text, Optional.empty());
    }

    /** The same with a password that is kept beside it, if it has none itself. */
    public static DatabaseUrl parse(String text, Optional<String> passwordBeside) {
        var parts = UrlParts.of(PastedUrl.in(text));
        var host = HostName.of(PercentEncoding.decode("the host", parts.host()));
        var port = port(PercentEncoding.decode("the port", parts.port()));
        var database = PercentEncoding.decode("the database", parts.database());
        if (database.isEmpty()) {
            throw InvalidDatabaseUrl.missing("database");
        }
        Placeholder.refused("database", database);
        var parameters = UrlParameters.in(parts.query());
        var user = once(UrlParameter.USER, parts.user(), parameters).map(given -> Placeholder.refused("user", given))
                .orElseThrow(() -> InvalidDatabaseUrl.missing("user"));
        var password = once(UrlParameter.PASSWORD, parts.password(), parameters).or(() -> passwordBeside)
                .map(given -> PastedPassword.of(given, host));
        var way = way(parameters.get(UrlParameter.PGBOUNCER), host);

        var forDriver = new HashMap<String, String>();
        parameters.forEach((parameter, value) -> parameter.driverName().ifPresent(name -> forDriver.put(name, value)));
        Optional.ofNullable(parameters.get(UrlParameter.OPTIONS))
                .ifPresent(options -> StartupOptions.check(options, host, way));
        if (!ClientCertificate.isIn(forDriver, TlsPolicy.of(host, forDriver)) && password.isEmpty()) {
            throw InvalidDatabaseUrl.missing("password");
        }
        return new DatabaseUrl(host, port, database, user, password, way, forDriver);
    }

    /** Where it leads, or is taken to lead as long as nobody has found out. */
    public Endpoint endpoint() {
        return way.orElse(Endpoint.DIRECT);
    }

    /** The same, which leads there. */
    public DatabaseUrl leadingTo(Endpoint end) {
        return new DatabaseUrl(host, port, database, user, password, Optional.of(end), parameters);
    }

    /** Whether the host's name alone says where it leads, and cannot be wrong. */
    public boolean isNamedSurely() {
        return provider().namesItsPoolers();
    }

    public Provider provider() {
        return Provider.of(host);
    }

    /** Whether somebody in between could pass for the server: nobody asked for its certificate to be checked. */
    public boolean isUnverified() {
        return !sslMode().verifyCertificate() && !HostName.isLoopback(host);
    }

    /** Host and port, for logs and to be compared. */
    public String address() {
        return host + ":" + port;
    }

    /** The way to the same database around the pooler, as far as the host's name tells of one; else itself. */
    public DatabaseUrl unpooled() {
        if (!Endpoint.isPoolers(host) || endpoint() == Endpoint.DIRECT) {
            return this;
        }
        var around = Endpoint.directHost(host);
        var direct = new HashMap<>(parameters);
        direct.computeIfPresent(PGProperty.OPTIONS.getName(), (name, options) -> StartupOptions.direct(options));
        return new DatabaseUrl(around, port, database, user, password, Endpoint.named(around), direct);
    }

    /** What TLS comes to: at least {@code require}, and {@code verify-full} where a {@link Provider} is always verified. */
    public SslMode sslMode() {
        return TlsPolicy.of(host, parameters).mode();
    }

    /** For the driver and for logs: without user, password or any parameter. */
    public String jdbcUrl() {
        // The driver decodes forms, where + is a blank and a plus is %2B; %20 is the same to it and to everyone else.
        var path = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return "jdbc:postgresql://" + host + ":" + port + "/" + path;
    }

    /** All that the driver needs besides {@link #jdbcUrl}, secrets included. */
    public Properties driverProperties() {
        var properties = new Properties();
        parameters.forEach(properties::setProperty);
        TlsPolicy.of(host, parameters).applyTo(properties);
        if (endpoint() == Endpoint.POOLED) {
            // PgBouncer keeps a statement for whoever comes next: a changed result type would fail until it lets go of it.
            properties.setProperty(PGProperty.PREPARE_THRESHOLD.getName(), "0");
        }
        properties.setProperty(PGProperty.USER.getName(), user);
        password.ifPresent(secret -> properties.setProperty(PGProperty.PASSWORD.getName(), secret));
        return properties;
    }

    /** Masks the user as well as the password, for the two get swapped, and leaves out the parameters. */
    @Override
    public String toString() {
        return "postgresql://***@" + host + ":" + port + "/" + database + "?sslmode=" + sslMode().value;
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        var port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            throw new InvalidDatabaseUrl("the port must be a number from 1 to 65535; an IPv6 address goes into brackets, and if"
                    + " the password holds one of / ? @ :, write it %2F %3F %40 %3A");
        }
        return port;
    }

    /** What stands before the host or among the parameters, which then no longer hold it. */
    private static Optional<String> once(UrlParameter parameter, String encoded, Map<UrlParameter, String> parameters) {
        var before = Optional.of(PercentEncoding.decode("the " + parameter.label(), encoded)).filter(text -> !text.isEmpty());
        var among = Optional.ofNullable(parameters.remove(parameter));
        if (before.isPresent() && among.isPresent()) {
            throw new InvalidDatabaseUrl(parameter.label() + " is given twice, before the host and as a parameter; write it"
                    + " once");
        }
        return before.or(() -> among);
    }

    /** Whoever writes {@code pgbouncer} knows, but for hosts of which the name settles it. */
    private static Optional<Endpoint> way(@Nullable String pgbouncer, String host) {
        var named = Endpoint.named(host);
        if (pgbouncer == null) {
            return named;
        }
        var said = Boolean.parseBoolean(pgbouncer) ? Endpoint.POOLED : Endpoint.DIRECT;
        if (Provider.of(host).namesItsPoolers() && !named.equals(Optional.of(said))) {
            throw new InvalidDatabaseUrl(
                    "pgbouncer does not agree with the host, and its pooler's is one whose first label ends"
                            + " in " + Endpoint.POOLER_SUFFIX + "; leave it out");
        }
        return Optional.of(said);
    }
}
