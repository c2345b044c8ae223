package dev.neontasks.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;

/** What is where, by the very tables that requests are routed by. */
public final class Routes {

    private Routes() {
    }

    /** The path of a request as it is matched: decoded, without what climbs, and whether or not a slash ends it. */
    public static String path(UriInfo asked) {
        return asked.getPath().replaceFirst("(?<=.)/+$", "");
    }

    /** By method, the class that serves it at a path, which is decoded and is not under the base path. */
    public static Map<String, Class<?>> at(String path) {
        var found = new HashMap<String, Class<?>>();
        for (var classPath : ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers()) {
            var match = new RequestMapper<>(new ArrayList<>(List.of(classPath))).map(path);
            if (match != null) {
                var remaining = match.remaining.isEmpty() ? "/" : match.remaining;
                for (var handler : match.value.handlers) {
                    if (handler instanceof ClassRoutingHandler routing) {
                        found.putAll(served(remaining, routing));
                    }
                }
            }
        }
        return found;
    }

    private static Map<String, Class<?>> served(String path, ClassRoutingHandler handler) {
        var found = new HashMap<String, Class<?>>();
        handler.getMappers().forEach((method, mapper) -> {
            // One without a name takes every method, and tells of it itself.
            var match = method == null ? null : mapper.map(path);
            if (match != null) {
                found.put(method, match.value.getResourceClass());
            }
        });
        return found;
    }
}
