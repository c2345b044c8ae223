package dev.neontasks.database.url;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A URL as Neon shows it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UrlBenchmark {

    String text = "postgresql://neondb_owner:npg_not-a-real-one@ep-cool-darkness-123456-pooler.us-east-2.aws.neon.tech/neondb"
            + "?sslmode=require&channel_binding=require";

    @Benchmark
    public Object parse() {
        return DatabaseUrl.parse(text);
    }
}
