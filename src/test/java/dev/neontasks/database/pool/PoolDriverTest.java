package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Properties;

import org.junit.jupiter.api.Test;

class PoolDriverTest {

    private final PoolDriver driver = new PoolDriver();

    @Test
    void takesItsOwnUrlAlone() throws SQLException {
        assertThat(driver.acceptsURL(PoolDriver.URL)).isTrue();
        assertThat(driver.acceptsURL("jdbc:postgresql://localhost/d")).isFalse();
        assertThat(driver.connect("jdbc:postgresql://localhost/d", new Properties())).isNull();
    }

    @Test
    void asksForNoProperties() {
        assertThat(driver.getPropertyInfo(PoolDriver.URL, new Properties())).isEmpty();
    }

    @Test
    void promisesNoStandardThatItDoesNotKeep() {
        assertThat(driver.jdbcCompliant()).isFalse();
    }

    @Test
    void logsWhereTheRealOneDoes() {
        assertThat(driver.getParentLogger().getName()).isEqualTo("org.postgresql");
    }
}
