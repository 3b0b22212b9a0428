package org.cyborgml.data;

import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks the labels of images, their numbers, and that no image is used for two things. */
final class RowChecks {

    /** Fewer of a class, and an AUC has no confidence interval. */
    private static final int SMALLEST_TEST_CLASS = 2;

    private final CheckFindings findings;

    RowChecks(CheckFindings findings) {
        this.findings = findings;
    }

    void check(DataPart part, ClassNames classes) {
        int[] counts = new int[classes.size()];
        Set<String> unknown = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (LabelledImage row : part.rows()) {
            if (classes.contains(row.label())) {
                counts[classes.index(row.label())]++;
            } else {
                unknown.add(row.label());
            }
            if (!seen.add(identity(part, row))) {
                twice.add(row.path());
            }
        }
        if (!unknown.isEmpty()) {
            findings.problem(part.name() + " has labels " + unknown + ": must be of " + classes);
        }
        checkCounts(part, classes, counts);
        if (part.use() == DataPart.Use.TEST) {
            findings.problems(part.name() + " lists images twice", twice);
        } else {
            findings.warnings(part.name() + " lists images twice", twice);
        }
        findings.fact(String.format(
                Locale.ROOT, "%s: %d images, %s", part.name(), part.rows().size(), inWords(classes, counts)));
    }

    private static String identity(DataPart part, LabelledImage row) {
        return ImageChecks.identity(part.images(), row.path());
    }

    private static String inWords(ClassNames classes, int[] counts) {
        if (classes.equals(ClassNames.FACES)) {
            return counts[0] + " real and " + counts[1] + " synthetic";
        }
        return classes.size() == 2
                ? counts[0] + " of " + classes.name(0) + " and " + counts[1] + " of " + classes.name(1)
                : Ints.asList(counts).stream().filter(count -> count > 0).count() + " of " + classes.size()
                        + " classes";
    }

    /** Of two classes each must be there; of more, each must be trained, and two must be there to be told apart. */
    private void checkCounts(DataPart part, ClassNames classes, int[] counts) {
        boolean isTest = part.use() == DataPart.Use.TEST;
        int least = isTest ? SMALLEST_TEST_CLASS : 1;
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < least && (counts.length == 2 || part.use() == DataPart.Use.TRAINING)) {
                findings.problem(part.name() + " has " + counts[i] + " images of " + classes.name(i)
                        + ", needs at least " + least);
            } else if (counts[i] == 0) {
                absent.add(classes.name(i));
            }
        }
        findings.warnings(part.name() + " has no image of some classes", absent);
        if (isTest && counts.length - absent.size() < 2) {
            findings.problem(
                    part.name() + " has images of " + (counts.length - absent.size()) + " classes, needs at least 2");
        }
    }

    /** No image has two labels, whatever parts name it. */
    void checkLabels(List<DataPart> parts) {
        Map<String, LabelledImage> known = new HashMap<>();
        Set<String> differing = new LinkedHashSet<>();
        for (DataPart part : parts) {
            for (LabelledImage row : part.rows()) {
                LabelledImage other = known.putIfAbsent(identity(part, row), row);
                if (other != null && !other.label().equals(row.label())) {
                    differing.add(row.path() + " is " + other.label() + " and " + row.label());
                }
            }
        }
        findings.problems("images have two labels", List.copyOf(differing));
    }

    /** No image that is trained on may be validated or tested with, whatever part names it. */
    void checkDisjoint(List<DataPart> parts) {
        Map<String, String> trained = new HashMap<>();
        for (DataPart part : parts) {
            if (part.use() == DataPart.Use.TRAINING) {
                part.rows().forEach(row -> trained.putIfAbsent(identity(part, row), part.name()));
            }
        }
        Map<String, String> validated = new HashMap<>();
        for (DataPart part : parts) {
            if (part.use() == DataPart.Use.TRAINING) {
                continue;
            }
            findings.problems(part.name() + " has images that are trained on", common(part, trained));
            if (part.use() == DataPart.Use.TEST) {
                findings.problems(part.name() + " has images that are validated with", common(part, validated));
            } else {
                part.rows().forEach(row -> validated.putIfAbsent(identity(part, row), part.name()));
            }
        }
    }

    private static List<String> common(DataPart part, Map<String, String> others) {
        List<String> common = new ArrayList<>();
        for (LabelledImage row : part.rows()) {
            String other = others.get(identity(part, row));
            if (other != null) {
                common.add(row.path() + " of " + other);
            }
        }
        return common;
    }
}
