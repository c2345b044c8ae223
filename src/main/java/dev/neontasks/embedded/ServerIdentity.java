package dev.neontasks.embedded;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** What a server shows, and the key that proves that it may. */
public record ServerIdentity(PrivateKey key, X509Certificate certificate) {
}
