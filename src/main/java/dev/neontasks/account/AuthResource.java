package dev.neontasks.account;

import java.time.Clock;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.smallrye.mutiny.Uni;

import dev.neontasks.account.Authentication.SignedIn;
import dev.neontasks.api.ClientAddress;

/** Signing up, in and out, and going on in between. */
@Path("/api/auth")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {

    private final Authentication authentication;
    private final RefreshCookie cookie;
    private final ClientAddress address;
    private final Clock clock;

    AuthResource(Authentication authentication, RefreshCookie cookie, ClientAddress address, Clock clock) {
        this.authentication = authentication;
        this.cookie = cookie;
        this.address = address;
        this.clock = clock;
    }

    @POST
    @Path("/sign-up")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = Session.class, responseCode = "201")
    public Uni<RestResponse<Session>> signUp(@NotNull @Valid NewAccount account) {
        return authentication.signUp(account, address.current())
                .map(signedIn -> response(RestResponse.Status.CREATED, signedIn));
    }

    @POST
    @Path("/sign-in")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<Session>> signIn(@NotNull @Valid Credentials credentials) {
        return authentication.signIn(credentials, address.current())
                .map(signedIn -> response(RestResponse.Status.OK, signedIn));
    }

    @POST
    @Path("/refresh")
    public Uni<RestResponse<Session>> refresh() {
        return authentication.refresh(cookie.token(), address.current())
                .map(signedIn -> response(RestResponse.Status.OK, signedIn));
    }

    @POST
    @Path("/sign-out")
    @APIResponse(responseCode = "204")
    public Uni<RestResponse<Void>> signOut() {
        var cleared = cookie.cleared();
        return authentication.signOut(cookie.token(), address.current())
                .map(done -> ResponseBuilder.<Void> noContent().cookie(cleared).build());
    }

    private RestResponse<Session> response(RestResponse.Status status, SignedIn signedIn) {
        return ResponseBuilder.create(status, signedIn.session())
                .cookie(RefreshCookie.of(signedIn.token(), clock.instant(), signedIn.expiresAt())).build();
    }
}
