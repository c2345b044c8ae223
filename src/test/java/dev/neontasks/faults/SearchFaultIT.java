package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;

/** Accounts search their own tasks for what costs most, two at once each, and more in all than there are connections. */
@Tag("faults")
@Tag("timed")
class SearchFaultIT {

    private static final int ACCOUNTS = 15;
    private static final int SEARCHES = 2 * ACCOUNTS;
    private static final int POOL = 20;

    /** Each would take longer than it may. */
    @Test
    void thirtyOfTheWorstEndInTimeAndLeaveTheConnectionsAsTheyWere() throws Exception {
        try (var scene = Scene.with(Map.of())) {
            var tokens = new ArrayList<String>();
            for (var account = 0; account < ACCOUNTS; account++) {
                tokens.add(scene.person());
            }
            var token = tokens.get(0);
            Sql.run(scene.database, "neondb", "insert into tasks (owner, id, title, description, completed, created_at, "
                    + "updated_at, revision) select owner, gen_random_uuid(), 'Task', 'aab' || repeat('a', 3997), false, now(), "
                    + "now(), gen_random_uuid() from tasks, generate_series(1, 3000)");
            var worst = "/api/tasks?q=" + "a".repeat(99) + "b";
            Crowd.once(scene.service, POOL * 2, (client, turn) -> scene.list(token));
            var before = scene.simulator.counts();
            var answers = Crowd.once(scene.service, SEARCHES,
                    (client, turn) -> scene.as(tokens.get(client / 2), worst).build());
            var after = Crowd.ask(scene.service, scene.list(token));

            System.out.printf("%d of the worst searches at once: %s, half within %d ms, all within %d ms; a list after them %d "
                    + "after %d ms%n", SEARCHES, Crowd.byStatus(answers), Crowd.millis(answers, 0.5),
                    Crowd.millis(answers, 1), after.status(), after.took().toMillis());
            assertThat(answers).allMatch(answer -> answer.isGood() || answer.isTypedUnavailable())
                    .noneMatch(answer -> answer.body().contains("a statement took too long"));
            // Two seconds each, and those that have a connection end at the same time; any other statement may take ten.
            assertThat(Crowd.millis(answers, 0.5)).isLessThan(9_000);
            // The wake budget, the search's own time, and as much again for the machine.
            assertThat(Crowd.millis(answers, 1)).isLessThan(14_000);
            // One connection each to end it, and none made anew.
            assertThat(scene.simulator.counts().since(before).logins()).isLessThan(POOL);
            assertThat(after.status()).isEqualTo(200);
            assertThat(after.took()).isLessThan(Duration.ofSeconds(1));
            assertThat(scene.service.isReady()).isTrue();
        }
    }
}
