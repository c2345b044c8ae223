package dev.neontasks.database.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

/** What holds for any text whatever. The seed is fixed: a run that fails fails again. */
@Tag("parts")
class DatabaseUrlPropertyTest {

    private static final int SOME = 50_000;

    /** Two secrets, one shaped as Neon's are and one of letters only; no piece of either may ever be repeated. */
    private static final List<String> SECRETS = List.of("npg_Kq7zXv9WjYbH", "kqzxvwjybhKQZXVWJYBH");
    private static final int PIECE = 4;

    private static final String ODD = "@:/?#&=%+;$!*'\"\\[](){}<>,.|~^` \t\n\0\u00A0\u202Eäß\uD83D\uDC18";

    /** What stands for the secret is {@code §}. */
    private static final List<String> TEMPLATES = List.of(
            "postgresql://neondb_owner:§@ep-cool-darkness-a1b2c3d4-pooler.us-east-2.aws.neon.tech/neondb?sslmode=require",
            "postgres://u:§@localhost:5432/db",
            "postgres://u:§@[::1]/db?options=-c%20a%3Db&application_name=tasks&connect_timeout=10&channel_binding=require",
            "psql 'postgresql://u:§@ep-x1.c-2.gwc.azure.neon.tech/neondb?sslmode=require&channel_binding=require'",
            "DATABASE_URL=\"postgresql://u:§@db.example.com/db?sslrootcert=/ca.pem&sslmode=verify-full\"",
            "postgresql://u:endpoint=ep-x1;§@ep-x1.us-east-2.aws.neon.tech/neondb",
            "jdbc:postgresql://ep-x1.us-east-2.aws.neon.tech/neondb?user=u&password=§&sslmode=require&channelBinding=require",
            "jdbc:postgresql://localhost:5432/db?sslmode=require&user=u&password=§",
            "postgresql://u@localhost/db?sslmode=require&password=§",
            "postgresql://u:§@localhost/db&sslmode=require", "postgresql://u:§@localhost/db\\?sslmode=require",
            "postgresql://u:§@localhost/db?sslmode=require&amp;channel_binding=require");

    private final Random random = new Random();
    private int accepted;
    private int refused;

    @BeforeEach
    void startAlike() {
        random.setSeed(20_261_123);
    }

    /** Any odd characters around the secret and inside it, plain or encoded; the URL around it is whole. */
    @Test
    void keepsAPasswordOfAnyCharactersToItself() {
        for (var i = 0; i < SOME; i++) {
            var secret = pick(SECRETS);
            parse(pick(TEMPLATES).replace("§", odd() + secret + odd()), telltale(secret));
            var middle = random.nextInt(secret.length());
            parse(pick(TEMPLATES).replace("§", odd() + secret.substring(0, middle) + odd() + secret.substring(middle) + odd()),
                    telltale(secret));
        }
        assertThat(List.of(accepted, refused)).allMatch(count -> count > SOME / 4);
    }

    /** One thing wrong with the URL, wherever it is: cut off, left out, put in, changed, doubled. */
    @Test
    void keepsThePasswordOfABrokenUrlToItself() {
        for (var i = 0; i < SOME; i++) {
            var secret = pick(SECRETS);
            parse(broken(pick(TEMPLATES).replace("§", secret)), telltale(secret));
        }
        assertThat(List.of(accepted, refused)).allMatch(count -> count > SOME / 5);
    }

    /** Anything wrong with it. What is accepted then may hold the secret in another part: nobody can tell. */
    @Test
    void throwsNothingElseAndRepeatsNothingHoweverBrokenTheUrl() {
        for (var i = 0; i < SOME; i++) {
            var text = pick(TEMPLATES).replace("§", SECRETS.get(0));
            for (var times = random.nextInt(6); times >= 0; times--) {
                text = moved(broken(text));
            }
            refusal(text).ifPresent(telltale(SECRETS.get(0), 7));
        }
    }

    @Test
    void throwsNothingElseWhateverTheText() {
        for (var i = 0; i < SOME; i++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            var text = random.nextBoolean() ? new String(bytes, StandardCharsets.ISO_8859_1)
                    : random.ints(bytes.length, 0, Character.MAX_VALUE + 1).mapToObj(Character::toString)
                            .reduce("", String::concat);
            parse(random.nextBoolean() ? text : "postgresql://" + text, message -> {
            });
        }
    }

    /** Nothing in it recurses with the length of its input, or takes longer than that. */
    @ParameterizedTest
    @ValueSource(strings = { "'", "\"", "@", ":", "/", "?", "&", "=", "%", "%41", ".", "a", "a.", "-pooler", "[", "psql ", "A=",
            "postgresql://", "a=b&", "foo", "foo_", "é", " ", "\0", "endpoint=", "endpoint=a-pooler " })
    void takesInputOfAnyLength(String piece) {
        var much = piece.repeat(30_000);
        for (var template : List.of("§", "postgresql://§", "postgresql://u:§@h/db", "postgresql://u:p@§/db",
                "postgresql://u:p@h/db?§", "postgresql://u:p@h/db?§=x", "postgresql://u:p@h/db?options=§",
                "postgresql://u:p@x-pooler.example.com/db?options=§", "postgresql://u:p@h/db?require_auth=§",
                "postgresql://u:endpoint=§;x@ep-x.aws.neon.tech/db")) {
            parse(template.replace("§", much), message -> {
            });
        }
    }

    @Test
    void wouldNoticeALeak() {
        assertThatThrownBy(() -> telltale(SECRETS.get(0)).accept("the host Kq7z is unknown"))
                .isInstanceOf(AssertionError.class);
    }

    private void parse(String text, Consumer<String> check) {
        try {
            var url = DatabaseUrl.parse(text);
            check.accept(url.toString());
            check.accept(url.jdbcUrl());
            assertSound(url);
            accepted++;
        } catch (InvalidDatabaseUrl e) {
            refused++;
            check.accept(e.toString());
            assertThat(e.getCause() == null && e.getSuppressed().length == 0).isTrue();
        }
    }

    private static Optional<String> refusal(String text) {
        try {
            assertSound(DatabaseUrl.parse(text));
            return Optional.empty();
        } catch (InvalidDatabaseUrl e) {
            return Optional.of(e.toString());
        }
    }

    /** Whatever is accepted, the driver reads as we do, over TLS, and without a control character. */
    private static void assertSound(DatabaseUrl url) {
        var properties = url.driverProperties();
        var read = Driver.parseURL(url.jdbcUrl(), properties);
        var sound = read != null && url.host().equals(read.getProperty("PGHOST"))
                && Integer.toString(url.port()).equals(read.getProperty("PGPORT"))
                && url.database().equals(read.getProperty("PGDBNAME"))
                && url.user().equals(properties.getProperty("user"))
                && url.sslMode().requireEncryption() && (!url.host().endsWith(".neon.tech") || url.sslMode().verifyPeerName())
                && url.unpooled().endpoint() == Endpoint.DIRECT
                && (url.jdbcUrl() + url).chars().noneMatch(Character::isISOControl)
                && properties.values().stream().noneMatch(value -> value.toString().chars().anyMatch(Character::isISOControl));
        if (!sound) {
            throw new AssertionError("unsound: " + url + " " + properties);
        }
    }

    private static Consumer<String> telltale(String secret) {
        return telltale(secret, PIECE);
    }

    private static Consumer<String> telltale(String secret, int piece) {
        return text -> {
            for (var i = 0; i + piece <= secret.length(); i++) {
                if (text.contains(secret.substring(i, i + piece))) {
                    throw new AssertionError("leaks: " + text);
                }
            }
        };
    }

    private String odd() {
        var odd = new StringBuilder();
        for (var length = random.nextInt(4); length > 0; length--) {
            var character = Character.toString(ODD.charAt(random.nextInt(ODD.length())));
            odd.append(switch (random.nextInt(4)) {
                case 0 -> encoded(character);
                case 1 -> Integer.toString(random.nextInt(10));
                default -> character;
            });
        }
        return odd.toString();
    }

    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format("%%%02X", octet));
        }
        return encoded.toString();
    }

    private String broken(String text) {
        var from = random.nextInt(text.length() + 1);
        var to = Math.min(text.length(), from + random.nextInt(8));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(from);
            case 1 -> text.substring(0, from);
            case 2 -> text.substring(0, from) + text.substring(to);
            case 3 -> text.substring(0, from) + odd() + text.substring(from);
            case 4 -> text.substring(0, from) + odd() + text.substring(to);
            default -> text.substring(0, to) + text.substring(from);
        };
    }

    private String moved(String text) {
        var from = random.nextInt(text.length() + 1);
        var to = from + random.nextInt(text.length() - from + 1);
        var rest = text.substring(0, from) + text.substring(to);
        var at = random.nextInt(rest.length() + 1);
        return random.nextInt(3) > 0 ? text : rest.substring(0, at) + text.substring(from, to) + rest.substring(at);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
