package dev.neontasks.schema.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes a script apart. What it says in comments and constants, and in the bodies of functions, is left out. */
final class SqlStatements {

    private static final Pattern TOKEN = Pattern.compile("(?<comment>--[^\\n]*+|/\\*.*?\\*/)"
            + "|(?<constant>'(?:[^']++|'')*+'|(\\$\\w*\\$).*?\\3)|(?<end>;)|[^-/'$;]++|.", Pattern.DOTALL);

    private SqlStatements() {
    }

    /** In lower case, with single spaces, each without its semicolon. */
    static List<String> of(String script) {
        var statements = new ArrayList<String>();
        var statement = new StringBuilder();
        for (var token = TOKEN.matcher(script); token.find();) {
            if (token.group("end") != null) {
                keep(statement, statements);
            } else if (token.group("constant") != null) {
                statement.append("''");
            } else {
                statement.append(token.group("comment") == null ? token.group() : " ");
            }
        }
        keep(statement, statements);
        return statements;
    }

    private static void keep(StringBuilder statement, List<String> statements) {
        var text = statement.toString().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (!text.isEmpty()) {
            statements.add(text);
        }
        statement.setLength(0);
    }
}
