package dev.neontasks.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What one attempt at a write tells the database. */
final class WriteValues {

    private final String owner;
    private final UUID id;
    private final WriteIntent intent;
    private final long lasts;
    private @Nullable TaskView task;
    private @Nullable UUID present;
    private @Nullable Instant issued;
    private int most;

    /** @param lasts seconds that the receipt is kept */
    WriteValues(String owner, UUID id, WriteIntent intent, long lasts) {
        this.owner = owner;
        this.id = id;
        this.intent = intent;
        this.lasts = lasts;
    }

    WriteValues task(TaskView written) {
        this.task = written;
        return this;
    }

    WriteValues present(UUID revision) {
        this.present = revision;
        return this;
    }

    WriteValues issued(Instant moment) {
        this.issued = moment;
        return this;
    }

    WriteValues most(int count) {
        this.most = count;
        return this;
    }

    /** Always as the same type, null too: the driver prepares a statement anew for another. */
    void set(PreparedStatement statement, int place, WriteParameter parameter) throws SQLException {
        switch (parameter) {
            case OWNER -> statement.setString(place, owner);
            case ID -> statement.setObject(place, id);
            case TITLE -> statement.setString(place, written().title());
            case DESCRIPTION -> statement.setString(place, written().description());
            case COMPLETED -> statement.setBoolean(place, written().completed());
            case DUE_ON -> statement.setObject(place, written().dueOn(), Types.DATE);
            case AT -> setMoment(statement, place, written().updatedAt());
            case REVISION -> statement.setObject(place, intent.revision());
            case WRITE -> statement.setObject(place, intent.write());
            case FINGERPRINT -> statement.setBytes(place, intent.fingerprint());
            case LASTS -> statement.setLong(place, lasts);
            case LIFTED -> statement.setObject(place, intent.lifted().orElseThrow());
            case PRESENT -> statement.setObject(place, Objects.requireNonNull(present));
            case MOST -> statement.setInt(place, most);
            case ISSUED -> setMoment(statement, place, Objects.requireNonNull(issued));
        }
    }

    private static void setMoment(PreparedStatement statement, int place, Instant moment) throws SQLException {
        statement.setObject(place, moment.atOffset(ZoneOffset.UTC));
    }

    private TaskView written() {
        return Objects.requireNonNull(task);
    }
}
