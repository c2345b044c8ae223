package dev.neontasks.database.url;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

import dev.neontasks.database.url.InvalidDatabaseUrl.Part;

/**
 * The parameters a URL may carry, by the names libpq or other tools have for them: what the driver calls each, and the
 * values that make sense for this service. One without a driver's name asks for what is so anyway, and is dropped.
 */
enum UrlParameter {

    USER(PGProperty.USER),
    PASSWORD(PGProperty.PASSWORD),
    SSLMODE(PGProperty.SSL_MODE, "require, verify-ca or verify-full; less than require may go unencrypted",
            words("require", "verify-ca", "verify-full")),
    SSLROOTCERT(PGProperty.SSL_ROOT_CERT),
    SSLCERT(PGProperty.SSL_CERT),
    SSLKEY(PGProperty.SSL_KEY),
    SSLPASSWORD(PGProperty.SSL_PASSWORD),
    SSLNEGOTIATION(PGProperty.SSL_NEGOTIATION, "postgres or direct", words("postgres", "direct")),
    CHANNEL_BINDING(PGProperty.CHANNEL_BINDING, "disable, prefer or require", words("disable", "prefer", "require")),
    REQUIRE_AUTH(PGProperty.REQUIRE_AUTH,
            "some of password, md5, gss, sspi, scram-sha-256, none, between commas, with a ! before each or none",
            UrlParameter::authenticationMethods),
    GSSENCMODE(PGProperty.GSS_ENC_MODE, "disable; GSS encryption would take the place of TLS", words("disable")),
    CONNECT_TIMEOUT(PGProperty.CONNECT_TIMEOUT, "whole seconds from 1 to 3600", UrlParameter::seconds),
    KEEPALIVES(PGProperty.TCP_KEEP_ALIVE, "1 (true) or 0 (false)",
            translated(Map.of("1", "true", "true", "true", "0", "false", "false", "false"))),
    TARGET_SESSION_ATTRS(PGProperty.TARGET_SERVER_TYPE, "any, read-write or primary; there is one host, and it is written to",
            translated(Map.of("any", "any", "read-write", "primary", "primary", "primary"))),
    APPLICATION_NAME(PGProperty.APPLICATION_NAME),
    OPTIONS(PGProperty.OPTIONS),
    CLIENT_ENCODING(null, "UTF8, the only encoding the driver has", words("utf8", "utf-8", "unicode")),
    /** Prisma's; {@code currentSchema} is the driver's, which Neon's proxy drops. */
    SCHEMA(null, "public; for another use ALTER ROLE … SET search_path", words("public"), "currentSchema", "search_path"),
    /** Prisma's, which poolers' providers hand out; says where the URL leads, and is nothing to the driver. */
    PGBOUNCER(null, "true or false", words("true", "false")),
    /** node-postgres's: sslmode shall mean what libpq means by it, as it does here. */
    USELIBPQCOMPAT(null, "true", words("true"));

    private static final Map<String, UrlParameter> BY_KEY = new HashMap<>();
    static {
        for (var parameter : values()) {
            parameter.names.forEach(name -> BY_KEY.put(key(name), parameter));
        }
    }

    private final @Nullable PGProperty property;
    private final String accepted;
    private final Function<String, Optional<String>> translation;
    private final List<String> names;

    UrlParameter(PGProperty property) {
        this(property, "at least one character long", Optional::of);
    }

    UrlParameter(@Nullable PGProperty property, String accepted, Function<String, Optional<String>> translation,
            String... otherNames) {
        this.property = property;
        this.accepted = accepted;
        this.translation = translation;
        names = new ArrayList<>(List.of(otherNames));
        names.add(label());
        if (property != null) {
            names.add(property.getName());
        }
    }

    static Optional<UrlParameter> named(String name) {
        return Optional.ofNullable(BY_KEY.get(key(name)));
    }

    /** What all spellings of a name have in common: {@code channel_binding}, {@code channelBinding}, {@code channelbinding}. */
    static String key(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The driver's name for it; none if it is dropped. */
    Optional<String> driverName() {
        return Optional.ofNullable(property).map(PGProperty::getName);
    }

    /** The driver's word for {@code value}. */
    String driverValue(String value) {
        return Optional.of(value).filter(text -> !text.isEmpty()).flatMap(translation)
                .orElseThrow(() -> new InvalidDatabaseUrl(this == SSLMODE ? Part.TLS : Part.PARAMETER,
                        label() + " must be " + accepted));
    }

    private static Function<String, Optional<String>> words(String... words) {
        return value -> Arrays.stream(words).filter(value::equalsIgnoreCase).findFirst();
    }

    private static Function<String, Optional<String>> translated(Map<String, String> words) {
        return value -> Optional.ofNullable(words.get(value.toLowerCase(Locale.ROOT)));
    }

    private static Optional<String> seconds(String value) {
        return Optional.of(value).filter(text -> text.matches("[0-9]{1,4}"))
                .map(Integer::valueOf).filter(seconds -> seconds >= 1 && seconds <= 3600).map(String::valueOf);
    }

    private static Optional<String> authenticationMethods(String value) {
        var method = "(?:password|md5|gss|sspi|scram-sha-256|none)";
        var methods = value.split(",", -1);
        var known = Arrays.stream(methods).allMatch(Pattern.compile(method).asMatchPredicate())
                || Arrays.stream(methods).allMatch(Pattern.compile("!" + method).asMatchPredicate());
        return known && new HashSet<>(List.of(methods)).size() == methods.length ? Optional.of(value) : Optional.empty();
    }
}
