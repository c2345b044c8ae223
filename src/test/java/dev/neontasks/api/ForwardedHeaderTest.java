package dev.neontasks.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeaderTest {

    private static final String[] PIECES = { "for=", "host=", "proto=", "by=", "192.0.2.1", "[::1]", "\"", "\\", ",", ";", "=",
            " ",
            "\t", "a", "_x", "unknown", "\"[2001:db8::1]:80\"", "é", "\u0000" };

    /** The examples of RFC 7239, and what proxies write. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            for="_gazonk"                                        | _gazonk                | -     | -
            For="[2001:db8:cafe::17]:4711"                       | [2001:db8:cafe::17]:4711 | -   | -
            for=192.0.2.60;proto=http;by=203.0.113.43            | 192.0.2.60             | http  | -
            for=192.0.2.60:47011;host=a.example:8443;proto=HTTPS | 192.0.2.60:47011       | HTTPS | a.example:8443
            for=[::1];host="a.example"                           | [::1]                  | -     | a.example
            for=unknown ; proto=https                            | unknown                | https | -
            proto=https;host="a\\.example"                       | ``                     | https | a.example
            """)
    void readsWhatOneProxyWrote(String line, String client, @Nullable String scheme, @Nullable String host) {
        assertThat(ForwardedHeader.read(List.of(line)))
                .containsExactly(new Hop(client, Optional.ofNullable(scheme), Optional.ofNullable(host), Optional.empty()));
    }

    @Test
    void theLatestIsFirst() {
        assertThat(ForwardedHeader.read(List.of("for=192.0.2.43, for=198.51.100.17", "for=203.0.113.1"))).map(Hop::client)
                .containsExactly("203.0.113.1", "198.51.100.17", "192.0.2.43");
    }

    /** What a client writes before what its proxy adds. */
    @ParameterizedTest
    @ValueSource(strings = { "", ",", ";", "for", "for=", "=x", "for=x;", "for=x;;proto=https", "for=x for=y", "for=x;for=y",
            "for=\"x", "for=\"x\\", "for=\"x\"y", "for=x\"", "for=x,", "for=10.0.0.1;by=\"", "for=10.0.0.1;by=\"\\" })
    void hasNothingReadOutOfWhatIsWrong(String line) {
        assertThat(ForwardedHeader.read(List.of(line))).containsExactly(Hop.UNREADABLE);
        for (var added : new String[] { ", for=192.0.2.7", ", for=\"[::1]:80\";proto=https;host=\"a.example\"" }) {
            assertThat(ForwardedHeader.read(List.of(line + added)).get(0)).as(line + added).isIn(Hop.UNREADABLE,
                    ForwardedHeader.read(List.of(added.substring(2))).get(0));
            assertThat(ForwardedHeader.read(List.of(line, added.substring(2))).get(0).client()).isIn("192.0.2.7", "[::1]:80");
        }
    }

    @Test
    void whateverComesBeforeTheLatestWordOfAProxyStaysThat() {
        var random = new Random(7239);
        var latest = "for=\"[2001:db8::7]:80\";host=\"a.example\";proto=https";
        var own = ForwardedHeader.read(List.of(latest)).get(0);
        var read = 0;
        for (var i = 0; i < 200_000; i++) {
            var line = new StringBuilder();
            for (var pieces = random.nextInt(9); pieces > 0; pieces--) {
                line.append(PIECES[random.nextInt(PIECES.length)]);
            }
            var hop = ForwardedHeader.read(List.of(line + ", " + latest)).get(0);
            assertThat(hop).as(line.toString()).isIn(own, Hop.UNREADABLE);
            read += hop.equals(own) ? 1 : 0;
        }
        assertThat(read).isPositive();
    }

    @Test
    void takesNoLongerForALongOne() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (var piece : List.of("for=x,", "for=\"", "\\\"", "a=", "\"\\", " ", "\t;")) {
                ForwardedHeader.read(List.of(piece.repeat(1_000_000)));
                ForwardedHeader.read(List.of("for=\"" + piece.repeat(1_990 / piece.length())));
            }
        });
    }
}
