package dev.neontasks.account.token;

import java.util.Set;

/** Keys whose private half anybody can read, because it stands, or once stood, in this project. */
final class PublishedKeys {

    /** By thumbprint (RFC 7638). */
    private static final Set<String> IDS = Set.of(
            // The example of RFC 7515, appendix A.3.1, which tests use.
            "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");

    private PublishedKeys() {
    }

    static boolean contain(String id) {
        return IDS.contains(id);
    }
}
