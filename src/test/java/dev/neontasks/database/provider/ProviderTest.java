package dev.neontasks.database.provider;

import static dev.neontasks.database.provider.Provider.DATABRICKS;
import static dev.neontasks.database.provider.Provider.NEON;
import static dev.neontasks.database.provider.Provider.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A test for each cell of the table; what is made of them is tested where it is made. */
class ProviderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            HOST                                                         | PROVIDER
            ep-cool-darkness-a1b2c3d4.us-east-2.aws.neon.tech            | NEON
            ep-cool-darkness-a1b2c3d4-pooler.c-2.us-east-2.aws.neon.tech | NEON
            ep-cold-a1b2c3d4.gwc.azure.neon.tech                         | NEON
            ep-cold-a1b2c3d4.database.us-east-1.cloud.databricks.com     | DATABRICKS
            ep-cold-a1b2c3d4-pooler.database.eu-central-1.cloud.databricks.com | DATABRICKS
            ep-cold-a1b2c3d4.database.eastus2.azuredatabricks.net        | DATABRICKS
            ep-cold-a1b2c3d4-pooler.database.westeurope.azuredatabricks.net | DATABRICKS
            adb-1234.cloud.databricks.com                                | OTHER
            adb-1234.5.azuredatabricks.net                               | OTHER
            instance-1.database.azuredatabricks.net                      | OTHER
            ep-x.database.eastus2.azuredatabricks.net.example.com        | OTHER
            instance-1.database.cloud.databricks.com                     | OTHER
            ep-x.database.us-east-1.cloud.databricks.com.example.com     | OTHER
            ep-x.databasexus-east-1.cloud.databricks.com                 | OTHER
            neon.tech                                                    | OTHER
            evilneon.tech                                                | OTHER
            ep-x.neon.tech.example.com                                   | OTHER
            db.example.com                                               | OTHER
            localhost                                                    | OTHER
            [::1]                                                        | OTHER
            """)
    void isToldByTheHost(String host, Provider provider) {
        assertThat(Provider.of(host)).isEqualTo(provider);
    }

    @ParameterizedTest
    @EnumSource
    void poolersHostsEndAlike(Provider provider) {
        assertThat(provider.poolerSuffix()).isEqualTo("-pooler");
    }

    @ParameterizedTest
    @CsvSource({ "NEON, true", "DATABRICKS, true", "OTHER, false" })
    void namesItsPoolers(Provider provider, boolean named) {
        assertThat(provider.namesItsPoolers()).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource({ "NEON, true", "DATABRICKS, true", "OTHER, false" })
    void isAlwaysVerified(Provider provider, boolean verified) {
        assertThat(provider.isAlwaysVerified()).isEqualTo(verified);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "NEON, a new connection or a statement",
            "DATABRICKS, a new connection or a statement",
            "OTHER, -" })
    void isKeptAwakeBy(Provider provider, String use) {
        assertThat(provider.awake().orElse(null)).isEqualTo(use);
    }

    @ParameterizedTest
    @CsvSource({ "NEON, PT5M", "DATABRICKS, PT24H", "OTHER, PT5M" })
    void suspendsAfter(Provider provider, Duration time) {
        assertThat(provider.suspendsAfter()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "NEON, -", "DATABRICKS, PT72H", "OTHER, -" })
    void endsSessionsAfter(Provider provider, Duration age) {
        assertThat(provider.sessionsLast().orElse(null)).isEqualTo(age);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "NEON, -", "DATABRICKS, PT1H", "OTHER, -" })
    void takesATokenFor(Provider provider, Duration time) {
        assertThat(provider.tokensLast().orElse(null)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NEON       | endpoint is disabled            | DISABLED_ENDPOINT
            NEON       | couldn't connect to compute node | NOT_AWAKE
            DATABRICKS | endpoint is disabled            | DISABLED_ENDPOINT
            DATABRICKS | couldn't connect to compute node | NOT_AWAKE
            OTHER      | tenant or user not found        | WRONG_LOGIN
            OTHER      | max client connections reached  | TOO_MANY_CONNECTIONS
            """)
    void refusesInItsOwnWords(Provider provider, String text, Refusal meaning) {
        assertThat(provider.refusals()).containsEntry(text, meaning);
    }

    /** So that it need not be known who said it. */
    @Test
    void noTwoMeanDifferentThingsByTheSame() {
        var all = new HashMap<String, Refusal>();
        Arrays.stream(Provider.values()).flatMap(provider -> provider.refusals().entrySet().stream()).forEach(said -> {
            assertThat(said.getKey()).isEqualTo(said.getKey().toLowerCase(Locale.ROOT));
            assertThat(all.putIfAbsent(said.getKey(), said.getValue())).isIn(null, said.getValue());
        });
        assertThat(all).containsAllEntriesOf(NEON.refusals()).containsAllEntriesOf(DATABRICKS.refusals())
                .containsAllEntriesOf(OTHER.refusals());
    }

    @ParameterizedTest
    @CsvSource({ "NEON, Neon's console", "DATABRICKS, Lakebase in the Databricks workspace",
            "OTHER, the provider's console" })
    void isLookedAtIn(Provider provider, String console) {
        assertThat(provider.console()).isEqualTo(console);
    }
}
