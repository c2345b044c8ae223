package dev.neontasks.mail;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The mails that there are. None holds anything that somebody wrote, nor anything that tells whether it is read. */
@Singleton
public class Letters {

    @CheckedTemplate(basePath = "mail")
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance page(Letter letter);

        static native TemplateInstance text(Letter letter);
    }

    private static final String ONCE = "The link works once, within 30 minutes. ";

    private final Optional<MailSettings> settings;

    Letters(Optional<MailSettings> settings) {
        this.settings = settings;
    }

    /** @param token of the link that replaces the password */
    public Mail reset(String to, String token) {
        return mail(to, "Choose a new password",
                List.of("Somebody, probably you, asked for a new password for your account at " + place() + "."),
                "Choose a new password", link("reset", token),
                List.of(ONCE + "If you did not ask for it, ignore this mail: your password stays as it is."));
    }

    /** @param token of the link that proves the address */
    public Mail confirmation(String to, String token) {
        return mail(to, "Confirm your e-mail address",
                List.of("There is an account with this address at " + place() + ". Please confirm that the address is yours."),
                "Confirm this address", link("confirm", token),
                List.of(ONCE + "If it is too late, ask for another one in your settings there.",
                        "If you did not sign up, ignore this mail."));
    }

    /** @param token of the link that makes {@code to} the account's address */
    public Mail change(String to, String token) {
        return mail(to, "Confirm your new e-mail address",
                List.of("You asked to use this address for your account at " + place() + "."),
                "Use this address", link("confirm", token),
                List.of(ONCE + "Until then your account keeps the address that it has.",
                        "If you did not ask for it, ignore this mail."));
    }

    /** For the address that an account still has. */
    public Mail changeAsked(String to) {
        return mail(to, "Your e-mail address is about to change",
                List.of("Somebody with your password asked to use another e-mail address for your account at " + place()
                        + ". It takes effect when that address is confirmed."),
                "Open " + place(), page(), List.of("If this was not you, change your password now: that stops it."));
    }

    /** For the address that an account had. */
    public Mail changed(String to) {
        return mail(to, "Your e-mail address was changed",
                List.of("Your account at " + place() + " has another e-mail address now. From here on, mails go there."),
                "Open " + place(), page(), List.of("If this was not you, tell whoever runs " + place() + " at once."));
    }

    public Mail passwordChanged(String to) {
        return notice(to, "Your password was changed",
                "The password of your account at " + place() + " was changed, and you were signed out everywhere else.");
    }

    public Mail sessionsEnded(String to) {
        return notice(to, "You were signed out elsewhere",
                "Somebody who is signed in to your account at " + place() + " ended all its other sessions.");
    }

    public Mail tokenReused(String to) {
        return notice(to, "One of your sessions was ended",
                "Two browsers tried to go on with the same session of your account at " + place()
                        + ", as happens when it was copied. It is ended; you may have to sign in again.");
    }

    private Mail notice(String to, String subject, String what) {
        return mail(to, subject, List.of(what), "Open " + place(), page(),
                List.of("If this was not you, choose another password now."));
    }

    private static Mail mail(String to, String subject, List<String> before, String label, String link, List<String> after) {
        var letter = new Letter(subject, before, label, link, after);
        return new Mail(to, subject, Templates.text(letter).render(), Templates.page(letter).render());
    }

    private String link(String page, String token) {
        return settings.orElseThrow().page().link(page, token);
    }

    private String page() {
        return settings.orElseThrow().page().url();
    }

    /** Where it is, as people say it. */
    private String place() {
        return page().replaceFirst("^https?://", "");
    }
}
