package dev.neontasks.api;

import java.util.List;

/**
 * What a browser may do with an answer (CSP level 3): a page runs scripts of our own origin and none that stand in it, the rest
 * runs nothing. Styles may stand in a page, as component libraries put them there.
 */
final class ContentSecurityPolicy {

    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGE = "default-src 'self'; script-src 'self'%s; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String OUR_PAGE = PAGE.formatted("");

    /** The two scripts in Swagger UI's page; BrowserSafetyTest says what to write here when they change. */
    private static final String DOCS_PAGE = PAGE.formatted(" 'sha256-B1aWQQ6wkIfyO4nZk+u6+67ktMr14yt8Usa9TY/rxus=' "
            + "'sha256-15Cr9GIHdRMxtvHTrLhDtHlSxUSuQDY35+LbX9GHgJk='");

    private static final List<String> DATA_PATHS = List.of("/api", "/health", "/openapi", "/.well-known");

    private ContentSecurityPolicy() {
    }

    static String of(String path) {
        for (var data : DATA_PATHS) {
            if (path.startsWith(data)) {
                return DATA;
            }
        }
        return path.startsWith("/docs") ? DOCS_PAGE : OUR_PAGE;
    }
}
