package dev.neontasks;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/** A Vert.x whose timers go off when a test says so, and whose one context runs all in the caller's thread. */
public final class HandTimers {

    /** @param delay in milliseconds */
    private record Timer(long delay, boolean isPeriodic, Handler<Long> handler) {
    }

    private final Map<Long, Timer> timers = new LinkedHashMap<>();
    private final ContextInternal context = proxy(ContextInternal.class, (method, arguments) -> {
        if (method.equals("runOnContext")) {
            handler(arguments[0]).handle(null);
        }
        return null;
    });
    private final Vertx vertx = proxy(Vertx.class, (method, arguments) -> switch (method) {
        case "setTimer", "setPeriodic" -> set(method.equals("setPeriodic"), (Long) arguments[0], handler(arguments[1]));
        case "cancelTimer" -> timers.remove(arguments[0]) != null;
        case "getOrCreateContext" -> context;
        case "executeBlocking" -> called((Callable<?>) arguments[0]);
        default -> throw new UnsupportedOperationException(method);
    });
    private long last;

    public Vertx vertx() {
        return vertx;
    }

    public ContextInternal context() {
        return context;
    }

    /** Milliseconds until each that is set goes off. */
    public List<Long> delays() {
        return timers.values().stream().map(Timer::delay).toList();
    }

    /** All that are set go off, and those that were for once are gone. */
    public void goOff() {
        for (var timer : Map.copyOf(timers).entrySet()) {
            if (!timer.getValue().isPeriodic()) {
                timers.remove(timer.getKey());
            }
            timer.getValue().handler().handle(timer.getKey());
        }
    }

    private long set(boolean isPeriodic, long delay, Handler<Long> handler) {
        timers.put(++last, new Timer(delay, isPeriodic, handler));
        return last;
    }

    private static Future<?> called(Callable<?> blocking) {
        try {
            return Future.succeededFuture(blocking.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Handler<T> handler(Object argument) {
        return (Handler<T>) argument;
    }

    private static <T> T proxy(Class<T> type, BiFunction<String, Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(HandTimers.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 1;
                    case "toString" -> type.getSimpleName();
                    default -> answer.apply(method.getName(), arguments);
                }));
    }
}
