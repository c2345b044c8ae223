package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.TestDatabase;

/** What nobody but the database checks is understood by it, in each of its forms. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WriteStatementsTest {

    private static final Map<WriteParameter, List<String>> TYPES = Map.ofEntries(
            Map.entry(WriteParameter.OWNER, List.of("varchar", "text")), Map.entry(WriteParameter.ID, List.of("uuid")),
            Map.entry(WriteParameter.TITLE, List.of("varchar", "text")),
            Map.entry(WriteParameter.DESCRIPTION, List.of("varchar", "text")),
            Map.entry(WriteParameter.COMPLETED, List.of("bool")), Map.entry(WriteParameter.DUE_ON, List.of("date")),
            Map.entry(WriteParameter.AT, List.of("timestamptz")), Map.entry(WriteParameter.REVISION, List.of("uuid")),
            Map.entry(WriteParameter.WRITE, List.of("uuid")), Map.entry(WriteParameter.FINGERPRINT, List.of("bytea")),
            Map.entry(WriteParameter.LASTS, List.of("float8")), Map.entry(WriteParameter.LIFTED, List.of("uuid")),
            Map.entry(WriteParameter.PRESENT, List.of("uuid")), Map.entry(WriteParameter.MOST, List.of("int8")),
            Map.entry(WriteParameter.ISSUED, List.of("timestamptz")));

    @Test
    void areUnderstoodByTheDatabaseWithAValueOfTheRightTypeInEachPlace() throws SQLException {
        var forms = WriteStatements.ALL.stream().flatMap(template -> template.forms().stream()).toList();
        assertThat(forms).hasSize(4 * WriteStatements.ALL.size());
        try (var connection = TestDatabase.running().superuser("neondb")) {
            for (var form : forms) {
                try (var statement = connection.prepareStatement(form.text())) {
                    var places = statement.getParameterMetaData();
                    assertThat(places.getParameterCount()).as(form.text()).isEqualTo(form.parameters().size());
                    for (var i = 0; i < form.parameters().size(); i++) {
                        assertThat(places.getParameterTypeName(i + 1)).as(form.parameters().get(i) + " of " + form.text())
                                .isIn(TYPES.get(form.parameters().get(i)));
                    }
                }
            }
        }
        assertThat(forms.stream().map(WriteTemplate.Sql::parameters).flatMap(List::stream)).contains(WriteParameter.values());
    }

    /** What is written or counted is one owner's. */
    @Test
    void nameTheOwnerInEachPart() {
        assertThat(WriteStatements.ALL.stream().flatMap(template -> template.forms().stream()).map(WriteTemplate.Sql::text))
                .allSatisfy(text -> assertThat(Stream.of(text.split("(?=\\b(?:update|from) tasks\\b)"))
                        .skip(1)).allSatisfy(part -> assertThat(part).contains("owner = ?")));
    }
}
