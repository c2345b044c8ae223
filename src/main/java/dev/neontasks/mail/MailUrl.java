package dev.neontasks.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server that mails are handed to. {@link #parse} refuses with {@link InvalidMailUrl} what cannot be right, and whatever
 * would let somebody on the way read a mail: without TLS goes what does not leave this machine.
 *
 * @param host in lower case; an IPv6 address in brackets
 * @param authority certificates that are trusted instead of those of the system
 */
public record MailUrl(String host, int port, Tls tls, Optional<Login> login, Optional<Path> authority) {

    /** How the way to the server is secured. */
    public enum Tls {
        /** From the first byte (RFC 8314, section 3). */
        IMPLICIT,
        /** Before anything else is said (RFC 3207), or not at all. */
        STARTTLS,
        /** On this machine alone. */
        NONE
    }

    /** Who hands them over. */
    public record Login(String user, String password) {

        /** Masks both, for the two get swapped. */
        @Override
        public String toString() {
            return "***";
        }
    }

    private static final String STARTTLS = "starttls";
    private static final String AUTHORITY = "sslrootcert";

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{.*}|\\$\\(.*\\)|\\$[A-Z_0-9]+|%[A-Z_][A-Z_0-9]*%");
    private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]*>|\\[[^\\[\\]]*]|\\{[^{}]*}");
    private static final String ESCAPES = "in the user and the password one of / ? # @ : % is written %2F %3F %23 %40 %3A %25";

    /** Reads {@code text}; throws nothing but {@link InvalidMailUrl}. */
    static MailUrl parse(String text) {
        if (REFERENCE.matcher(text).matches()) {
            throw new InvalidMailUrl("it is a reference to a variable that nothing has filled in; write the URL itself");
        }
        var url = url(text);
        var parameters = parameters(url.getRawQuery());
        var host = url.getHost().toLowerCase(Locale.ROOT);
        var tls = tls(url.getScheme().toLowerCase(Locale.ROOT), Optional.ofNullable(parameters.get(STARTTLS)), host);
        var authority = Optional.ofNullable(parameters.get(AUTHORITY)).map(MailUrl::decoded).map(Authorities::file);
        if (authority.isPresent() && tls == Tls.NONE) {
            throw new InvalidMailUrl(AUTHORITY + " is of no use without TLS; take it out, or write smtps://");
        }
        return new MailUrl(host, port(url.getPort(), tls), tls, login(url.getRawUserInfo()), authority);
    }

    /** As it stands in certificates and is looked up. */
    public String name() {
        return host.replaceAll("[\\[\\]]", "");
    }

    /** Without login and parameters. */
    @Override
    public String toString() {
        return (tls == Tls.IMPLICIT ? "smtps" : "smtp") + "://" + host + ":" + port;
    }

    private static URI url(String text) {
        try {
            var url = new URI(text);
            if (!"smtps".equalsIgnoreCase(url.getScheme()) && !"smtp".equalsIgnoreCase(url.getScheme())) {
                throw new InvalidMailUrl("it must begin with smtps:// or smtp://");
            }
            url.parseServerAuthority();
            if (url.getHost() == null) {
                throw noUrl();
            } else if (url.getRawFragment() != null || !url.getRawPath().isEmpty() && !url.getRawPath().equals("/")) {
                throw new InvalidMailUrl("there is something behind the host that is no parameter; " + ESCAPES);
            }
            return url;
        } catch (URISyntaxException e) {
            throw noUrl();
        }
    }

    private static InvalidMailUrl noUrl() {
        return new InvalidMailUrl("it is no URL like smtps://user:password@host; " + ESCAPES);
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (var pair : query == null ? new String[0] : query.split("&", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length < 2 || !parts[0].equals(STARTTLS) && !parts[0].equals(AUTHORITY)) {
                throw new InvalidMailUrl(
                        "a parameter is unknown; known are starttls=required and sslrootcert=FILE, and " + ESCAPES);
            } else if (parameters.put(parts[0], parts[1]) != null) {
                throw new InvalidMailUrl(parts[0] + " is given twice; write it once");
            }
        }
        return parameters;
    }

    private static Tls tls(String scheme, Optional<String> starttls, String host) {
        if (starttls.isPresent() && !starttls.get().equals("required")) {
            throw new InvalidMailUrl("starttls can be required, and nothing less; write starttls=required");
        } else if (scheme.equals("smtps")) {
            if (starttls.isPresent()) {
                throw new InvalidMailUrl("smtps:// begins with TLS, and starttls=required without it; write one of them");
            }
            return Tls.IMPLICIT;
        } else if (starttls.isPresent()) {
            return Tls.STARTTLS;
        } else if (!LOOPBACK.matcher(host).matches()) {
            throw new InvalidMailUrl("mails would go without TLS, which they may on the same machine only; write smtps://, or"
                    + " smtp:// with ?starttls=required");
        }
        return Tls.NONE;
    }

    private static int port(int written, Tls tls) {
        if (written == 0 || written > 65_535) {
            throw new InvalidMailUrl("the port must be a number from 1 to 65535");
        }
        return written > 0 ? written : switch (tls) {
            case IMPLICIT -> 465;
            case STARTTLS -> 587;
            case NONE -> 25;
        };
    }

    private static Optional<Login> login(String userInfo) {
        if (userInfo == null) {
            return Optional.empty();
        }
        var colon = userInfo.indexOf(':');
        if (colon <= 0 || colon == userInfo.length() - 1) {
            throw new InvalidMailUrl("user and password go together: write both, as user:password@, or neither; " + ESCAPES);
        }
        var login = new Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
        if (PLACEHOLDER.matcher(login.user()).matches() || PLACEHOLDER.matcher(login.password()).matches()) {
            throw new InvalidMailUrl("the user or the password is a placeholder; put your own in its place");
        }
        return Optional.of(login);
    }

    /** {@code %XX} is a byte of UTF-8, everything else, {@code +} too, is itself; that the digits are there is known by now. */
    private static String decoded(String encoded) {
        var text = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (text.chars().anyMatch(letter -> Character.isISOControl(letter) || letter == '\uFFFD')) {
            throw new InvalidMailUrl("a part of it does not decode to UTF-8, or holds a control character");
        }
        return text;
    }
}
