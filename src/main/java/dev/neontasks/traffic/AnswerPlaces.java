package dev.neontasks.traffic;

import jakarta.inject.Singleton;

import io.netty.channel.ChannelFutureListener;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** Where answers that may be large ask for room. */
@Singleton
public class AnswerPlaces {

    private final Answers answers;
    private final AnswersRefused refused;
    private final CurrentVertxRequest request;

    AnswerPlaces(Answers answers, AnswersRefused refused, CurrentVertxRequest request) {
        this.answers = answers;
        this.refused = refused;
        this.request = request;
    }

    /**
     * For the answer to the present request. Throws {@link AnswersFull} when there was no room for another one just now.
     *
     * @param who the account that asks
     */
    public AnswerPlace open(String who) {
        var context = request.getCurrent();
        var place = new AnswerPlace(answers, refused, who);
        place.begin();
        context.addEndHandler(ended -> place.end());
        // Of the end of an answer that is given up Vert.x does not tell in HTTP/1, but of its connection's.
        var closed = ((ConnectionBase) context.request().connection()).channel().closeFuture();
        ChannelFutureListener listener = ended -> place.end();
        closed.addListener(listener);
        place.whenOver(() -> closed.removeListener(listener));
        if (context.response().closed()) {
            // Its client went before it was asked to tell.
            place.end();
        }
        return place;
    }
}
