package dev.neontasks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;

/** One execution of {@code pom.xml} runs each test, by its tags; a profile may run it once more. */
@Tag("parts")
class ExecutionsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new OnlyIncludeTests())
            .importPackages("dev.neontasks");

    private final List<Execution> executions;

    ExecutionsTest() throws Exception {
        executions = Execution.inEveryBuild(Path.of("pom.xml"));
    }

    @Test
    void oneExecutionRunsEachClass() {
        var runBy = withTests().collect(toMap(JavaClass::getName, test -> executions.stream()
                .filter(execution -> execution.runs(test.getName(), tags(test))).map(Execution::id).toList()));
        assertThat(runBy).isNotEmpty().allSatisfy((test, ids) -> assertThat(ids).as(test).hasSize(1));
    }

    @Test
    void eachTagIsAskedFor() {
        // One misspelt would leave a class to those that nobody tagged.
        var asked = withTests().flatMap(test -> tags(test).stream()).collect(toSet());
        assertThat(asked).isNotEmpty()
                .allSatisfy(tag -> assertThat(executions).as(tag).anyMatch(execution -> execution.names(tag)));
    }

    @Test
    void partsNeedNoRunningService() {
        noClasses().that(areTagged("parts")).should().beAnnotatedWith(QuarkusTest.class)
                .because("they run three at a time, and the service has one port").check(CLASSES);
    }

    @Test
    void thoseOfTheApiShareOneService() {
        classes().that(areTagged("api")).should().beAnnotatedWith(QuarkusIntegrationTest.class)
                .because("the others start what they need themselves").check(CLASSES);
        classes().that().areAnnotatedWith(QuarkusIntegrationTest.class)
                .should(ArchCondition.from(areTagged("api")).as("be tagged api"))
                .because("it has one port, and so they must not run two at a time").check(CLASSES);
    }

    private static Stream<JavaClass> withTests() {
        return CLASSES.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> type.getAllMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class)))
                .map(ExecutionsTest::outermost).distinct();
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ExecutionsTest::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaClass> areTagged(String tag) {
        return describe("are tagged " + tag, type -> tags(type).contains(tag));
    }

    /** As JUnit has it, which takes those of the classes that a class extends, too. */
    private static Set<String> tags(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                .flatMap(each -> Stream.concat(each.tryGetAnnotationOfType(Tag.class).stream(),
                        each.tryGetAnnotationOfType(Tags.class).map(Tags::value).stream().flatMap(Stream::of)))
                .map(Tag::value).collect(toSet());
    }
}
