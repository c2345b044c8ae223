package dev.neontasks;

import java.util.Locale;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a test as on a Turkish machine, where I and i are two letters. */
public final class InTurkish implements BeforeEachCallback, AfterEachCallback {

    private final Locale usual = Locale.getDefault();

    @Override
    public void beforeEach(ExtensionContext test) {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Locale.setDefault(usual);
    }
}
