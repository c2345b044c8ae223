package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.v3.ConnectionFactoryImpl;

import dev.neontasks.TestDatabase;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.pool.DirectAccess;
import dev.neontasks.environment.Environment;

/**
 * What the driver sends as the session's time zone is the name of the JVM's own, and a server that has no zone of that name
 * ends the login.
 */
@Tag("parts")
class SessionZoneTest {

    private final Locale usualLocale = Locale.getDefault();
    private final TimeZone usualZone = TimeZone.getDefault();

    @AfterEach
    void leaveAsItWas() {
        Locale.setDefault(usualLocale);
        TimeZone.setDefault(usualZone);
    }

    @Test
    void isUtcWhateverTheMachineSays() throws ReflectiveOperationException {
        var sent = ConnectionFactoryImpl.class.getDeclaredMethod("createPostgresTimeZone");
        sent.setAccessible(true);
        var names = new TreeSet<>(ZoneId.getAvailableZoneIds());
        names.addAll(ZoneId.SHORT_IDS.keySet());
        var others = new TreeMap<String, Object>();
        for (var name : names) {
            TimeZone.setDefault(TimeZone.getTimeZone(name));
            Main.forgetTheMachine();
            var zone = sent.invoke(null);
            if (!"UTC".equals(zone)) {
                others.put(name, zone);
            }
        }
        assertThat(names).hasSizeGreaterThan(600);
        assertThat(others).isEmpty();
    }

    /** No build of PostgreSQL knows the first two, and some do not know the last. */
    @ParameterizedTest
    @ValueSource(strings = { "IST", "JST", "Asia/Calcutta" })
    void isTakenByTheServer(String name) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(name));
        Main.forgetTheMachine();
        var variables = Map.of("DATABASE_URL", TestDatabase.running().url());
        var settings = DatabaseSettings.of(Environment.of(variable -> Optional.ofNullable(variables.get(variable))));
        try (var connection = new DirectAccess(settings).likeThePool();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("show timezone")) {
            answer.next();
            assertThat(answer.getString(1)).isEqualTo("UTC");
        }
    }
}
