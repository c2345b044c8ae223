package dev.neontasks.command.doctor;

import static dev.neontasks.database.failure.FailureClassifier.causes;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Why PostgreSQL turns a role away whose password it does not doubt, by where it says so: its words are in any language. */
final class LoginRefusal {

    /** Functions of the server: of the role's rights, of the database's, of pg_hba.conf's lines. */
    private static final Set<String> AT_THE_DOOR = Set.of("InitializeSessionUserId", "CheckMyDatabase", "ClientAuthentication");

    private LoginRefusal() {
    }

    static Optional<Fault> of(Exception failure) {
        return causes(failure).filter(PSQLException.class::isInstance)
                .map(cause -> ((PSQLException) cause).getServerErrorMessage()).filter(Objects::nonNull)
                .filter(said -> AT_THE_DOOR.contains(String.valueOf(said.getRoutine()))).findFirst().flatMap(LoginRefusal::of);
    }

    private static Optional<Fault> of(ServerErrorMessage said) {
        return switch (String.valueOf(said.getSQLState())) {
            case "53300" -> Optional.of(Fault.CONNECTION_LIMIT);
            case "28000", "42501", "55000" -> Optional.of(Fault.LOGIN_NOT_PERMITTED);
            default -> Optional.empty();
        };
    }
}
