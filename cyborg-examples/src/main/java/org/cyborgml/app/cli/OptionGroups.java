package org.cyborgml.app.cli;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.console.OptionGroup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command by their {@link OptionGroup}, as help and man pages list them. */
final class OptionGroups {

    private static final String FIRST = "Options";
    private static final String OUTPUT = "Output";
    private static final String LAST = "General";

    private OptionGroups() {}

    /** Headings with their options: the command's own first, then in the order of the fields, help and version last. */
    static Map<String, List<OptionSpec>> of(CommandSpec command) {
        Map<String, List<OptionSpec>> found = new LinkedHashMap<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                found.computeIfAbsent(group(option), heading -> new ArrayList<>())
                        .add(option);
            }
        }
        Map<String, List<OptionSpec>> sorted = new LinkedHashMap<>();
        move(FIRST, found, sorted);
        found.keySet().stream()
                .filter(heading -> !heading.equals(OUTPUT) && !heading.equals(LAST))
                .toList()
                .forEach(heading -> move(heading, found, sorted));
        move(OUTPUT, found, sorted);
        move(LAST, found, sorted);
        return sorted;
    }

    private static void move(String heading, Map<String, List<OptionSpec>> from, Map<String, List<OptionSpec>> to) {
        List<OptionSpec> options = from.remove(heading);
        if (options != null) {
            to.put(heading, options);
        }
    }

    private static String group(OptionSpec option) {
        if (option.usageHelp() || option.versionHelp()) {
            return LAST;
        }
        OptionGroup group = null;
        if (option.userObject() instanceof AnnotatedElement element) {
            group = element.getAnnotation(OptionGroup.class);
        }
        if (group == null && option.userObject() instanceof Member member) {
            group = ofClass(member.getDeclaringClass());
        }
        return group == null ? FIRST : group.value();
    }

    private static @Nullable OptionGroup ofClass(Class<?> type) {
        return type.getAnnotation(OptionGroup.class);
    }
}
