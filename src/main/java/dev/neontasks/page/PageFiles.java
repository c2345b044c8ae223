package dev.neontasks.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;

/** The files of the page, less than a megabyte in all, read once. There are none when the page was not built. */
class PageFiles {

    /** Written by the build, since a folder on the class path cannot be listed everywhere. */
    private static final String LIST = "files.txt";

    private final Map<String, PageFile> files;

    private PageFiles(Map<String, PageFile> files) {
        this.files = files;
    }

    /** @param folder on the class path */
    static PageFiles in(String folder) {
        var names = Optional.ofNullable(read(folder + LIST)).map(list -> list.toString(UTF_8)).orElse("");
        return new PageFiles(names.lines().map(name -> file(folder, name))
                .collect(Collectors.toUnmodifiableMap(PageFile::name, Function.identity())));
    }

    Optional<PageFile> at(String path) {
        return Optional.ofNullable(files.get(path.substring(1)));
    }

    Optional<PageFile> index() {
        return at("/index.html");
    }

    private static PageFile file(String folder, String name) {
        var forms = new EnumMap<Encoding, Buffer>(Encoding.class);
        for (var encoding : Encoding.values()) {
            var content = read(folder + name + encoding.suffix);
            if (content != null) {
                forms.put(encoding, content);
            }
        }
        return PageFile.of(name, forms);
    }

    private static @Nullable Buffer read(String name) {
        try (var content = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return content == null ? null : Buffer.buffer(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
