package dev.neontasks.environment;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The text of a file that a variable names, as editors and shells write it: UTF-8 with or without a byte order mark, or UTF-16
 * with one, as {@code >} of PowerShell 5 makes it. What is wrong is a {@link ConfigurationFault} that repeats nothing of it.
 */
final class SecretFile {

    private static final String NO_TEXT = "the file it names is no text in UTF-8, nor in UTF-16 with a byte order mark; write it as UTF-8";

    private SecretFile() {
    }

    static String read(String variable, Path path) {
        try {
            var text = text(Files.readAllBytes(path)).strip();
            if (text.isEmpty()) {
                throw new ConfigurationFault(variable, "the file it names is empty");
            } else if (text.indexOf('\0') >= 0) {
                throw new ConfigurationFault(variable, NO_TEXT);
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new ConfigurationFault(variable, NO_TEXT);
        } catch (NoSuchFileException e) {
            throw new ConfigurationFault(variable, "the file it names is not there; give its path as this process sees it");
        } catch (AccessDeniedException e) {
            throw new ConfigurationFault(variable, "the file it names may not be read by the user this process runs as");
        } catch (IOException e) {
            throw new ConfigurationFault(variable, Files.isDirectory(path) ? "names a folder; give the path of a file in it"
                    : "the file it names cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** As much of it as can be read. */
    static String orNothing(Path path) {
        try {
            return text(Files.readAllBytes(path)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        for (var charset : new Charset[] { UTF_8, UTF_16LE, UTF_16BE }) {
            var mark = "\uFEFF".getBytes(charset);
            if (bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)) {
                return decoded(ByteBuffer.wrap(bytes, mark.length, bytes.length - mark.length), charset);
            }
        }
        return decoded(ByteBuffer.wrap(bytes), UTF_8);
    }

    /** Unlike a String's constructor, it replaces nothing. */
    private static String decoded(ByteBuffer bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(bytes).toString();
    }
}
