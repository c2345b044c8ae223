package dev.neontasks.command.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;

import dev.neontasks.environment.Environment;
import dev.neontasks.mail.MailSettings;
import dev.neontasks.mail.MailUrl;
import dev.neontasks.mail.MailUrl.Tls;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** The way to the mail server, until it would take a mail. */
final class MailWalk {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private MailWalk() {
    }

    static void walk(Steps steps, Environment environment) {
        var settings = steps.step("mail", () -> MailSettings.of(environment).orElseThrow(
                () -> Fault.MAIL_NOT_SET.because("MAIL_URL is not set")),
                read -> read.url() + ", from " + read.from().address() + ", links to " + read.page().url());
        var url = settings.url();
        var address = steps.step("mail-name", () -> address(url), InetAddress::getHostAddress);
        try (var talk = steps.step("mail-tcp", () -> connected(url, address), made -> "connected to port " + url.port())) {
            if (url.tls() != Tls.NONE) {
                steps.step("mail-tls", () -> secured(talk), MailWalk::described);
            }
            steps.step("mail-login", () -> entered(talk), text -> text);
        } catch (IOException e) {
            // It was to be closed.
        }
    }

    private static InetAddress address(MailUrl url) {
        try {
            return InetAddress.getByName(url.name());
        } catch (UnknownHostException e) {
            throw Fault.MAIL_HOST_UNKNOWN.because("no address is known for " + url.name());
        }
    }

    private static MailTalk connected(MailUrl url, InetAddress address) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, url.port()), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new MailTalk(url, socket);
        } catch (IOException e) {
            socket.close();
            throw Fault.MAIL_UNREACHABLE.because(reason(e));
        }
    }

    private static SSLSession secured(MailTalk talk) throws GeneralSecurityException {
        try {
            return talk.secure();
        } catch (SSLException e) {
            throw Fault.MAIL_TLS_FAILED.because(reason(e));
        } catch (IOException e) {
            throw Fault.MAIL_SERVER_SILENT.because(reason(e));
        }
    }

    private static String entered(MailTalk talk) {
        try {
            return talk.enter();
        } catch (IOException e) {
            throw Fault.MAIL_SERVER_SILENT.because(reason(e));
        }
    }

    private static String described(SSLSession session) {
        return session.getProtocol() + ", " + session.getCipherSuite() + "; certificate and name are checked";
    }

    private static String reason(Throwable failure) {
        var bottom = failure;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        return bottom.getMessage() == null ? bottom.getClass().getSimpleName() : bottom.getMessage();
    }
}
