package dev.neontasks.mail;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.ext.mail.SMTPException;

import javax.net.ssl.SSLException;

/** Why a mail could not be handed over. */
enum MailFailure {

    UNKNOWN_HOST("nobody knows the mail server's name"),
    UNREACHABLE("nobody listens where the mail server should"),
    SILENT("the mail server did not answer in time"),
    TLS("the mail server offers no TLS, or nobody that is trusted vouches for its certificate and name"),
    LOGIN("the mail server refused user and password"),
    DEFERRED("the mail server asked to try again later"),
    REFUSED("the mail server refused the mail"),
    BROKEN("the connection to the mail server broke");

    /** RFC 4954, section 6. */
    private static final Set<Integer> OF_LOGIN = Set.of(530, 534, 535, 538);

    private final String text;

    MailFailure(String text) {
        this.text = text;
    }

    static MailFailure of(Throwable failure) {
        if (failure instanceof SMTPException reply) {
            return OF_LOGIN.contains(reply.getReplyCode()) ? LOGIN : reply.isPermanent() ? REFUSED : DEFERRED;
        } else if (has(failure, UnknownHostException.class)) {
            return UNKNOWN_HOST;
        } else if (has(failure, ConnectTimeoutException.class) || has(failure, TimeoutException.class)) {
            return SILENT;
        } else if (has(failure, ConnectException.class)) {
            return UNREACHABLE;
        } else if (has(failure, SSLException.class) || said(failure).startsWith("STARTTLS required")) {
            return TLS;
        } else if (said(failure).startsWith("login is required")) {
            return LOGIN;
        }
        return failure instanceof IllegalArgumentException ? REFUSED : BROKEN;
    }

    /** Whether it would be the same a minute later; and a wrong password again and again locks some accounts. */
    boolean isFinal() {
        return this == LOGIN || this == REFUSED;
    }

    /** For logs, without whatever the server said: that may name whose mail it is. */
    String text() {
        return text;
    }

    String outcome() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(10).anyMatch(type::isInstance);
    }

    private static String said(@Nullable Throwable failure) {
        return String.valueOf(failure == null ? null : failure.getMessage());
    }
}
