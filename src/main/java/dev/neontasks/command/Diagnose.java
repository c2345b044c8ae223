package dev.neontasks.command;

import java.io.PrintStream;
import java.time.Clock;

import dev.neontasks.command.doctor.Doctor;
import dev.neontasks.environment.Environment;

/** Runs the doctor and prints what it found: 0 when all is well, 1 for a fault. */
record Diagnose(boolean json, int replicas, PrintStream out) implements Command {

    @Override
    public int run(Environment environment) {
        var report = new Doctor(environment, Clock.systemUTC(), replicas).examine();
        out.print(json ? report.json() : report.text());
        return report.finding().isEmpty() ? 0 : 1;
    }
}
