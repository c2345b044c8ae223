package dev.neontasks.schema.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.schema.migration.Migrating;

@Tag("parts")
class NeededTablesTest {

    /** Until one is taken out of use, all that the change sets make is needed. */
    @Test
    void areWhatTheChangeSetsMake() throws Exception {
        var server = TestDatabase.running();
        Migrating.to(server.createDatabase("needed")).run(ChangeLog.FILE);
        var made = Sql.ask(server, "needed", "select string_agg(table_name || '.' || column_name, ' ') from"
                + " information_schema.columns where table_schema = 'public' and table_name not like 'databasechangelog%'");
        var keys = Sql.ask(server, "needed",
                "select string_agg(name, ';' order by name collate \"C\") from (select indrelid::regclass || ' ('"
                        + " || string_agg(attname, ', ' order by attname) || ')' as name from pg_index join pg_attribute on"
                        + " attrelid = indrelid and attnum = any (indkey) where indisunique and indrelid = any"
                        + " ('{accounts,account_links,deleted_accounts,receipts,sessions,tasks}'::regclass[]) group by indexrelid,"
                        + " indrelid) as made");
        var functions = Sql.ask(server, "needed",
                "select string_agg(oid::regprocedure::text, ' ' order by oid::regprocedure::text"
                        + " collate \"C\") from pg_proc p"
                        + " where pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype"
                        + " and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')");
        Sql.run(server, "postgres", "drop database needed with (force)");
        Map<String, List<String>> columns = Stream.of(made.split(" ")).map(column -> column.split("\\."))
                .collect(Collectors.groupingBy(column -> column[0], TreeMap::new,
                        Collectors.mapping(column -> column[1], Collectors.toList())));
        assertThat(NeededTables.OF_SERVICE.columns().keySet()).isEqualTo(columns.keySet());
        NeededTables.OF_SERVICE.columns()
                .forEach((table, needed) -> assertThat(needed).containsExactlyInAnyOrderElementsOf(columns.get(table)));
        assertThat(NeededTables.OF_SERVICE.keys()).isEqualTo(List.of(keys.split(";")));
        assertThat(NeededTables.OF_SERVICE.functions()).isEqualTo(List.of(functions.split(" ")));
    }
}
