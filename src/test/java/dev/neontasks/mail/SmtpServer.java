package dev.neontasks.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import dev.neontasks.mail.MailUrl.Tls;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server on this machine that behaves as one says: how it is secured, what it answers, and whether it does. */
public final class SmtpServer implements AutoCloseable {

    private static final String OFFERED = "250-here%s\r\n250 AUTH PLAIN";

    private final ServerSocket socket;
    private final Tls tls;
    private final Optional<SSLContext> identity;
    private final Map<String, String> answers = new ConcurrentHashMap<>(
            Map.of("AUTH", "235 welcome", "MAIL", "250 ok", "RCPT", "250 ok", "DATA", "354 go on", ".", "250 taken"));
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private SmtpServer(Tls tls, Optional<SSLContext> identity) {
        this.tls = tls;
        this.identity = identity;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        thread(this::accept);
    }

    public static SmtpServer plain() {
        return new SmtpServer(Tls.NONE, Optional.empty());
    }

    public static SmtpServer secured(Tls tls, SSLContext identity) {
        return new SmtpServer(tls, Optional.of(identity));
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** To the command of that name, and to a dot that ends a mail. */
    public void answers(String command, String answer) {
        answers.put(command, answer);
    }

    /** It takes connections, and says nothing. */
    public void silent(boolean is) {
        silent = is;
    }

    /** What was asked of it, but for the greeting and what is done for TLS. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** What was handed over, head and body. */
    public List<String> mails() {
        return List.copyOf(mails);
    }

    private void accept() {
        try {
            while (true) {
                var caller = socket.accept();
                open.add(caller);
                thread(() -> serve(caller));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            if (tls == Tls.IMPLICIT) {
                speak(secured(caller), "");
            } else {
                speak(caller, tls == Tls.STARTTLS && identity.isPresent() ? "\r\n250-STARTTLS" : "");
            }
        } catch (IOException e) {
            // The caller has gone, or does not like the certificate.
        }
    }

    private Socket secured(Socket caller) throws IOException {
        var secured = (SSLSocket) identity.orElseThrow().getSocketFactory().createSocket(caller, null, true);
        secured.startHandshake();
        return secured;
    }

    private void speak(Socket caller, String startTls) throws IOException {
        if (!silent) {
            say(caller, "220 here");
        }
        converse(caller, startTls);
    }

    private void converse(Socket caller, String startTls) throws IOException {
        var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var command = line.split(" ")[0].toUpperCase(Locale.ROOT);
            switch (command) {
                case "EHLO" -> say(caller, OFFERED.formatted(startTls));
                case "QUIT" -> say(caller, "221 bye");
                case "STARTTLS" -> {
                    say(caller, "220 go on");
                    converse(secured(caller), "");
                    return;
                }
                default -> {
                    commands.add(line);
                    say(caller, answers.getOrDefault(command, "502 what?"));
                }
            }
            if (command.equals("DATA") && answers.get("DATA").startsWith("3")) {
                mails.add(in.lines().takeWhile(text -> !text.equals(".")).collect(Collectors.joining("\n")));
                say(caller, answers.get("."));
            }
        }
    }

    private static void say(Socket caller, String answer) throws IOException {
        caller.getOutputStream().write((answer + "\r\n").getBytes(UTF_8));
    }

    private static void thread(Runnable work) {
        var thread = new Thread(work, "smtp server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (var caller : open) {
                caller.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
