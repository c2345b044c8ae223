package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.IsolationMatrix.Identity;
import dev.neontasks.account.token.TokenSettings;
import dev.neontasks.task.NoOwners;

/** Without the restriction to the owner the matrix must find what leaks: or it would find nothing ever. */
@QuarkusTest
class IsolationRemovedTest {

    @Inject
    TokenSettings settings;

    @Test
    void isFound() throws SQLException {
        // Everybody is shown all there is: the less, the sooner.
        Sql.run(TestDatabase.running(), "neondb", "truncate tasks");
        var matrix = new IsolationMatrix(settings.signingKey().orElseThrow());
        var leaks = new ArrayList<String>();
        NoOwners.during(() -> leaks.addAll(matrix.leaks(Identity.ANOTHER)));
        System.out.println("Isolation without owners: " + matrix.counts());
        assertThat(leaks).contains("GET /api/tasks as ANOTHER showed what is Ann's",
                "GET /api/me/export as ANOTHER showed what is Ann's", "GET /api/tasks/{id} as ANOTHER showed what is Ann's",
                "PATCH /api/tasks/{id} as ANOTHER changed what is Ann's",
                "DELETE /api/tasks/{id} as ANOTHER changed what is Ann's");
    }
}
