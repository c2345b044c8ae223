package dev.neontasks.account;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.neontasks.api.Blank;
import dev.neontasks.api.Text;

/** What people say of themselves, and may change at any time. A blank name is none. */
@RegisterForReflection
record Profile(@Nullable @Text(max = Profile.LONGEST_NAME) String name) {

    static final int LONGEST_NAME = 100;

    Profile {
        name = name == null || Blank.is(name) ? null : name;
    }

    @Override
    public String toString() {
        return "Profile[]";
    }
}
