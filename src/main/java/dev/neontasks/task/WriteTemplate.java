package dev.neontasks.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The text of a statement that writes a task and leaves the receipt. When there is a receipt already, its key breaks the
 * statement, and with it what it has written. It has four forms: for an outside issuer's account or one of our own, and in
 * spite of a refusal, which it takes away before it writes, or without one.
 */
final class WriteTemplate {

    /** What a task holds besides its owner and its revision. */
    static final String CONTENT = "id, title, description, completed, due_on, created_at, updated_at";

    static final String OF_ISSUER = " and exists (select from accounts where accounts.id = :owner and accounts.email is null)";

    /**
     * That no outside issuer's account was deleted since the token was issued. One that has appeared again, by a later
     * token, has no receipts from before.
     */
    static final String NOT_DELETED_SINCE = " and not exists (select from deleted_accounts "
            + "where id_hash = sha256(convert_to(:owner, 'UTF8')) and deleted_at >= :issued)";

    private static final String LIFTED = "lifted as (select write from receipts where owner = :owner and write = :write "
            + "and revision = :lifted for update), ";
    private static final String IF_LIFTED = " and exists (select from lifted)";
    /** Not when nothing is written, or no refusal would be there for one that is late to meet. */
    private static final String FREED = ", freed as (delete from receipts using written "
            + "where receipts.owner = :owner and write = :write returning write)";
    private static final String IF_FREED = " cross join freed";

    private static final Pattern PARAMETER = Pattern.compile(":([a-z_]+)");

    /**
     * One of the forms, as JDBC takes it.
     *
     * @param parameters that of each place, one after the other
     */
    record Sql(String text, List<WriteParameter> parameters) {

        private static Sql of(String named) {
            var parameters = new ArrayList<WriteParameter>();
            var text = PARAMETER.matcher(named).replaceAll(name -> {
                parameters.add(WriteParameter.valueOf(name.group(1).toUpperCase(Locale.ROOT)));
                return "?";
            });
            return new Sql(text, List.copyOf(parameters));
        }

        void fill(PreparedStatement statement, WriteValues values) throws SQLException {
            for (var i = 0; i < parameters.size(); i++) {
                values.set(statement, i + 1, parameters.get(i));
            }
        }
    }

    private final Sql own;
    private final Sql issuers;
    private final Sql ownLifting;
    private final Sql issuersLifting;

    /**
     * @param template with a place before the part that writes, {@code %1$s}, one at its end, {@code %2$s}, one at the end of
     *        each that names the owner, {@code %3$s}, one after what is written, {@code %4$s}, and one at the end of the part
     *        that leaves the receipt, {@code %5$s}
     * @param ofIssuers what an outside issuer's account has to fulfil besides
     */
    WriteTemplate(String template, String ofIssuers) {
        own = Sql.of(template.formatted("", "", "", "", ""));
        issuers = Sql.of(template.formatted("", ofIssuers, OF_ISSUER, "", ""));
        ownLifting = Sql.of(template.formatted(LIFTED, IF_LIFTED, "", FREED, IF_FREED));
        issuersLifting = Sql.of(template.formatted(LIFTED, IF_LIFTED + ofIssuers, OF_ISSUER, FREED, IF_FREED));
    }

    Sql sql(boolean ofIssuer, boolean isLifting) {
        if (isLifting) {
            return ofIssuer ? issuersLifting : ownLifting;
        }
        return ofIssuer ? issuers : own;
    }

    List<Sql> forms() {
        return List.of(own, issuers, ownLifting, issuersLifting);
    }

    /** The part that leaves the receipt of what is {@code written}, which gives these columns of the task. */
    static String receipt(Outcome outcome, String columns) {
        return """
                insert into receipts (owner, write, outcome, revision, fingerprint, expires_at, %s)
                select :owner, :write, %d, :revision, :fingerprint, now() + :lasts * interval '1 second', written.*
                from written%%5$s""".formatted(columns.replaceFirst("^id", "task"), outcome.status());
    }
}
