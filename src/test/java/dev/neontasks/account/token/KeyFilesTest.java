package dev.neontasks.account.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.spec.NamedParameterSpec;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.security.SecurityLog;

/**
 * Files as editors, shells, OpenSSL, secret stores and copying make them: each is the key that is in it, or one line says why
 * not.
 */
@Tag("parts")
class KeyFilesTest {

    private static final PrivateKey KEY = Keys.ec("secp256r1");
    private static final String EC = Keys.pem(KEY);
    private static final String RSA = Keys.pem(Keys.rsa(2048));
    private static final String BODY = EC.replaceAll("-----[A-Z ]+-----|\\s", "");
    private static final String PUBLIC = Keys.pem("PUBLIC KEY",
            SigningKey.of(KEY).verificationKey().publicKey().getEncoded());
    private static final String ID = SigningKey.of(KEY).verificationKey().id();

    private static final SecurityLog LOG = new SecurityLog(new SimpleMeterRegistry());

    private static final String BAG = """
            Bag Attributes
                localKeyID: 01 54 69 6D 65 20 31 37
                friendlyName: neon-tasks signing key
            Key Attributes: <No Attributes>
            """;

    /** As a file of the signing key; a row that is taken and of no other kind of key is the key {@link #ID}. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isTaken(String form, byte[] content, @TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("key"), content);
        var key = settings("JWT_SIGNING_KEY_FILE", file).signingKey().orElseThrow();
        if (!form.startsWith("RSA")) {
            assertThat(key.verificationKey().id()).isEqualTo(ID);
        }
    }

    static Stream<Arguments> isTaken() {
        return Stream.of(row("as OpenSSL writes it", EC), row("RSA, as OpenSSL writes it", RSA),
                row("without its last line end", EC.strip()), row("as Windows ends lines", EC.replace("\n", "\r\n")),
                row("as old Macs ended lines", EC.replace("\n", "\r")), row("with blank lines around", "\n\n" + EC + "\n \n"),
                row("on one line, as a form field leaves it", EC.replace("\n", " ")),
                row("on one line without blanks", EC.replace("\n", "")),
                row("indented, as out of YAML", EC.replaceAll("(?m)^", "    ")),
                row("indented by tabs", EC.replaceAll("(?m)^", "\t")),
                row("with blanks at each end of line", EC.replace("\n", "  \n")),
                row("a line end after each 76th letter", framed(Base64.getMimeEncoder().encodeToString(KEY.getEncoded()))),
                row("its content on one line", framed(BODY)),
                row("line ends written out, as in .env", EC.replace("\n", "\\n")),
                row("line ends of Windows written out", EC.replace("\n", "\\r\\n")),
                row("line ends written out twice, JSON within JSON", EC.replace("\n", "\\\\n")),
                row("line ends written out, then real ones", EC.replace("\n", "\\n\n")),
                row("lines continued by a backslash", EC.replace("\n", "\\\n")),
                row("lines continued after a written-out end", EC.replace("\n", "\\n\\\n")),
                row("in double quotes", "\"" + EC + "\""), row("in single quotes", "'" + EC.strip() + "'"),
                row("in double quotes with line ends written out", "\"" + EC.replace("\n", "\\n") + "\""),
                row("in backticks", "`" + EC + "`"),
                row("a line of .env", "JWT_SIGNING_KEY=\"" + EC.replace("\n", "\\n") + "\"\n"),
                row("a line for a shell", "export JWT_SIGNING_KEY='" + EC + "'\n"),
                row("a member of JSON", "\"private_key\": \"" + EC.replace("\n", "\\n") + "\",\n"),
                row("all of a JSON object", "{\"private_key\":\"" + EC.replace("\n", "\\n") + "\"}\n"),
                row("a line of YAML", "key: \"" + EC.replace("\n", "\\n") + "\"\n"),
                row("a block of YAML", "key: |\n" + EC.replaceAll("(?m)^", "  ")),
                row("behind Bag Attributes, as openssl pkcs12 writes it", BAG + EC),
                row("behind Bag Attributes, as Windows ends lines", (BAG + EC).replace("\n", "\r\n")),
                row("behind Bag Attributes, on one line", (BAG + EC).replace("\n", "\\n")),
                row("behind a comment", "# the key of production; do not commit\n" + EC),
                row("with a byte order mark, as Notepad writes it", "\uFEFF" + EC),
                row("with a byte order mark inside quotes", "\"\uFEFF" + EC + "\""),
                row("with two byte order marks", "\uFEFF\uFEFF" + EC),
                Arguments.of("in UTF-16LE with its mark, as PowerShell 5 writes it",
                        ("\uFEFF" + EC.replace("\n", "\r\n")).getBytes(UTF_16LE)),
                Arguments.of("in UTF-16BE with its mark", ("\uFEFF" + EC).getBytes(UTF_16BE)),
                row("with no-break spaces, as out of a web page", EC.replace(" ", "\u00A0").replace("\n", "\u00A0\n")),
                row("with zero-width characters, as out of a chat",
                        EC.replace("-----BEGIN", "\u200B-----BEGIN").replace("\n", "\u200B\n")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void isRefusedInOneLine(String form, String fault, byte[] content, @TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("key"), content);
        assertThatThrownBy(() -> settings("JWT_SIGNING_KEY_FILE", file)).isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith("JWT_SIGNING_KEY").hasMessageContaining(fault).message()
                .doesNotContain("\n", "\r", BODY.substring(40, 52));
    }

    static Stream<Arguments> isRefusedInOneLine() {
        var pkcs1 = new byte[300];
        return Stream.of(refused("nothing", "is empty", ""), refused("blanks alone", "is empty", " \r\n\t"),
                refused("a byte order mark alone", "is empty", "\uFEFF"),
                Arguments.of("in UTF-16LE without a mark", "no text in UTF-8", EC.getBytes(UTF_16LE)),
                Arguments.of("in UTF-16BE without a mark", "no text in UTF-8", EC.getBytes(UTF_16BE)),
                Arguments.of("in UTF-32", "no text in UTF-8", ("\uFEFF" + EC).getBytes(Charset.forName("UTF-32LE"))),
                Arguments.of("DER", "no text in UTF-8", Keys.ec("secp256r1").getEncoded()),
                Arguments.of("behind a comment in Latin-1", "no text in UTF-8",
                        ("# Schl\u00fcssel\n" + EC).getBytes(ISO_8859_1)),
                refused("Base64 of all of it", "Base64 once more", Base64.getEncoder().encodeToString(EC.getBytes(UTF_8))),
                refused("Base64 of all of it, on several lines", "Base64 once more",
                        Base64.getMimeEncoder().encodeToString(EC.getBytes(UTF_8))),
                refused("its content alone", "is not PEM", BODY),
                refused("dashes made typographic", "is not PEM", EC.replace("-----", "\u2014\u2014-")),
                refused("another word", "is not PEM", "changeme"),
                refused("a path", "is not PEM", "/run/secrets/key.pem"),
                refused("a JSON Web Key", "is not PEM",
                        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"" + BODY.substring(40, 83) + "\"}"),
                refused("what openssl ecparam -genkey writes", "older form",
                        Keys.pem("EC PARAMETERS", new byte[10]) + Keys.pem("EC PRIVATE KEY", pkcs1)),
                refused("what openssl genrsa -traditional writes", "older form", Keys.pem("RSA PRIVATE KEY", pkcs1)),
                refused("encrypted, as OpenSSL used to", "older form",
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                                + "DEK-Info: AES-256-CBC,00\n\n" + BODY + "\n-----END RSA PRIVATE KEY-----\n"),
                refused("encrypted", "pass phrase", Keys.pem("ENCRYPTED PRIVATE KEY", pkcs1)),
                refused("encrypted, behind Bag Attributes", "pass phrase", BAG + Keys.pem("ENCRYPTED PRIVATE KEY", pkcs1)),
                refused("of OpenSSH", "ssh-keygen", Keys.pem("OPENSSH PRIVATE KEY", pkcs1)),
                refused("its public half", "a public key", PUBLIC),
                refused("a certificate", "a certificate", Keys.pem("CERTIFICATE", pkcs1)),
                refused("with its certificate, as openssl pkcs12 writes both", "a certificate",
                        BAG + EC + BAG + Keys.pem("CERTIFICATE", pkcs1)),
                refused("two keys", "more than one private key", EC + RSA),
                refused("one key twice", "more than one private key", EC + EC),
                refused("without its last line", "not one whole PEM block", EC.substring(0, EC.indexOf("-----END"))),
                refused("without its first line", "is not PEM", EC.substring(EC.indexOf('\n'))),
                refused("cut off in its last line", "not one whole PEM block",
                        EC.strip().substring(0, EC.strip().length() - 3)),
                refused("something after it", "not one whole PEM block", EC + "and something else"),
                refused("another kind's last line", "not one whole PEM block", EC.replace("END PRIVATE", "END PUBLIC")),
                refused("line ends that a shell made an n of", "not one whole PEM block", EC.replace("\n", "n")),
                refused("a letter lost", "",
                        Keys.pem("PRIVATE KEY", Arrays.copyOf(KEY.getEncoded(), KEY.getEncoded().length - 1))),
                refused("Base64 for URLs", "", EC.replace(BODY.substring(30, 40), "-_-_-_-_-_")),
                refused("Ed25519", "neither an EC P-256 nor an RSA",
                        Keys.pem(Keys.generate("EdDSA", NamedParameterSpec.ED25519))),
                refused("P-384", "another curve", Keys.pem(Keys.ec("secp384r1"))),
                refused("RSA of 1024 bits", "1024 bits", Keys.pem(Keys.rsa(1024))));
    }

    @Test
    void isTakenOneAfterTheOtherAsPreviousKeys(@TempDir Path folder) throws IOException {
        var all = "\uFEFF" + BAG + EC + "\r\n" + BAG + RSA + PUBLIC;
        var file = Files.writeString(folder.resolve("keys"), all);
        assertThat(settings("JWT_PREVIOUS_KEYS_FILE", file).acceptedKeys().known().keys()).extracting(VerificationKey::id)
                .contains(ID, SigningKey.parse(RSA).verificationKey().id()).hasSize(3);
    }

    /** Whatever is wrong with it, the refusal is one line and holds no piece of it. The seed is fixed. */
    @Test
    void isKeptToTheRefusalsHowEverBroken(@TempDir Path folder) throws IOException {
        var random = new Random(20_261_130);
        var file = folder.resolve("key");
        var bases = isTaken().map(row -> (byte[]) row.get()[1]).toList();
        var taken = 0;
        var refused = 0;
        for (var i = 0; i < 10_000; i++) {
            var content = bases.get(random.nextInt(bases.size()));
            for (var times = random.nextInt(3); times >= 0; times--) {
                content = broken(content, random);
            }
            Files.write(file, content);
            try {
                settings("JWT_SIGNING_KEY_FILE", file);
                taken++;
            } catch (ConfigurationFault e) {
                refused++;
                var message = String.valueOf(e.getMessage());
                assertThat(message.lines().count() == 1 && e.getCause() == null).as(message).isTrue();
                for (var at = 36; at + 8 <= BODY.length(); at++) {
                    assertThat(message.contains(BODY.substring(at, at + 8))).as(message).isFalse();
                }
            }
        }
        assertThat(taken).isPositive();
        assertThat(refused).isGreaterThan(5_000);
    }

    private static byte[] broken(byte[] content, Random random) {
        var at = random.nextInt(content.length + 1);
        var to = Math.min(content.length, at + random.nextInt(12));
        var put = new byte[random.nextInt(4)];
        random.nextBytes(put);
        return switch (random.nextInt(4)) {
            case 0 -> joined(Arrays.copyOf(content, at), new byte[0]);
            case 1 -> joined(Arrays.copyOfRange(content, at, content.length), new byte[0]);
            case 2 -> joined(joined(Arrays.copyOf(content, at), put), Arrays.copyOfRange(content, to, content.length));
            default -> joined(Arrays.copyOf(content, to), Arrays.copyOfRange(content, at, content.length));
        };
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static TokenSettings settings(String variable, Path file) {
        var variables = Map.of("JWT_SIGNING_KEY", variable.startsWith("JWT_SIGNING_KEY") ? "" : Keys.ecPem(), variable,
                file.toString());
        return TokenSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))), Optional::empty,
                LOG, Clock.systemUTC());
    }

    private static Arguments row(String form, String content) {
        return Arguments.of(form, content.getBytes(UTF_8));
    }

    private static String framed(String body) {
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    private static Arguments refused(String form, String fault, String content) {
        return Arguments.of(form, fault, content.getBytes(UTF_8));
    }
}
