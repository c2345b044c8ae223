package dev.neontasks.simulator;

/**
 * What has come by so far.
 *
 * @param connections over TCP, whatever became of them
 * @param startUps start-up messages: attempts to log in
 * @param logins attempts that led to a session
 * @param statements Query and Execute messages of sessions, BEGIN and COMMIT among them
 * @param roundTrips of sessions, after the login: times the server had answered all that a client had sent
 * @param bytesIn from clients, without TLS
 * @param bytesOut from the server, without TLS
 * @param wakes of the compute
 */
public record Counts(long connections, long startUps, long logins, long statements, long roundTrips, long bytesIn,
        long bytesOut, long wakes) {

    /** What came by after {@code earlier} was taken. */
    public Counts since(Counts earlier) {
        return new Counts(connections - earlier.connections, startUps - earlier.startUps, logins - earlier.logins,
                statements - earlier.statements, roundTrips - earlier.roundTrips, bytesIn - earlier.bytesIn,
                bytesOut - earlier.bytesOut, wakes - earlier.wakes);
    }
}
