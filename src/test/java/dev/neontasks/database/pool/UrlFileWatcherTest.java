package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.event.Shutdown;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.StartupEvent;

import dev.neontasks.HandTimers;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.environment.Environment;

class UrlFileWatcherTest {

    @TempDir
    Path folder;
    private Path path;
    private CurrentUrl location;
    private UrlFileWatcher file;
    private int looksWhereItLeads;
    private final OpenConnections connections = new OpenConnections(1, Runnable::run);

    @BeforeEach
    void start() throws IOException {
        path = folder.resolve("url");
        write("postgresql://u:p@one.example/d");
        var variables = Map.of("DATABASE_URL_FILE", path.toString());
        var environment = Environment.of(name -> Optional.ofNullable(variables.get(name)));
        location = new CurrentUrl(DatabaseSettings.of(environment));
        file = new UrlFileWatcher(environment, location, connections, () -> ++looksWhereItLeads == 2);
        look(2);
    }

    @Test
    void staysWhereItIsWithoutAChange() {
        look(3);
        assertThat(location.pool().host()).isEqualTo("one.example");
        assertThat(connections.generation()).isZero();
    }

    @Test
    void movesOnceTheFileHasSaidSoTwice() throws IOException {
        write("postgresql://u:p@two-pooler.example/d");
        look(1);
        assertThat(location.pool().host()).isEqualTo("one.example");
        look(1);
        assertThat(location.pool().host()).isEqualTo("two-pooler.example");
        assertThat(location.migration().host()).isEqualTo("two.example");
        look(5);
        assertThat(connections.generation()).isEqualTo(1);
    }

    @Test
    void looksWhereItLeadsNowUntilThatIsKnown() throws IOException {
        assertThat(looksWhereItLeads).isZero();
        write("postgresql://u:p@two.example/d");
        look(2);
        assertThat(looksWhereItLeads).isEqualTo(1);
        look(5);
        assertThat(looksWhereItLeads).isEqualTo(2);
    }

    @Test
    void takesANewPassword() throws IOException {
        write("postgresql://u:another@one.example/d");
        look(2);
        assertThat(location.pool().password()).hasValue("another");
        assertThat(connections.generation()).isEqualTo(1);
    }

    @Test
    void aHalfWrittenFileChangesNothing() throws IOException {
        write("postgresql://u:p@tw");
        look(1);
        write("postgresql://u:p@two.example/d");
        look(2);
        assertThat(location.pool().host()).isEqualTo("two.example");
        assertThat(connections.generation()).isEqualTo(1);
    }

    @Test
    void aBadValueLeavesTheOldOne() throws IOException {
        write("postgresql://u:p@two.example/d?sslmode=disable");
        look(3);
        Files.delete(path);
        look(3);
        assertThat(location.pool().host()).isEqualTo("one.example");
        assertThat(connections.generation()).isZero();
    }

    @Test
    void looksEveryTwoSecondsUntilTheEnd() throws IOException {
        var timers = new HandTimers();
        file.start(new StartupEvent(), timers.vertx());
        assertThat(timers.delays()).containsExactly(2000L);
        write("postgresql://u:p@two.example/d");
        timers.goOff();
        timers.goOff();
        assertThat(location.pool().host()).isEqualTo("two.example");
        file.stop(new Shutdown(), timers.vertx());
        assertThat(timers.delays()).isEmpty();
    }

    @Test
    void looksToWhateverUrlIsGivenAsAFile() {
        var timers = new HandTimers();
        watcher(Map.of("DATABASE_URL", "postgresql://u:p@one.example/d", "DATABASE_URL_UNPOOLED_FILE", path.toString()))
                .start(new StartupEvent(), timers.vertx());
        assertThat(timers.delays()).hasSize(1);
    }

    @Test
    void looksToThePasswordsFileAlone() throws IOException {
        var password = Files.writeString(folder.resolve("password"), "p");
        var variables = Map.of("DATABASE_URL", "postgresql://u@one.example/d", "DATABASE_PASSWORD_FILE", password.toString());
        var timers = new HandTimers();
        watcher(variables).start(new StartupEvent(), timers.vertx());
        assertThat(timers.delays()).hasSize(1);
        Files.writeString(password, "token");
        timers.goOff();
        timers.goOff();
        assertThat(location.pool().password()).hasValue("token");
        assertThat(connections.generation()).isEqualTo(1);
    }

    @Test
    void looksAtNothingWithoutAFile() {
        var timers = new HandTimers();
        watcher(Map.of("DATABASE_URL", "postgresql://u:p@one.example/d")).start(new StartupEvent(), timers.vertx());
        assertThat(timers.delays()).isEmpty();
    }

    @Test
    void movesWhenTheMigrationsUrlAloneHasChanged() throws IOException {
        var unpooled = Files.writeString(folder.resolve("unpooled"), "postgresql://u:p@three.example/d");
        var moved = watcher(Map.of("DATABASE_URL", "postgresql://u:p@one.example/d", "DATABASE_URL_UNPOOLED_FILE",
                unpooled.toString()));
        moved.look();
        moved.look();
        assertThat(location.pool().host()).isEqualTo("one.example");
        assertThat(location.migration().host()).isEqualTo("three.example");
    }

    private UrlFileWatcher watcher(Map<String, String> variables) {
        return new UrlFileWatcher(Environment.of(name -> Optional.ofNullable(variables.get(name))), location, connections,
                () -> true);
    }

    private void look(int times) {
        for (var time = 0; time < times; time++) {
            file.look();
        }
    }

    private void write(String url) throws IOException {
        Files.writeString(path, url);
    }
}
