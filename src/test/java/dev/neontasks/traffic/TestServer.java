package dev.neontasks.traffic;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.neontasks.TestClock;

/**
 * A small HTTP server that is guarded as the service is: it answers each request with the length of its body, but for those to
 * {@code /held}, which wait until the test lets them go, to {@code /blocking}, and to {@code /large}.
 */
final class TestServer implements AutoCloseable {

    /** Characters: more than the kernels on both sides take of an answer that nobody reads. */
    static final int LARGE = 32 << 20;
    static final long BUDGET = 512 * 1024;

    final TestClock clock = new TestClock();
    final BodyBudget budget = new BodyBudget(BUDGET, Duration.ofSeconds(10), this::nanos);
    final Connections connections;
    final Map<ConnectionEnd, Integer> ends = Collections.synchronizedMap(new EnumMap<>(ConnectionEnd.class));
    final List<RoutingContext> held = Collections.synchronizedList(new ArrayList<>());
    /** Lets the event loop go on that answers {@code /blocking}. */
    volatile boolean goesOn;
    /** Whether that event loop waits. It is the one of all connections. */
    volatile boolean isBlocked;
    /** What happens when one has been ended, before the next is. */
    volatile Runnable ended = () -> {
    };
    /** What happens on the event loop when one is held. */
    volatile Runnable holding = () -> {
    };
    private final AtomicInteger channels = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private final Vertx vertx;
    private final HttpServer server;

    TestServer(int most, int spare) throws Exception {
        this(most, spare, () -> true);
    }

    TestServer(int most, int spare, BooleanSupplier isStarted) throws Exception {
        connections = new Connections(() -> most, spare, this::nanos, end -> {
            ends.merge(end, 1, Integer::sum);
            ended.run();
        });
        vertx = new VertxBuilder(new VertxOptions().setEventLoopPoolSize(2))
                .findTransport(new GuardedTransport(port -> Optional.of(
                        new ConnectionAcceptor(connections, new ListeningSockets(isStarted)))))
                .serviceProviders(List.of()).init().vertx();
        var router = Router.router(vertx);
        router.route().handler(SparePlaces::pass);
        router.route().handler(new BodyGate(budget, new SimpleMeterRegistry())::pass);
        router.route("/held").handler(context -> {
            held.add(context);
            holding.run();
        });
        router.route("/watched").handler(new AnswersWatch(new Answers(AnswersLimits.SHIPPED, new AnswersMeter(
                new SimpleMeterRegistry())))::watch).handler(context -> {
                    held.add(context);
                    holding.run();
                    context.end("watched");
                });
        router.route("/api/tasks/held").handler(held::add);
        router.route("/blocking").handler(context -> {
            isBlocked = true;
            await().until(() -> goesOn);
            context.end();
        });
        router.route("/health/held").handler(held::add);
        router.route("/large").handler(context -> context.end("x".repeat(LARGE)));
        router.route("/failing").handler(context -> {
            throw new IllegalStateException("for the test");
        });
        router.route().handler(context -> context.end("length=" + context.body().length()));
        server = vertx.createHttpServer(new HttpServerOptions().setPort(0).setHost("localhost")).requestHandler(router)
                .connectionHandler(this::count)
                .listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    private void count(HttpConnection connection) {
        channels.incrementAndGet();
        connection.closeHandler(closed -> channels.decrementAndGet());
    }

    /** Connections that have spoken and are open, whether they are counted or not. */
    int channels() {
        return channels.get();
    }

    int port() {
        return server.actualPort();
    }

    Vertx vertx() {
        return vertx;
    }

    /** A connection that has sent this. */
    Socket send(String text) throws IOException {
        var socket = new Socket("localhost", port());
        sockets.add(socket);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Answers all that are held. */
    void letGo() {
        List.copyOf(held).stream().filter(context -> !context.response().ended())
                .forEach(context -> vertx.runOnContext(now -> context.end("held")));
    }

    /** When nothing is left of all that was sent. */
    void awaitNothing() {
        await().atMost(Duration.ofSeconds(30)).until(() -> connections.count() == 0 && connections.waiting() == 0
                && budget.taken() == 0 && budget.unfinished() == 0);
    }

    /** What comes until the other end closes, or for as long as {@code until} is not part of it. */
    static String read(Socket socket, String until) throws IOException {
        var text = new StringBuilder();
        while (until.isEmpty() || !text.toString().contains(until)) {
            var next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** What comes until the other end closes. */
    static String readAll(Socket socket) throws IOException {
        return read(socket, "");
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
