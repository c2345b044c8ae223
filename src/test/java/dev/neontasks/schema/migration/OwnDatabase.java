package dev.neontasks.schema.migration;

import java.sql.Connection;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

import dev.neontasks.LogLines;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.embedded.EmbeddedDatabase;

/** An empty database for each test method, which is called as it is. */
public abstract class OwnDatabase {

    protected final EmbeddedDatabase server = TestDatabase.running();
    protected final LogLines log = new LogLines("dev.neontasks.database");
    protected String name;
    protected String url;
    protected Connection superuser;

    @BeforeEach
    void createDatabase(TestInfo test) throws SQLException {
        name = test.getTestMethod().orElseThrow().getName().toLowerCase();
        url = server.createDatabase(name);
        superuser = server.superuser(name);
    }

    @AfterEach
    void forget() throws SQLException {
        log.close();
        superuser.close();
        Sql.run(server, "postgres", "drop database " + name + " with (force)");
    }
}
