package dev.neontasks.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import dev.neontasks.command.doctor.Doctor;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/** Runs the doctor and prints what it found: 0 when all is well, 1 for a fault. */
record Diagnose(boolean json, int replicas, boolean mail, Optional<Path> file, PrintStream out) implements Command {

    @Override
    public int run(Environment environment) {
        var report = new Doctor(environment, Clock.systemUTC(), replicas, mail).examine();
        out.print(json ? report.json() : report.text());
        file.ifPresent(path -> write(path, SupportReport.of(environment, report)));
        return report.finding().isEmpty() ? 0 : 1;
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new ConfigurationFault("--report", "the file cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
