package dev.neontasks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What every temporary database of this JVM begins as: initdb and its role take seconds, and a copy a tenth of one. */
final class Template {

    /** What is of the server that ran there. */
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "epg-lock", "log", "started-by");

    private static final Set<Path> FOLDERS = new HashSet<>();
    private static Optional<Path> made = Optional.empty();

    private Template() {
    }

    /** A folder of its own with a database that is set up. What is there is gone with the JVM at last. */
    static synchronized DataFolder copy() {
        try {
            if (made.isEmpty()) {
                var folder = temporary("neon-tasks-template-");
                Runtime.getRuntime().addShutdownHook(new Thread(Template::deleteAll, "temporary databases"));
                EmbeddedDatabase.start(new DataFolder(folder), true).stop();
                made = Optional.of(folder);
            }
            var copy = temporary("neon-tasks-");
            copy(made.get(), copy);
            return new DataFolder(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary(String prefix) throws IOException {
        var folder = Files.createTempDirectory(prefix);
        FOLDERS.add(folder);
        return folder;
    }

    private static synchronized void deleteAll() {
        for (var folder : Set.copyOf(FOLDERS)) {
            Postmaster.of(folder).ifPresent(Postmaster::stop);
            delete(folder);
        }
    }

    static synchronized void delete(Path folder) {
        if (!FOLDERS.remove(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                /** The server's last processes take theirs away themselves. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var name = from.relativize(path);
                if (!name.toString().isEmpty() && !LEFT_OUT.contains(name.getName(0).toString())) {
                    Files.copy(path, to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
