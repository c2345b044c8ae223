package dev.neontasks.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jspecify.annotations.Nullable;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.core.http.HttpServerRequest;

/**
 * The methods that a path takes (RFC 9110, section 10.2.1), by the very tables that requests are routed by: Quarkus tells
 * nobody who is refused, and whoever asks for OPTIONS it tells those of all paths that the same class serves.
 */
class AllowedMethods {

    /** In alphabetical order, between commas. Empty where there is nothing. */
    static String at(String path) {
        var methods = new TreeSet<String>();
        for (var classPath : ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers()) {
            var match = new RequestMapper<>(new ArrayList<>(List.of(classPath))).map(path);
            if (match != null) {
                var remaining = match.remaining.isEmpty() ? "/" : match.remaining;
                Stream.of(match.value.handlers).filter(ClassRoutingHandler.class::isInstance)
                        .forEach(handler -> methods.addAll(taking(remaining, (ClassRoutingHandler) handler)));
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return String.join(", ", methods);
    }

    private static Set<String> taking(String path, ClassRoutingHandler handler) {
        var methods = new TreeSet<String>();
        handler.getMappers().forEach((method, mapper) -> {
            // One without a name takes every method, and tells of it itself.
            if (method != null && mapper.map(path) != null) {
                methods.add(method);
            }
        });
        return methods;
    }

    /** Before Quarkus answers, and after others have had their say whether there is something. */
    @ServerRequestFilter(preMatching = true, priority = Priorities.USER + 1)
    @Nullable
    Response options(HttpServerRequest request) {
        if (!request.method().name().equals(HttpMethod.OPTIONS)) {
            return null;
        }
        var methods = at(request.path());
        if (!methods.isEmpty()) {
            return Response.noContent().header(HttpHeaders.ALLOW, methods).build();
        } else if (request.path().startsWith("/api")) {
            throw new NotFoundException();
        }
        return null;
    }
}
