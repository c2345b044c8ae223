package dev.neontasks.command.doctor;

import static dev.neontasks.database.failure.FailureClassifier.causes;
import static dev.neontasks.database.failure.FailureClassifier.has;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.failure.UnfitEncoding;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.schema.forecast.CannotMigrate;

import javax.net.ssl.SSLException;

/** Turns whatever ended a step into a diagnosis. */
final class FaultClassifier {

    private FaultClassifier() {
    }

    static Diagnosis diagnosed(Exception failure) {
        if (failure instanceof Diagnosis diagnosis) {
            return diagnosis;
        } else if (failure instanceof ConfigurationFault) {
            return Fault.VARIABLE_INVALID.because(String.valueOf(failure.getMessage()));
        } else if (failure instanceof CannotMigrate) {
            return Fault.SCHEMA_EDITED.because(String.valueOf(failure.getMessage()));
        }
        return network(failure);
    }

    private static Diagnosis network(Exception failure) {
        var reason = bottom(failure);
        if (has(failure, UnfitEncoding.class)) {
            return Fault.ENCODING_UNFIT.because(reason);
        }
        if (has(failure, UnknownHostException.class)) {
            return Fault.HOST_UNKNOWN.because("no address is known for " + reason);
        } else if (has(failure, CertificateExpiredException.class) || has(failure, CertificateNotYetValidException.class)) {
            return Fault.CERTIFICATE_EXPIRED.because(reason);
        } else if (has(failure, CertPathBuilderException.class) || has(failure, CertPathValidatorException.class)) {
            return Fault.CERTIFICATE_OF_UNKNOWN_ISSUER.because(reason);
        } else if (has(failure, SSLException.class)) {
            return Fault.TLS_FAILED.because(reason);
        } else if (has(failure, SocketTimeoutException.class)) {
            return Fault.SERVER_SILENT.because("connected, and no answer in time");
        } else if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return Fault.CONNECTION_REFUSED.because(reason);
        }
        var refusal = LoginRefusal.of(failure);
        if (refusal.isPresent()) {
            return refusal.get().because(reason);
        }
        return FailureClassifier.of(failure).map(kind -> fault(kind).because(kind.text() + " (" + reason + ")"))
                .orElseGet(() -> Fault.CONNECTION_BROKE.because(reason));
    }

    private static Fault fault(FailureKind kind) {
        return switch (kind) {
            case UNKNOWN_HOST -> Fault.HOST_UNKNOWN;
            case REFUSED -> Fault.CONNECTION_REFUSED;
            case TIMED_OUT, NO_FREE_CONNECTION -> Fault.SERVER_SILENT;
            case STATEMENT_TIMED_OUT, SEARCH_TIMED_OUT -> Fault.STATEMENT_TIMED_OUT;
            case CONTENDED -> Fault.LOCKED_BY_OTHERS;
            case TLS_ABSENT -> Fault.TLS_NOT_OFFERED;
            case TLS, TLS_TOO_OLD -> Fault.TLS_FAILED;
            case CERTIFICATE_UNTRUSTED -> Fault.CERTIFICATE_OF_UNKNOWN_ISSUER;
            case CERTIFICATE_OF_ANOTHER -> Fault.CERTIFICATE_OF_ANOTHER_HOST;
            case CERTIFICATE_OUTDATED -> Fault.CERTIFICATE_EXPIRED;
            case WRONG_LOGIN, NOT_ADMITTED -> Fault.LOGIN_REJECTED;
            case UNKNOWN_DATABASE -> Fault.DATABASE_UNKNOWN;
            case ENCODING_UNFIT -> Fault.ENCODING_UNFIT;
            case UNKNOWN_ENDPOINT -> Fault.ENDPOINT_UNKNOWN;
            case DISABLED_ENDPOINT -> Fault.ENDPOINT_DISABLED;
            case ADDRESS_NOT_ALLOWED -> Fault.ADDRESS_NOT_ALLOWED;
            case READ_ONLY -> Fault.SERVER_READ_ONLY;
            case QUOTA_EXCEEDED, STORAGE_FULL -> Fault.QUOTA_EXCEEDED;
            case TOO_MANY_CONNECTIONS -> Fault.CONNECTIONS_EXHAUSTED;
            case NOT_AWAKE, RESTARTING -> Fault.NOT_AWAKE;
            case TABLE_MISSING, COLUMN_MISSING, FUNCTION_MISSING, KEY_MISSING, NOT_MIGRATABLE -> Fault.SCHEMA_INCOMPLETE;
            case OFF_SEARCH_PATH -> Fault.CHANGE_LOG_ELSEWHERE;
            case PRIVILEGE_MISSING -> Fault.PRIVILEGE_ON_TABLES_MISSING;
            case ROWS_HIDDEN -> Fault.ROWS_HIDDEN;
            case CONNECTION_LOST, SCHEMA_NOT_READY -> Fault.CONNECTION_BROKE;
        };
    }

    private static String bottom(Throwable failure) {
        var cause = causes(failure).reduce((first, second) -> second).orElse(failure);
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
