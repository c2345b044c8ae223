package dev.neontasks.account;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What people know a browser by, {@code "Firefox on Windows"}: words of our own alone, found by the few marks in a
 * {@code User-Agent} that tell the common ones apart. Of one that is not common only the system is said, or nothing.
 */
final class BrowserName {

    /** Longer than what any browser sends; more of it is not looked at. */
    private static final int LONGEST = 512;

    /** By their marks, in the order in which they are looked for: most browsers bear those of others as well. */
    private static final Map<String, String> BROWSERS = inOrder("Edg/", "Edge", "EdgA/", "Edge", "EdgiOS/", "Edge", "OPR/",
            "Opera", "OPT/", "Opera", "SamsungBrowser/", "Samsung Internet", "Vivaldi/", "Vivaldi", "YaBrowser/", "Yandex",
            "DuckDuckGo/", "DuckDuckGo", "FxiOS/", "Firefox", "Firefox/", "Firefox", "CriOS/", "Chrome", "Chrome/", "Chrome",
            "Version/", "Safari", "curl/", "curl", "Wget/", "Wget", "python-", "Python", "Java-http-client/", "Java");
    private static final Map<String, String> SYSTEMS = inOrder("Windows", "Windows", "iPhone", "iPhone", "iPad", "iPad",
            "Android", "Android", "CrOS", "ChromeOS", "Macintosh", "macOS", "Linux", "Linux");

    private BrowserName() {
    }

    /** Nothing when there is nothing in it that is known here. */
    static Optional<String> of(@Nullable String userAgent) {
        var said = userAgent == null ? "" : userAgent.substring(0, Math.min(userAgent.length(), LONGEST));
        var words = Stream.of(first(BROWSERS, said), first(SYSTEMS, said)).flatMap(Optional::stream)
                .collect(Collectors.joining(" on "));
        return Optional.of(words).filter(text -> !text.isEmpty());
    }

    private static Optional<String> first(Map<String, String> marks, String said) {
        return marks.entrySet().stream().filter(mark -> said.contains(mark.getKey())).map(Map.Entry::getValue).findFirst();
    }

    /** Marks and words in turn. */
    private static Map<String, String> inOrder(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
