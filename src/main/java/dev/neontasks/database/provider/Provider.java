package dev.neontasks.database.provider;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who runs the database, told by the host's name: a row each, and here alone is written down in what they differ. Whoever is
 * not in the table is {@link #OTHER}, of whom nothing is assumed.
 */
public enum Provider {

    /** As its documents and the source of its proxy have it. */
    NEON(".+\\.neon\\.tech"),
    /** Neon under the roof of Databricks, which calls it Lakebase, as its documents have it: on AWS, and on Azure. */
    DATABRICKS("ep-[a-z0-9-]+\\.database\\.[a-z0-9-]+\\.(?:cloud\\.databricks\\.com|azuredatabricks\\.net)"),
    OTHER(".*");

    private static final String POOLER = "-pooler";

    private static final Map<String, Refusal> OF_NEONS_PROXY = Map.ofEntries(
            entry("password authentication failed", Refusal.WRONG_LOGIN),
            entry("endpoint is disabled", Refusal.DISABLED_ENDPOINT),
            entry("endpoint has been disabled", Refusal.DISABLED_ENDPOINT),
            entry("endpoint cannot be found", Refusal.UNKNOWN_ENDPOINT),
            entry("endpoint could not be found", Refusal.UNKNOWN_ENDPOINT),
            entry("is not allowed to connect", Refusal.ADDRESS_NOT_ALLOWED),
            entry("quota", Refusal.QUOTA_EXCEEDED),
            entry("exceeded the compute time", Refusal.QUOTA_EXCEEDED),
            entry("limit of concurrently active endpoints", Refusal.QUOTA_EXCEEDED),
            entry("couldn't connect to compute node", Refusal.NOT_AWAKE),
            entry("control plane request failed", Refusal.NOT_AWAKE),
            entry("already has running operations", Refusal.NOT_AWAKE),
            entry("too many connections", Refusal.TOO_MANY_CONNECTIONS),
            entry("connection attempts", Refusal.TOO_MANY_CONNECTIONS),
            entry("rate limit", Refusal.TOO_MANY_CONNECTIONS));

    /** Supabase's, which says so with {@code XX000} as well. */
    private static final Map<String, Refusal> OF_SUPAVISOR = Map.of(
            "tenant or user not found", Refusal.WRONG_LOGIN,
            "max client connections reached", Refusal.TOO_MANY_CONNECTIONS);

    private final Pattern hosts;

    Provider(String hosts) {
        this.hosts = Pattern.compile(hosts);
    }

    /** @param host in lower case */
    public static Provider of(String host) {
        return Arrays.stream(values()).filter(provider -> provider.hosts.matcher(host).matches()).findFirst().orElse(OTHER);
    }

    /** What the first label of a pooler's host ends in. Elsewhere it is a habit of some. */
    public String poolerSuffix() {
        return POOLER;
    }

    /** Whether a host without that end is none of a pooler, whatever is announced at the login. */
    public boolean namesItsPoolers() {
        return this != OTHER;
    }

    /** Whether {@code sslmode=require} is raised to {@code verify-full}: every platform trusts its certificates. */
    public boolean isAlwaysVerified() {
        return this != OTHER;
    }

    /** What counts as use, and keeps it awake; an idle connection is none. Nothing is known to sleep elsewhere. */
    public Optional<String> awake() {
        return this == OTHER ? Optional.empty() : Optional.of("a new connection or a statement");
    }

    /** After how long without use it suspends the database, where that was not set to something else. */
    public Duration suspendsAfter() {
        return this == DATABRICKS ? Duration.ofHours(24) : Duration.ofMinutes(5);
    }

    /** The age at which it ends sessions, used or not. */
    public Optional<Duration> sessionsLast() {
        return this == DATABRICKS ? Optional.of(Duration.ofDays(3)) : Optional.empty();
    }

    /** How long a password lasts that is a token; who is in stays in. */
    public Optional<Duration> tokensLast() {
        return this == DATABRICKS ? Optional.of(Duration.ofHours(1)) : Optional.empty();
    }

    /** What its proxy says of its own accord, by a part of the text in lower case. */
    public Map<String, Refusal> refusals() {
        return this == OTHER ? OF_SUPAVISOR : OF_NEONS_PROXY;
    }

    /** Where one looks and changes things: a word for the doctor. */
    public String console() {
        return switch (this) {
            case NEON -> "Neon's console";
            case DATABRICKS -> "Lakebase in the Databricks workspace";
            case OTHER -> "the provider's console";
        };
    }
}
