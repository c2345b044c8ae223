package dev.neontasks.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** A JVM that starts the embedded database in a folder as often as it is told to, until somebody ends it. */
final class OtherJvm {

    private final Process process;
    private final BufferedReader answers;

    OtherJvm(Path folder) throws IOException {
        process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-cp",
                System.getProperty("java.class.path"), OtherJvm.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader();
    }

    Process process() {
        return process;
    }

    /** Starts the database and gives its URL. */
    String start() throws IOException {
        process.outputWriter().append('\n').flush();
        return answers.readLine();
    }

    public static void main(String... arguments) throws IOException {
        var orders = new BufferedReader(new InputStreamReader(System.in));
        while (orders.readLine() != null) {
            System.out.println(EmbeddedDatabase.in(Path.of(arguments[0])).url());
        }
    }
}
