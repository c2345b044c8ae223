package dev.neontasks.environment;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where people reach the page, without a slash at its end: what links that leave the service begin with. */
public record PublicUrl(String url) {

    public static final Variable<Optional<PublicUrl>> VARIABLE = Variable.optional("PUBLIC_URL",
            new Syntax<>("an `https` URL; `http` on the same machine only", PublicUrl::read), "none",
            "where people reach the page, with the path if there is one: links that are handed out begin with it");

    private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

    /** A page of it, to which {@code token} comes in the fragment: no server is sent that, and no log has it. */
    public String link(String page, String token) {
        return url + "/" + page + "#" + token;
    }

    private static PublicUrl read(String name, String text) {
        try {
            var url = URI.create(text);
            if (isPlain(url) && isSafe(url)) {
                return new PublicUrl(text.replaceFirst("/+$", ""));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ConfigurationFault(name, "is no https URL of a page, without user, query and fragment; write one like "
                + "https://tasks.example.com");
    }

    private static boolean isPlain(URI url) {
        return url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
    }

    private static boolean isSafe(URI url) {
        return "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost());
    }
}
