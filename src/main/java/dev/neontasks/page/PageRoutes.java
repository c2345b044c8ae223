package dev.neontasks.page;

import static io.vertx.core.http.HttpHeaders.ACCEPT;
import static io.vertx.core.http.HttpHeaders.ACCEPT_ENCODING;
import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_ENCODING;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;
import static io.vertx.core.http.HttpHeaders.ETAG;
import static io.vertx.core.http.HttpHeaders.IF_NONE_MATCH;
import static io.vertx.core.http.HttpHeaders.VARY;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.neontasks.api.PublicPath;
import dev.neontasks.api.Refusals;

/**
 * Serves the page: its files by name, and the page itself for every path that is nobody else's when a browser asks for HTML.
 */
class PageRoutes {

    /** The service's own, Quarkus' in dev mode, and files, which are there or not. */
    private static final Pattern NOT_A_PAGE = Pattern
            .compile("/(api|health|openapi|docs|metrics|problems|\\.well-known|q|assets)(/.*)?");

    /** A trusted proxy may pass on whatever a client writes, each time another. */
    private static final int MOST_MOVED = 32;

    private final PageFiles files;
    /** By name and path: those that are under one. */
    private final Map<String, PageFile> moved = new ConcurrentHashMap<>();

    PageRoutes() {
        this(PageFiles.in("page/"));
    }

    PageRoutes(PageFiles files) {
        this.files = files;
    }

    void register(@Observes Router router) {
        // Before resources, which answer 404 to what they do not know.
        router.route().order(0).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::serve);
        router.route().order(0).handler(this::refuse);
    }

    private void serve(RoutingContext context) {
        file(context).map(file -> under(PublicPath.of(context), file))
                .ifPresentOrElse(file -> send(file, context), context::next);
    }

    /** Where a file is, it can be read, and nothing else. */
    private void refuse(RoutingContext context) {
        var method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || named(context.normalizedPath()).isEmpty()) {
            context.next();
        } else {
            Refusals.methods(context, "GET, HEAD, OPTIONS");
        }
    }

    private PageFile under(String path, PageFile file) {
        if (path.isEmpty() || !file.namesPaths()) {
            return file;
        }
        var key = file.name() + path;
        var known = moved.get(key);
        if (known != null) {
            return known;
        }
        var made = file.under(path);
        if (moved.size() < MOST_MOVED) {
            moved.put(key, made);
        }
        return made;
    }

    private Optional<PageFile> file(RoutingContext context) {
        var path = context.normalizedPath();
        return named(path)
                .or(() -> NOT_A_PAGE.matcher(path).matches() || !wantsHtml(context) ? Optional.empty() : files.index());
    }

    private Optional<PageFile> named(String path) {
        return path.equals("/") ? files.index() : files.at(path);
    }

    private static boolean wantsHtml(RoutingContext context) {
        return new Accepted(context.request().getHeader(ACCEPT)).names("text/html");
    }

    private static void send(PageFile file, RoutingContext context) {
        var accepted = new Accepted(context.request().getHeader(ACCEPT_ENCODING));
        var encoding = file.forms().keySet().stream().filter(form -> form.isIn(accepted)).findFirst().orElseThrow();
        var tag = file.entityTag(encoding);
        var response = context.response().putHeader(CACHE_CONTROL, file.cacheControl()).putHeader(ETAG, tag)
                .putHeader(VARY, "Accept, Accept-Encoding");
        if (tag.equals(context.request().getHeader(IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        if (encoding != Encoding.IDENTITY) {
            response.putHeader(CONTENT_ENCODING, encoding.token);
        }
        var content = file.forms().get(encoding);
        response.putHeader(CONTENT_TYPE, file.contentType()).putHeader(CONTENT_LENGTH, Integer.toString(content.length()));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(content);
        }
    }
}
