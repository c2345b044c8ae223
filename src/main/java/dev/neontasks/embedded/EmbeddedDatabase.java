package dev.neontasks.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL 18 on localhost that, like Neon, admits only TLS with SCRAM-SHA-256. Who started it stops it, by
 * {@link #close()} or by the end of the JVM; closing one that was found running leaves it running.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String OWNER = "neondb_owner";
    private static final String DATABASE = "neondb";

    private final DataFolder folder;
    private final int port;
    private final Closeable server;

    private EmbeddedDatabase(DataFolder folder, int port, Closeable server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /** An empty one, whose data is gone once it is stopped. */
    public static EmbeddedDatabase temporary() {
        return start(Template.copy(), true);
    }

    /** The one whose data is kept in {@code path}: found running, or started. */
    public static synchronized EmbeddedDatabase in(Path path) {
        var folder = new DataFolder(path.toAbsolutePath().normalize());
        var running = Postmaster.of(folder.path());
        if (running.filter(Postmaster::isReady).isPresent() && folder.isInUse()) {
            return new EmbeddedDatabase(folder, running.get().port(), () -> {
            });
        }
        running.ifPresent(Postmaster::stop);
        return start(folder, false);
    }

    static EmbeddedDatabase start(DataFolder folder, boolean temporary) {
        var server = Server.start(folder, temporary);
        var database = new EmbeddedDatabase(folder, server.getPort(), server);
        try {
            database.createOwner();
            return database;
        } catch (SQLException e) {
            database.close();
            throw new IllegalStateException("The embedded PostgreSQL in " + folder.path() + " could not be set up", e);
        }
    }

    /** What {@code DATABASE_URL} is to be. */
    public String url() {
        return url(DATABASE);
    }

    public int port() {
        return port;
    }

    /** Where the data, the certificates and the passwords are. */
    public Path folder() {
        return folder.path();
    }

    /** The PEM file of the authority that signed the server's certificate. */
    public Path caCertificate() {
        return folder.caCertificate();
    }

    /** Makes an empty database that belongs to the same role, and gives its URL. */
    public String createDatabase(String name) throws SQLException {
        execute("create database \"" + name + "\" owner " + OWNER);
        return url(name);
    }

    /** A connection that may do anything: end sessions, change the role, see what others do. */
    public Connection superuser() throws SQLException {
        return superuser("postgres");
    }

    /** The same, to another database. */
    public Connection superuser(String database) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setPortNumbers(new int[] { port });
        source.setDatabaseName(database);
        source.setUser(Server.SUPERUSER);
        source.setPassword(folder.password(Server.SUPERUSER).orElseThrow());
        source.setSslMode("verify-full");
        source.setSslRootCert(caCertificate().toString());
        return source.getConnection();
    }

    @Override
    public void close() {
        stop();
        Template.delete(folder.path());
    }

    /** What is there stays, were it temporary. */
    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The role's password is written last: without it, what was begun before is begun anew. */
    private void createOwner() throws SQLException {
        if (folder.password(OWNER).isEmpty()) {
            var password = DataFolder.newPassword();
            execute("drop database if exists " + DATABASE);
            execute("drop role if exists " + OWNER);
            execute("create role " + OWNER + " login createdb createrole bypassrls password '" + password + "'");
            execute("create database " + DATABASE + " owner " + OWNER);
            folder.keepPassword(OWNER, password);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = superuser(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String url(String database) {
        return "postgresql://" + OWNER + ":" + folder.password(OWNER).orElseThrow() + "@localhost:" + port + "/" + database
                + "?sslmode=verify-full&sslrootcert=" + encoded(caCertificate());
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
    }
}
