package dev.neontasks.database.url;

import java.util.regex.Pattern;

import dev.neontasks.database.provider.Provider;

/** What a password is taken to be, where Neon's console and documents have people write something else in its place. */
final class PastedPassword {

    private static final Pattern MASK = Pattern.compile("[*•●]+");
    private static final Pattern ENDPOINT_BEFORE = Pattern.compile("(?:endpoint|project)=([A-Za-z0-9-]+)[;$](.+)");

    private PastedPassword() {
    }

    static String of(String password, String host) {
        if (MASK.matcher(password).matches()) {
            throw new InvalidDatabaseUrl(
                    "the password is masked; have " + Provider.of(host).console() + " show it before you copy");
        }
        Placeholder.refusedPassword(password);
        var endpointBefore = ENDPOINT_BEFORE.matcher(password);
        if (!HostName.isNeon(host) || !endpointBefore.matches()) {
            return password;
        }
        // A way around drivers that send no server name. Ours does, and then Neon's proxy takes all of it as the password.
        if (!Endpoint.directHost(endpointBefore.group(1)).equals(Endpoint.directHost(HostName.firstLabel(host)))) {
            throw new InvalidDatabaseUrl(
                    "the endpoint named before the password is not that of the host; give the password alone");
        }
        return endpointBefore.group(2);
    }
}
