package dev.neontasks.schema.statement;

import static dev.neontasks.schema.plan.LockMode.ACCESS_EXCLUSIVE;
import static dev.neontasks.schema.plan.LockMode.SHARE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.schema.plan.LockMode;
import dev.neontasks.schema.plan.Work;

@Tag("parts")
class StatementReaderTest {

    @Test
    void whatLooksLikeStatementsInsideOthersIsNone() {
        assertThat(SqlStatements.of("""
                -- drop table a;
                create FUNCTION f() returns trigger language plpgsql as $body$
                begin delete from b; end $body$;
                /* drop table c; */ insert into d values ('; drop table e', 'it''s');
                """)).containsExactly("create function f() returns trigger language plpgsql as ''",
                "insert into d values ('', '')");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            create index i on t (a)                                          | SHARE                  | BTREE_INDEX
            create unique index if not exists i on t using gin (a gin_ops)   | SHARE                  | GIN_INDEX
            create index concurrently i on only t using btree (a)            | SHARE_UPDATE_EXCLUSIVE | BTREE_INDEX
            create table u (a text references t (id))                        | SHARE_ROW_EXCLUSIVE    | -
            create trigger g after insert on t for each row execute function f() | SHARE_ROW_EXCLUSIVE | -
            alter table t add column a text                                  | ACCESS_EXCLUSIVE       | -
            alter table t alter column a set not null                        | ACCESS_EXCLUSIVE       | SCAN
            alter table t alter column a type bigint                         | ACCESS_EXCLUSIVE       | REWRITE
            alter table t add constraint c check (a > 0)                     | ACCESS_EXCLUSIVE       | SCAN
            alter table t add constraint c check (a > 0) not valid           | ACCESS_EXCLUSIVE       | -
            alter table t validate constraint c                              | SHARE_UPDATE_EXCLUSIVE | SCAN
            alter table t add constraint c unique (a)                        | ACCESS_EXCLUSIVE       | BTREE_INDEX
            update t set a = 1                                               | ROW_EXCLUSIVE          | ROWS
            delete from t where a = 1                                        | ROW_EXCLUSIVE          | ROWS
            """)
    void knowsTheLockAndTheWork(String statement, LockMode mode, Work work) {
        assertThat(StatementReader.effects(statement)).contains(new Locks("t", mode, Optional.ofNullable(work)));
    }

    @Test
    void knowsWhatAnIndexIsCalledFromThenOn() {
        assertThat(StatementReader.effects("alter index i rename to j")).containsExactly(new RenamesIndex("i", "j"));
    }

    @Test
    void knowsAnIndexThatIsAltered() {
        assertThat(StatementReader.effects("alter index i set (fastupdate = on, gin_pending_list_limit = 64)"))
                .containsExactly(new ChangesIndex("i", false));
        assertThat(StatementReader.effects("alter index if exists i set (fastupdate = on)"))
                .containsExactly(new ChangesIndex("i", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create function f() returns trigger language plpgsql as ''                    | ''        | trigger | false
            create or replace function f(text) returns int language sql as ''             | text      | int     | true
            create function f(given text, more int) returns text language sql return given | text, int | text    | false
            """)
    void knowsAFunctionByTheTypesOfItsParameters(String statement, String types, String returns, boolean replaces) {
        assertThat(StatementReader.effects(statement)).contains(new MakesFunction("f", types, returns, replaces));
    }

    @Test
    void saysWhatItCannotRead() {
        assertThat(StatementReader.effects("select set_up()")).containsExactly(new Unread("select set_up()"));
    }

    /** By the table in PostgreSQL's manual, row by row. */
    @ParameterizedTest
    @CsvSource({ "ACCESS_SHARE, 1", "ROW_SHARE, 2", "ROW_EXCLUSIVE, 4", "SHARE_UPDATE_EXCLUSIVE, 5", "SHARE, 5",
            "SHARE_ROW_EXCLUSIVE, 6", "EXCLUSIVE, 7", "ACCESS_EXCLUSIVE, 8" })
    void conflictsAreMutual(LockMode mode, int conflicts) {
        assertThat(LockMode.values()).filteredOn(mode::conflictsWith).hasSize(conflicts)
                .allMatch(other -> other.conflictsWith(mode));
    }

    @Test
    void saysWhoIsHeldUp() {
        assertThat(ACCESS_EXCLUSIVE.holdsUp()).isEqualTo("reads and writes");
        assertThat(SHARE.holdsUp()).isEqualTo("writes");
        assertThat(LockMode.SHARE_UPDATE_EXCLUSIVE.holdsUp()).isEqualTo("nothing");
    }
}
