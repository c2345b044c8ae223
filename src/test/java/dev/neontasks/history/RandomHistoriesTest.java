package dev.neontasks.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Histories of a task that is as it should be, with clients that overlap and lose answers; and of one that is not. */
@Tag("parts")
class RandomHistoriesTest {

    private static final int HISTORIES = 40;
    private static final int OPERATIONS = 100;
    private static final int CLIENTS = 8;

    @Test
    void legalOnesAreAccepted() {
        for (var seed = 0; seed < HISTORIES; seed++) {
            assertThat(new Play(seed, false).history().violations()).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void whereAWriteMayHappenTwiceMostAreNot() {
        var illegal = 0;
        for (var seed = 0; seed < HISTORIES; seed++) {
            illegal += new Play(seed, true).history().violations().isEmpty() ? 0 : 1;
        }
        assertThat(illegal).isGreaterThan(HISTORIES / 2);
    }

    /** Every operation happens at one moment between its two times, or later if its answer is lost, or never. */
    private static final class Play {

        private record Due(long time, int client, Request request, long invoked, boolean lost, boolean again) {
        }

        private final Random random;
        private final boolean broken;
        private final List<Due> due = new ArrayList<>();
        private final History history = new History();
        private Optional<Content> task = Optional.empty();
        private String tag = "";
        private int tags;

        Play(long seed, boolean broken) {
            random = new Random(seed);
            this.broken = broken;
            for (var client = 0; client < CLIENTS; client++) {
                begin(client, client);
            }
        }

        History history() {
            var done = 0;
            while (done < OPERATIONS) {
                var next = due.stream().min((one, other) -> Long.compare(one.time(), other.time())).orElseThrow();
                due.remove(next);
                happen(next);
                done++;
            }
            return history;
        }

        private void begin(int client, long now) {
            var request = request();
            var lost = random.nextInt(10) == 0;
            var time = now + 1 + random.nextInt(lost ? 3000 : 50);
            due.add(new Due(time, client, request, now, lost, false));
            if (lost) {
                history.add("owner", Optional.of("1"), Operation.unknown(client, request, now));
                begin(client, now + 50);
            }
        }

        private void happen(Due next) {
            var answer = answer(next.request());
            if (next.lost() || next.again()) {
                return;
            }
            var completed = next.time() + random.nextInt(50);
            history.add("owner", Optional.of("1"),
                    Operation.answered(next.client(), next.request(), next.invoked(), completed, answer));
            if (broken && random.nextInt(8) == 0) {
                due.add(new Due(completed + 20, next.client(), next.request(), next.invoked(), false, true));
            }
            begin(next.client(), completed + 1);
        }

        private Request request() {
            var request = switch (random.nextInt(6)) {
                case 0 -> Request.delete();
                case 1 -> Request.put("title" + random.nextInt(1_000_000));
                case 2 -> Request.patch(Change.ofCompleted(random.nextBoolean()));
                default -> Request.get();
            };
            return switch (random.nextInt(4)) {
                case 0 -> tag.isEmpty() || request.isRead() ? request : request.ifMatch(tag);
                case 1 -> request.method() == Request.Method.PUT ? request.ifNoneMatch("*") : request;
                default -> request;
            };
        }

        private Answer answer(Request request) {
            var matches = request.ifMatch().map(wanted -> task.isPresent() && wanted.equals(tag)).orElse(true)
                    && !(request.ifNoneMatch().isPresent() && task.isPresent());
            var isPut = request.method() == Request.Method.PUT;
            if (task.isEmpty() && !isPut) {
                return Answer.of(404);
            } else if (request.isRead()) {
                return Answer.of(200, task.orElseThrow(), tag);
            } else if (!matches) {
                return Answer.of(412);
            } else if (request.method() == Request.Method.DELETE) {
                task = Optional.empty();
                return Answer.of(204);
            }
            var status = task.isPresent() ? 200 : 201;
            task = Optional.of(isPut ? request.change().alone() : request.change().appliedTo(task.orElseThrow()));
            tag = "tag" + tags++;
            return Answer.of(status, task.get(), tag);
        }
    }
}
