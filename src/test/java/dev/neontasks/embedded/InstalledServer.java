package dev.neontasks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.neontasks.Sql;

/** The newest PostgreSQL that the machine has in {@code /usr/lib/postgresql}, with TLS, and with libc's German and Turkish. */
public final class InstalledServer implements AutoCloseable {

    private static final String PASSWORD = "secret";

    private final Path binaries;
    private final Path folder;
    private final int port;

    private InstalledServer(Path binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    public static InstalledServer start() throws Exception {
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            var newest = versions.max(Comparator.comparingInt(version -> Integer.parseInt(version.getFileName().toString())));
            var server = new InstalledServer(newest.orElseThrow().resolve("bin"),
                    Files.createTempDirectory("installed-server-"), freePort());
            server.make();
            return server;
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void make() throws Exception {
        ServerCertificate.make(folder, Duration.ofDays(1));
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        for (var locale : List.of("de_DE", "tr_TR")) {
            // Whatever it warns of, the locale is there or not.
            run("localedef", "-i", locale, "-f", "UTF-8", folder.resolve(locale + ".UTF-8").toString());
        }
        run(binaries.resolve("initdb").toString(), "-D", data(), "-U", "postgres", "-A", "scram-sha-256",
                "--pwfile=" + password,
                "-E", "UTF8", "--locale=C.UTF-8");
        run(binaries.resolve("pg_ctl").toString(), "-D", data(), "-w", "-l", folder.resolve("log").toString(), "-o",
                ("-p %1$d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c ssl=on"
                        + " -c ssl_cert_file=%2$s/server.crt -c ssl_key_file=%2$s/server.key").formatted(port, folder),
                "start");
        try (var superuser = superuser("postgres")) {
            Sql.run(superuser, "create role app login password '" + PASSWORD + "'");
        }
    }

    /** Makes an empty one, with these options, and gives its URL. */
    public String createDatabase(String name, String options) throws SQLException {
        try (var superuser = superuser("postgres")) {
            Sql.run(superuser, "create database %s owner app %s".formatted(name, options));
        }
        return url("app", name);
    }

    public Connection superuser(String database) throws SQLException {
        return DriverManager
                .getConnection("jdbc:postgresql://localhost:%d/%s?sslmode=verify-full&sslrootcert=%s".formatted(port,
                        database, folder.resolve("ca.crt")), "postgres", PASSWORD);
    }

    private String url(String role, String database) {
        return "postgresql://%s:%s@localhost:%d/%s?sslmode=verify-full&sslrootcert=%s".formatted(role, PASSWORD, port, database,
                folder.resolve("ca.crt"));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** As no superuser of the machine, whom the server would refuse: what runs there is nobody, with the same files. */
    private void run(String... command) throws IOException, InterruptedException {
        var words = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(List.of(command));
        var log = folder.resolve("commands.log").toFile();
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().put("LOCPATH", folder.toString());
        if (builder.start().waitFor() != 0 && !command[0].equals("localedef")) {
            throw new IllegalStateException(String.join(" ", words) + ": " + Files.readString(log.toPath()));
        }
    }

    @Override
    public void close() {
        try {
            run(binaries.resolve("pg_ctl").toString(), "-D", data(), "-m", "immediate", "stop");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
