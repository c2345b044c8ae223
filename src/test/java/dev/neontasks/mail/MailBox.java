package dev.neontasks.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** A mail server of somebody else's make, and what came in, read by a library of somebody else's make. */
public final class MailBox implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("https://tasks\\.example\\.com/(\\w+)#([\\w-]{43})\\b");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    /** One mail. */
    public record Received(String subject, String text, String html) {

        /** What stands behind the # of the link to that page, which is the same in both forms. */
        public String token(String page) {
            return tokens(page, text).filter(token -> tokens(page, html).anyMatch(token::equals)).findFirst().orElseThrow();
        }

        private static Stream<String> tokens(String page, String form) {
            return LINK.matcher(form).results().filter(link -> link.group(1).equals(page)).map(link -> link.group(2));
        }
    }

    public MailBox() {
        server.setUser("ann@example.com", "ann", "s3cret pass");
        server.start();
    }

    public String url() {
        return "smtp://ann:s3cret%20pass@127.0.0.1:" + server.getSmtp().getPort();
    }

    /** The newest of {@code count} mails to somebody; waits for so many. */
    public Received newest(String to, int count) {
        return all(to, count).get(count - 1);
    }

    /** All mails to somebody; waits for at least so many. */
    public List<Received> all(String to, int count) {
        await().atMost(20, SECONDS).until(() -> to(to).size() >= count);
        return to(to);
    }

    public List<Received> to(String address) {
        return Arrays.stream(server.getReceivedMessages()).filter(mail -> isTo(mail, address)).map(MailBox::read).toList();
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return mail.getRecipients(RecipientType.TO)[0].toString().equals(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Received read(MimeMessage mail) {
        try {
            var parts = (MimeMultipart) mail.getContent();
            return new Received(mail.getSubject(), content(parts.getBodyPart(0)), content(parts.getBodyPart(1)));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String content(BodyPart part) throws MessagingException, IOException {
        return new String(part.getInputStream().readAllBytes(), UTF_8);
    }

    @Override
    public void close() {
        server.stop();
    }
}
