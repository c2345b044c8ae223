package dev.neontasks.task;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.neontasks.api.Ids;

/**
 * One request's wish to write: made once, before the first attempt. It knows what an attempt has to know of those before:
 * whether one may still be on its way and which refusal it goes on in spite of.
 */
final class WriteIntent {

    private final UUID revision = Ids.next();
    private final Instant at;
    private final Optional<IdempotencyKey> key;
    private @Nullable UUID refusal;
    private boolean mayBeOnItsWay;
    private boolean hasLooked;
    private boolean needsRoom = true;
    private Optional<UUID> lifted = Optional.empty();
    private volatile boolean over;

    WriteIntent(Clock clock, Optional<IdempotencyKey> key) {
        this.at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.key = key;
    }

    UUID revision() {
        return revision;
    }

    /** What a refusal of this write is known by: who goes on in spite of it does so in spite of one that is late, too. */
    UUID refusal() {
        if (refusal == null) {
            refusal = Ids.next();
        }
        return refusal;
    }

    Instant at() {
        return at;
    }

    /** The id of the write: its receipt's key, beside the owner. */
    UUID write() {
        return key.map(IdempotencyKey::write).orElse(revision);
    }

    byte @Nullable [] fingerprint() {
        return key.map(IdempotencyKey::fingerprint).orElse(null);
    }

    boolean isKeyed() {
        return key.isPresent();
    }

    /**
     * Whether there may be a receipt, or an attempt of which one would have to come: by another request, or lost by this one.
     */
    boolean isRepeated() {
        return isKeyed() || mayBeOnItsWay;
    }

    /**
     * The refusal that this write goes on in spite of: it is there from before. Its statement takes it away, or does nothing.
     */
    Optional<UUID> lifted() {
        return lifted;
    }

    /** Whether there is yet to be found room for one more receipt. */
    boolean needsRoom() {
        return needsRoom;
    }

    void takeRoom() {
        needsRoom = false;
    }

    /** Runs a statement that writes. When it ends without an answer, it may be on its way still. */
    <T> T send(Supplier<T> statement) {
        if (over) {
            throw new CancellationException("nobody waits for it any more");
        }
        try {
            return statement.get();
        } catch (RuntimeException e) {
            mayBeOnItsWay = true;
            throw e;
        }
    }

    /** Whoever asked has been answered, or has gone: nothing is begun any more. */
    void end() {
        over = true;
    }

    /**
     * The receipt that has the last word, of those that were found. That of this request itself does. One that has expired does
     * not, nor a refusal of another request that was there at the first look; one that came since does, for it was answered.
     * Throws {@link IdempotencyKeyReused}.
     */
    Optional<Receipt> settled(Look look) {
        var isFirstLook = !hasLooked;
        hasLooked = true;
        var before = lifted;
        lifted = Optional.empty();
        var found = look.receipt();
        if (found.isEmpty() || isOwn(found.get())) {
            return found;
        }
        var receipt = found.get();
        if (!look.isExpired()) {
            if (!receipt.isOf(fingerprint())) {
                throw new IdempotencyKeyReused();
            } else if (!receipt.outcome().isRefusal() || !isFirstLook && before.filter(receipt.revision::equals).isEmpty()) {
                return found;
            }
            // What this write leaves takes its place.
            needsRoom = false;
        }
        lifted = Optional.of(receipt.revision);
        return Optional.empty();
    }

    private boolean isOwn(Receipt receipt) {
        return revision.equals(receipt.revision) || revision.equals(receipt.write);
    }
}
