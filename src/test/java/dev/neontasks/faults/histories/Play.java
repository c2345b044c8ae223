package dev.neontasks.faults.histories;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.neontasks.history.History;
import dev.neontasks.history.Request;

/** Goes through a schedule on a stage, with new accounts. */
final class Play {

    /** Far more than the longest fault and the wake budget behind it. */
    private static final Duration BACK = Duration.ofSeconds(60);

    private final Stage stage;
    private final Schedule schedule;
    private final History history = new History();
    private final Progress progress = new Progress();
    private final List<UUID> tasks;
    private final List<String> tokens;

    Play(Stage stage, Schedule schedule) {
        this.stage = stage;
        this.schedule = schedule;
        var random = new Random(schedule.seed());
        tasks = IntStream.range(0, schedule.tasks()).mapToObj(task -> new UUID(random.nextLong(), random.nextLong())).toList();
        tokens = IntStream.range(0, Schedule.OWNERS).mapToObj(owner -> copy(0).service().signUp()).toList();
    }

    /** Everything that the clients saw. */
    History history() throws InterruptedException, ExecutionException {
        var nemesis = new Nemesis(stage, schedule, progress);
        nemesis.prepare();
        var threads = Executors.newCachedThreadPool();
        try {
            var clients = new ArrayList<Future<Void>>();
            var seen = tokens.stream().map(owner -> new Seen(tasks)).toList();
            for (var client = 0; client < schedule.clients().size(); client++) {
                clients.add(threads.submit(new Client(copy(client), inAllNames(client), seen,
                        schedule.clients().get(client), progress, new Random(schedule.seed() + client))));
            }
            var faults = threads.submit(nemesis);
            for (var client : clients) {
                client.get();
            }
            progress.end();
            faults.get();
        } finally {
            threads.shutdownNow();
            nemesis.rest();
        }
        look();
        return history;
    }

    /** What there is in the end, as each copy has it. */
    private void look() {
        for (var copy : schedule.copies()) {
            var service = stage.copies.get(copy).service();
            for (var caller : inAllNames(schedule.clients().size())) {
                await().atMost(BACK).until(() -> caller.list(service).isPresent());
                tasks.forEach(task -> caller.ask(service, Optional.of(task), Request.get()));
            }
        }
    }

    private List<Caller> inAllNames(int client) {
        return IntStream.range(0, tokens.size())
                .mapToObj(owner -> new Caller(client, "owner " + (owner + 1), tokens.get(owner), history)).toList();
    }

    private Copy copy(int client) {
        return stage.copies.get(schedule.copies().get(client % schedule.copies().size()));
    }
}
