package dev.neontasks.command;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

import dev.neontasks.environment.ConfigurationFault;

/** Serves until told to end, or runs the one command that is asked for. What stops it is said in one line on standard error. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    public static void main(String... args) {
        // A URI that cannot be decoded gets an answer like any other, from dev.neontasks.api.
        System.setProperty("vertx.disableURIValidation", "true");
        if (LaunchMode.current().isDevOrTest()) {
            Quarkus.run(args);
        } else if (args.length == 0) {
            try {
                StartCheck.first(Variables.ofThisProcess());
            } catch (ConfigurationFault e) {
                exit(ConfigurationFault.EXIT_CODE, e);
            }
            Quarkus.run(null, Main::exit);
        } else {
            System.exit(new CommandLine(System.out, System.err).run(args));
        }
    }

    private static void exit(int code, @Nullable Throwable failure) {
        if (failure == null) {
            System.exit(code);
        }
        var ending = Ending.of(failure, code);
        System.err.println("neon-tasks: " + ending.line());
        System.exit(ending.code());
    }
}
