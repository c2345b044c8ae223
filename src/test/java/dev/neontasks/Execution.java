package dev.neontasks;

import static java.util.stream.Collectors.toSet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.TagFilter;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

/** An execution of tests in {@code pom.xml}: it runs classes whose names end so and whose tags its groups take. */
record Execution(String id, String ending, String groups, String excludedGroups) {

    /** Those of every build: a profile's run tests once more. */
    static List<Execution> inEveryBuild(Path pom) throws Exception {
        var project = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        var paths = XPathFactory.newInstance().newXPath();
        var found = new ArrayList<Execution>();
        for (var kind : List.of(List.of("maven-surefire-plugin", "Test"), List.of("maven-failsafe-plugin", "IT"))) {
            var executions = (NodeList) paths.evaluate(
                    "/project/build/plugins/plugin[artifactId='" + kind.get(0) + "']/executions/execution", project,
                    XPathConstants.NODESET);
            for (var i = 0; i < executions.getLength(); i++) {
                found.add(of(kind.get(1), executions.item(i), paths));
            }
        }
        return found;
    }

    private static Execution of(String ending, Node execution, XPath paths) throws Exception {
        return new Execution(paths.evaluate("id", execution), ending,
                paths.evaluate("configuration/groups", execution), paths.evaluate("configuration/excludedGroups", execution));
    }

    boolean runs(String className, Set<String> tags) {
        var test = tagged(tags);
        return className.endsWith(ending)
                && (groups.isEmpty() || TagFilter.includeTags(groups).apply(test).included())
                && (excludedGroups.isEmpty() || TagFilter.excludeTags(excludedGroups).apply(test).included());
    }

    /** Whether it asks for this tag, or for its absence. */
    boolean names(String tag) {
        return Stream.of(groups, excludedGroups).anyMatch(expression -> List.of(expression.split("\\W+")).contains(tag));
    }

    private static TestDescriptor tagged(Set<String> tags) {
        return new AbstractTestDescriptor(UniqueId.root("class", "any"), "any") {
            @Override
            public Set<TestTag> getTags() {
                return tags.stream().map(TestTag::create).collect(toSet());
            }

            @Override
            public Type getType() {
                return Type.TEST;
            }
        };
    }
}
