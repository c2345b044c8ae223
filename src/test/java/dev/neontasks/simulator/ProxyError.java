package dev.neontasks.simulator;

/** What Neon's proxy says of its own accord, always with SQLSTATE {@code XX000}. */
public enum ProxyError {
    WRONG_PASSWORD("password authentication failed for user 'neondb_owner'"),
    ENDPOINT_DISABLED("The endpoint has been disabled. Enable it using Neon API and retry."),
    ENDPOINT_UNKNOWN("The requested endpoint could not be found, or you don't have access to it."
            + " Please check the provided ID and try again."),
    ADDRESS_NOT_ALLOWED("This IP address 192.0.2.1 is not allowed to connect to this endpoint. Please add it to the allowed"
            + " list in the Neon console. Make sure to check for IPv4 or IPv6 addresses."),
    COMPUTE_QUOTA("Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits."),
    TRANSFER_QUOTA("Your project has exceeded the data transfer quota. Upgrade your plan to increase limits."),
    ACTIVE_ENDPOINTS("You have exceeded the limit of concurrently active endpoints."
            + " Please suspend some endpoints and try again."),
    NO_COMPUTE("Couldn't connect to compute node"),
    CONTROL_PLANE("Control plane request failed"),
    TOO_MANY_ATTEMPTS("Failed to acquire permit to connect to the database."
            + " Too many database connection attempts are currently ongoing."),
    TOO_MANY_CONNECTIONS("Too many connections to this endpoint. Please try again later."),
    INSECURE("connection is insecure (try using `sslmode=require`)");

    private final String text;

    ProxyError(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
