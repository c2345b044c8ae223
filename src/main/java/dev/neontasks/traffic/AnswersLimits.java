package dev.neontasks.traffic;

import java.time.Duration;

/**
 * How much of what was answered clients may leave unread, and for how long.
 *
 * @param most bytes; beyond it the readers that have stood still for {@code patience} are cut off, and a large answer that has
 *        no room even so is refused
 * @param tooMany bytes; beyond it who has stood still longest is cut off, however short that was
 * @param small bytes; an answer up to this is never refused
 * @param step bytes that count as having moved on
 * @param stall who has not moved on by a step, or to the end, in this time is cut off
 * @param patience how long a reader may stand still while others need the room
 */
record AnswersLimits(long most, long tooMany, int small, int step, Duration stall, Duration patience) {

    /**
     * For a process with 512 MiB, of which the heap may take half and what is always there outside of it 170 MiB: answers
     * on their way are outside of it, too. Thirty of the largest may be on theirs. A list as most people have it is small.
     * A step in that time is half a KiB a second, a fifth of what the worst of mobile networks (GPRS) carries, and half a
     * minute is what a tunnel takes. Half a second is several round trips between continents.
     */
    static final AnswersLimits SHIPPED = new AnswersLimits(16 << 20, 24 << 20, 64 << 10, 16 << 10, Duration.ofSeconds(30),
            Duration.ofMillis(500));
}
