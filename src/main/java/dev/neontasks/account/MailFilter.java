package dev.neontasks.account;

import java.util.Set;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

import dev.neontasks.mail.Outbox;

/** Where no mail is sent there is nothing at the paths that need it. */
@Provider
@PreMatching
public class MailFilter implements ContainerRequestFilter {

    private static final Set<String> PATHS = Set.of("/api/auth/reset", "/api/auth/email/confirm", "/api/me/email",
            "/api/me/email/mail");

    /** A filter is made at build, which knows no variables. */
    private final Instance<Outbox> outbox;

    MailFilter(Instance<Outbox> outbox) {
        this.outbox = outbox;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        // As it is matched: without what climbs, and whether or not a slash ends it.
        if (PATHS.contains(request.getUriInfo().getPath().replaceFirst("/+$", "")) && !outbox.get().isOpen()) {
            throw new NotFoundException();
        }
    }
}
