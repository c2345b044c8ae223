package dev.neontasks.account.token;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;

/** An access token, seen for the first time and again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {

    private final TokenSettings settings = TokenSettings.own(Keys.signingKey(), List.of(), "neon-tasks", "neon-tasks");
    private final AccessTokenVerifier verifier = new AccessTokenVerifier(settings, Clock.systemUTC());
    private final String token = new AccessTokens(settings, Clock.systemUTC()).issue("01934567-89ab-7cde-8f01-23456789abcd",
            UUID.fromString("01934567-89ab-7cde-8f01-23456789abce"));

    @Benchmark
    public Object first() throws ParseException {
        return new AccessTokenVerifier(settings, Clock.systemUTC()).parse(token, new JWTAuthContextInfo());
    }

    @Benchmark
    public Object again() throws ParseException {
        return verifier.parse(token, new JWTAuthContextInfo());
    }
}
