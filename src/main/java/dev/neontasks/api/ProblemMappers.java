package dev.neontasks.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import dev.neontasks.api.Problem.FieldError;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureKind;

/** The one place where a failure becomes an answer. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.api");

    private final Problems problems;

    ProblemMappers(Problems problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    Response of(ProblemException fact) {
        return problems.response(fact.type(), String.valueOf(fact.getMessage()), fact.errors());
    }

    @ServerExceptionMapper
    Response of(TooManyRequests fact) {
        return Response.fromResponse(of((ProblemException) fact)).header(HttpHeaders.RETRY_AFTER, fact.retryAfter()).build();
    }

    @ServerExceptionMapper
    Response of(DatabaseUnavailable failure) {
        if (failure.kind() == FailureKind.SEARCH_TIMED_OUT) {
            // Waiting does not mend it: the field says that the caller has to.
            return problems.response(ProblemType.DATABASE_UNAVAILABLE,
                    "The search took too long. Try a shorter or a more specific one.",
                    List.of(new FieldError("q", "took too long to search for")));
        }
        var exhausted = failure.kind() == FailureKind.NO_FREE_CONNECTION;
        return problems.response(exhausted ? ProblemType.POOL_EXHAUSTED : ProblemType.DATABASE_UNAVAILABLE,
                "The database is not available: " + failure.kind().text() + ".", List.of());
    }

    @ServerExceptionMapper
    Response of(ConstraintViolationException failure) {
        Set<ConstraintViolation<?>> violations = failure.getConstraintViolations();
        if (violations.stream().anyMatch(violation -> leaf(violation.getPropertyPath()).getKind() == ElementKind.PARAMETER)) {
            return malformed("A body is required.");
        }
        var errors = violations.stream()
                .map(violation -> new FieldError(leaf(violation.getPropertyPath()).getName(), violation.getMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field())).toList();
        return problems.response(ProblemType.VALIDATION, "A field breaks its rule.", errors);
    }

    // The second has a mapper in Quarkus, which would win over that of a superclass.
    @ServerExceptionMapper({ JsonProcessingException.class, MismatchedInputException.class })
    Response of(JsonProcessingException failure) {
        return member(failure)
                .map(name -> malformed("A member of the body is unknown or of the wrong type.",
                        new FieldError(name, "unknown or of the wrong type")))
                .orElseGet(() -> malformed("The body is not JSON of the right form."));
    }

    @ServerExceptionMapper({ UnauthorizedException.class, AuthenticationFailedException.class, ForbiddenException.class })
    Response unauthenticated() {
        return problems.response(ProblemType.UNAUTHENTICATED, "A valid access token is required.", List.of());
    }

    @ServerExceptionMapper
    Response of(WebApplicationException failure, UriInfo asked) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return of(json);
        } else if (failure.getCause() instanceof ProblemException fact) {
            return of(fact);
        }
        var response = failure.getResponse();
        if (response.getStatus() == Status.BAD_REQUEST.getStatusCode()) {
            return malformed("The request is malformed.");
        } else if (response.getStatus() < 400) {
            return response;
        }
        var answer = Response.fromResponse(problems.plain(response.getStatus()));
        if (failure instanceof NotAllowedException) {
            answer.header(HttpHeaders.ALLOW, AllowedMethods.at(Routes.path(asked)));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    Response of(Throwable failure, HttpServerRequest request) {
        LOG.errorf(failure, "%s failed unexpectedly", request.method());
        return problems.plain(Status.INTERNAL_SERVER_ERROR.getStatusCode());
    }

    private Response malformed(String detail, FieldError... errors) {
        return problems.response(ProblemType.MALFORMED_REQUEST, detail, List.of(errors));
    }

    private static Optional<String> member(JsonProcessingException failure) {
        return failure instanceof JsonMappingException mapping ? mapping.getPath().stream()
                .flatMap(step -> Stream.ofNullable(step.getFieldName())).reduce((outer, inner) -> inner) : Optional.empty();
    }

    private static Path.Node leaf(Path path) {
        return StreamSupport.stream(path.spliterator(), false).reduce((first, second) -> second).orElseThrow();
    }
}
