package org.cyborgml.app.experiment;

import com.google.common.primitives.Ints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkSummary;
import org.cyborgml.models.NetworkWeights;
import org.jspecify.annotations.Nullable;

/**
 * Looks for everything that would go wrong in an experiment before its first step: files that are missing or are no
 * images, classes that are not there, maps, images in two splits, weights that do not fit, room on the disk. Immutable.
 */
public final class PlanCheck {

    /** Fewer of a class, and an AUC has no confidence interval. */
    private static final int SMALLEST_TEST_CLASS = 2;

    private static final int SCORE_ROW_BYTES = 64;
    private static final int FLOAT_BYTES = 4;
    private static final double MEBIBYTE = 1 << 20;

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final @Nullable Path out;
    private final ImageReading reading;

    private PlanCheck(Experiment experiment, ExperimentFiles files, @Nullable Path out, ImageReading reading) {
        this.experiment = experiment;
        this.files = files;
        this.out = out;
        this.reading = reading;
    }

    /**
     * A check of an experiment that reads the first bytes of images.
     *
     * @param experiment what is to be done
     * @param root the folder that the experiment's paths are below
     * @return the check
     */
    public static PlanCheck of(Experiment experiment, Path root) {
        return new PlanCheck(experiment, new ExperimentFiles(experiment, root), null, ImageReading.HEADERS);
    }

    /**
     * The same check that also looks for room on the disk.
     *
     * @param folder where results would go; need not exist
     */
    public PlanCheck withOut(Path folder) {
        return new PlanCheck(experiment, files, folder, reading);
    }

    /** The same check that reads more or less of images. */
    public PlanCheck withReading(ImageReading value) {
        return new PlanCheck(experiment, files, out, value);
    }

    /** Looks at everything. */
    public CheckReport check() {
        return new Work().check();
    }

    /** Images that belong together: a part of a split file, or a test set. */
    private record Part(String name, Path root, List<LabelledImage> images, Use use) {}

    /** The use of images. */
    private enum Use {
        TRAINING,
        VALIDATION,
        TEST
    }

    /** One check under way. */
    private final class Work {

        private final CheckFindings findings = new CheckFindings();
        private final Map<String, Part> parts = new LinkedHashMap<>();

        CheckReport check() {
            if (experiment.trials().isEmpty()) {
                findings.problem("the plan has no backbone or no scenario");
            }
            if (experiment.testSets().isEmpty()) {
                findings.warning("the plan has no test set");
            }
            readParts();
            ImageChecks images = new ImageChecks(reading, findings);
            classes().ifPresent(known -> parts.values().forEach(part -> checkRows(part, known)));
            parts.values().forEach(part -> images.check(part.name(), part.root(), part.images()));
            checkMaps();
            checkDisjoint();
            parts.values().stream()
                    .filter(part -> part.use() == Use.TRAINING)
                    .forEach(part -> images.noteTrained(part.root(), part.images()));
            images.warnOfCopies();
            experiment.backbones().forEach(this::checkBackbone);
            checkRoom();
            return findings.report();
        }

        private void readParts() {
            Set<String> csvs = new LinkedHashSet<>();
            csvs.add(experiment.data().csv());
            experiment.scenarios().forEach(scenario -> csvs.add(experiment.csv(scenario)));
            for (String csv : csvs) {
                for (Split split : Split.values()) {
                    add(
                            csv + " (" + split.word() + ")",
                            files.imageRoot(),
                            () -> files.images(csv, split),
                            split == Split.TRAIN ? Use.TRAINING : Use.VALIDATION);
                }
            }
            for (TestSet test : experiment.testSets()) {
                add("test set " + test.id(), files.imageRoot(test), () -> files.images(test), Use.TEST);
            }
        }

        private void add(String name, Path root, Rows rows, Use use) {
            if (!Files.isDirectory(root)) {
                findings.problem("image folder " + root + " is not a folder");
                return;
            }
            try {
                parts.put(name, new Part(name, root, rows.read(), use));
            } catch (java.nio.file.NoSuchFileException e) {
                findings.problem(e.getFile() + ": there is no such file");
            } catch (IOException e) {
                findings.problem(String.valueOf(e.getMessage()));
            }
        }

        private Optional<ClassNames> classes() {
            try {
                ClassNames classes = files.classes();
                if (!classes.equals(ClassNames.FACES)) {
                    experiment.testSets().stream()
                            .filter(test -> test.csv() == null)
                            .forEach(test -> findings.problem("test set " + test.id()
                                    + " has lists of real and synthetic images, but the classes are " + classes
                                    + ": give it a csv"));
                }
                return Optional.of(classes);
            } catch (IOException e) {
                // That the file cannot be read is found where its rows are.
                if (parts.containsKey(experiment.data().csv() + " (" + Split.TRAIN.word() + ")")) {
                    findings.problem(String.valueOf(e.getMessage()));
                }
                return Optional.empty();
            }
        }

        private void checkRows(Part part, ClassNames classes) {
            int[] counts = new int[classes.size()];
            Set<String> unknown = new TreeSet<>();
            Set<String> seen = new HashSet<>();
            List<String> twice = new ArrayList<>();
            for (LabelledImage image : part.images()) {
                if (classes.contains(image.label())) {
                    counts[classes.index(image.label())]++;
                } else {
                    unknown.add(image.label());
                }
                if (!seen.add(image.path())) {
                    twice.add(image.path());
                }
            }
            if (!unknown.isEmpty()) {
                findings.problem(part.name() + " has labels " + unknown + ": must be of " + classes);
            }
            checkCounts(part, classes, counts);
            if (part.use() == Use.TEST) {
                findings.problems(part.name() + " lists images twice", twice);
            } else {
                findings.warnings(part.name() + " lists images twice", twice);
            }
            findings.fact(String.format(
                    Locale.ROOT, "%s: %d images, %s", part.name(), part.images().size(), inWords(classes, counts)));
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
        private void checkCounts(Part part, ClassNames classes, int[] counts) {
            boolean isTest = part.use() == Use.TEST;
            int least = isTest ? SMALLEST_TEST_CLASS : 1;
            List<String> absent = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] < least && (counts.length == 2 || part.use() == Use.TRAINING)) {
                    findings.problem(part.name() + " has " + counts[i] + " images of " + classes.name(i)
                            + ", needs at least " + least);
                } else if (counts[i] == 0) {
                    absent.add(classes.name(i));
                }
            }
            findings.warnings(part.name() + " has no image of some classes", absent);
            if (isTest && counts.length - absent.size() < 2) {
                findings.problem(part.name() + " has images of " + (counts.length - absent.size())
                        + " classes, needs at least 2");
            }
        }

        private void checkMaps() {
            MapChecks maps = new MapChecks(findings);
            for (Scenario scenario : experiment.scenarios()) {
                Part part = parts.get(experiment.csv(scenario) + " (" + Split.TRAIN.word() + ")");
                if (scenario.maps() != null && part != null) {
                    maps.check(
                            "scenario " + scenario.id(),
                            files.resolve(folder(scenario.maps())),
                            part.root(),
                            part.images());
                }
            }
            for (TestSet test : experiment.testSets()) {
                Part part = parts.get("test set " + test.id());
                if (test.maps() != null && part != null) {
                    maps.check(part.name(), files.resolve(folder(test.maps())), part.root(), part.images());
                }
            }
            experiment
                    .data()
                    .agreementFolder()
                    .filter(folder -> !Files.isDirectory(files.resolve(folder)))
                    .ifPresent(folder -> findings.problem("map folder " + files.resolve(folder) + " is not a folder"));
        }

        private String folder(String maps) {
            return java.util.Objects.requireNonNull(experiment.data().maps().get(maps));
        }

        /** No image that is trained on may be validated or tested with, whatever part names it. */
        private void checkDisjoint() {
            Map<Path, String> trained = new HashMap<>();
            for (Part part : parts.values()) {
                if (part.use() == Use.TRAINING) {
                    part.images().forEach(image -> trained.putIfAbsent(file(part, image), part.name()));
                }
            }
            Map<Path, String> validated = new HashMap<>();
            for (Part part : parts.values()) {
                if (part.use() != Use.TRAINING) {
                    findings.problems(part.name() + " has images that are trained on", common(part, trained));
                    if (part.use() == Use.TEST) {
                        findings.problems(part.name() + " has images that are validated with", common(part, validated));
                    } else {
                        part.images().forEach(image -> validated.putIfAbsent(file(part, image), part.name()));
                    }
                }
            }
        }

        private static List<String> common(Part part, Map<Path, String> others) {
            List<String> common = new ArrayList<>();
            for (LabelledImage image : part.images()) {
                String other = others.get(file(part, image));
                if (other != null) {
                    common.add(image.path() + " of " + other);
                }
            }
            return common;
        }

        private static Path file(Part part, LabelledImage image) {
            return ImageChecks.file(part.root(), image.path());
        }

        private void checkBackbone(Backbone backbone) {
            try {
                Network network = backbone.builder().build();
                network.camGrid();
                for (Trial trial : experiment.trials()) {
                    if (trial.backbone().equals(backbone.id()) && trial.run() == 1) {
                        experiment.settings(trial);
                    }
                }
                if (backbone.weights() != null) {
                    Path weights = files.resolve(backbone.weights());
                    if (Files.exists(weights)) {
                        NetworkWeights.load(network.init(), weights);
                    } else {
                        findings.problem("backbone " + backbone.id() + ": " + weights + ": there is no such file");
                    }
                }
            } catch (IOException | RuntimeException e) {
                // DL4J tells of impossible sizes by exceptions of many kinds.
                findings.problem("backbone " + backbone.id() + ": " + e.getMessage());
            }
        }

        private void checkRoom() {
            if (out == null) {
                return;
            }
            double needed = 0;
            long rows = parts.values().stream()
                    .filter(part -> part.use() == Use.TEST)
                    .mapToLong(part -> part.images().size())
                    .sum();
            for (Backbone backbone : experiment.backbones()) {
                double weights = weightBytes(backbone);
                for (Trial trial : experiment.trials()) {
                    if (trial.backbone().equals(backbone.id()) && !isFinished(trial)) {
                        needed += weights + rows * SCORE_ROW_BYTES;
                    }
                }
                // Of one trial at a time: the network and its momentum, old and new while one replaces the other.
                needed += 4 * weights;
            }
            try {
                double free = Files.getFileStore(existing(out)).getUsableSpace();
                String room = String.format(
                        Locale.ROOT, "%.0f MiB of disk needed, %.0f MiB free", needed / MEBIBYTE, free / MEBIBYTE);
                if (needed > free) {
                    findings.problem(out + ": " + room);
                } else {
                    findings.fact(room);
                }
            } catch (IOException e) {
                findings.problem(out + ": " + e.getMessage());
            }
        }

        private boolean isFinished(Trial trial) {
            return Files.exists(ExperimentFolder.of(java.util.Objects.requireNonNull(out))
                    .trial(trial)
                    .resultFile());
        }

        private double weightBytes(Backbone backbone) {
            try {
                return NetworkSummary.of(backbone.builder().build()).rows().stream()
                                .mapToLong(NetworkSummary.Row::parameters)
                                .sum()
                        * (double) FLOAT_BYTES;
            } catch (RuntimeException e) {
                return 0; // reported by the check of the backbone
            }
        }

        private static Path existing(Path folder) {
            Path at = folder.toAbsolutePath();
            while (!Files.exists(at) && at.getParent() != null) {
                at = at.getParent();
            }
            return at;
        }
    }

    /** Reads the rows of a part. */
    @FunctionalInterface
    private interface Rows {
        List<LabelledImage> read() throws IOException;
    }
}
