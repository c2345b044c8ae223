package dev.neontasks.schema.statement;

import static dev.neontasks.schema.plan.LockMode.ACCESS_EXCLUSIVE;
import static dev.neontasks.schema.plan.LockMode.ROW_EXCLUSIVE;
import static dev.neontasks.schema.plan.LockMode.SHARE;
import static dev.neontasks.schema.plan.LockMode.SHARE_ROW_EXCLUSIVE;
import static dev.neontasks.schema.plan.LockMode.SHARE_UPDATE_EXCLUSIVE;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.neontasks.schema.plan.Work;

/** Reads from a statement, as {@link SqlStatements} has it, what it does. It knows those that change sets are made of. */
final class StatementReader {

    private record Form(Pattern pattern, Function<Matcher, List<Effect>> effects) {
    }

    private static final String NAME = "([\\w.]+)";
    private static final Pattern REFERENCE = Pattern.compile("references " + NAME);
    private static final Pattern OPERATOR_CLASS = Pattern.compile("\\b\\w+_ops\\b");
    private static final Pattern LANGUAGE = Pattern.compile("\\blanguage (\\w+)");

    private static final List<Form> FORMS = List.of(
            form("create (?:unlogged )?table (if not exists )?" + NAME + "(.*)", StatementReader::createTable),
            form("create (?:unique )?index (concurrently )?(if not exists )?" + NAME + " on (?:only )?" + NAME
                    + "(?: using (\\w+))?(.*)", StatementReader::createIndex),
            form("drop index (concurrently )?(if exists )?" + NAME, drop -> List.of(new DropsRelation(drop.group(3),
                    drop.group(2) != null, drop.group(1) == null ? ACCESS_EXCLUSIVE : SHARE_UPDATE_EXCLUSIVE))),
            form("alter index " + NAME + " rename to (\\w+)",
                    rename -> List.of(new RenamesIndex(rename.group(1), rename.group(2)))),
            form("alter index (if exists )?" + NAME + " set \\(.*\\)",
                    change -> List.of(new ChangesIndex(change.group(2), change.group(1) != null))),
            form("drop table (if exists )?" + NAME + ".*",
                    drop -> List.of(new DropsRelation(drop.group(2), drop.group(1) != null, ACCESS_EXCLUSIVE))),
            form("create extension (?:if not exists )?(\\w+).*",
                    create -> List.of(new Needs(Needs.What.EXTENSION, create.group(1)))),
            form("create (or replace )?function " + NAME + " ?\\(([\\w ,]*)\\) returns (\\w+)(.*)",
                    StatementReader::createFunction),
            form("create (?:constraint )?trigger (\\w+) .*? on " + NAME + " .*", StatementReader::createTrigger),
            form("alter table (?:if exists )?(?:only )?" + NAME + " (.*)", StatementReader::alterTable),
            form("(?:insert into|update|delete from) (?:only )?" + NAME + "\\b.*",
                    write -> List.of(new Locks(write.group(1), ROW_EXCLUSIVE, Optional.of(Work.ROWS)))),
            form("(?:set|comment on|grant|revoke|analyze) .*", nothing -> List.of()));

    private StatementReader() {
    }

    static List<Effect> effects(String statement) {
        for (var form : FORMS) {
            var matcher = form.pattern().matcher(statement);
            if (matcher.matches()) {
                return form.effects().apply(matcher);
            }
        }
        return List.of(new Unread(statement));
    }

    private static Form form(String pattern, Function<Matcher, List<Effect>> effects) {
        return new Form(Pattern.compile(pattern), effects);
    }

    private static List<Effect> createTable(Matcher create) {
        var effects = new ArrayList<Effect>();
        // First, for it may refer to itself.
        effects.add(MakesRelation.table(create.group(2), create.group(1) != null));
        effects.addAll(references(create.group(3)));
        return effects;
    }

    /** Each puts a trigger on the other table. */
    private static List<Effect> references(String definition) {
        return REFERENCE.matcher(definition).results().map(found -> found.group(1))
                .<Effect> flatMap(table -> Stream.of(
                        new Locks(table, SHARE_ROW_EXCLUSIVE), new Needs(Needs.What.REFERENCES, table)))
                .toList();
    }

    private static List<Effect> createIndex(Matcher create) {
        var table = create.group(4);
        var effects = new ArrayList<Effect>();
        effects.add(new Locks(table, create.group(1) == null ? SHARE : SHARE_UPDATE_EXCLUSIVE,
                Optional.of("gin".equals(create.group(5)) ? Work.GIN_INDEX : Work.BTREE_INDEX)));
        effects.add(new Needs(Needs.What.OWNERSHIP, table));
        OPERATOR_CLASS.matcher(create.group(6)).results().map(found -> found.group()).distinct()
                .forEach(name -> effects.add(new Needs(Needs.What.OPERATOR_CLASS, name)));
        effects.add(new MakesRelation(create.group(3), Optional.of(table), create.group(2) != null));
        return effects;
    }

    private static List<Effect> createFunction(Matcher create) {
        var effects = new ArrayList<Effect>();
        LANGUAGE.matcher(create.group(5)).results()
                .forEach(found -> effects.add(new Needs(Needs.What.LANGUAGE, found.group(1))));
        effects.add(new MakesFunction(create.group(2), types(create.group(3)), create.group(4), create.group(1) != null));
        return effects;
    }

    /** As the catalogue has them: of each parameter, which may have a name before it. */
    private static String types(String parameters) {
        return Stream.of(parameters.split(",")).map(String::strip).map(each -> each.substring(each.lastIndexOf(' ') + 1))
                .collect(joining(", "));
    }

    private static List<Effect> createTrigger(Matcher create) {
        return List.of(new Locks(create.group(2), SHARE_ROW_EXCLUSIVE), new Needs(Needs.What.TRIGGER, create.group(2)),
                new MakesTrigger(create.group(1), create.group(2)));
    }

    private static List<Effect> alterTable(Matcher alter) {
        var table = alter.group(1);
        var action = TableAction.of(alter.group(2));
        var effects = new ArrayList<Effect>();
        effects.add(new Locks(table, action.mode(), action.work()));
        effects.add(new Needs(Needs.What.OWNERSHIP, table));
        effects.addAll(references(alter.group(2)));
        action.column().ifPresent(column -> effects.add(new AddsColumn(table, column, action.unlessThere())));
        return effects;
    }
}
