package dev.neontasks.api;

import java.util.TreeSet;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * The methods that a path takes (RFC 9110, section 10.2.1): Quarkus tells nobody who is refused, and whoever asks for OPTIONS
 * it
 * tells those of all paths that the same class serves.
 */
class AllowedMethods {

    /** In alphabetical order, between commas. Empty where there is nothing. */
    static String at(String path) {
        var methods = new TreeSet<>(Routes.at(path).keySet());
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return String.join(", ", methods);
    }

    /** Before Quarkus answers, and after others have had their say whether there is something. */
    @ServerRequestFilter(preMatching = true, priority = Priorities.USER + 1)
    @Nullable
    Response options(ContainerRequestContext request) {
        if (!request.getMethod().equals(HttpMethod.OPTIONS)) {
            return null;
        }
        var path = Routes.path(request.getUriInfo());
        var methods = at(path);
        if (!methods.isEmpty()) {
            return Response.noContent().header(HttpHeaders.ALLOW, methods).build();
        } else if (path.startsWith("/api")) {
            throw new NotFoundException();
        }
        return null;
    }
}
