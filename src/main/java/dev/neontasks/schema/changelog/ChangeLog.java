package dev.neontasks.schema.changelog;

import static java.util.function.Predicate.not;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.neontasks.schema.plan.PendingChange;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.change.AbstractSQLChange;
import liquibase.change.CheckSum;
import liquibase.changelog.ChangeSet;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.ui.LoggerUIService;

/** The change sets of this version of the service, in their order, beside those a database has. */
public final class ChangeLog {

    public static final String FILE = "db/changelog.yaml";

    /** Or Liquibase prints to standard output, user and host included. */
    private static final Map<String, Object> QUIET = Map.of(Scope.Attr.ui.name(), new LoggerUIService());

    private final ChangeLogFile file;
    private final List<ChangeSet> changeSets;
    /** By the id of what is noted. */
    private final Map<String, OnlineChangeSet> online = new LinkedHashMap<>();
    private final NeededTables needed;

    private ChangeLog(ChangeLogFile file, List<ChangeSet> all, NeededTables needed) {
        this.file = file;
        this.changeSets = all.stream().filter(changeSet -> !OnlineChangeSet.isForm(changeSet, all)).toList();
        this.needed = needed;
        changeSets.forEach(changeSet -> OnlineChangeSet.of(changeSet, all)
                .ifPresent(found -> online.put(changeSet.getId(), found)));
    }

    public static ChangeLog ofService() throws Exception {
        return read(FILE, NeededTables.OF_SERVICE);
    }

    /** @param needed what has to be there when all of them are applied */
    public static ChangeLog read(String file, NeededTables needed) throws Exception {
        var written = new ChangeLogFile(file);
        return Scope.child(QUIET, () -> new ChangeLog(written, written.parse().getChangeSets(), needed));
    }

    /** The id of the last change set that the service waits for. */
    public String newest() {
        var waitedFor = changeSets.stream().filter(not(OnlineChangeSet::isMarked)).toList();
        return waitedFor.get(waitedFor.size() - 1).getId();
    }

    /** Of an online one, as it will be applied. */
    public PendingChange pendingOnline(String id) {
        return new PendingChange(id, online(id).orElseThrow().statements(), true);
    }

    /** Indexes that online ones of these ids have begun and not finished. */
    public List<String> unfinished(Collection<String> ids, Connection connection) throws SQLException {
        var unfinished = new ArrayList<String>();
        for (var id : ids) {
            for (var index : online(id).orElseThrow().indexes()) {
                if (index.isValid(connection).equals(Optional.of(false))) {
                    unfinished.add(index.name());
                }
            }
        }
        return unfinished;
    }

    /** How the change set is applied where it is applied online, if it ever is. */
    Optional<OnlineChangeSet> online(String id) {
        return Optional.ofNullable(online.get(id));
    }

    public NeededTables needed() {
        return needed;
    }

    /** Compares them with what the database has, by reading alone; throws if it has one in another form. */
    public SchemaGap gapOf(Connection connection) throws Exception {
        var found = FoundChangeLog.of(connection, needed, this::isOurs);
        var unknown = found.applied();
        var missing = new ArrayList<String>();
        var later = new ArrayList<String>();
        for (var changeSet : changeSets) {
            var applied = unknown.remove(changeSet.toNormalizedString());
            if (applied == null) {
                (isOnline(changeSet, connection, found.home()) ? later : missing).add(changeSet.getId());
            } else if (applied.checkSum().map(CheckSum::parse).filter(not(changeSet::isCheckSumValid)).isPresent()) {
                throw new IllegalStateException("change set " + changeSet.getId() + " was applied in another form");
            }
        }
        return new SchemaGap(missing, later, unknown.values().stream().filter(this::isOurs).map(AppliedChangeSet::id).toList(),
                found.home());
    }

    private boolean isOnline(ChangeSet changeSet, Connection connection, Home home) throws SQLException {
        var found = online.get(changeSet.getId());
        return found != null && found.isCalledFor(connection, home);
    }

    /** Another application's Liquibase notes in the same table what it has applied in the same schema. */
    private boolean isOurs(AppliedChangeSet applied) {
        return changeSets.stream().anyMatch(known -> known.getAuthor().equals(applied.author())
                && folder(known.getFilePath()).equals(folder(applied.file())));
    }

    private static String folder(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    /** Those of these ids, in their order, as they will be applied. */
    public List<PendingChange> pending(Collection<String> ids) {
        return changeSets.stream().filter(changeSet -> ids.contains(changeSet.getId()))
                .map(changeSet -> new PendingChange(changeSet.getId(), changeSet.getChanges().stream()
                        .filter(AbstractSQLChange.class::isInstance).map(change -> ((AbstractSQLChange) change).getSql())
                        .toList(), OnlineChangeSet.isMarked(changeSet)))
                .toList();
    }

    /**
     * Applies what the service waits for. For the one holder of the migration lock, besides which Liquibase needs none:
     * {@link HeldLockService}.
     */
    void apply(Connection connection, MigrationProgress progress) throws Exception {
        var later = gapOf(connection).online();
        Scope.child(QUIET, () -> {
            var whole = new AtomicChangeSets(connection, progress);
            var waitedFor = file.parse();
            waitedFor.getChangeSets()
                    .removeIf(changeSet -> OnlineChangeSet.isMarked(changeSet) || later.contains(changeSet.getId()));
            // Left open: to close it is to close the connection, which is its owner's.
            var database = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(whole);
            var liquibase = new Liquibase(waitedFor, ChangeLogFile.resources(), database);
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            liquibase.setChangeExecListener(whole.listener());
            ChangeLogTable.make(database, connection);
            liquibase.update(new Contexts(), new LabelExpression());
        });
    }

    /** Applies the others. For the one holder of the migration lock; {@code connection} is in no transaction meanwhile. */
    void applyOnline(Connection connection, MigrationProgress progress) throws Exception {
        for (var id : gapOf(connection).online()) {
            var changeSet = online(id).orElseThrow();
            progress.begins(id);
            try {
                Scope.child(QUIET, () -> {
                    var database = DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
                    new OnlineUpdate(changeSet, database, connection, needed).run();
                });
            } catch (Exception e) {
                progress.fails();
                throw e;
            }
            progress.ends();
        }
    }

    /** The first line of what lies at the bottom, which names the change set or the SQL error. */
    public static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
