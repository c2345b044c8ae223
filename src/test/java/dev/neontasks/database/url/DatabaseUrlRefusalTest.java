package dev.neontasks.database.url;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals by the parts of a URL; every secret here is called s3cret, and no message may repeat it. */
@Tag("parts")
class DatabaseUrlRefusalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', useHeadersInDisplayName = true, textBlock = """
            URL                                              | FAULT
            mysql://u:s3cret@h/db                            | it must begin with postgresql://, postgres:// or jdbc:
            https://u:s3cret@h/db                            | it must begin with postgresql://
            postgresql+psycopg://u:s3cret@h/db               | it must begin with postgresql://
            jdbc:postgres://h/db?user=u&password=s3cret      | it must begin with postgresql://
            jdbc:postgresql//h/db?user=u&password=s3cret     | it must begin with postgresql://
            u:s3cret@h/db                                    | it must begin with postgresql://
            //u:s3cret@h/db                                  | it must begin with postgresql://
            s3cret                                           | it must begin with postgresql://
            password=s3cret                                  | it is a list of settings; write them as one URL
            postgres:/u:s3cret@h/db                          | the scheme must be followed by two slashes
            postgresql:u:s3cret@h/db                         | the scheme must be followed by two slashes
            jdbc:postgresql:db?password=s3cret               | the scheme must be followed by two slashes
            host=h user=u password=s3cret dbname=db          | it is a list of settings; write them as one URL
            psql -h h -U s3cret db                           | there is a blank, a line break or an invisible character inside
            psql 'postgresql://u:s3cret@h/db' -c 'select 1'  | there is a blank
            psql 'postgresql://u:s3cret@h/db' -c x           | there is a quotation mark at one end only
            psql postgresql://u:s3cret@h/db -c x             | there is a blank
            postgresql://u:s3cret word@h/db                  | there is a blank
            postgresql://u:s3cret@h/db # production          | there is a blank
            'postgresql://u:s3cret@h/db                      | there is a quotation mark at one end only
            postgresql://u:s3cret@h/db"                      | there is a quotation mark at one end only
            "postgresql://u:s3cret@h/db'                     | there is a quotation mark at one end only
            postgresql://u:s3cret@h                          | the database is missing; write postgresql://user:password@
            postgresql://u:s3cret@h/                         | the database is missing
            postgresql://u:s3cret@h/?sslmode=require         | the database is missing
            postgresql://u:s3cret@h?sslmode=require          | the database is missing
            postgresql://u:s3cret@h?sslrootcert=/ca.pem      | the database is missing
            postgresql://u:s3cret                            | the database is missing
            postgresql://s3cret                              | the database is missing
            postgresql://                                    | the database is missing
            postgresql:///db?user=u&password=s3cret          | the host is missing
            postgresql://u:s3cret@/db                        | the host is missing
            postgresql://u:s3cret@:5432/db                   | the host is missing
            postgresql://h/db                                | the user is missing
            postgresql://h/db?password=s3cret                | the user is missing
            postgresql://:s3cret@h/db                        | the user is missing
            jdbc:postgresql://h/db?password=s3cret           | the user is missing
            postgresql://u:s3cret@h/app&sslmode=require      | there is an & before any ?; the first parameter follows a ?
            postgresql://u:s3cret@h/app&s3cret=require       | there is an & before any ?
            postgresql://u:s3cret@h/app&sslmode=require?channel_binding=require | there is an & before any ?
            postgresql://u:s3cret@h/a&b                      | there is an & before any ?
            jdbc:postgresql://h/app&user=u&password=s3cret   | there is an & before any ?
            postgresql://u:s3cret@h/app\\?sslmode=require    | there is a \\ after the host
            postgresql://u:s3cret@h/app\\&sslmode=require    | there is an & before any ?
            postgresql://u:s3cret@h/app?sslmode=require&amp;channel_binding=require | between two parameters stands &amp;
            postgresql://u:s3cret@h/app?sslmode=require?channel_binding=require | sslmode must be require
            postgresql://u:s3cret@h/app?sslmode=require;channel_binding=require | sslmode must be require
            postgresql://u:s3cret@h&sslmode=require          | the database is missing
            postgresql://u:s3cret@h/&sslmode=require         | there is an & before any ?
            postgresql://u@h/db                              | the password is missing
            postgresql://u:@h/db                             | the password is missing
            postgresql://us3cret@h/db                        | the password is missing
            jdbc:postgresql://h/db?user=u                    | the password is missing
            postgresql://u:*************@h/db                | the password is masked; have the provider's console show it
            postgresql://u:••••••••@h/db                     | the password is masked
            jdbc:postgresql://u:s3cret@h/db                  | the driver takes no user and password before the host
            jdbc:postgresql://u@h/db?password=s3cret         | the driver takes no user and password before the host
            postgresql://u:s3cret/h/db                       | there is a second / after the host
            postgresql://u:s3cret/h                          | the port must be a number from 1 to 65535
            postgresql://u:s3cret:5432/db                    | the port must be a number from 1 to 65535
            postgresql://u:p/s3cret@h/db                     | there is an @ after the host; in the password a / is written %2F
            postgresql://u:p@s3cret/x@h/db                   | there is an @ after the host
            postgresql://u:p@s3cret/x?y@h/db                 | there is an @ after the host
            postgresql://u:p/s3cret?x=y@h/db                 | there is an @ after the host
            postgresql://u:p@h/db?application_name=s3cret@x  | there is an @ after the host
            jdbc:postgresql://u:p/s3cret@h/db                | there is an @ after the host
            postgresql://u:p@s3cret?x@h/db                   | the password cannot be told from the host
            postgresql://u:p@h?user=s3cret@evil/db           | the password cannot be told from the host
            postgresql://h?user=u&password=a:s3cret@evil/db  | the user holds an @ or a ?
            postgresql://u@s3cret:p@h/db                     | the user holds an @ or a ?
            postgresql://u:s3cret@h/a/b                      | there is a second / after the host
            postgresql://u:s3cret@h/db/                      | there is a second / after the host
            postgresql://u:s3cret@h1,h2/db                   | more than one host is given
            postgresql://u:s3cret@h1:1,h2:2/db               | more than one host is given
            postgresql://u:s3cret@h:0/db                     | the port must be a number from 1 to 65535
            postgresql://u:s3cret@h:65536/db                 | the port must be a number
            postgresql://u:s3cret@h:-1/db                    | the port must be a number
            postgresql://u:s3cret@h:+1/db                    | the port must be a number
            postgresql://u:s3cret@h:5432x/db                 | the port must be a number
            postgresql://u:s3cret@h:99999999999/db           | the port must be a number
            postgresql://u:s3cret@h:٥٤٣٢/db                  | the port must be a number
            postgresql://u:s3cret@::1/db                     | the host is missing
            postgresql://u:s3cret@fe80::1/db                 | the port must be a number from 1 to 65535; an IPv6
            postgresql://u:s3cret@[::1/db                    | the host is no host name
            postgresql://u:s3cret@[::1]5432/db               | the IPv6 address must be followed by : and the port
            postgresql://u:s3cret@[beef]/db                  | the host is a placeholder
            postgresql://u:s3cret@[1.2.3.4]/db               | the host is no host name
            postgresql://u:s3cret@[1:2]/db                   | the host is no host name
            postgresql://u:s3cret@[fe80::1%25eth0]/db        | the host is no host name
            postgresql://u:s3cret@h..x/db                    | the host is no host name
            postgresql://u:s3cret@ep-x1.aws.neon.tech./db    | the host is no host name
            postgresql://u:s3cret@-h/db                      | the host is no host name
            postgresql://u:s3cret@h%20x/db                   | the host is no host name
            postgresql://u:s3cret@h%40x/db                   | the host is no host name
            postgresql://u:s3cret@h%2Fx/db                   | the host is no host name
            postgresql://u:s3cret@h%0Ax/db                   | the host holds a control character
            postgresql://u:s3cret@hôte/db                    | the host is no host name
            postgresql://u:s3cret@h\u212A/db                 | the host is no host name
            postgresql://u:s3cret@%2Fvar%2Frun/db            | the host is no host name
            postgresql://u:s3cret@ep-x1.neonauth.us-east-2.aws.neon.tech/db | the host is that of Neon Auth or the Data API
            postgresql://u:s3cret@ep-x1.apirest.us-east-2.aws.neon.tech/db  | the host is that of Neon Auth or the Data API
            postgresql://u:s3cret%@h/db                      | the password holds a % that two hexadecimal digits do not follow
            postgresql://u:s3cret%4@h/db                     | the password holds a %
            postgresql://u:%zzs3cret@h/db                    | the password holds a %
            postgresql://u:s3cret%FF@h/db                    | the password does not decode to UTF-8
            postgresql://u:s3cret%C0%AF@h/db                 | the password does not decode to UTF-8
            postgresql://u:s3cret%ED%A0%80@h/db              | the password does not decode to UTF-8
            postgresql://u:s3cret%00@h/db                    | the password holds a control character
            postgresql://u:s3cret%0D%0A@h/db                 | the password holds a control character
            postgresql://u:s3cret%C2%85@h/db                 | the password holds a control character
            postgresql://u%00:s3cret@h/db                    | the user holds a control character
            postgresql://u%:s3cret@h/db                      | the user holds a %
            postgresql://u:s3cret@h/d%09b                    | the database holds a control character
            postgresql://u:s3cret@h/100%                     | the database holds a %
            postgresql://u:s3cret@h:5%/db                    | the port holds a %
            postgresql://u:endpoint=ep-y;s3cret@ep-x1.aws.neon.tech/db      | the endpoint named before the password is not that
            jdbc:postgresql://h/db?user=u&password=p&s3cret=x               | a parameter is unknown (its name may be a piece of
            jdbc:postgresql://h/db?user=u&password=p&hunter=x               | a parameter is unknown (its name may be a piece of
            jdbc:postgresql://h/db?hunter=x&password=a@b                    | a parameter is unknown (its name may be a piece of
            jdbc:postgresql://h/db?user=u&password=p&s3cret                 | a parameter is not of the form name=value
            jdbc:postgresql://h/db?user=u&password=p%26s3cret%              | password holds a %
            postgresql://u:p@h/db?sslmode=s3cret                            | sslmode must be require
            postgresql://u:p@h/db?connect_timeout=s3cret                    | connect_timeout must be
            """)
    void namesThePartAndNeverTheSecret(String url, String fault) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url)).isExactlyInstanceOf(InvalidDatabaseUrl.class)
                .hasMessageStartingWith(fault).hasMessageNotContainingAny("s3cret", "hunter").hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "\n", "''", "\"\"", "psql ''", "DATABASE_URL=", "\uFEFF" })
    void refusesNothingAtAll(String nothing) {
        assertThatThrownBy(() -> DatabaseUrl.parse(nothing)).isExactlyInstanceOf(InvalidDatabaseUrl.class)
                .hasMessageStartingWith("it is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\n", "\t", "\0", "\u00A0", "\u200B", "\u202E", "\u2028", "\uD83D", "\uDC18" })
    void refusesWhatNobodySees(String character) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:s3" + character + "cret@h/db"))
                .isExactlyInstanceOf(InvalidDatabaseUrl.class).hasMessageStartingWith("there is a blank, a line break or");
    }

    @Test
    void refusesAHostLongerThanNamesAre() {
        var longest = "a23456789.".repeat(25) + "abc";
        DatabaseUrl.parse("postgresql://u:p@" + longest + "/db");
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:p@" + longest + "d/db"))
                .hasMessageStartingWith("the host is no host name");
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:p@" + "a".repeat(64) + ".com/db"))
                .hasMessageStartingWith("the host is no host name");
    }
}
