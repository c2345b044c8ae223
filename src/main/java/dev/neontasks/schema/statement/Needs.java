package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Catalogue;
import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.catalogue.Relation;
import dev.neontasks.schema.plan.Obstacle;
import dev.neontasks.schema.plan.Obstacle.Kind;

/** Something has to be there, or has to be allowed. */
record Needs(What what, String name) implements Effect {

    /** Those with the operator classes that change sets name. */
    private static final Map<String, String> EXTENSIONS = Map.of("gin_trgm_ops", "pg_trgm");

    enum What {
        OWNERSHIP,
        TRIGGER,
        REFERENCES,
        EXTENSION,
        OPERATOR_CLASS,
        LANGUAGE
    }

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        return switch (what) {
            case OWNERSHIP -> there.relation(name).filter(relation -> !relation.owned())
                    .map(relation -> notOwned(name, relation));
            case TRIGGER, REFERENCES -> there.relation(name).filter(relation -> !relation.privileges().contains(what.name()))
                    .map(relation -> notOwned(name, relation));
            case EXTENSION -> extension(there.catalogue());
            case OPERATOR_CLASS -> operatorClass(there);
            case LANGUAGE -> language(there.catalogue());
        };
    }

    @Override
    public void happen(Foreseen there) {
        if (what == What.EXTENSION) {
            there.make(extensionOf(name));
        }
    }

    /**
     * What keeps a table or an index from being changed, of which there has to be one.
     *
     * @param how as "dropped"
     * @param unlessGone nothing is done if there is none
     */
    static Optional<Obstacle> toChange(Foreseen there, String name, String how, boolean unlessGone) throws SQLException {
        if (there.isMade(name)) {
            return Optional.empty();
        }
        var found = there.relation(name);
        if (found.isEmpty()) {
            return unlessGone ? Optional.empty()
                    : Optional.of(new Obstacle(Kind.SCHEMA_INCOMPLETE, name + ", which is to be " + how + ", is gone"));
        }
        return found.get().owned() ? Optional.empty() : Optional.of(notOwned(name, found.get()));
    }

    static Obstacle notOwned(String name, Relation relation) {
        return new Obstacle(Kind.OWNER_DIFFERS, name + " is " + relation.described() + ", and not the role's that migrates");
    }

    private static String extensionOf(String name) {
        return "extension " + name;
    }

    private Optional<Obstacle> extension(Catalogue catalogue) throws SQLException {
        var extension = catalogue.extension(name);
        var surroundings = catalogue.surroundings();
        if (extension.installed() || extension.available() && surroundings.superuser()) {
            return Optional.empty();
        } else if (!extension.available()) {
            return Optional.of(new Obstacle(Kind.EXTENSION_UNAVAILABLE, "the server does not have the extension " + name));
        } else if (!extension.open()) {
            return Optional.of(new Obstacle(Kind.EXTENSION_NOT_TRUSTED,
                    "the extension " + name + " is not there, and only a superuser may create it"));
        }
        return surroundings.inDatabase() ? Optional.empty()
                : Optional.of(new Obstacle(Kind.PRIVILEGE_TO_CREATE_MISSING, "the role " + surroundings.role()
                        + " may not create in the database, which the extension " + name + " needs"));
    }

    private Optional<Obstacle> operatorClass(Foreseen there) throws SQLException {
        var found = there.catalogue().operatorClass(name);
        if (found.isEmpty()) {
            var extension = EXTENSIONS.get(name);
            // Of another one, which an extension may bring that is still to be created, nothing is known.
            return extension == null || there.isMade(extensionOf(extension)) ? Optional.empty()
                    : Optional.of(new Obstacle(Kind.EXTENSION_MISSING,
                            "the extension " + extension + " with the operator class " + name + " is gone"));
        }
        return found.get().visible() ? Optional.empty()
                : Optional.of(new Obstacle(Kind.EXTENSION_OFF_SEARCH_PATH,
                        "the extension with the operator class %s is in the schema %s, and the search path is %s"
                                .formatted(name, found.get().schema(), there.catalogue().surroundings().searchPath())));
    }

    private Optional<Obstacle> language(Catalogue catalogue) throws SQLException {
        var found = catalogue.language(name);
        if (found.isEmpty()) {
            return Optional.of(new Obstacle(Kind.EXTENSION_MISSING, "the database does not have the language " + name));
        }
        return found.get() ? Optional.empty()
                : Optional.of(new Obstacle(Kind.PRIVILEGE_TO_CREATE_MISSING, "the role "
                        + catalogue.surroundings().role() + " may not write functions in the language " + name));
    }
}
