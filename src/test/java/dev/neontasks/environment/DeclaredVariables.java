package dev.neontasks.environment;

import java.util.Comparator;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

/** All variables of the service: the constants of its classes. */
final class DeclaredVariables {

    static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("dev.neontasks");

    /** Sorted by name. */
    static final List<Variable<?>> ALL = CLASSES.stream().flatMap(declaring -> declaring.getFields().stream())
            .filter(field -> field.getRawType().isEquivalentTo(Variable.class))
            .<Variable<?>> map(DeclaredVariables::valueOf)
            .sorted(Comparator.comparing(Variable::name)).toList();

    private DeclaredVariables() {
    }

    private static Variable<?> valueOf(JavaField constant) {
        try {
            var field = constant.reflect();
            field.setAccessible(true);
            return (Variable<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
