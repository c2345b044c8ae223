package dev.neontasks.environment;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path under which all of the service is, as {@code /tasks}; empty for the root. Of characters alone that mean nothing in a
 * URL, in HTML, or in a header (RFC 3986, section 2.3): it stands in all of these.
 */
public record BasePath(String path) {

    public static final BasePath ROOT = new BasePath("");
    public static final Variable<BasePath> VARIABLE = Variable.of("BASE_PATH", new Syntax<>("a path like `/tasks`",
            BasePath::read), "/", "page, API, health checks and cookies are under it");

    /** None begins with a dot: {@code ..} is no name, and {@code .well-known} is one of the service's own. */
    private static final Pattern SEGMENTS = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)++");
    /** In characters. */
    public static final int MAX_LENGTH = 200;

    /** The path that {@code text} is, with or without a slash at its end; nothing when it is none. */
    public static Optional<BasePath> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (path.isEmpty()) {
            return text.isEmpty() ? Optional.empty() : Optional.of(ROOT);
        }
        return SEGMENTS.matcher(path).matches() ? Optional.of(new BasePath(path)) : Optional.empty();
    }

    public boolean isRoot() {
        return path.isEmpty();
    }

    /** Whether it leads to {@code path}. */
    public boolean holds(String path) {
        return path.startsWith(this.path) && (path.length() == this.path.length() || path.charAt(this.path.length()) == '/');
    }

    /** What is left of a path that it holds, of which at least a slash. */
    public String without(String path) {
        return path.length() == this.path.length() ? "/" : path.substring(this.path.length());
    }

    public BasePath under(BasePath other) {
        return new BasePath(other.path + path);
    }

    private static BasePath read(String name, String text) {
        return parse(text).orElseThrow(() -> new ConfigurationFault(name, "'" + text + "' is no path; write one like /tasks, "
                + "of letters, digits, and -, _, ~ and . within names"));
    }
}
