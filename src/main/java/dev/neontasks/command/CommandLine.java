package dev.neontasks.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.neontasks.command.account.AccountHand.Deed;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Syntax;

/** What stands after the binary's name, and how it is carried out. */
final class CommandLine {

    /** {@code EX_USAGE} of {@code sysexits.h}. */
    private static final int USAGE = 64;

    private static final String HELP = """
            usage: neon-tasks                                    serve
                   neon-tasks migrate [--wait DURATION]          bring the schema up to date and end;
                                                                 a database that is away is waited for, 60s unless said
                   neon-tasks migrate --plan [--json]            say what that would do, how long and who waits;
                                                                 writes nothing
                   neon-tasks doctor [--json] [--replicas N]     walk from DATABASE_URL to a query and say what is wrong
                              [--mail]                           and on to the mail server, where nothing is sent
                              [--report FILE]                    and write what one hands on to others: no secret, no host
                   neon-tasks account EMAIL                      show somebody's account; or do one of these to it first:
                     [--sign-out|--disable|--enable|             end its sessions, let nobody sign in to it, or again,
                      --reset-link]                              or make a link that gives it another password
                   neon-tasks alive                              ask the service on this machine whether it lives
                   neon-tasks --version | --help

            Everything is configured by environment variables; docs/configuration.md has the list.
            exit: 0 well, 1 a fault was found, or no such account, 64 usage, 65 a migration cannot apply, 75 the database stayed away,
                  or others were in the way, 78 a variable is wrong
            """;

    private static final Set<String> FLAGS = Set.of("--json", "--mail", "--plan", "--sign-out", "--disable", "--enable",
            "--reset-link");

    private final PrintStream out;
    private final PrintStream err;

    CommandLine(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Returns the exit code. */
    int run(String... args) {
        Command command;
        try {
            command = command(args[0], List.of(args).subList(1, args.length));
        } catch (ConfigurationFault e) {
            err.println("neon-tasks: " + e.getMessage());
            err.print(HELP);
            return USAGE;
        }
        try {
            return command.run(Variables.ofThisProcess());
        } catch (ConfigurationFault e) {
            err.println("neon-tasks: " + e.getMessage());
            return ConfigurationFault.EXIT_CODE;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Command command(String name, List<String> rest) {
        return switch (name) {
            case "migrate" -> {
                var options = options(rest, "--wait", "--plan", "--json");
                var wait = value(options, "--wait", Syntax.duration("0s", "24h"), "60s");
                var plan = value(options, "--plan", Syntax.flag(), "false");
                if (!plan && options.containsKey("--json")) {
                    throw new ConfigurationFault("--json", "is no option here without --plan");
                }
                var json = value(options, "--json", Syntax.flag(), "false");
                yield plan ? new PlanMigration(wait, json, out, err) : new Migrate(wait, err);
            }
            case "doctor" -> {
                var options = options(rest, "--json", "--mail", "--replicas", "--report");
                var json = value(options, "--json", Syntax.flag(), "false");
                var replicas = value(options, "--replicas", Syntax.number(1, 10_000), "1");
                var report = Optional.ofNullable(options.get("--report")).map(Path::of);
                yield new Diagnose(json, replicas, value(options, "--mail", Syntax.flag(), "false"), report, out);
            }
            case "account" -> account(rest);
            case "alive" -> {
                options(rest);
                yield new Alive();
            }
            case "--version" -> {
                options(rest);
                yield environment -> print(Version.text() + "\n");
            }
            case "--help", "-h" -> {
                options(rest);
                yield environment -> print(HELP);
            }
            default -> throw new ConfigurationFault(name, "is no command");
        };
    }

    private Command account(List<String> rest) {
        var email = rest.stream().findFirst().filter(word -> !word.startsWith("--")).orElseThrow(
                () -> new ConfigurationFault("account", "takes an e-mail address"));
        var options = options(rest.subList(1, rest.size()), "--sign-out", "--disable", "--enable", "--reset-link");
        var deeds = options.keySet().stream().filter(name -> value(options, name, Syntax.flag(), "false"))
                .map(name -> Deed.valueOf(name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT))).toList();
        if (deeds.size() > 1) {
            throw new ConfigurationFault("account", "takes one of --sign-out, --disable, --enable and --reset-link");
        }
        return new OperateAccount(email, deeds.stream().findFirst().orElse(Deed.SHOW), out, err);
    }

    private int print(String text) {
        out.print(text);
        return 0;
    }

    /** {@code --name value}, {@code --name=value}, and flags alone. */
    private static Map<String, String> options(List<String> rest, String... known) {
        Map<String, String> values = new HashMap<>();
        for (var words = rest.iterator(); words.hasNext();) {
            var word = words.next().split("=", 2);
            if (!Arrays.asList(known).contains(word[0])) {
                throw new ConfigurationFault(word[0], "is no option here");
            }
            var value = word.length == 2 ? word[1]
                    : FLAGS.contains(word[0]) ? "true" : words.hasNext() ? words.next() : "";
            if (value.isBlank() || values.put(word[0], value) != null) {
                throw new ConfigurationFault(word[0], "must be given once, with a value");
            }
        }
        return values;
    }

    private static <T> T value(Map<String, String> options, String name, Syntax<T> syntax, String otherwise) {
        return syntax.read(name, options.getOrDefault(name, otherwise).strip());
    }
}
