package dev.neontasks.api;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;

/** One connection that speaks HTTP/2, as a proxy keeps to the service, for all requests. */
public final class HttpTwo implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    public record Answer(int status, Map<String, String> headers, String body) {
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final int port;

    public HttpTwo(int port) {
        this.port = port;
        client = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false).setHttp2MaxPoolSize(1));
    }

    public Answer get(String path) throws Exception {
        return get(client.request(HttpMethod.GET, port, "localhost", path)
                .compose(request -> answer(request, Buffer.buffer())));
    }

    Answer post(String path, Map<String, String> headers, Buffer body) throws Exception {
        return get(client.request(HttpMethod.POST, port, "localhost", path).compose(request -> {
            headers.forEach(request::putHeader);
            request.putHeader("Content-Length", Integer.toString(body.length()));
            return answer(request, body);
        }));
    }

    private static Future<Answer> answer(HttpClientRequest request, Buffer body) {
        request.connection().exceptionHandler(failure -> {
            // It is closed with some of a body not sent.
        });
        var answer = request.response().compose(response -> response.body().map(bytes -> {
            var headers = new HashMap<String, String>();
            response.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            return new Answer(response.statusCode(), headers, bytes.toString());
        }));
        request.end(body);
        return answer;
    }

    private static <T> T get(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        vertx.close();
    }
}
