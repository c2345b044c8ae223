package dev.neontasks.traffic;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;

/** When all connections of an event loop whose bytes have come were read once more. */
final class NextTurn {

    private NextTurn() {
    }

    /** What is only executed on a loop is so in the same turn, in Netty's up to 64 times before a socket is looked at. */
    static void of(ChannelHandlerContext context, Runnable what) {
        context.executor().schedule(what, 0, TimeUnit.NANOSECONDS);
    }
}
