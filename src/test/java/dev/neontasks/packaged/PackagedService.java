package dev.neontasks.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;

import dev.neontasks.Person;

/**
 * The service as it is shipped, in a process of its own with nothing but the variables a test gives it: the jar, or the
 * native binary when that was built last.
 */
public final class PackagedService implements AutoCloseable {

    public static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final Properties BUILT = built();
    private static final boolean NATIVE = "native".equals(BUILT.getProperty("type"));
    /** What it ends with after SIGTERM. */
    public static final int TERMINATED = NATIVE ? 0 : 143;

    private static final String[] QUICK = { "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC" };
    private static final int FIRST_PORT = 12_000;
    /** On Linux, and on no system lower. */
    private static final int FIRST_OF_CONNECTIONS = 32_768;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    public final int port;
    final int managementPort = freePort();
    private final Process process;
    private final Path out;
    private final Path err;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    private PackagedService(Path folder, Map<String, String> variables, List<String> options, String... arguments) {
        this(command(options, arguments), folder, variables);
    }

    private PackagedService(List<String> command, Path folder, Map<String, String> variables) {
        port = variables.getOrDefault("PORT", "").matches("\\d+") ? Integer.parseInt(variables.get("PORT")) : freePort();
        try {
            out = Files.createTempFile(folder, "out", "");
            err = Files.createTempFile(folder, "err", "");
            var builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectOutput(out.toFile()).redirectError(err.toFile());
            var environment = builder.environment();
            environment.keySet().retainAll(List.of("PATH", "HOME", "LANG"));
            environment.putAll(Map.of("PORT", Integer.toString(port), "MANAGEMENT_PORT", Integer.toString(managementPort),
                    "SHUTDOWN_DELAY", "0s"));
            environment.putAll(variables);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and returns at once. */
    public static PackagedService start(Map<String, String> variables, String... arguments) {
        return new PackagedService(folder(), variables, shared(), arguments);
    }

    /** The same in a JVM with these options and no others. */
    static PackagedService startWith(List<String> options, Map<String, String> variables) {
        return new PackagedService(folder(), variables, options);
    }

    /** The same with no more file descriptors than so many. */
    public static PackagedService startWith(int descriptors, List<String> options, Map<String, String> variables) {
        return new PackagedService(
                Stream.concat(Stream.of("prlimit", "--nofile=" + descriptors), command(options).stream()).toList(), folder(),
                variables);
    }

    /** The same in a JVM that is soon there and never fast: for what happens once. */
    public static PackagedService startQuickly(Map<String, String> variables, String... arguments) {
        return new PackagedService(folder(), variables, shared(QUICK), arguments);
    }

    /** The same, which finds the hosts of this file and no others. */
    public static PackagedService startQuicklyAmong(Path hostsFile, Map<String, String> variables) {
        return new PackagedService(folder(), variables,
                shared(Stream.concat(Stream.of(QUICK), Stream.of("-Djdk.net.hosts.file=" + hostsFile)).toArray(String[]::new)));
    }

    /** The same with {@code folder} as its working directory. */
    public static PackagedService startIn(Path folder, Map<String, String> variables, String... arguments) {
        return new PackagedService(folder, variables, shared(), arguments);
    }

    /** The same in a JVM that finds the hosts of this file, and no others. */
    public static PackagedService startAmong(Path hostsFile, Map<String, String> variables) {
        return new PackagedService(folder(), variables, shared("-Djdk.net.hosts.file=" + hostsFile));
    }

    /** The same on a machine that speaks another language. */
    public static PackagedService startSpeaking(String language, Map<String, String> variables, String... arguments) {
        return new PackagedService(folder(), variables, shared("-Duser.language=" + language), arguments);
    }

    private static List<String> shared(String... options) {
        return NATIVE ? List.of(options)
                : Stream.concat(ClassArchive.options().stream(), Stream.of(options)).toList();
    }

    private static List<String> command(List<String> options, String... arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<String>();
        command.add(NATIVE ? Path.of("target", BUILT.getProperty("path")).toAbsolutePath().toString() : java);
        if (NATIVE) {
            options.stream().filter(option -> option.startsWith("-D")).forEach(command::add);
        } else {
            command.addAll(options);
            command.addAll(List.of("-jar", JAR.toString()));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("packaged-service");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Quarkus says of its last build; its own tests of the packaged form go by it too. */
    private static Properties built() {
        try (var reader = Files.newBufferedReader(Path.of("target/quarkus-artifact.properties"))) {
            var properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still running; it said:\n" + out() + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells it to end, as Kubernetes and systemd do. */
    public void terminate() {
        process.destroy();
    }

    /** As {@code kill -9} does, or the kernel for want of memory. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    /** Lines of the log that hold the text. */
    public List<String> logged(String text) {
        return out().lines().filter(line -> line.contains(text)).toList();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(30));
    }

    /** To the port that only operators see. */
    public HttpRequest managementRequest(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path)).build();
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(request(path).build());
    }

    public HttpResponse<String> post(String path, String json) throws IOException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)).build());
    }

    /** The access token of somebody new. */
    public String signUp() {
        try {
            var session = post("/api/auth/sign-up", "{\"email\":\"%s@example.com\",\"password\":\"%s\"}"
                    .formatted(UUID.randomUUID(), Person.PASSWORD));
            if (session.statusCode() != 201) {
                throw new AssertionError(session.statusCode() + " " + session.body());
            }
            return JsonPath.from(session.body()).getString("accessToken");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of {@code path}, or 0 while nobody listens. */
    public int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    public boolean isReady() {
        return status("/health/ready") == 200;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A port that stays free until somebody listens, if nobody is told: none that the kernel gives to connections, nor one
     * given before.
     */
    public static int freePort() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_OF_CONNECTIONS);
            try (var socket = new ServerSocket(port)) {
                if (GIVEN.add(port)) {
                    return socket.getLocalPort();
                }
            } catch (BindException e) {
                // The next, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
