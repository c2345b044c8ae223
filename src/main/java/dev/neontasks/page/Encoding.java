package dev.neontasks.page;

/** The forms in which the build leaves a file, smallest first. */
enum Encoding {

    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    IDENTITY("identity", "");

    final String token;
    final String suffix;

    Encoding(String token, String suffix) {
        this.token = token;
        this.suffix = suffix;
    }

    /** Whether a client takes it that sent this {@code Accept-Encoding}. */
    boolean isIn(Accepted encodings) {
        return this == IDENTITY || encodings.names(token);
    }
}
