package dev.neontasks.database.failure;

import static dev.neontasks.database.failure.FailureKind.*;
import static java.util.function.Predicate.not;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.neontasks.database.provider.Provider;

import javax.net.ssl.SSLException;

/**
 * Tells what a failure means for the connection to the database, or for its schema: by SQLSTATE (PostgreSQL, appendix A), by
 * the network's exception below it, and, for what a provider's proxy says itself, by its text, since all its errors
 * carry {@code XX000}.
 */
public final class FailureClassifier {

    /** Of all providers: who said it is not known here, and no two mean different things by the same. */
    private static final Map<String, FailureKind> PROXIES = Arrays.stream(Provider.values())
            .flatMap(provider -> provider.refusals().entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, said -> FailureKind.valueOf(said.getValue().name()),
                    (one, same) -> one));

    /** What the JDK says when it has no version of TLS in common with the server, or when the server says so. */
    private static final Predicate<String> OLD_TLS = Pattern.compile("protocol[ _]version").asPredicate();

    /** "The server rejected the connection". */
    private static final String NOT_ADMITTED_STATE = "08004";

    private FailureClassifier() {
    }

    /**
     * What ended an attempt to connect, in a form that has a meaning here even if its cause has none, or another one when it
     * ends a statement.
     */
    public static SQLException whileConnecting(SQLException failure) {
        if (UnfitEncoding.isSaidBy(failure)) {
            return UnfitEncoding.withoutConversion();
        }
        return of(failure).filter(not(FailureKind::isOfSchema)).isPresent() ? failure
                : new SQLException("Not admitted", NOT_ADMITTED_STATE, failure);
    }

    /** Empty when the failure is about neither the connection nor what the schema has: a broken rule of it, a bug. */
    public static Optional<FailureKind> of(Throwable failure) {
        if (failure instanceof SearchTimedOut) {
            return Optional.of(SEARCH_TIMED_OUT);
        }
        return causes(failure).filter(SQLException.class::isInstance).map(SQLException.class::cast)
                .map(FailureClassifier::of).flatMap(Optional::stream).findFirst();
    }

    private static Optional<FailureKind> of(SQLException failure) {
        if (failure instanceof UnfitEncoding) {
            return Optional.of(ENCODING_UNFIT);
        }
        var state = Optional.ofNullable(failure.getSQLState()).orElse("");
        return switch (state) {
            case "28000", "28P01" -> Optional.of(WRONG_LOGIN);
            case "3D000" -> Optional.of(UNKNOWN_DATABASE);
            case "25006" -> Optional.of(READ_ONLY);
            case "53100" -> Optional.of(STORAGE_FULL);
            case "40001", "40P01", "55P03" -> Optional.of(CONTENDED);
            case "53300" -> Optional.of(TOO_MANY_CONNECTIONS);
            case "57014" -> Optional.of(STATEMENT_TIMED_OUT);
            case "57P01", "57P02", "57P03", "57P05" -> Optional.of(RESTARTING);
            case "25P03" -> Optional.of(CONNECTION_LOST);
            case "42P01", "3F000" -> Optional.of(TABLE_MISSING);
            case "42703" -> Optional.of(COLUMN_MISSING);
            case "42883", "42704" -> Optional.of(FUNCTION_MISSING);
            case "42P10" -> Optional.of(KEY_MISSING);
            case "42501" -> Optional.of(PRIVILEGE_MISSING);
            // Of a policy that comes to its own table again.
            case "42P17" -> Optional.of(ROWS_HIDDEN);
            case "XX000" -> proxy(failure);
            default -> state.startsWith("08") ? Optional.of(connection(failure)) : Optional.empty();
        };
    }

    private static Optional<FailureKind> proxy(SQLException failure) {
        var message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return PROXIES.entrySet().stream().filter(entry -> message.contains(entry.getKey())).map(Map.Entry::getValue)
                .findFirst();
    }

    private static FailureKind connection(SQLException failure) {
        var message = String.valueOf(failure.getMessage());
        if (message.contains("hostnameverifier")) {
            return CERTIFICATE_OF_ANOTHER;
        } else if (has(failure, SSLException.class) || has(failure, GeneralSecurityException.class)) {
            return handshake(failure);
        } else if (message.contains("SSL")) {
            return NOT_ADMITTED_STATE.equals(failure.getSQLState()) ? TLS_ABSENT : TLS;
        } else if (NOT_ADMITTED_STATE.equals(failure.getSQLState())) {
            return NOT_ADMITTED;
        } else if (message.contains("query_wait_timeout")) {
            return TOO_MANY_CONNECTIONS;
        } else if (has(failure, UnknownHostException.class)) {
            return UNKNOWN_HOST;
        } else if (has(failure, SocketTimeoutException.class)) {
            return TIMED_OUT;
        } else if ("08001".equals(failure.getSQLState())) {
            // Refused, or pgjdbc's loginTimeout, which has no cause.
            return has(failure, SocketException.class) ? REFUSED : TIMED_OUT;
        }
        return CONNECTION_LOST;
    }

    private static FailureKind handshake(SQLException failure) {
        if (has(failure, CertificateExpiredException.class) || has(failure, CertificateNotYetValidException.class)) {
            return CERTIFICATE_OUTDATED;
        } else if (has(failure, CertPathBuilderException.class)) {
            return CERTIFICATE_UNTRUSTED;
        }
        return causes(failure).map(cause -> String.valueOf(cause.getMessage())).anyMatch(OLD_TLS) ? TLS_TOO_OLD : TLS;
    }

    /** Whether it is one, or one caused it. */
    public static boolean has(Throwable failure, Class<? extends Throwable> cause) {
        return causes(failure).anyMatch(cause::isInstance);
    }

    /** It and what caused it, to the bottom or nearly so: a cause may come round to itself. */
    public static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
