package dev.neontasks.mail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;

import dev.neontasks.mail.MailUrl.Tls;

/** Hands a mail over to the server: on a connection of its own, which is looked at anew each time, and within a bound. */
final class Carrier {

    /** In which all of it is done or given up. */
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    private final MailSettings settings;
    private final Vertx vertx;
    private final Duration patience;

    Carrier(MailSettings settings, Vertx vertx, Duration patience) {
        this.settings = settings;
        this.vertx = vertx;
        this.patience = patience;
    }

    /** Fails with what {@link MailFailure#of} knows. */
    Future<Void> carry(Mail mail) {
        if (!MailAddress.isGood(mail.to())) {
            return Future.failedFuture(new IllegalArgumentException("No mail is addressed like that"));
        }
        var client = MailClient.create(vertx, config());
        return client.sendMail(message(mail)).timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(sent -> client.close()).mapEmpty();
    }

    private MailMessage message(Mail mail) {
        var from = settings.from();
        return new MailMessage().setFrom(from.name().map(name -> name + " <" + from.address() + ">").orElse(from.address()))
                .setTo(mail.to()).setSubject(mail.subject()).setText(mail.text()).setHtml(mail.html())
                // RFC 3834: so that nobody's absence is answered.
                .addHeader("Auto-Submitted", "auto-generated");
    }

    /**
     * The name in the certificate is checked wherever there is TLS, as for HTTPS: so has the client it by itself, and only if
     * nobody says so, for it takes what is said away.
     */
    private MailConfig config() {
        var url = settings.url();
        var config = new MailConfig(url.name(), url.port()).setSsl(url.tls() == Tls.IMPLICIT)
                .setStarttls(url.tls() == Tls.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setTrustAll(false).setLogin(url.login().isPresent() ? LoginOption.REQUIRED : LoginOption.NONE)
                .setOwnHostname(settings.ownName()).setUserAgent("neon-tasks").setKeepAlive(false).setMaxPoolSize(1)
                .setConnectTimeout((int) Math.min(TO_CONNECT.toMillis(), patience.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setIdleTimeout((int) patience.toMillis());
        url.login().ifPresent(login -> config.setUsername(login.user()).setPassword(login.password()));
        url.authority().ifPresent(file -> config.setPemTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return config;
    }
}
