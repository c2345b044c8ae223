package dev.neontasks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import java.time.Clock;
import java.util.Random;

import jakarta.data.repository.Repository;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import dev.neontasks.environment.Environment;

import javax.sql.DataSource;

@Tag("parts")
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("dev.neontasks");

    @Test
    void everyArrowPointsOneWay() {
        var rule = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (var layer : new String[] { "environment", "database", "schema", "api", "account", "task", "health", "status",
                "command", "embedded", "page", "security", "traffic",
                "mail" }) {
            rule = rule.layer(layer).definedBy("dev.neontasks." + layer + "..");
        }
        rule.whereLayer("environment").mayNotAccessAnyLayer()
                .whereLayer("database").mayOnlyAccessLayers("environment")
                .whereLayer("schema").mayOnlyAccessLayers("database")
                .whereLayer("api").mayOnlyAccessLayers("database", "environment")
                .whereLayer("account").mayOnlyAccessLayers("api", "database", "environment", "mail", "security")
                .whereLayer("task").mayOnlyAccessLayers("account", "api", "database", "environment", "security", "traffic")
                .whereLayer("mail").mayOnlyAccessLayers("api", "environment")
                .whereLayer("traffic").mayOnlyAccessLayers("api", "environment")
                .whereLayer("health").mayOnlyAccessLayers("database")
                .whereLayer("status").mayOnlyAccessLayers("account", "database", "mail", "schema")
                .whereLayer("command").mayOnlyAccessLayers("account", "schema", "database", "environment", "mail")
                .whereLayer("embedded").mayOnlyAccessLayers("database", "environment")
                .whereLayer("page").mayOnlyAccessLayers("api")
                .whereLayer("security").mayNotAccessAnyLayer()
                .because("a failure walks up to the one place that words it, and nothing below knows who asks")
                .check(CLASSES);
    }

    @Test
    void everyArrowInTheDatabasePointsOneWay() {
        var rule = layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("settings").definedBy("dev.neontasks.database");
        for (var room : new String[] { "provider", "url", "certificate", "failure", "queue", "evidence", "history", "pool",
                "work" }) {
            rule = rule.layer(room).definedBy("dev.neontasks.database." + room);
        }
        rule.whereLayer("provider").mayNotAccessAnyLayer()
                .whereLayer("url").mayOnlyAccessLayers("provider")
                .whereLayer("certificate").mayOnlyAccessLayers("url")
                .whereLayer("failure").mayOnlyAccessLayers("provider")
                .whereLayer("queue").mayNotAccessAnyLayer()
                .whereLayer("settings").mayOnlyAccessLayers("certificate", "url", "provider")
                .whereLayer("evidence").mayOnlyAccessLayers("failure", "settings", "url")
                .whereLayer("history").mayOnlyAccessLayers("evidence", "failure", "settings")
                .whereLayer("pool").mayOnlyAccessLayers("evidence", "failure", "settings", "url")
                .whereLayer("work").mayOnlyAccessLayers("pool", "evidence", "queue", "failure", "settings")
                .because("what is known is fed from above and read without asking")
                .check(CLASSES);
    }

    @Test
    void everyArrowInTheSchemaPointsOneWay() {
        var rule = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (var room : new String[] { "lock", "plan", "catalogue", "statement", "changelog", "forecast", "migration" }) {
            rule = rule.layer(room).definedBy("dev.neontasks.schema." + room);
        }
        rule.whereLayer("lock").mayNotAccessAnyLayer()
                .whereLayer("plan").mayNotAccessAnyLayer()
                .whereLayer("catalogue").mayOnlyAccessLayers("plan")
                .whereLayer("statement").mayOnlyAccessLayers("catalogue", "plan")
                .whereLayer("changelog").mayOnlyAccessLayers("plan", "lock")
                .whereLayer("forecast").mayOnlyAccessLayers("statement", "changelog", "catalogue", "plan", "lock")
                .whereLayer("migration").mayOnlyAccessLayers("forecast", "changelog", "plan", "lock")
                .because("what a migration would come to is found out below it, by reading alone")
                .check(CLASSES);
    }

    @Test
    void theSchemaNeedsAConnectionAndNoQueue() {
        noClasses().that().resideInAPackage("dev.neontasks.schema..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("dev.neontasks.database.work", "dev.neontasks.database.queue")
                .because("it has a connection of its own, and whoever waits for it learns of it by an event")
                .check(CLASSES);
    }

    @Test
    void everyArrowInTheAccountPointsOneWay() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("account").definedBy("dev.neontasks.account")
                .layer("token").definedBy("dev.neontasks.account.token")
                .layer("password").definedBy("dev.neontasks.account.password")
                .layer("database").definedBy("dev.neontasks.database..")
                .whereLayer("token").mayNotAccessAnyLayer()
                .whereLayer("password").mayNotAccessAnyLayer()
                .whereLayer("account").mayOnlyAccessLayers("token", "password", "database")
                .whereLayer("database").mayNotAccessAnyLayer()
                .because("whether a token or a password is good is found out without an account and without the database")
                .check(CLASSES);
    }

    @Test
    void onlyTaskStatementsAskForTasks() {
        noClasses().that(describe("have no statements",
                type -> !type.getSimpleName()
                        .matches("(Own|Issuer)TaskStatements_?|TaskLists|WriteStatements|Receipts|StatementKinds")))
                .and().resideInAPackage("dev.neontasks.task..")
                .should().accessTargetWhere(describe("asks a session, and does not only pass it on",
                        access -> resideInAnyPackage("org.hibernate..", "io.quarkus.hibernate.orm..")
                                .test(access.getTargetOwner())))
                .orShould().dependOnClassesThat().areAssignableTo(EntityManager.class)
                .because("every statement there begins with whose tasks it is about")
                .check(CLASSES);
    }

    @Test
    void patienceWithClientsIsMeasuredByNoClockThatIsSet() {
        noClasses().that().resideInAPackage("dev.neontasks.traffic..")
                .should().dependOnClassesThat().areAssignableTo(Clock.class)
                .orShould().callMethod(System.class, "currentTimeMillis")
                .because("it would close everybody when it is set forward, and nobody when it is set back")
                .check(CLASSES);
    }

    @Test
    void noRandomnessIsMadeAtBuildTime() {
        noFields().that().areStatic().should().haveRawType(assignableTo(Random.class))
                .because("every copy of the native binary would draw the same; its build refuses it, after minutes")
                .check(CLASSES);
    }

    @Test
    void noNativeSqlOnOwnedTables() {
        // What these have in SQL runs in every test that signs up, and in every one that writes a task.
        noClasses().that().resideInAnyPackage("dev.neontasks.task..", "dev.neontasks.account..")
                .and(describe("do in one statement what only SQL can",
                        type -> !type.getSimpleName()
                                .matches(
                                        "Beginnings|Account(Receipts|Writes|LinkWrites)|DeletedAccounts|ExpiredReceipts|Receipts"
                                                + "|Write(Statements|Template|Values)|Sql|Use")))
                .should().callMethodWhere(describe("makes a native query",
                        call -> call.getName().toLowerCase().contains("native")))
                .orShould().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..")
                .because("a name that is not an attribute of the entity is found at the start, not by a user")
                .check(CLASSES);
    }

    @Test
    void onlyWorkThatWasLetInHasASession() {
        noClasses().that().resideOutsideOfPackages("dev.neontasks.database.work", "dev.neontasks.embedded..")
                .should().dependOnClassesThat().areAssignableTo(EntityManagerFactory.class)
                .orShould().dependOnClassesThat().areAssignableTo(EntityManager.class)
                .orShould().dependOnClassesThat().areAssignableTo(DataSource.class)
                .because("Admission gives each piece of work the session of its connection, and is the only way to one")
                .check(CLASSES);
    }

    @Test
    void noRepositoryOutlivesItsSession() {
        noFields().should().haveRawType(describe("implemented for a session", type -> type.isAnnotatedWith(Repository.class)))
                .because("one that is injected would have Quarkus' session of a request, past Admission")
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
        // What systemd says of the process is nobody's setting.
        noClasses().that().areNotAssignableTo(Environment.class).and().doNotHaveSimpleName("Journal")
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
    void whatIsCountedInATimeGoesByNoClockThatMayBePutRight() {
        noClasses().that().resideInAPackage("dev.neontasks.account").and().haveSimpleNameEndingWith("Limit")
                .or().haveSimpleName("Limits").or().haveSimpleName("VainRefreshes").or().haveSimpleName("TaskQuota")
                .should().dependOnClassesThat().areAssignableTo(Clock.class)
                .because("a step forward would end each count at once, a step back keep it for as long as that was")
                .check(CLASSES);
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
