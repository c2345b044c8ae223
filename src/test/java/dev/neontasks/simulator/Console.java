package dev.neontasks.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Lets a person break things by a word a line, as {@link #HELP} lists them. */
final class Console {

    static final String HELP = """
            sleep | wake | wake 2s         suspend now; wake now; take 2s to wake from now on
            autosuspend 5m                 suspend after 5m without activity
            latency 20ms                   add 20ms to every round trip
            kill                           end all sessions with 57P01
            refuse | vanish | hang         close the port; cut all that is connected, too; answer nothing
            hang connections | statements  answer nothing to new connections; to sessions
            reset before|after [SQL]       reset the next statement (that holds SQL) before or after the server ran it
            answer NAME|TEXT               answer logins with an error: NO_COMPUTE, ENDPOINT_DISABLED, COMPUTE_QUOTA, ...
            tls NAME                       VALID, ABSENT, SELF_SIGNED, OTHER_HOST, EXPIRED, TLS_1_1
            recover                        end every fault
            counts | url | quit""";

    private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m)");

    private final NeonSimulator simulator;
    private final PrintStream out;
    private Counts before;

    Console(NeonSimulator simulator, PrintStream out) {
        this.simulator = simulator;
        this.out = out;
        before = simulator.counts();
    }

    /** Returns at {@code quit} or the end of the input. */
    void read() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in));
        for (var line = in.readLine(); line != null && !line.strip().equals("quit"); line = in.readLine()) {
            try {
                run(line.strip());
            } catch (IllegalArgumentException e) {
                out.println("What? " + line + "\n" + HELP);
            }
        }
    }

    String urls() {
        return "direct  " + simulator.url() + "\npooled  " + simulator.pooledUrl() + "\nby name "
                + simulator.url(NeonSimulator.POOLED_HOST) + "\n        for a JVM with -Djdk.net.hosts.file="
                + simulator.hostsFile();
    }

    void run(String line) {
        var words = line.split(" +", 2);
        var rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "" -> {
                return;
            }
            case "sleep" -> simulator.sleep();
            case "wake" -> wake(rest);
            case "autosuspend" -> simulator.autoSuspend(duration(rest));
            case "latency" -> simulator.latency(duration(rest));
            case "kill" -> simulator.killAll();
            case "refuse" -> simulator.refuse();
            case "vanish" -> simulator.vanish();
            case "hang" -> hang(rest);
            case "reset" -> reset(rest.split(" +", 2));
            case "answer" -> answer(rest);
            case "tls" -> simulator.tls(ServerTls.valueOf(rest.toUpperCase(Locale.ROOT)));
            case "recover" -> simulator.recover();
            case "counts" -> counts();
            case "url" -> out.println(urls());
            default -> throw new IllegalArgumentException(line);
        }
        out.println("ok" + (simulator.isAsleep() ? ", asleep" : ""));
    }

    private void wake(String time) {
        if (time.isEmpty()) {
            simulator.wake();
        } else {
            simulator.wakeAfter(duration(time));
        }
    }

    private void hang(String what) {
        switch (what) {
            case "" -> simulator.hang();
            case "connections" -> simulator.hangConnections();
            case "statements" -> simulator.hangStatements();
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void reset(String... words) {
        var loss = Loss.valueOf(words[0].toUpperCase(Locale.ROOT) + "_SERVER");
        simulator.resetNextStatement(loss, words.length > 1 ? words[1] : "");
    }

    private void answer(String text) {
        if (text.matches("[A-Z_]+")) {
            simulator.answer(ProxyError.valueOf(text));
        } else {
            simulator.answer(text);
        }
    }

    private void counts() {
        var now = simulator.counts();
        out.println("in all " + now + "\nnew    " + now.since(before) + "\nsessions now " + simulator.sessions());
        before = now;
    }

    private static Duration duration(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        var number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
