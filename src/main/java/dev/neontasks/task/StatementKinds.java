package dev.neontasks.task;

import static dev.neontasks.task.IssuerTaskStatements.LOOK_OF_ISSUER;
import static dev.neontasks.task.IssuerTaskStatements.OF_ISSUER;
import static dev.neontasks.task.TaskStatements.KEYED;
import static dev.neontasks.task.TaskStatements.LOOK;
import static dev.neontasks.task.TaskStatements.ONE;
import static dev.neontasks.task.TaskStatements.READ;
import static dev.neontasks.task.TaskStatements.UNKEYED;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.hibernate.StatelessSession;
import org.hibernate.query.hql.internal.HqlParseTreeBuilder;

import dev.neontasks.account.CurrentAccount;

/** Which statements about tasks there are, and which of them are for whom. */
final class StatementKinds {

    private static final List<String> OF_TASKS = Stream
            .concat(TaskLists.KINDS.stream(), Stream.of(READ + ONE, READ + ONE + OF_ISSUER)).toList();
    private static final List<String> OF_WRITES = List.of(LOOK, LOOK_OF_ISSUER);
    private static final List<String> OF_RECEIPTS = List.of(KEYED, KEYED + OF_ISSUER, UNKEYED, UNKEYED + OF_ISSUER);

    private StatementKinds() {
    }

    /** @param ofIssuer whether the owner has an outside issuer's token */
    static TaskStatements of(StatelessSession session, boolean ofIssuer) {
        return ofIssuer ? new IssuerTaskStatements_(session) : new OwnTaskStatements_(session);
    }

    /** Nothing when the token is for no account that is there. */
    static Optional<Look> look(StatelessSession session, CurrentAccount account, UUID id, UUID write) {
        return account.isOfIssuer()
                ? new IssuerTaskStatements_(session).look(account.id(), id, write, account.idHash(), account.issued())
                : new OwnTaskStatements_(session).look(account.id(), id, write);
    }

    /**
     * For the build of the native binary: Hibernate's parser keeps what it works out about its grammar as it meets it, and what
     * it met at the build is in the binary. Otherwise that takes a third of the start.
     */
    static void learnGrammar() {
        Stream.of(OF_TASKS, TaskLists.COUNTED_KINDS, OF_WRITES, OF_RECEIPTS).flatMap(List::stream)
                .forEach(statement -> HqlParseTreeBuilder.INSTANCE
                        .buildHqlParser(statement, HqlParseTreeBuilder.INSTANCE.buildHqlLexer(statement)).statement());
    }

    /** Has all of them understood, without the database. */
    static void parse(StatelessSession session) {
        OF_TASKS.forEach(statement -> session.createSelectionQuery(statement, TaskView.class));
        TaskLists.COUNTED_KINDS.forEach(statement -> session.createSelectionQuery(statement, CountedTask.class));
        OF_WRITES.forEach(statement -> session.createSelectionQuery(statement, Look.class));
        OF_RECEIPTS.forEach(statement -> session.createSelectionQuery(statement, ReceiptCount.class));
    }
}
