package dev.neontasks.traffic;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntSupplier;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.quarkus.vertx.http.runtime.options.HttpServerOptionsUtils;
import io.vertx.core.Vertx;

import com.sun.management.UnixOperatingSystemMXBean;

/** How many may be connected to each port. */
@Singleton
class ConnectionLimits {

    /** A half-sent head of 20 KiB costs 60 KiB, and an answer on its way as much: all of them cost half of the heap. */
    private static final long HEAP_OF_ONE = 128 * 1024;
    /** The other half is for files, of which the jar alone opens 270, for the pool, and for those about to be closed. */
    private static final int DESCRIPTORS_OF_ONE = 2;
    private static final int FEWEST = 64;
    private static final int MOST = 10_000;
    /** For probes, each of which is answered in milliseconds. */
    private static final int SPARE = 16;
    /** A scraper or two, each with a connection or two. */
    private static final int OF_MANAGEMENT = 32;

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private volatile int mostOfService = most();
    private final Connections service;
    private final Connections management;
    private final int managementPort;

    ConnectionLimits(MeterRegistry registry, ManagementConfig config) {
        service = connections("service", () -> mostOfService, registry);
        management = connections("management", () -> OF_MANAGEMENT, registry);
        var port = config.determinePort(LaunchMode.current());
        managementPort = port == 0 ? HttpServerOptionsUtils.RANDOM_PORT_MANAGEMENT : port;
    }

    private static Connections connections(String port, IntSupplier most, MeterRegistry registry) {
        var meter = new ConnectionMeter(registry, port);
        var connections = new Connections(most, SPARE, System::nanoTime, meter);
        meter.show(connections);
        return connections;
    }

    /**
     * @param heap bytes
     * @param descriptors files and sockets that this process may open
     */
    static int most(long heap, long descriptors) {
        return (int) Math.max(FEWEST, Math.min(MOST, Math.min(heap / HEAP_OF_ONE / 2, descriptors / DESCRIPTORS_OF_ONE)));
    }

    /** Descriptors as the JVM has raised them, to as many as it may have, or as somebody has set them since: prlimit(1). */
    private static int most() {
        var descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return most(Runtime.getRuntime().maxMemory(), descriptors);
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        vertx.setPeriodic(SWEEP.toMillis(), time -> {
            mostOfService = most();
            service.sweep();
            management.sweep();
        });
    }

    /** Those of a port, as Vert.x is told to listen to it. */
    Connections of(int port) {
        return port == managementPort ? management : service;
    }
}
