package dev.neontasks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import dev.neontasks.environment.Environment;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("dev.neontasks");

    @Test
    void everyArrowPointsOneWay() {
        var rule = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (var layer : new String[] { "environment", "database", "api", "account", "task", "health", "status", "command",
                "embedded", "page" }) {
            rule = rule.layer(layer).definedBy("dev.neontasks." + layer + "..");
        }
        rule.whereLayer("environment").mayNotAccessAnyLayer()
                .whereLayer("database").mayOnlyAccessLayers("environment")
                .whereLayer("api").mayOnlyAccessLayers("database", "environment")
                .whereLayer("account").mayOnlyAccessLayers("api", "database", "environment")
                .whereLayer("task").mayOnlyAccessLayers("account", "api", "database")
                .whereLayer("health").mayOnlyAccessLayers("database")
                .whereLayer("status").mayOnlyAccessLayers("database")
                .whereLayer("command").mayOnlyAccessLayers("database", "environment")
                .whereLayer("embedded").mayOnlyAccessLayers("database", "environment")
                .whereLayer("page").mayNotAccessAnyLayer()
                .because("a failure walks up to the one place that words it, and nothing below knows who asks")
                .check(CLASSES);
    }

    @Test
    void onlyTaskStatementsAskForTasks() {
        noClasses().that().doNotHaveSimpleName("TaskStatements").and().resideInAPackage("dev.neontasks.task..")
                .should().dependOnClassesThat(resideInAnyPackage("org.hibernate..", "io.quarkus.hibernate.orm..")
                        .and(not(resideInAnyPackage("org.hibernate.annotations..", "org.hibernate.exception.."))))
                .orShould().dependOnClassesThat().areAssignableTo(EntityManager.class)
                .because("every statement there begins with whose tasks it is about")
                .check(CLASSES);
    }

    @Test
    void noNativeSqlOnOwnedTables() {
        // DeletedAccounts knows of no owned table.
        noClasses().that().resideInAnyPackage("dev.neontasks.task..", "dev.neontasks.account..")
                .and().doNotHaveSimpleName("DeletedAccounts")
                .should().callMethodWhere(describe("makes a native query",
                        call -> call.getName().toLowerCase().contains("native")))
                .orShould().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..")
                .because("a name that is not an attribute of the entity is found at the start, not by a user")
                .check(CLASSES);
    }

    @Test
    void onlyTheConnectorConnects() {
        noClasses().that().doNotHaveSimpleName("Connector").and().resideOutsideOfPackage("dev.neontasks.embedded..")
                .should().dependOnClassesThat().haveFullyQualifiedName("org.postgresql.Driver")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.sql.DriverManager")
                .because("there is one pool, and one more connection while migrating")
                .check(CLASSES);
    }

    @Test
    void onlyTheEnvironmentReadsVariables() {
        noClasses().that().areNotAssignableTo(Environment.class)
                .should().callMethodWhere(describe("reads the environment", call -> call.getName().equals("getenv")))
                .orShould().callMethodWhere(describe("reads the configuration",
                        call -> call.getTargetOwner().isAssignableTo(Config.class)
                                && !call.getName().equals("getConfigSources")))
                .because("it takes none that is not declared, and docs/configuration.md lists those that are")
                .check(CLASSES);
        noClasses().that().doNotHaveSimpleName("StatusResource")
                .should().dependOnClassesThat().areAssignableTo(ConfigProperty.class).check(CLASSES);
    }

    @Test
    void resourceMethodsArePublic() {
        methods().that().areDeclaredInClassesThat().areAnnotatedWith(Path.class)
                .and(describe("answer a request", ArchitectureTest::isRouted))
                .should().bePublic().because("others are silently not routed").check(CLASSES);
    }

    private static boolean isRouted(JavaMethod method) {
        return !method.getModifiers().contains(JavaModifier.STATIC) && method.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().isMetaAnnotatedWith("jakarta.ws.rs.HttpMethod"));
    }
}
