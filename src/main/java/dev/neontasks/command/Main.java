package dev.neontasks.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

import dev.neontasks.environment.ConfigurationFault;

/** Serves until told to end, or runs the one command that is asked for. What stops it is said in one line on standard error. */
@QuarkusMain
public final class Main {

    private static final CountDownLatch STOPPED = new CountDownLatch(1);
    private static volatile boolean failed;

    private Main() {
    }

    public static void main(String... args) {
        forgetTheMachine();
        // A URI that cannot be decoded gets an answer like any other, from dev.neontasks.api.
        System.setProperty("vertx.disableURIValidation", "true");
        if (isReloadable()) {
            Quarkus.run(args);
            return;
        }
        speakUtf8();
        if (args.length == 0) {
            try {
                ConfigurationCheck.first(Variables.ofThisProcess());
            } catch (ConfigurationFault e) {
                exit(ConfigurationFault.EXIT_CODE, e);
            }
            if (ImageMode.current().isNativeImage()) {
                Runtime.getRuntime().addShutdownHook(new Thread(Main::endWell));
            }
            Quarkus.run(null, Main::exit);
        } else {
            System.exit(new CommandLine(System.out, System.err).run(args));
        }
    }

    /** Has everything said and sent be the same wherever it runs. */
    static void forgetTheMachine() {
        // What is logged and reported is English, with its numbers too, whatever the machine speaks.
        Locale.setDefault(Locale.ROOT);
        // The driver knows no other zone to give a session, and a server that has none of that name lets nobody in.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    /** Whatever the machine's locale can write, and be there none: who reads a report or a log knows of no locale. */
    private static void speakUtf8() {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }

    /** Whether this is dev mode. Quarkus itself says so only once it has started. */
    private static boolean isReloadable() {
        return Main.class.getClassLoader().getClass().getName().startsWith("io.quarkus.bootstrap.classloading.");
    }

    /** A SIGTERM runs the hooks and would make it 143 then, as a JVM does; to be told to end is no failure. */
    private static void endWell() {
        try {
            if (STOPPED.await(1, TimeUnit.MINUTES) && !failed) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void exit(int code, @Nullable Throwable failure) {
        failed = code != 0 || failure != null;
        STOPPED.countDown();
        if (failure == null) {
            System.exit(code);
        }
        var status = ExitStatus.of(failure, code);
        System.err.println(Journal.error("neon-tasks: " + status.line()));
        System.exit(status.code());
    }
}
