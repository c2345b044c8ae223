package dev.neontasks.database.failure;

import java.sql.SQLException;
import java.util.Objects;

/** The database keeps text in an encoding that does not hold every text. It cannot be given another. */
public final class UnfitEncoding extends SQLException {

    private static final long serialVersionUID = 1L;

    /**
     * {@code feature_not_supported}: what a server says to whoever speaks UTF-8 when its encoding has no way there. Of other
     * features, too, as some poolers do of start parameters; only in this case it names UTF-8, in whatever language.
     */
    private static final String NO_CONVERSION = "0A000";
    private static final String ASKED_FOR = "UTF8";

    private UnfitEncoding(String encoding) {
        super("the database's encoding" + encoding
                + "; create the database anew with ENCODING 'UTF8', and take the data over", NO_CONVERSION);
    }

    public static UnfitEncoding of(String name) {
        return new UnfitEncoding(" is " + name + ", which cannot hold every text");
    }

    static UnfitEncoding withoutConversion() {
        return new UnfitEncoding(" cannot be turned into UTF-8");
    }

    /** Whether it is what {@code failure}, which ended a login, says. */
    static boolean isSaidBy(SQLException failure) {
        return NO_CONVERSION.equals(failure.getSQLState()) && Objects.toString(failure.getMessage(), "").contains(ASKED_FOR);
    }
}
