package dev.neontasks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import dev.neontasks.api.ProblemType;

/** What the service says and understands does not depend on the language of its machine. */
@Tag("parts")
class AnyLanguageTest {

    @Test
    void caseIsChangedInNoLanguage() {
        noClasses().should().callMethod(String.class, "toLowerCase").orShould().callMethod(String.class, "toUpperCase")
                .because("without Locale.ROOT a Turkish machine makes ı of I and İ of i")
                .check(new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.neontasks"));
    }

    @Test
    @ExtendWith(InTurkish.class)
    void problemsHaveTheSameType() {
        assertThat(ProblemType.VALIDATION.uri()).isEqualTo("/problems/validation");
    }
}
