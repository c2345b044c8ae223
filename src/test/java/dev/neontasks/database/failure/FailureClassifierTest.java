package dev.neontasks.database.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

class FailureClassifierTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            08001 |                                                            | TIMED_OUT
            08003 |                                                            | CONNECTION_LOST
            08006 |                                                            | CONNECTION_LOST
            08P01 | query_wait_timeout                                         | TOO_MANY_CONNECTIONS
            08P01 | protocol violation                                         | CONNECTION_LOST
            08004 | The server does not support SSL.                           | TLS_ABSENT
            08006 | The hostname h could not be verified by hostnameverifier V | CERTIFICATE_OF_ANOTHER
            28P01 |                                                            | WRONG_LOGIN
            28000 |                                                            | WRONG_LOGIN
            3D000 |                                                            | UNKNOWN_DATABASE
            25006 |                                                            | READ_ONLY
            53100 | could not extend file because project size limit (512 MB) has been exceeded | STORAGE_FULL
            40001 |                                                            | CONTENDED
            40P01 |                                                            | CONTENDED
            55P03 |                                                            | CONTENDED
            53300 |                                                            | TOO_MANY_CONNECTIONS
            57014 |                                                            | STATEMENT_TIMED_OUT
            25P03 |                                                            | CONNECTION_LOST
            42P01 |                                                            | TABLE_MISSING
            3F000 |                                                            | TABLE_MISSING
            42703 |                                                            | COLUMN_MISSING
            42883 |                                                            | FUNCTION_MISSING
            42704 |                                                            | FUNCTION_MISSING
            42P10 |                                                            | KEY_MISSING
            42501 |                                                            | PRIVILEGE_MISSING
            42P17 | infinite recursion detected in policy for relation "tasks" | ROWS_HIDDEN
            57P01 |                                                            | RESTARTING
            57P02 |                                                            | RESTARTING
            57P03 |                                                            | RESTARTING
            57P05 |                                                            | RESTARTING
            XX000 | password authentication failed for user 'u'                | WRONG_LOGIN
            XX000 | The endpoint is disabled. Enable it using Neon API         | DISABLED_ENDPOINT
            XX000 | The requested endpoint cannot be found                     | UNKNOWN_ENDPOINT
            XX000 | Your account or project has exceeded the compute time quota. | QUOTA_EXCEEDED
            XX000 | This IP address 1.2.3.4 is not allowed to connect          | ADDRESS_NOT_ALLOWED
            XX000 | The endpoint has been disabled. Enable it using Neon API and retry. | DISABLED_ENDPOINT
            XX000 | The requested endpoint could not be found, or you don't have access to it. | UNKNOWN_ENDPOINT
            XX000 | You have exceeded the limit of concurrently active endpoints. | QUOTA_EXCEEDED
            XX000 | Too many connections to this endpoint. Please try again later. | TOO_MANY_CONNECTIONS
            08004 | no pg_hba.conf entry                                       | NOT_ADMITTED
            XX000 | Couldn't connect to compute node                           | NOT_AWAKE
            XX000 | Tenant or user not found                                   | WRONG_LOGIN
            XX000 | Max client connections reached                             | TOO_MANY_CONNECTIONS
            XX000 | Control plane request failed                               | NOT_AWAKE
            XX000 | Too many database connection attempts                      | TOO_MANY_CONNECTIONS
            """)
    void ofAStateAndItsText(String state, String message, FailureKind kind) {
        assertThat(FailureClassifier.of(new RuntimeException(new SQLException(message, state)))).hasValue(kind);
    }

    /** But of a login, which has asked for UTF-8 alone, one of them is. */
    @Test
    void anEncodingWithoutAWayToUtf8EndsALogin() {
        var failure = FailureClassifier
                .whileConnecting(new SQLException("conversion between UTF8 and MULE_INTERNAL is not supported", "0A000"));
        assertThat(FailureClassifier.of(failure)).hasValue(FailureKind.ENCODING_UNFIT);
        assertThat(FailureClassifier.of(new RuntimeException(UnfitEncoding.of("LATIN1")))).hasValue(FailureKind.ENCODING_UNFIT);
    }

    /** As a pooler says it of a start parameter that it does not pass on. */
    @Test
    void anotherFeatureThatIsNotSupportedSaysNothingAboutTheEncoding() {
        var failure = FailureClassifier.whileConnecting(
                new SQLException("Feature not supported: command-line options are not supported", "0A000"));
        assertThat(FailureClassifier.of(failure)).hasValue(FailureKind.NOT_ADMITTED);
    }

    @ParameterizedTest
    @CsvSource({ "23505", "23503", "42601", "42P07", "22021", "40002", "XX000", "0A000" })
    void anErrorAboutTheStatementIsNotAboutTheConnection(String state) {
        assertThat(FailureClassifier.of(new SQLException("something else", state))).isEmpty();
    }

    @Test
    void ofWhatTheNetworkSays() {
        assertThat(of("08001", new UnknownHostException("h"))).isEqualTo(FailureKind.UNKNOWN_HOST);
        assertThat(of("08001", new ConnectException("Connection refused"))).isEqualTo(FailureKind.REFUSED);
        assertThat(of("08001", new SocketTimeoutException("connect timed out"))).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(of("08006", new SocketTimeoutException("Read timed out"))).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(of("08006", new SSLHandshakeException("handshake_failure"))).isEqualTo(FailureKind.TLS);
        assertThat(of("08006", new IOException("broken pipe"))).isEqualTo(FailureKind.CONNECTION_LOST);
    }

    @Test
    void ofWhatIsWrongWithACertificate() {
        assertThat(of("08006", handshake(new CertificateExpiredException()))).isEqualTo(FailureKind.CERTIFICATE_OUTDATED);
        assertThat(of("08006", handshake(new CertificateNotYetValidException()))).isEqualTo(FailureKind.CERTIFICATE_OUTDATED);
        assertThat(of("08006", handshake(new CertPathBuilderException()))).isEqualTo(FailureKind.CERTIFICATE_UNTRUSTED);
        assertThat(of("08006", new CertificateException("no such file"))).isEqualTo(FailureKind.TLS);
    }

    @Test
    void ofATlsThatIsTooOld() {
        assertThat(of("08006", new SSLHandshakeException("Received fatal alert: protocol_version")))
                .isEqualTo(FailureKind.TLS_TOO_OLD);
        assertThat(of("08006", new SSLHandshakeException("no appropriate protocol version")))
                .isEqualTo(FailureKind.TLS_TOO_OLD);
    }

    @Test
    void ofTlsThatTheDriverCannotBegin() {
        assertThat(FailureClassifier.of(new SQLException("SSL error: no provider", "08006"))).hasValue(FailureKind.TLS);
    }

    @Test
    void ofASearchThatWasEndedWhateverEndedIt() {
        assertThat(FailureClassifier.of(new SearchTimedOut(new SQLException("", "57014"))))
                .hasValue(FailureKind.SEARCH_TIMED_OUT);
    }

    @Test
    void aCauseMayComeRoundToItself() {
        var one = new IllegalStateException("one");
        var other = new IllegalStateException("other", one);
        one.initCause(other);
        assertThat(FailureClassifier.of(one)).isEmpty();
        assertThat(FailureClassifier.causes(one)).contains(one, other).hasSizeLessThan(100);
    }

    @Test
    void whatThePoolSaysItselfSaysNothingAboutTheDatabase() {
        assertThat(FailureClassifier.of(new SQLException("Sorry, acquisition timeout!"))).isEmpty();
    }

    @Test
    void anyEndOfConnectingIsAboutTheConnection() {
        assertThat(FailureClassifier.of(FailureClassifier.whileConnecting(new SQLException("a text nobody knows", "XX000"))))
                .hasValue(FailureKind.NOT_ADMITTED);
        var known = new SQLException("", "57P03");
        assertThat((Exception) FailureClassifier.whileConnecting(known)).isSameAs(known);
    }

    @ParameterizedTest
    @CsvSource({ "42501", "42704", "3F000" })
    void whatEndsAStatementForTheSchemaDoesNotSayThatOfALogin(String state) {
        var failure = FailureClassifier.whileConnecting(new SQLException("permission denied for database", state));
        assertThat(FailureClassifier.of(failure)).hasValue(FailureKind.NOT_ADMITTED);
    }

    @Test
    void aBugIsNotAboutTheDatabase() {
        assertThat(FailureClassifier.of(new IllegalStateException("bug"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyMeaningReadsAsAClause(FailureKind kind) {
        assertThat(kind.text()).matches("[a-zN].*[^.]");
    }

    private static SSLException handshake(Throwable cause) {
        return new SSLException("PKIX path validation failed", cause);
    }

    private static FailureKind of(String state, Throwable cause) {
        return FailureClassifier.of(new SQLException("The connection attempt failed.", state, cause)).orElseThrow();
    }
}
