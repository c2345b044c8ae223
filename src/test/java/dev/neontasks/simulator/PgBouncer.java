package dev.neontasks.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import dev.neontasks.embedded.EmbeddedDatabase;

/**
 * A real PgBouncer, set up as Neon's but with TLS of its own and few connections, in front of a real PostgreSQL. As at Neon it
 * is the host alone that tells the pooled way in from the direct one, see {@link #hostsFile}; or nothing tells.
 */
public final class PgBouncer implements AutoCloseable {

    /** For how long a client has a session of the server to itself: its own, a transaction's, a statement's. */
    public enum Mode {
        SESSION,
        TRANSACTION,
        STATEMENT
    }

    /** So few that every client meets them all. */
    public static final int CONNECTIONS = 5;

    /** Where it listens; {@link #hostsFile} has it. */
    public static final String ADDRESS = "127.0.0.2";
    private static final Pattern LOGIN = Pattern.compile("postgresql://([^:]+):([^@]+)@localhost:.*");

    private final EmbeddedDatabase database;
    private final Path folder;
    private Process process;

    private PgBouncer(EmbeddedDatabase database, Path folder, Mode mode, int connections) throws IOException {
        this.database = database;
        this.folder = folder;
        write(mode, connections);
        process = start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** In transaction mode; on the port of the database, at another address. */
    public static PgBouncer before(EmbeddedDatabase database) {
        return before(database, Mode.TRANSACTION, CONNECTIONS);
    }

    /** The same in any mode, and with so many connections to the server. */
    public static PgBouncer before(EmbeddedDatabase database, Mode mode, int connections) {
        try {
            return new PgBouncer(database, Files.createTempDirectory("pgbouncer-"), mode, connections);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code DATABASE_URL} is to be; the direct host beside it is the database itself. */
    public String url() {
        return pooled(database.url());
    }

    /** The way through here to another database, or with another role, of the same server. */
    public static String pooled(String databaseUrl) {
        // The certificate is that of the database, which is for localhost.
        return databaseUrl.replace("@localhost:", "@" + NeonSimulator.POOLED_HOST + ":").replace("verify-full", "verify-ca");
    }

    /** The same way by an address that tells nothing. */
    public String namelessUrl() {
        return url().replace(NeonSimulator.POOLED_HOST, ADDRESS);
    }

    /** For {@code -Djdk.net.hosts.file}: without it the JVM finds neither host. */
    public Path hostsFile() {
        return folder.resolve("hosts");
    }

    /** Of the role, which has got it: it is accepted from clients, and shown to the server. Sessions stay. */
    public void changePassword(String password) {
        try {
            writeUsers(password);
            new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once, and every session through it. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again; returns when it takes connections. */
    public void restart() {
        kill();
        try {
            process = start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start() throws IOException {
        var command = new ArrayList<>(List.of("/usr/sbin/pgbouncer", folder.resolve("pgbouncer.ini").toString()));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses root, as PostgreSQL does: in a user namespace of its own it is nobody.
            command.addAll(0, List.of("unshare", "-U"));
        }
        var log = folder.resolve("log");
        var started = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        Awaitility.await().failFast("PgBouncer has ended, see " + log, () -> !started.isAlive()).until(this::listens);
        return started;
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(ADDRESS, database.port()), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Matcher login() {
        var login = LOGIN.matcher(database.url());
        if (!login.matches()) {
            throw new IllegalStateException("The embedded database has another kind of URL");
        }
        return login;
    }

    private Path users() {
        return folder.resolve("users");
    }

    private void writeUsers(String password) throws IOException {
        Files.writeString(users(), "\"%s\" \"%s\"\n".formatted(login().group(1), password));
    }

    private void write(Mode mode, int connections) throws IOException {
        Files.createFile(users(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        writeUsers(login().group(2));
        Files.writeString(hostsFile(), "127.0.0.1 localhost %s\n%s %s\n".formatted(NeonSimulator.DIRECT_HOST, ADDRESS,
                NeonSimulator.POOLED_HOST));
        Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=localhost port=%1$d
                [pgbouncer]
                listen_addr = %2$s
                listen_port = %1$d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %3$s
                pool_mode = %6$s
                default_pool_size = %4$d
                max_client_conn = 10000
                ignore_startup_parameters = extra_float_digits
                client_tls_sslmode = require
                client_tls_cert_file = %5$s/server.crt
                client_tls_key_file = %5$s/server.key
                server_tls_sslmode = verify-full
                server_tls_ca_file = %5$s/ca.crt
                server_idle_timeout = 0
                server_login_retry = 1
                """.formatted(database.port(), ADDRESS, users(), connections, database.folder(),
                mode.name().toLowerCase(Locale.ROOT)));
    }
}
