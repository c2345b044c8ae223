package dev.neontasks.account;

import java.time.Clock;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;

import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;

import dev.neontasks.account.Authentication.SignedIn;
import dev.neontasks.api.ClientAddress;
import dev.neontasks.api.TooManyRequests;

/** Signing up, in and out, and going on in between. */
@Path("/api/auth")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource implements OfOwnAccounts {

    private final Authentication authentication;
    private final ForgottenPassword forgotten;
    private final PasswordReset reset;
    private final EmailConfirmation confirmation;
    private final RefreshCookie cookie;
    private final DeviceCookie device;
    private final ClientAddress address;
    private final CurrentVertxRequest current;
    private final Clock clock;

    AuthResource(Authentication authentication, ForgottenPassword forgotten, PasswordReset reset,
            EmailConfirmation confirmation, RefreshCookie cookie, DeviceCookie device, ClientAddress address,
            CurrentVertxRequest current, Clock clock) {
        this.authentication = authentication;
        this.forgotten = forgotten;
        this.reset = reset;
        this.confirmation = confirmation;
        this.cookie = cookie;
        this.device = device;
        this.address = address;
        this.current = current;
        this.clock = clock;
    }

    @POST
    @Path("/sign-up")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = Session.class, responseCode = "201")
    public Uni<RestResponse<Session>> signUp(@NotNull @Valid NewAccount account) {
        return authentication.signUp(account, browser(), address.current())
                .invoke(signedIn -> confirmation.afterSignUp(signedIn.session().user().id(), account.email()))
                .map(signedIn -> response(RestResponse.Status.CREATED, signedIn,
                        device.of(account.email(), signedIn.session().user().id())));
    }

    @POST
    @Path("/sign-in")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<Session>> signIn(@NotNull @Valid Credentials credentials) {
        var from = address.current();
        return authentication.signIn(credentials, device.device(credentials.email(), from), browser(), from)
                .map(signedIn -> response(RestResponse.Status.OK, signedIn,
                        device.of(credentials.email(), signedIn.session().user().id())));
    }

    @POST
    @Path("/refresh")
    public Uni<RestResponse<Session>> refresh() {
        return authentication.refresh(cookie.tokenToGoOnWith(), address.current())
                .map(signedIn -> response(RestResponse.Status.OK, signedIn));
    }

    @POST
    @Path("/sign-out")
    @APIResponse(responseCode = "204")
    public Uni<RestResponse<Void>> signOut() {
        var cleared = cookie.cleared();
        var answer = current.getCurrent().response();
        return authentication.signOut(cookie.token(), address.current())
                .map(done -> ResponseBuilder.<Void> noContent().cookie(cleared).build())
                // Its browser is left by whoever signs out, though the session may go on.
                .onFailure(failure -> !(failure instanceof TooManyRequests))
                .invoke(() -> Cookies.add(answer, cleared));
    }

    @POST
    @Path("/reset")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "202")
    public Uni<RestResponse<Void>> askForReset(@NotNull @Valid Forgetful who) {
        return forgotten.ask(who, address.current()).map(done -> RestResponse.accepted());
    }

    @POST
    @Path("/reset/confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204")
    public Uni<Void> confirmReset(@NotNull @Valid NewPasswordByLink wanted) {
        return reset.confirm(wanted, address.current());
    }

    @POST
    @Path("/email/confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204")
    public Uni<Void> confirmEmail(@NotNull @Valid ProofOfAddress proof) {
        return confirmation.confirm(proof, address.current());
    }

    private Optional<String> browser() {
        return BrowserName.of(current.getCurrent().request().getHeader(HttpHeaders.USER_AGENT));
    }

    private RestResponse<Session> response(RestResponse.Status status, SignedIn signedIn, NewCookie... more) {
        return ResponseBuilder.create(status, signedIn.session())
                .cookie(cookie.of(signedIn.token(), clock.instant(), signedIn.expiresAt()))
                .cookie(more).header("Warning", cookie.warning().orElse(null)).build();
    }
}
