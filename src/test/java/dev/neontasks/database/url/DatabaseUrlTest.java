package dev.neontasks.database.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.Driver;

@Tag("parts")
class DatabaseUrlTest {

    private static final String HOST = "ep-cool-darkness-a1b2c3d4-pooler.us-east-2.aws.neon.tech";
    private static final String REST = "neondb_owner:npg_a1B2c3D4@" + HOST + "/neondb";
    private static final String URL = "postgresql://" + REST;

    /** Every way of writing one and the same: the owner of neondb, through the pooler. */
    static Stream<String> formsOfOne() {
        return Stream.of(
                URL,
                URL + "?",
                "postgres://" + REST,
                "PostgreSQL://" + REST,
                "postgresql://neondb_owner:npg_a1B2c3D4@" + HOST + ":5432/neondb",
                "postgresql://neondb_owner:npg_a1B2c3D4@" + HOST + ":/neondb",
                "postgresql://neondb_owner:npg_a1B2c3D4@" + HOST.toUpperCase() + "/neondb",
                "postgresql://neondb%5Fowner:npg%5fa1B2c3D4@ep%2Dcool" + HOST.substring(7) + "/neon%64b",
                "postgresql://" + HOST + "/neondb?user=neondb_owner&password=npg_a1B2c3D4",
                "postgresql://neondb_owner@" + HOST + "/neondb?password=npg_a1B2c3D4",
                "jdbc:postgresql://" + HOST + "/neondb?user=neondb_owner&password=npg_a1B2c3D4",
                "JDBC:postgresql://" + HOST + ":5432/neondb?password=npg_a1B2c3D4&user=neondb_owner",
                "postgresql://neondb_owner:endpoint=ep-cool-darkness-a1b2c3d4;npg_a1B2c3D4@" + HOST + "/neondb",
                "postgresql://neondb_owner:endpoint%3Dep-cool-darkness-a1b2c3d4-pooler$npg_a1B2c3D4@" + HOST + "/neondb",
                "postgresql://neondb_owner:project=ep-cool-darkness-a1b2c3d4%24npg_a1B2c3D4@" + HOST + "/neondb",
                URL + "?pgbouncer=true&schema=public",
                "  " + URL + "\n",
                "\uFEFF" + URL + "\r\n",
                "\u00A0" + URL + "\u200B",
                "'" + URL + "'",
                "\"" + URL + "\"",
                "`" + URL + "`",
                " ' " + URL + " ' ",
                "psql " + URL,
                "psql '" + URL + "'",
                "psql \"" + URL + "\"",
                "psql   '" + URL + "' ",
                "psql.exe \"" + URL + "\"",
                "\"psql '" + URL + "'\"",
                "'psql \"" + URL + "\"'",
                "DATABASE_URL=" + URL,
                "DATABASE_URL=\"" + URL + "\"",
                "DATABASE_URL_UNPOOLED = '" + URL + "'",
                "export DATABASE_URL='" + URL + "'",
                "DATABASE_URL=\"psql '" + URL + "'\"");
    }

    @ParameterizedTest
    @MethodSource("formsOfOne")
    void readsEveryFormOfOneUrlAlike(String form) {
        assertThat(DatabaseUrl.parse(form)).isEqualTo(
                new DatabaseUrl(HOST, 5432, "neondb", "neondb_owner", Optional.of("npg_a1B2c3D4"),
                        Optional.of(Endpoint.POOLED), Map.of()));
    }

    /** All of a kind that Neon's console, documents and integrations hand out or once did. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sslmode=require
            sslmode=require&channel_binding=require
            channel_binding=require&sslmode=require
            sslmode=require&channelBinding=require
            sslmode=verify-full&sslrootcert=system
            sslmode=require&options=endpoint%3Dep-cool-darkness-a1b2c3d4-pooler
            sslmode=require&options=endpoint=ep-cool-darkness-a1b2c3d4-pooler
            sslmode=require&options=project%3Dep-cool-darkness-a1b2c3d4-pooler
            pgbouncer=true&connect_timeout=15&sslmode=require
            sslmode=require&pgbouncer=true&connect_timeout=10&schema=public
            uselibpqcompat=true&sslmode=require
            """)
    void takesTheParametersNeonHandsOut(String query) {
        var url = DatabaseUrl.parse(URL + "?" + query);
        assertThat(url.sslMode().value).isEqualTo("verify-full");
        assertThat(url.driverProperties()).containsEntry("prepareThreshold", "0")
                .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            HOST                                                | ENDPOINT | DIRECT HOST
            ep-cold-a1b2c3d4.us-east-2.aws.neon.tech            | DIRECT   | ep-cold-a1b2c3d4.us-east-2.aws.neon.tech
            ep-cold-a1b2c3d4-pooler.us-east-2.aws.neon.tech     | POOLED   | ep-cold-a1b2c3d4.us-east-2.aws.neon.tech
            ep-cold-123456.us-east-2.aws.neon.tech              | DIRECT   | ep-cold-123456.us-east-2.aws.neon.tech
            ep-cold-123456-pooler.eu-central-1.aws.neon.tech    | POOLED   | ep-cold-123456.eu-central-1.aws.neon.tech
            ep-cold-a1b2c3d4.c-2.us-east-2.aws.neon.tech        | DIRECT   | ep-cold-a1b2c3d4.c-2.us-east-2.aws.neon.tech
            ep-cold-a1b2c3d4-pooler.c-2.us-east-2.aws.neon.tech | POOLED   | ep-cold-a1b2c3d4.c-2.us-east-2.aws.neon.tech
            ep-cold-a1b2c3d4-pooler.c-3.eu-west-2.aws.neon.tech | POOLED   | ep-cold-a1b2c3d4.c-3.eu-west-2.aws.neon.tech
            ep-cold-a1b2c3d4.eastus2.azure.neon.tech            | DIRECT   | ep-cold-a1b2c3d4.eastus2.azure.neon.tech
            ep-cold-a1b2c3d4-pooler.gwc.azure.neon.tech         | POOLED   | ep-cold-a1b2c3d4.gwc.azure.neon.tech
            ep-cold-a1b2c3d4-pooler.westus3.azure.neon.tech     | POOLED   | ep-cold-a1b2c3d4.westus3.azure.neon.tech
            ep-cold-a1b2c3d4-pooler.database.eu-west-1.cloud.databricks.com | POOLED | ep-cold-a1b2c3d4.database.eu-west-1.cloud.databricks.com
            ep-cold-a1b2c3d4.database.eu-west-1.cloud.databricks.com | DIRECT | ep-cold-a1b2c3d4.database.eu-west-1.cloud.databricks.com
            wild-mode-123456.cloud.neon.tech                    | DIRECT   | wild-mode-123456.cloud.neon.tech
            ep-pooler-sun-a1b2c3d4.us-east-2.aws.neon.tech      | DIRECT   | ep-pooler-sun-a1b2c3d4.us-east-2.aws.neon.tech
            ep-cool-a1b2c3d4.my-pooler.aws.neon.tech            | DIRECT   | ep-cool-a1b2c3d4.my-pooler.aws.neon.tech
            ep-x1-pooler.us-east-1.postgres.vercel-storage.com  | POOLED   | ep-x1.us-east-1.postgres.vercel-storage.com
            EP-Cold-A1B2C3D4-POOLER.us-east-2.aws.NEON.tech     | POOLED   | ep-cold-a1b2c3d4.us-east-2.aws.neon.tech
            ep-x1-pooler-pooler.example.com                     | POOLED   | ep-x1.example.com
            db-pooler                                           | POOLED   | db
            localhost                                           | DIRECT   | localhost
            my_database                                         | DIRECT   | my_database
            127.0.0.1                                           | DIRECT   | 127.0.0.1
            [::1]                                               | DIRECT   | [::1]
            [2001:DB8::ffff:10.0.0.1]                           | DIRECT   | [2001:db8::ffff:10.0.0.1]
            """)
    void tellsPooledFromDirectByTheFirstLabel(String host, Endpoint endpoint, String direct) {
        var url = DatabaseUrl.parse("postgresql://u:p@" + host + ":6543/db");
        assertThat(url.endpoint()).isEqualTo(endpoint);
        assertThat(url.driverProperties().getProperty("prepareThreshold")).isEqualTo(endpoint == Endpoint.POOLED ? "0" : null);
        assertThat(url.unpooled()).isEqualTo(DatabaseUrl.parse("postgresql://u:p@" + direct + ":6543/db"));
        assertThat(url.unpooled().endpoint()).isEqualTo(Endpoint.DIRECT);
    }

    /** What is still to be found out stays open. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "open", textBlock = """
            HOST                                           | NAMED
            ep-cold-a1b2c3d4.us-east-2.aws.neon.tech       | DIRECT
            ep-cold-a1b2c3d4-pooler.us-east-2.aws.neon.tech | POOLED
            ep-x.database.eu-west-1.cloud.databricks.com   | DIRECT
            db-pooler.example.com                          | POOLED
            db.example.com                                 | open
            localhost                                      | open
            """)
    void goesByTheNameWhereItTells(String host, Endpoint named) {
        assertThat(DatabaseUrl.parse("postgresql://u:p@" + host + "/db").way()).isEqualTo(Optional.ofNullable(named));
    }

    @Test
    void takesThePoolerOffTheOptionsAsWell() {
        var pooled = DatabaseUrl.parse("postgresql://u:p@ep-x1-pooler.gwc.azure.neon.tech/db?options=endpoint%3Dep-x1-pooler");
        assertThat(pooled.unpooled())
                .isEqualTo(DatabaseUrl.parse("postgresql://u:p@ep-x1.gwc.azure.neon.tech/db?options=endpoint%3Dep-x1"));
        var old = DatabaseUrl.parse("postgresql://u:p@ep-x1-pooler.gwc.azure.neon.tech/db?options=project%3Dep-x1-pooler");
        assertThat(old.unpooled().parameters()).containsEntry("options", "project=ep-x1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', useHeadersInDisplayName = true, textBlock = """
            WRITTEN                  | MEANT
            plain                    | plain
            p@ss                     | p@ss
            p@ss@word                | p@ss@word
            p:ss:word                | p:ss:word
            :                        | :
            @                        | @
            p+ss                     | p+ss
            p%2Bss                   | p+ss
            p%20ss                   | p ss
            p#ss                     | p#ss
            p?ss                     | p?ss
            p&ss=word                | p&ss=word
            p;ss$word!(1)*,          | p;ss$word!(1)*,
            ${DATABASE}              | ${DATABASE}
            p'ss"                    | p'ss"
            p\\ss                    | p\\ss
            p%40%2F%3F%23%3A%25%5B   | p@/?#:%[
            p%2540                   | p%40
            pässwörd                 | pässwörd
            p%C3%A4ss                | päss
            %F0%9F%90%98             | 🐘
            endpoint=                | endpoint=
            endpoint=ep-x;secret     | endpoint=ep-x;secret
            """)
    void readsEveryPassword(String written, String meant) {
        assertThat(DatabaseUrl.parse("postgresql://u:" + written + "@localhost/db").password()).contains(meant);
    }

    /** In a parameter nothing but {@code &} and {@code %} is special, as for the driver, except that a plus is one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            p@ss:w/rd?x=1#+ | p@ss:w/rd?x=1#+
            a%26b%25        | a&b%
            ==              | ==
            """)
    void readsEveryPasswordOfTheJdbcForm(String written, String meant) {
        assertThat(DatabaseUrl.parse("jdbc:postgresql://localhost/db?user=u&password=" + written).password()).contains(meant);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', useHeadersInDisplayName = true, textBlock = """
            WRITTEN       | MEANT       | IN THE JDBC URL
            neondb        | neondb      | neondb
            my-db_1.x     | my-db_1.x   | my-db_1.x
            a%20b         | a b         | a%20b
            a+b           | a+b         | a%2Bb
            a%2Bb         | a+b         | a%2Bb
            a%2Fb%3Fc%23d | a/b?c#d     | a%2Fb%3Fc%23d
            a%25b%26c=d   | a%b&c=d     | a%25b%26c%3Dd
            a%40b:c       | a@b:c       | a%40b%3Ac
            ${x}          | ${x}        | %24%7Bx%7D
            größe         | größe       | gr%C3%B6%C3%9Fe
            🐘            | 🐘          | %F0%9F%90%98
            """)
    void namesTheDatabaseSoThatTheDriverUnderstands(String written, String meant, String encoded) {
        var url = DatabaseUrl.parse("postgresql://u:p@[::1]:6543/" + written);
        assertThat(url.database()).isEqualTo(meant);
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:6543/" + encoded);
        assertThat(Driver.parseURL(url.jdbcUrl(), url.driverProperties()))
                .containsEntry("PGHOST", "[::1]").containsEntry("PGPORT", "6543").containsEntry("PGDBNAME", meant)
                .containsEntry("user", "u").containsEntry("password", "p");
    }

    @ParameterizedTest
    @CsvSource({ "1, 1", "5432, 5432", "05432, 5432", "%36543, 6543", "65535, 65535" })
    void readsThePort(String written, int port) {
        assertThat(DatabaseUrl.parse("postgresql://u:p@localhost:" + written + "/db").port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({ "neondb_owner, neondb_owner", "my%40server, my@server", "a+b, a+b", "r%C3%B4le, rôle", "a%3Ab, a:b" })
    void readsTheUser(String written, String user) {
        assertThat(DatabaseUrl.parse("postgresql://" + written + ":p@localhost/db").user()).isEqualTo(user);
    }

    @Test
    void showsNeitherUserNorPasswordNorParameters() {
        var url = DatabaseUrl.parse("postgresql://someone:secret@localhost:6543/db?sslkey=/k.p12&sslpassword=hidden");
        assertThat(url).hasToString("postgresql://***@localhost:6543/db?sslmode=require");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:6543/db");
    }

    @Test
    void isEqualByAllItHolds() {
        var url = DatabaseUrl.parse(URL);
        assertThat(url).isEqualTo(DatabaseUrl.parse("psql '" + URL + "'")).hasSameHashCodeAs(DatabaseUrl.parse(URL + ""));
        assertThat(url).isNotEqualTo(DatabaseUrl.parse(URL.replace("D4@", "D5@")))
                .isNotEqualTo(DatabaseUrl.parse(URL + "?application_name=x"));
    }
}
