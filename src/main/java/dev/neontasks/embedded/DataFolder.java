package dev.neontasks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;

/** PostgreSQL's data directory and, among its files, ours: certificates, passwords, and which JVM started it. */
record DataFolder(Path path) {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSWORD_LENGTH = 24;

    static String newPassword() {
        return new SecureRandom().ints(PASSWORD_LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> ALPHABET.substring(index, index + 1)).collect(Collectors.joining());
    }

    /** Whether there is data, be it only what an interrupted first start left. */
    boolean hasData() {
        return Files.exists(path.resolve("PG_VERSION"));
    }

    Path caCertificate() {
        return path.resolve("ca.crt");
    }

    Optional<String> password(String role) {
        return read(passwordFile(role));
    }

    void keepPassword(String role, String password) {
        write(passwordFile(role), password);
    }

    /** Notes that it is this JVM that stops the server. */
    void use() {
        write(userFile(), name(ProcessHandle.current()));
    }

    /** Whether the JVM that stops the server lives. */
    boolean isInUse() {
        var user = read(userFile());
        return user.isPresent()
                && ProcessHandle.of(Long.parseLong(user.get().split(" ")[0])).map(DataFolder::name).equals(user);
    }

    private Path passwordFile(String role) {
        return path.resolve(role + ".password");
    }

    private Path userFile() {
        return path.resolve("started-by");
    }

    /** With its start, since the number alone is given to another process some day. */
    private static String name(ProcessHandle process) {
        return process.pid() + " since " + process.info().startInstant().map(Object::toString).orElse("?");
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
