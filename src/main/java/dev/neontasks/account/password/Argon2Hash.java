package dev.neontasks.account.password;

import java.util.Base64;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.params.Argon2Parameters;

/** An Argon2id hash in PHC string format: {@code $argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<hash>}. */
record Argon2Hash(Cost cost, byte[] salt, byte[] value) {

    private static final Pattern FORMAT = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /** What computing the hash takes: memory in KiB, passes over it, and lanes. */
    record Cost(int memory, int passes, int lanes) {

        Argon2Parameters parameters(byte[] salt) {
            return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory).withIterations(passes).withParallelism(lanes).withSalt(salt).build();
        }
    }

    static Argon2Hash parse(String text) {
        var matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not an Argon2id hash in PHC string format");
        }
        var cost = new Cost(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        return new Argon2Hash(cost, Base64.getDecoder().decode(matcher.group(4)), Base64.getDecoder().decode(matcher.group(5)));
    }

    @Override
    public String toString() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memory + ",t=" + cost.passes + ",p=" + cost.lanes + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(value);
    }
}
