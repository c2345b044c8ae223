package dev.neontasks.database.url;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what follows the question mark of a URL. The driver passes over names it does not know; here each is taken, or
 * refused with a reason, and none may come twice, under two of its names either.
 */
final class UrlParameters {

    /** Words, in snake or camel case: a password seldom looks like that. */
    private static final Pattern WORDS = Pattern.compile("[A-Za-z][a-z]*(?:(?:_[A-Za-z]|[A-Z])[a-z]+)*");
    private static final int LONGEST_NAME = 40;

    private UrlParameters() {
    }

    /** The parameters with the driver's values. */
    static Map<UrlParameter, String> in(String query) {
        var values = new EnumMap<UrlParameter, String>(UrlParameter.class);
        if (query.isEmpty()) {
            return values;
        }
        for (var pair : query.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw new InvalidDatabaseUrl("a parameter is not of the form name=value; in a value an & is written %26");
            }
            var name = PercentEncoding.decode("the name of a parameter", pair.substring(0, equals));
            var parameter = UrlParameter.named(name).orElseThrow(() -> RefusedParameters.named(name)
                    .orElseGet(() -> unknown(name, mayBeSecret(query, values))));
            var value = PercentEncoding.decode(parameter.label(), pair.substring(equals + 1));
            if (values.put(parameter, parameter.driverValue(value)) != null) {
                throw new InvalidDatabaseUrl(parameter.label() + " is given twice; write it once");
            }
        }
        return values;
    }

    /** A plain {@code &} in a password parameter, or a plain {@code /} and {@code ?} before the {@code @}, and it is. */
    private static boolean mayBeSecret(String query, Map<UrlParameter, String> before) {
        return query.contains("@") || before.containsKey(UrlParameter.PASSWORD) || before.containsKey(UrlParameter.SSLPASSWORD);
    }

    private static InvalidDatabaseUrl unknown(String name, boolean secret) {
        var which = secret || name.length() > LONGEST_NAME || !WORDS.matcher(name).matches()
                ? "a parameter is unknown (its name may be a piece of a password, where an & is written %26)"
                : "the parameter " + name + " is unknown";
        return new InvalidDatabaseUrl(InvalidDatabaseUrl.Part.PARAMETER,
                which + "; known are " + Arrays.stream(UrlParameter.values()).map(UrlParameter::label)
                        .collect(Collectors.joining(", ")));
    }
}
