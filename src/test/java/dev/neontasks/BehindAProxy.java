package dev.neontasks;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * The service with the limits that it has by itself, few tasks for everybody, behind a proxy that it trusts, and with friends
 * elsewhere.
 */
public final class BehindAProxy implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("TRUSTED_PROXIES", "127.0.0.0/8", "SIGN_IN_LIMIT", "10/1m", "SIGN_UP_LIMIT", "30/1h", "ACCOUNT_TASKS_MAX",
                "20", "CORS_ORIGINS",
                "https://app.example.com, http://localhost:5173");
    }
}
