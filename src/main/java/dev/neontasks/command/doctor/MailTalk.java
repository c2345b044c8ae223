package dev.neontasks.command.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import dev.neontasks.mail.MailUrl;
import dev.neontasks.mail.MailUrl.Login;
import dev.neontasks.mail.MailUrl.Tls;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Says to a mail server what comes before a mail (RFC 5321, 3207, 4954), with the trust of whoever sends them; and no mail. */
final class MailTalk implements AutoCloseable {

    private static final int LONGEST_ANSWER = 100;

    private final MailUrl url;
    private Socket socket;
    private BufferedReader in;
    private boolean greeted;

    MailTalk(MailUrl url, Socket socket) throws IOException {
        this.url = url;
        this.socket = socket;
        this.in = reader(socket);
    }

    /** Nothing was said before but, for STARTTLS, that. */
    SSLSession secure() throws IOException, GeneralSecurityException {
        if (url.tls() == Tls.STARTTLS) {
            if (greet().stream().noneMatch(line -> line.substring(4).equalsIgnoreCase("STARTTLS"))) {
                throw Fault.MAIL_TLS_NOT_OFFERED.because("the server does not offer STARTTLS");
            }
            expect("220", ask("STARTTLS"));
            greeted = false;
        }
        var secured = (SSLSocket) context().getSocketFactory().createSocket(socket, url.name(), url.port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        socket = secured;
        in = reader(secured);
        if (url.tls() == Tls.STARTTLS) {
            greeted = true;
            ask("EHLO localhost");
        }
        return secured.getSession();
    }

    /** Logs in, or finds out that nobody needs to. */
    String enter() throws IOException {
        greet();
        if (url.login().isEmpty()) {
            ask("QUIT");
            return "MAIL_URL has no user: nobody logs in";
        }
        var answer = login(url.login().get());
        if (!answer.startsWith("235")) {
            throw Fault.MAIL_LOGIN_REJECTED.because("the server answers " + shown(answer));
        }
        ask("QUIT");
        return "accepted";
    }

    private String login(Login login) throws IOException {
        var plain = last(ask("AUTH PLAIN " + base64("\0" + login.user() + "\0" + login.password())));
        // 504: it has only the older way.
        if (!plain.startsWith("504") && !plain.startsWith("502")) {
            return plain;
        }
        var asked = last(ask("AUTH LOGIN"));
        return asked.startsWith("334") && last(ask(base64(login.user()))).startsWith("334")
                ? last(ask(base64(login.password())))
                : asked;
    }

    /** What the server offers. */
    private List<String> greet() throws IOException {
        if (!greeted) {
            expect("220", answer());
            greeted = true;
            return expect("250", ask("EHLO localhost"));
        }
        return List.of();
    }

    private static List<String> expect(String code, List<String> answer) {
        if (!last(answer).startsWith(code)) {
            throw Fault.MAIL_SERVER_SILENT.because("the server answers " + shown(last(answer)));
        }
        return answer;
    }

    private List<String> ask(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
        return answer();
    }

    /** All lines of one; the last has no hyphen behind its code. */
    private List<String> answer() throws IOException {
        var lines = new ArrayList<String>();
        do {
            var line = in.readLine();
            if (line == null) {
                throw new EOFException("the server ended the connection");
            } else if (!line.matches("[2-5][0-9]{2}([ -].*)?") || lines.size() == LONGEST_ANSWER) {
                throw Fault.MAIL_SERVER_SILENT.because("what listens there does not speak SMTP");
            }
            lines.add(line.length() == 3 ? line + " " : line);
        } while (last(lines).charAt(3) == '-');
        return lines;
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        if (url.authority().isEmpty()) {
            return SSLContext.getDefault();
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted(url.authority().get()));
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore trusted(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var content = Files.newInputStream(file)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(content)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        }
        return store;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static String shown(String line) {
        return line.substring(0, Math.min(line.length(), LONGEST_ANSWER)).replaceAll("\\p{Cc}", " ").strip();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
