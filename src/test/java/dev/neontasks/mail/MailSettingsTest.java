package dev.neontasks.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.mail.MailUrl.Login;
import dev.neontasks.mail.MailUrl.Tls;

@Tag("parts")
class MailSettingsTest {

    private static final String URL = "smtps://ann:s3cret@mail.example.com";

    @TempDir
    Path folder;

    @Test
    void areNoneWithoutAServer() {
        assertThat(MailSettings.of(environment(Map.of("MAIL_FROM", "tasks@example.com")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "smtps://ann:s3cret@mail.example.com, smtps://mail.example.com:465, IMPLICIT",
            "SMTPS://ann:s3cret@MAIL.example.com:4650/, smtps://mail.example.com:4650, IMPLICIT",
            "smtp://ann:s3cret@mail.example.com?starttls=required, smtp://mail.example.com:587, STARTTLS",
            "smtp://ann:s3cret@[2001:db8::1]:2525?starttls=required, smtp://[2001:db8::1]:2525, STARTTLS",
            "smtp://ann:s3cret@localhost, smtp://localhost:25, NONE",
            "smtp://ann:s3cret@127.0.0.1:1025, smtp://127.0.0.1:1025, NONE",
            "smtp://ann:s3cret@[::1], smtp://[::1]:25, NONE" })
    void nameAServerAndHowTheWayIsSecured(String written, String told, Tls tls) {
        var url = settings(written).url();
        assertThat(url).hasToString(told);
        assertThat(url.tls()).isEqualTo(tls);
        assertThat(url.login()).contains(new Login("ann", "s3cret"));
    }

    @Test
    void takeALoginAsItWasEncodedOrNone() {
        assertThat(settings("smtps://ann%40example.com:a%2Fb+%C3%A9:%3F@mail.example.com").url().login())
                .contains(new Login("ann@example.com", "a/b+é:?"));
        assertThat(settings("smtps://mail.example.com").url().login()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ann:s3cret@mail.example.com                              | must begin with smtps://
            https://ann:s3cret@mail.example.com                      | must begin with smtps://
            smtps:ann:s3cret@mail.example.com                        | no URL like
            smtps://                                                 | no URL like
            smtps://ann:s3@cret@mail.example.com                     | no URL like.*%40
            smtps://ann:s3%cret@mail.example.com                     | no URL like.*%25
            smtps://ann:s3/cret@mail.example.com                     | no URL like.*%2F
            smtps://ann:25/cret@mail.example.com                     | behind the host.*%2F
            smtps://ann:25#s3cret@mail.example.com                   | behind the host.*%23
            smtps://ann:25?s3cret@mail.example.com                   | parameter is unknown.*%3F
            smtps://ann:s3 cret@mail.example.com                     | no URL like
            "smtps://ann:s3cret@mail.example.com                     | no URL like|must begin
            smtps://ann:s3cret@mail_example.com                      | no URL like
            smtps://ann:s3cret@mail.example.com:0                    | port must be
            smtps://ann:s3cret@mail.example.com:65536                | port must be
            smtps://ann@mail.example.com                             | go together
            smtps://ann:@mail.example.com                            | go together
            smtps://:s3cret@mail.example.com                         | go together
            smtps://ann:%3Cs3cret%3E@mail.example.com                | placeholder
            smtps://ann:s3%0D%0Acret@mail.example.com                | control character
            smtps://ann:s3%FFcret@mail.example.com                   | does not decode
            ${S3CRET}                                                | nothing has filled in
            smtp://ann:s3cret@mail.example.com                       | without TLS
            smtp://ann:s3cret@localhost.example.com                  | without TLS
            smtp://ann:s3cret@mail.example.com?starttls=optional     | starttls=required
            smtp://ann:s3cret@localhost?starttls=disabled            | starttls=required
            smtps://ann:s3cret@mail.example.com?starttls=required    | one of them
            smtps://ann:s3cret@mail.example.com?trust=all            | parameter is unknown
            smtp://ann:s3cret@mail.example.com?starttls=required&starttls=required | twice
            smtps://ann:s3cret@mail.example.com?sslrootcert=/s3cret  | no file that
            smtps://ann:s3cret@mail.example.com?sslrootcert=/etc/hostname | without certificates
            """)
    void refuseWhatCannotBeRightAndRepeatNothingOfIt(String url, String fault) {
        assertThatThrownBy(() -> settings(url)).isInstanceOf(ConfigurationFault.class).hasNoCause().message()
                .startsWith("MAIL_URL: ").containsPattern(fault).doesNotContainIgnoringCase("s3cret").doesNotContain("ann")
                .doesNotContain("mail.example");
    }

    @Test
    void areReadFromAFileToo() throws IOException {
        var file = Files.writeString(folder.resolve("url"), URL + "\n");
        var environment = environment(Map.of("MAIL_URL_FILE", file.toString(), "MAIL_FROM", "tasks@example.com", "PUBLIC_URL",
                "https://tasks.example.com"));
        assertThat(MailSettings.of(environment)).map(MailSettings::url).contains(MailUrl.parse(URL));
    }

    @ParameterizedTest
    @ValueSource(strings = { "MAIL_FROM", "PUBLIC_URL" })
    void needASenderAndAPage(String missing) {
        var variables = new HashMap<>(Map.of("MAIL_URL", URL, "MAIL_FROM", "tasks@example.com", "PUBLIC_URL",
                "https://tasks.example.com"));
        variables.remove(missing);
        assertThatThrownBy(() -> MailSettings.of(environment(variables))).isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith(missing + ": is not set, and MAIL_URL is; ");
    }

    @ParameterizedTest
    @CsvSource({ "tasks@example.com,, tasks@example.com", "Our Tasks <tasks@example.com>, Our Tasks, tasks@example.com" })
    void takeASenderWithANameOrWithout(String written, String name, String address) {
        assertThat(environment(Map.of("MAIL_FROM", written)).get(MailSettings.FROM))
                .contains(new Sender(Optional.ofNullable(name), address));
    }

    @ParameterizedTest
    @ValueSource(strings = { "tasks", "tasks@", "@example.com", "a@b@c", "Tasks tasks@example.com", "<tasks@example.com",
            "a@example.com, b@example.com", "Tasks\u0007 <tasks@example.com>", "Tasks <a@b> <tasks@example.com>" })
    void refuseASenderThatIsNone(String written) {
        assertThatThrownBy(() -> environment(Map.of("MAIL_FROM", written)).get(MailSettings.FROM))
                .isInstanceOf(ConfigurationFault.class).hasMessageStartingWith("MAIL_FROM: is no e-mail address; write ");
    }

    @Test
    void neverTellTheLogin() {
        assertThat(settings(URL).toString()).doesNotContain("ann").doesNotContain("s3cret");
    }

    private static MailSettings settings(String url) {
        return MailSettings.of(environment(
                Map.of("MAIL_URL", url, "MAIL_FROM", "tasks@example.com", "PUBLIC_URL", "https://tasks.example.com")))
                .orElseThrow();
    }

    private static Environment environment(Map<String, String> variables) {
        return Environment.of(name -> Optional.ofNullable(variables.get(name)));
    }
}
