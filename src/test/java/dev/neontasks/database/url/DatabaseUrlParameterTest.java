package dev.neontasks.database.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

@Tag("parts")
class DatabaseUrlParameterTest {

    private static final String DIRECT = "postgresql://u:p@db.example.com/db?";
    private static final String POOLED = "postgresql://u:p@db-pooler.example.com/db?";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', useHeadersInDisplayName = true, textBlock = """
            PARAMETER                                 | DRIVER'S NAME    | DRIVER'S VALUE
            sslmode=require                           | sslmode          | require
            sslmode=VERIFY-CA                         | sslmode          | verify-ca
            sslMode=verify-full                       | sslmode          | verify-full
            channel_binding=require                   | channelBinding   | require
            channelBinding=require                    | channelBinding   | require
            channelbinding=Prefer                     | channelBinding   | prefer
            CHANNEL_BINDING=disable                   | channelBinding   | disable
            sslnegotiation=direct                     | sslNegotiation   | direct
            sslNegotiation=postgres                   | sslNegotiation   | postgres
            connect_timeout=15                        | connectTimeout   | 15
            connectTimeout=3600                       | connectTimeout   | 3600
            connect_timeout=01                        | connectTimeout   | 1
            application_name=neon%20tasks             | ApplicationName  | neon tasks
            ApplicationName=neon+tasks                | ApplicationName  | neon+tasks
            applicationName=tasks%401                 | ApplicationName  | tasks@1
            sslrootcert=/etc/ca.pem                   | sslrootcert      | /etc/ca.pem
            sslrootcert=%2Fetc%2Fca.pem               | sslrootcert      | /etc/ca.pem
            options=-c%20statement_timeout%3D5s       | options          | -c statement_timeout=5s
            options=-c%20a=b%20-c%20c=d               | options          | -c a=b -c c=d
            options=endpoint%3Dep-x1                  | options          | endpoint=ep-x1
            target_session_attrs=any                  | targetServerType | any
            target_session_attrs=read-write           | targetServerType | primary
            target_session_attrs=primary              | targetServerType | primary
            targetServerType=primary                  | targetServerType | primary
            keepalives=1                              | tcpKeepAlive     | true
            keepalives=0                              | tcpKeepAlive     | false
            tcpKeepAlive=true                         | tcpKeepAlive     | true
            require_auth=scram-sha-256                | requireAuth      | scram-sha-256
            requireAuth=scram-sha-256,md5             | requireAuth      | scram-sha-256,md5
            require_auth=!password,!md5               | requireAuth      | !password,!md5
            gssencmode=disable                        | gssEncMode       | disable
            gssEncMode=disable                        | gssEncMode       | disable
            sslcert=/c.pem&sslkey=/k.pem              | sslcert          | /c.pem
            sslcert=/c.pem&sslkey=/k.pem              | sslkey           | /k.pem
            sslkey=/k.p12&sslpassword=s%26p           | sslpassword      | s&p
            """)
    void speaksTheDriversLanguage(String parameter, String name, String value) {
        assertThat(DatabaseUrl.parse(DIRECT + parameter).driverProperties()).containsEntry(name, value);
    }

    @ParameterizedTest
    @ValueSource(strings = { "client_encoding=UTF8", "client_encoding=utf-8", "schema=public", "currentSchema=public",
            "search_path=public", "uselibpqcompat=true" })
    void dropsWhatIsSoAnyway(String parameter) {
        assertThat(DatabaseUrl.parse(DIRECT + parameter)).isEqualTo(DatabaseUrl.parse(DIRECT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', useHeadersInDisplayName = true, textBlock = """
            PARAMETER                          | FAULT
            sslmode=disable                    | sslmode must be require, verify-ca or verify-full; less than require may go
            sslmode=allow                      | sslmode must be require, verify-ca or verify-full; less than require may go
            sslmode=prefer                     | sslmode must be require, verify-ca or verify-full; less than require may go
            sslmode=on                         | sslmode must be require, verify-ca or verify-full
            sslmode=                           | sslmode must be require, verify-ca or verify-full
            sslmode=require%20                 | sslmode must be require, verify-ca or verify-full
            ssl=true                           | ssl is not taken: write sslmode=require, verify-ca or verify-full instead
            sslaccept=strict                   | sslaccept is not taken: write sslmode=
            sslfactory=a.b.C                   | sslfactory is not taken: write sslmode=
            channel_binding=yes                | channel_binding must be disable, prefer or require
            sslnegotiation=tls                 | sslnegotiation must be postgres or direct
            connect_timeout=0                  | connect_timeout must be whole seconds from 1 to 3600
            connect_timeout=3601               | connect_timeout must be whole seconds from 1 to 3600
            connect_timeout=10s                | connect_timeout must be whole seconds from 1 to 3600
            connect_timeout=+1                 | connect_timeout must be whole seconds from 1 to 3600
            connect_timeout=١                  | connect_timeout must be whole seconds from 1 to 3600
            application_name=                  | application_name must be at least one character long
            application_name=a%0Ab             | application_name holds a control character
            application_name=a%00b             | application_name holds a control character
            application_name=100%              | application_name holds a % that two hexadecimal digits do not follow
            options=-c%00                      | options holds a control character
            target_session_attrs=read-only     | target_session_attrs must be any, read-write or primary
            targetServerType=secondary         | target_session_attrs must be any, read-write or primary
            keepalives=2                       | keepalives must be 1 (true) or 0 (false)
            require_auth=scram                 | require_auth must be some of password, md5, gss, sspi, scram-sha-256, none
            require_auth=md5,!gss              | require_auth must be some of
            require_auth=md5,md5               | require_auth must be some of
            require_auth=md5,                  | require_auth must be some of
            gssencmode=prefer                  | gssencmode must be disable; GSS encryption would take the place of TLS
            gssEncMode=require                 | gssencmode must be disable
            client_encoding=LATIN1             | client_encoding must be UTF8
            schema=tasks                       | schema must be public; for another use ALTER ROLE … SET search_path
            currentSchema=tasks                | schema must be public
            uselibpqcompat=false               | uselibpqcompat must be true
            pgbouncer=1                        | pgbouncer must be true or false
            sslcert=/c.pem                     | sslcert and sslpassword need sslkey
            sslpassword=x                      | sslcert and sslpassword need sslkey
            sslkey=/k.pem                      | sslkey needs sslcert, unless it is a .p12 or .pfx file
            socketTimeout=30                   | socketTimeout is not taken: set DATABASE_STATEMENT_TIMEOUT instead
            statement_timeout=5000             | statement_timeout is not taken: set DATABASE_STATEMENT_TIMEOUT instead
            loginTimeout=5                     | loginTimeout is not taken: set DATABASE_WAKE_BUDGET instead
            pool_timeout=20                    | pool_timeout is not taken: set DATABASE_WAKE_BUDGET instead
            connection_limit=1                 | connection_limit is not taken: set DATABASE_POOL_MAX instead
            pool_max_conns=10                  | pool_max_conns is not taken: set DATABASE_POOL_MAX instead
            max_idle_connection_lifetime=60    | max_idle_connection_lifetime is not taken: set DATABASE_IDLE_TIMEOUT instead
            prepareThreshold=0                 | prepareThreshold is not taken: the service settles it: statements
            statement_cache_size=0             | statement_cache_size is not taken: the service settles it: statements
            logServerErrorDetail=true          | logServerErrorDetail is not taken: the service sets the driver's properties
            socketFactory=a.b.C                | socketFactory is not taken: the service sets the driver's properties
            keepalives_idle=30                 | keepalives_idle is not taken: the driver has no such setting
            sslsni=1                           | sslsni is not taken: the driver has no such setting
            service=neon                       | service is not taken: the URL holds all there is
            host=other.example.com             | host is not taken: write it in its own place
            PGHOST=other.example.com           | PGHOST is not taken: write it in its own place
            port=5433                          | port is not taken: write it in its own place
            dbname=other                       | dbname is not taken: write it in its own place
            sslmod=require                     | the parameter sslmod is unknown; known are user, password, sslmode, sslrootcert
            fooBar=1                           | the parameter fooBar is unknown; known are
            foo_bar=1                          | the parameter foo_bar is unknown; known are
            foo=1&password=p                   | the parameter foo is unknown; known are
            x1=1                               | a parameter is unknown (its name may be a piece of a password
            amp;sslmode=require                | a parameter is unknown (its name may be a piece of a password
            sslmode                            | a parameter is not of the form name=value
            =require                           | a parameter is not of the form name=value
            sslmode=require&                   | a parameter is not of the form name=value
            &sslmode=require                   | a parameter is not of the form name=value
            ssl%ZZmode=require                 | the name of a parameter holds a %
            sslmode=require&sslmode=require    | sslmode is given twice; write it once
            sslmode=require&SSLMode=require    | sslmode is given twice
            channel_binding=require&channelBinding=require       | channel_binding is given twice
            connect_timeout=5&connectTimeout=5                   | connect_timeout is given twice
            keepalives=1&tcpKeepAlive=true                       | keepalives is given twice
            target_session_attrs=any&targetServerType=any        | target_session_attrs is given twice
            schema=public&currentSchema=public                   | schema is given twice
            user=u                             | user is given twice, before the host and as a parameter
            user=other                         | user is given twice, before the host and as a parameter
            password=p                         | password is given twice, before the host and as a parameter
            """)
    void refusesWhatItCannotHonour(String parameter, String fault) {
        assertThatThrownBy(() -> DatabaseUrl.parse(DIRECT + parameter)).isInstanceOf(InvalidDatabaseUrl.class)
                .hasMessageStartingWith(fault).hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            HOST                         | OPTIONS                      | FAULT
            db-pooler.example.com        | -c%20statement_timeout%3D5s  | options cannot be used on a pooled host
            db-pooler.example.com        | --search_path%3Dx            | options cannot be used on a pooled host
            ep-x-pooler.a.aws.neon.tech  | endpoint%3Dep-x-pooler%20-cx | options cannot be used on a pooled host
            ep-x-pooler.a.aws.neon.tech  | endpoint%3Dep-x              | options names another endpoint than the host
            ep-x.a.aws.neon.tech         | endpoint%3Dep-x-pooler       | options names another endpoint than the host
            ep-x.a.aws.neon.tech         | project%3Dep-y               | options names another endpoint than the host
            proxy.example.com            | endpoint%3Dep-x-pooler       | options and the host do not agree on the pooler
            db-pooler.example.com        | endpoint%3Dep-x              | options and the host do not agree on the pooler
            """)
    void refusesOptionsTheEndpointWouldNotTake(String host, String options, String fault) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:p@" + host + "/db?options=" + options))
                .isInstanceOf(InvalidDatabaseUrl.class).hasMessageStartingWith(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            HOST                        | PGBOUNCER
            ep-x-pooler.a.aws.neon.tech | false
            ep-x.a.aws.neon.tech        | true
            """)
    void refusesToTakeAPoolerOfNeonsForNoneAndNoneForOne(String host, String pgbouncer) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:p@" + host + "/db?pgbouncer=" + pgbouncer))
                .isInstanceOf(InvalidDatabaseUrl.class).hasMessageStartingWith("pgbouncer does not agree with the host");
    }

    /** As providers hand them out: Supabase, Prisma's documents, DigitalOcean. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            HOST                                            | PGBOUNCER | ENDPOINT
            aws-0-eu-central-1.pooler.supabase.com:6543     | true      | POOLED
            aws-0-eu-central-1.pooler.supabase.com:5432     | false     | DIRECT
            app-do-user-1-0.b.db.ondigitalocean.com:25061   | true      | POOLED
            127.0.0.1:6432                                  | true      | POOLED
            db-pooler.example.com                           | true      | POOLED
            db-pooler.example.com                           | false     | DIRECT
            ep-x-pooler.a.aws.neon.tech                     | true      | POOLED
            ep-x.a.aws.neon.tech                            | false     | DIRECT
            """)
    void believesWhoSaysWhetherItIsAPooler(String host, String pgbouncer, Endpoint endpoint) {
        var url = DatabaseUrl.parse("postgresql://u:p@" + host + "/db?pgbouncer=" + pgbouncer);
        assertThat(url.way()).contains(endpoint);
        assertThat(url.driverProperties()).doesNotContainKey("pgbouncer");
        assertThat(url.driverProperties().getProperty("prepareThreshold")).isEqualTo(endpoint == Endpoint.POOLED ? "0" : null);
    }

    @Test
    void knowsNoWayAroundAPoolerWhoseHostTellsOfNone() {
        var url = DatabaseUrl.parse(DIRECT + "pgbouncer=true");
        assertThat(url.unpooled()).isEqualTo(url);
        var direct = DatabaseUrl.parse(POOLED + "pgbouncer=false");
        assertThat(direct.unpooled()).isEqualTo(direct);
    }

    @Test
    void needsNoPasswordBesideAClientCertificate() {
        var url = DatabaseUrl.parse("postgresql://u@localhost/db?sslcert=/c.pem&sslkey=/k.pem");
        assertThat(url.password()).isEmpty();
        assertThat(url.driverProperties()).doesNotContainKey("password");
        assertThat(DatabaseUrl.parse("postgresql://u@localhost/db?sslkey=/k.P12").password()).isEmpty();
    }

    /** Of PostgreSQL 18's manual, "Parameter Key Words". */
    static Stream<String> libpqParameters() {
        return Stream.of("host", "hostaddr", "port", "dbname", "user", "password", "passfile", "require_auth",
                "channel_binding",
                "connect_timeout", "client_encoding", "options", "application_name", "fallback_application_name", "keepalives",
                "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout", "replication", "gssencmode",
                "sslmode", "requiressl", "sslnegotiation", "sslcompression", "sslcert", "sslkey", "sslkeylogfile",
                "sslpassword",
                "sslcertmode", "sslrootcert", "sslcrl", "sslcrldir", "sslsni", "requirepeer", "ssl_min_protocol_version",
                "ssl_max_protocol_version", "min_protocol_version", "max_protocol_version", "krbsrvname", "gsslib",
                "gssdelegation", "scram_client_key", "scram_server_key", "service", "servicefile", "target_session_attrs",
                "load_balance_hosts", "oauth_issuer", "oauth_client_id", "oauth_client_secret", "oauth_scope");
    }

    static Stream<String> driversProperties() {
        return Arrays.stream(PGProperty.values()).map(PGProperty::getName);
    }

    @ParameterizedTest
    @MethodSource({ "libpqParameters", "driversProperties" })
    void takesOrRefusesWithAReasonWhateverLibpqAndTheDriverKnow(String name) {
        assertThat(UrlParameter.named(name).isPresent() || RefusedParameters.named(name).isPresent()).isTrue();
    }
}
