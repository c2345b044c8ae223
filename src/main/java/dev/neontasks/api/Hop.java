package dev.neontasks.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.vertx.core.MultiMap;

/**
 * What a proxy says of whoever asked it, as far as it says so: the address, and the scheme, host and port that were asked for.
 * Nobody knows yet who wrote it.
 *
 * @param port where the host has none
 */
record Hop(String client, Optional<String> scheme, Optional<String> host, Optional<String> port) {

    private static final String CLIENT = "X-Forwarded-For";
    private static final String SCHEME = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";
    /** Alone it is no sign of the older way: proxies that write Forwarded pass it on. */
    private static final String PORT = "X-Forwarded-Port";

    /** Nobody has more proxies of their own; what stands before is the client's. */
    private static final int MOST = 32;

    /** What was written but cannot be read. */
    static final Hop UNREADABLE = new Hop("", Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * All that a request tells, the latest first. By RFC 7239 where no header says it in the older way: proxies that write one
     * of these pass the other on as the client wrote it.
     */
    static List<Hop> of(MultiMap headers) {
        var isOlder = headers.contains(CLIENT) || headers.contains(SCHEME) || headers.contains(HOST);
        return isOlder ? older(headers) : ForwardedHeader.read(headers.getAll("Forwarded"));
    }

    /** Each proxy adds to the end of a list, or writes its own in place of what was there. */
    private static List<Hop> older(MultiMap headers) {
        var clients = list(headers, CLIENT);
        var schemes = list(headers, SCHEME);
        var hosts = list(headers, HOST);
        var ports = list(headers, PORT);
        var hops = new ArrayList<Hop>();
        for (var back = 1; back <= Math.min(MOST, Math.max(clients.size(), 1)); back++) {
            hops.add(new Hop(fromEnd(clients, back).orElse(""), fromEnd(schemes, back), fromEnd(hosts, back),
                    fromEnd(ports, back)));
        }
        return hops;
    }

    private static List<String> list(MultiMap headers, String name) {
        return headers.getAll(name).stream().flatMap(line -> List.of(line.split(",")).stream()).map(String::strip).toList();
    }

    private static Optional<String> fromEnd(List<String> list, int back) {
        return back <= list.size() ? Optional.of(list.get(list.size() - back)) : Optional.empty();
    }
}
