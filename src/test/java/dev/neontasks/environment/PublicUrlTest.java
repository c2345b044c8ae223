package dev.neontasks.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("parts")
class PublicUrlTest {

    @ParameterizedTest
    @CsvSource({ "https://tasks.example.com, https://tasks.example.com",
            "https://example.com:8443/tasks/, https://example.com:8443/tasks",
            "http://localhost:8080/, http://localhost:8080", "http://[::1]:8080, http://[::1]:8080" })
    void isTakenWithoutTheSlashAtItsEnd(String written, String url) {
        assertThat(read(written)).contains(new PublicUrl(url));
    }

    @ParameterizedTest
    @ValueSource(strings = { "tasks.example.com", "http://tasks.example.com", "https:///tasks", "https://u:p@example.com",
            "https://example.com?a=b", "https://example.com/#a", "javascript:alert(1)", "https://example.com/ x",
            "ftp://localhost" })
    void isRefusedWithoutBeingRepeated(String written) {
        assertThatThrownBy(() -> read(written)).isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith("PUBLIC_URL: is no https URL of a page").message().doesNotContain("u:p");
    }

    @Test
    void putsATokenWhereNoServerSeesIt() {
        assertThat(new PublicUrl("https://example.com/tasks").link("reset", "abc"))
                .isEqualTo("https://example.com/tasks/reset#abc");
    }

    private static Optional<PublicUrl> read(String written) {
        return Environment.of(name -> Optional.of(written)).get(PublicUrl.VARIABLE);
    }
}
