package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.schema.migration.Migrating;

/** Five replicas of the service start at once on a database that nobody has migrated yet. */
@Tag("faults")
class FiveReplicasFaultIT {

    static EmbeddedDatabase database;

    @BeforeAll
    static void startDatabase() {
        database = EmbeddedDatabase.temporary();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            empty      |
            set_lock   | create table databasechangeloglock (id int primary key, locked boolean not null, lockgranted timestamp, \
                         lockedby varchar(255)); insert into databasechangeloglock values (1, true, now(), 'pod-7f (10.1.2.3)')
            no_row     | create table databasechangeloglock (id int primary key, locked boolean not null, lockgranted timestamp, \
                         lockedby varchar(255))
            """)
    void applyEachChangeSetOnce(String left, String leftBehind) throws SQLException {
        // Five young JVMs on a build server's two processors: what counts is who migrates, not when.
        var variables = Map.of("DATABASE_URL", database.createDatabase(left), "JWT_SIGNING_KEY", Keys.ecPem());
        if (leftBehind != null) {
            Sql.run(database, left, "set role neondb_owner; set search_path to public; " + leftBehind);
        }
        var replicas = Stream.generate(() -> PackagedService.startQuickly(variables)).limit(5).toList();
        try {
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(replicas)
                    .allSatisfy(replica -> assertThat(replica.isReady()).as(() -> replica.out() + replica.err()).isTrue()));
            await().atMost(Duration.ofSeconds(30)).until(() -> begun(replicas).size() >= Migrating.CHANGE_SETS.size());
            var began = begun(replicas);
            System.out.printf("5 replicas at once, %s: %d change sets begun by %d of them, %d waited%n", left, began.size(),
                    replicas.stream().filter(replica -> !replica.logged("begins").isEmpty()).count(),
                    replicas.stream().filter(replica -> !replica.logged("Waiting for another").isEmpty()).count());
            assertThat(began).hasSameSizeAs(Migrating.CHANGE_SETS).doesNotHaveDuplicates();
            await().atMost(Duration.ofSeconds(30)).until(() -> Sql.ask(database, left,
                    "select count(*) from databasechangelog").equals(Integer.toString(Migrating.CHANGE_SETS.size())));
        } finally {
            replicas.forEach(PackagedService::kill);
        }
        assertThat(Sql.ask(database, left, "select string_agg(id, ' ' order by orderexecuted) from databasechangelog"))
                .isEqualTo(String.join(" ", Migrating.CHANGE_SETS));
        if (leftBehind != null) {
            assertThat(Sql.ask(database, left, "select bool_or(locked) from databasechangeloglock"))
                    .isEqualTo(left.equals("set_lock") ? "t" : null);
        }
    }

    private static List<String> begun(List<PackagedService> replicas) {
        return replicas.stream().flatMap(replica -> replica.logged("begins").stream())
                .map(line -> line.replaceFirst(".*((?:Online c|C)hange set \\d of \\d).*", "$1")).toList();
    }
}
