package dev.neontasks.mail;

import java.net.URI;
import java.util.Optional;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.PublicUrl;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;

/**
 * How mails leave this service.
 *
 * @param page where the links in them lead
 */
public record MailSettings(MailUrl url, Sender from, PublicUrl page) {

    public static final Variable<Optional<String>> URL = Variable.secret("MAIL_URL",
            "`smtps://user:password@host`, or `smtp://user:password@host?starttls=required`; with another port as `host:port`, and"
                    + " `sslrootcert=FILE` where the authority is one's own; without TLS on the same machine only",
            "none: no mail, and nothing that needs it",
            "the server that mails are handed to: links for a forgotten password and to prove an address, and word of what was"
                    + " changed");
    public static final Variable<Optional<Sender>> FROM = Variable.optional("MAIL_FROM",
            new Syntax<>("an e-mail address, or `Name <address>`", Sender::read), "none; required with `MAIL_URL`",
            "whom mails come from");

    /**
     * Nothing when no mail is to be sent. Throws a {@link ConfigurationFault} for the first variable that is wrong, or missing
     * beside {@code MAIL_URL}.
     */
    public static Optional<MailSettings> of(Environment environment) {
        var from = environment.get(FROM);
        var page = environment.get(PublicUrl.VARIABLE);
        return environment.get(URL).map(MailSettings::url).map(url -> new MailSettings(url,
                from.orElseThrow(() -> missing(FROM, "write whom mails are to come from, like tasks@example.com")),
                page.orElseThrow(() -> missing(PublicUrl.VARIABLE,
                        "links in mails begin with where people reach the page, like https://tasks.example.com"))));
    }

    /** What this service calls itself before a mail server. */
    String ownName() {
        return URI.create(page.url()).getHost();
    }

    private static MailUrl url(String text) {
        try {
            return MailUrl.parse(text);
        } catch (InvalidMailUrl e) {
            throw new ConfigurationFault(URL.name(), String.valueOf(e.getMessage()));
        }
    }

    private static ConfigurationFault missing(Variable<?> variable, String remedy) {
        return new ConfigurationFault(variable.name(), "is not set, and MAIL_URL is; " + remedy);
    }
}
