package dev.neontasks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Starts PostgreSQL in a data folder, with what is missing there made first. */
final class Server {

    static final String SUPERUSER = "postgres";

    private static final String ADMISSION = """
            hostssl all all all scram-sha-256
            hostnossl all all all reject
            """;
    private static final String HINT = "The embedded PostgreSQL of dev mode. Remove this folder while it is stopped to start afresh.\n";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    private Server() {
    }

    static EmbeddedPostgres start(DataFolder folder, boolean temporary) {
        var password = folder.password(SUPERUSER);
        if (folder.hasData() && password.isEmpty()) {
            throw new IllegalStateException(folder.path() + " holds no embedded PostgreSQL that was ever ready; remove it");
        }
        try {
            return start(folder, temporary, password.orElseGet(DataFolder::newPassword));
        } catch (IOException | RuntimeException e) {
            // It may run all the same, above all if the JVM is ending and takes no more shutdown hooks.
            Postmaster.of(folder.path()).ifPresent(Postmaster::stop);
            throw new IllegalStateException("The embedded PostgreSQL does not start in " + folder.path()
                    + ": see its log/postgres.log or, before the first start, what io.zonky logs at level INFO", e);
        }
    }

    private static EmbeddedPostgres start(DataFolder folder, boolean temporary, String password) throws IOException {
        // Outside, for initdb wants an empty folder.
        var passwordFile = Files.createTempFile("neon-tasks-", ".password");
        try {
            Files.writeString(passwordFile, password);
            // Held by this very JVM if a server that it started died.
            Files.deleteIfExists(folder.path().resolve("epg-lock"));
            return builder(folder, passwordFile, temporary)
                    .setConnectConfig("password", password)
                    .setDataDirectoryCustomizer(data -> furnish(folder, password))
                    .start();
        } finally {
            Files.delete(passwordFile);
        }
    }

    private static EmbeddedPostgres.Builder builder(DataFolder folder, Path passwordFile, boolean temporary) {
        var durable = temporary ? "off" : "on";
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.path())
                .setCleanDataDirectory(false)
                .setPGStartupWait(START_TIMEOUT)
                // What zonky calls the locale are options of initdb. Only the builtin provider knows É on every system.
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("sslmode", "verify-full")
                .setConnectConfig("sslrootcert", folder.caCertificate().toString())
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_min_protocol_version", "TLSv1.2")
                .setServerConfig("unix_socket_directories", "")
                // As Neon's smallest compute has them.
                .setServerConfig("max_connections", "104")
                .setServerConfig("superuser_reserved_connections", "7")
                .setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgres.log");
    }

    private static void furnish(DataFolder folder, String password) {
        try {
            Files.writeString(folder.path().resolve("README"), HINT);
            Files.writeString(folder.path().resolve("pg_hba.conf"), ADMISSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServerCertificate.renew(folder.path());
        folder.keepPassword(SUPERUSER, password);
        folder.use();
    }
}
