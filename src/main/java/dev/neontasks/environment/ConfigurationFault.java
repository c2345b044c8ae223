package dev.neontasks.environment;

/** A variable that stops the start. The message is one line: variable, what is wrong, what would be right; never a secret. */
public class ConfigurationFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code EX_CONFIG} of {@code sysexits.h}. */
    public static final int EXIT_CODE = 78;

    public ConfigurationFault(String variable, String fault) {
        super(variable + ": " + fault);
    }
}
