package dev.neontasks.faults.histories;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import dev.neontasks.Sql;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;

/** Brings the faults of a schedule about, one after the other, while others ask. */
final class Nemesis implements Callable<Integer> {

    private static final Duration BACK = Duration.ofSeconds(60);

    private final Stage stage;
    private final List<Copy> copies;
    private final List<Fault> faults;
    private final Progress progress;

    Nemesis(Stage stage, Schedule schedule, Progress progress) {
        this.stage = stage;
        copies = schedule.copies().stream().map(stage.copies::get).toList();
        faults = schedule.faults();
        this.progress = progress;
    }

    /** What takes long and is no fault yet. */
    void prepare() {
        for (var fault : faults) {
            switch (fault.kind()) {
                case ROLLOUT -> copies.forEach(Copy::prepareSuccessor);
                case KILLED_COPY -> stage.copies.get(fault.copy()).prepareSuccessor();
                default -> {
                    // Takes no preparation.
                }
            }
        }
    }

    /** Returns, with how many there were, when there are no more, or nobody asks any more. */
    @Override
    public Integer call() throws Exception {
        var count = 0;
        for (var fault : faults) {
            if (!progress.reaches(fault.after())) {
                break;
            }
            bring(fault);
            count++;
        }
        return count;
    }

    /** Ends all that is not as it should be. */
    void rest() {
        for (var copy : copies) {
            copy.simulator.recover();
            copy.simulator.wake();
            copy.simulator.deliver();
        }
        await().atMost(BACK).until(() -> copies.stream().allMatch(copy -> copy.simulator.late() == 0));
        // Those that were not asked, too: the next schedule may begin with them.
        await().atMost(BACK).until(() -> stage.copies.stream().allMatch(Copy::knowsPassword));
    }

    private void bring(Fault fault) throws Exception {
        var copy = stage.copies.get(fault.copy());
        var simulator = copy.simulator;
        switch (fault.kind()) {
            case LOST_ANSWER -> lose(Loss.AFTER_SERVER, simulator, fault);
            case LOST_STATEMENT -> lose(Loss.BEFORE_SERVER, simulator, fault);
            case UNHEARD -> {
                simulator.resetNextStatement(Loss.UNHEARD, fault.statement());
                last(fault);
                simulator.deliver();
            }
            case LATE_STATEMENT -> {
                lose(Loss.LATE, simulator, fault);
                last(fault);
                simulator.deliver();
            }
            case HANG -> {
                simulator.hang();
                last(fault);
                simulator.recover();
            }
            case SLEEP -> {
                copies.forEach(each -> each.simulator.wakeAfter(Duration.ofMillis(fault.millis())).sleep());
                last(fault);
            }
            case ENDED_BACKENDS -> endBackends();
            case CRASH -> crash();
            case KILLED_POOLER -> {
                stage.pooler.orElseThrow().kill();
                last(fault);
                stage.pooler.orElseThrow().restart();
            }
            case KILLED_COPY -> copy.succeed(PackagedService::kill);
            case ROLLOUT -> {
                for (var each : copies) {
                    each.succeed(old -> {
                        old.terminate();
                        old.exitCode();
                    });
                }
            }
            case CHANGED_PASSWORD -> stage.changePassword();
            case REVOKED_PASSWORD -> {
                stage.changePassword();
                endBackends();
            }
        }
    }

    private void endBackends() throws SQLException {
        Sql.ask(stage.database, "postgres",
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'neondb_owner'");
    }

    /** And has no new connection made meanwhile. */
    private static void lose(Loss loss, NeonSimulator simulator, Fault fault) throws InterruptedException {
        simulator.hangConnections();
        simulator.resetNextStatement(loss, fault.statement());
        last(fault);
        simulator.recover();
    }

    private void crash() throws SQLException, IOException, InterruptedException {
        var pid = Sql.ask(stage.database, "postgres",
                "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1");
        new ProcessBuilder("kill", "-9", pid).inheritIO().start().waitFor();
        await().atMost(BACK).until(this::answers);
    }

    private boolean answers() {
        try {
            return Sql.ask(stage.database, "postgres", "select 1").equals("1");
        } catch (SQLException e) {
            return false;
        }
    }

    /** The length of what is brought about, and no wait for anything. */
    private static void last(Fault fault) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(fault.millis());
    }
}
