package dev.neontasks.command.account;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.neontasks.account.EmailAddress;
import dev.neontasks.account.LinkToken;

/** The statements about one account, by its e-mail address. They may be run again: what is done already stays so. */
public final class AccountHand {

    /** What is done to it; nothing for a look alone. */
    public enum Deed {
        SHOW(""),
        SIGN_OUT("All its sessions are ended; access tokens that they gave go on for 15 minutes at most."),
        DISABLE("It is disabled: nobody signs in to it, and its sessions are ended; access tokens that they gave go on for 15 minutes at "
                + "most."),
        ENABLE("It is enabled: its owner can sign in."),
        RESET_LINK("Whoever has this link gives it another password, once, within 30 minutes:");

        private final String text;

        Deed(String text) {
            this.text = text;
        }

        /** What is told when it is done. */
        public String text() {
            return text;
        }
    }

    /**
     * What has become of it.
     *
     * @param token of the link that was made, if one was
     */
    public record Done(AccountState state, Optional<String> token) {
    }

    private static final String LOOK = """
            select id, email, created_at, email_verified_at, disabled_at, count(expires_at), max(rotated_at)
            from accounts left join (select account, expires_at, rotated_at from sessions where expires_at > now()) s
            on account = id where email = ? group by id""";
    private static final String DISABLE = "update accounts set disabled_at = coalesce(disabled_at, now()) where email = ?";
    private static final String ENABLE = "update accounts set disabled_at = null where email = ?";
    private static final String END_SESSIONS = "delete from sessions where account = (select id from accounts where email = ?)";

    private static final String FORGET_LINKS = "delete from account_links where expires_at < now() or purpose <> 'confirm' "
            + "and account = (select id from accounts where email = ?)";
    private static final String ADD_LINK = "insert into account_links (token_hash, account, purpose, expires_at) "
            + "select ?, id, 'reset', now() + interval '30 minutes' from accounts where email = ?";

    private final Connection connection;
    private final String email;

    /** @param email as somebody writes it */
    public AccountHand(Connection connection, String email) {
        this.connection = connection;
        this.email = EmailAddress.normalised(email);
    }

    /** In one transaction; nothing when there is no such account. */
    public Optional<Done> does(Deed deed) throws SQLException {
        connection.setAutoCommit(false);
        var done = doneWith(deed);
        connection.commit();
        return done;
    }

    private Optional<Done> doneWith(Deed deed) throws SQLException {
        var token = Optional.<String> empty();
        switch (deed) {
            case SHOW -> {
            }
            case SIGN_OUT -> end();
            case DISABLE -> {
                // First, for a session that begins at this moment waits for it and is refused.
                run(DISABLE);
                end();
            }
            case ENABLE -> {
                run(ENABLE);
                // One that began while it was disabled, with a version that does not look at that.
                end();
            }
            case RESET_LINK -> token = addLink();
        }
        var made = token;
        return look().map(state -> new Done(state, made));
    }

    /** Whoever is signed in, or has a link that gives it another password, has to begin anew. */
    private void end() throws SQLException {
        run(FORGET_LINKS);
        run(END_SESSIONS);
    }

    /** The token of a link. Those of before are no good any more. */
    private Optional<String> addLink() throws SQLException {
        var token = LinkToken.random();
        run(FORGET_LINKS);
        try (var statement = connection.prepareStatement(ADD_LINK)) {
            statement.setBytes(1, token.hash());
            statement.setString(2, email);
            return statement.executeUpdate() == 1 ? Optional.of(token.text()) : Optional.empty();
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, email);
            statement.executeUpdate();
        }
    }

    private Optional<AccountState> look() throws SQLException {
        try (var statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, email);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(new AccountState(row.getString(1), row.getString(2), at(row, 3).orElseThrow(),
                        orNull(row, 4), orNull(row, 5), row.getInt(6), orNull(row, 7))) : Optional.empty();
            }
        }
    }

    private static @Nullable Instant orNull(ResultSet row, int column) throws SQLException {
        return at(row, column).orElse(null);
    }

    private static Optional<Instant> at(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
