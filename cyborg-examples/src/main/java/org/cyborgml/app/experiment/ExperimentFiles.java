package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.SampleSet;
import org.cyborgml.data.Split;
import org.cyborgml.data.SplitFile;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.saliency.file.PlainText;

/** The files that an experiment names, below its data root. Split files and lists are read once. */
final class ExperimentFiles {

    private final Experiment experiment;
    private final Path root;
    private final Memory<String, SplitFile> splits = new Memory<>();
    private final Memory<TestSet, List<LabelledImage>> tests = new Memory<>();

    ExperimentFiles(Experiment experiment, Path root) {
        this.experiment = experiment;
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** A file that the plan names below its root; an absolute path is one of this machine, wherever the root is. */
    Path resolve(String path) {
        Path file = Path.of(path);
        return file.isAbsolute() ? file : root.resolve(path);
    }

    private SplitFile split(String csv) throws IOException {
        return splits.get(csv, () -> SplitFile.read(resolve(csv)));
    }

    /** The classes of all networks: those that the plan names, else those of the images to train on. */
    ClassNames classes() throws IOException {
        List<String> names = experiment.data().classes();
        return names == null ? split(experiment.data().csv()).classes() : ClassNames.of(names);
    }

    /** A sentence on the header of a split file; empty if it has none, or cannot be read. */
    Optional<String> headerInWords(String csv) {
        try {
            return split(csv).headerInWords();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The rows of a split file, as the plan names it. */
    List<LabelledImage> images(String csv, Split part) throws IOException {
        return split(csv).images(part);
    }

    List<LabelledImage> images(Scenario scenario, Split part) throws IOException {
        return images(experiment.csv(scenario), part);
    }

    /** The number of images that a scenario trains on. */
    int trained(Scenario scenario) throws IOException {
        List<LabelledImage> all = images(scenario, Split.TRAIN);
        Double share = scenario.imageShare();
        if (share == null) {
            return all.size();
        }
        Map<String, Long> classes =
                all.stream().collect(Collectors.groupingBy(LabelledImage::label, Collectors.counting()));
        return classes.values().stream()
                .mapToInt(images -> SampleSet.kept(images, share))
                .sum();
    }

    Path imageRoot() {
        return resolve(experiment.data().images());
    }

    Path imageRoot(TestSet test) {
        return resolve(experiment.images(test));
    }

    /** The images of a test set: in the split file's order, or the real ones' lists before the synthetic ones'. */
    List<LabelledImage> images(TestSet test) throws IOException {
        return tests.get(test, () -> read(test));
    }

    private List<LabelledImage> read(TestSet test) throws IOException {
        if (test.csv() != null) {
            return images(test.csv(), Split.TEST);
        }
        List<LabelledImage> all = new ArrayList<>();
        addLists(all, test.real(), ClassNames.FACES.name(0));
        addLists(all, test.synthetic(), ClassNames.FACES.name(1));
        return all;
    }

    private void addLists(List<LabelledImage> to, List<String> lists, String label) throws IOException {
        for (String list : lists) {
            int before = to.size();
            for (String line : PlainText.read(resolve(list)).lines().toList()) {
                if (!line.isBlank()) {
                    to.add(new LabelledImage(Split.TEST, label, line.strip()));
                }
            }
            if (to.size() == before) {
                throw new DataException(resolve(list) + ": names no image");
            }
        }
    }

    /** The files of an optional detector that are not there, in words; empty if all are, or it is not optional. */
    Optional<String> notGiven(Scenario scenario) {
        if (!scenario.optional()) {
            return Optional.empty();
        }
        Set<String> needed = new LinkedHashSet<>();
        for (Trial trial : experiment.trials()) {
            if (trial.scenario().equals(scenario)) {
                for (DetectorMember member : scenario.members()) {
                    experiment.testSets().forEach(test -> needed.add(member.file(trial.backbone(), trial.run(), test)));
                }
            }
        }
        List<String> missing = needed.stream()
                .filter(file -> !Files.isRegularFile(resolve(file)))
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("there is no " + missing.get(0)
                + (missing.size() == 1 ? "" : ", nor " + (missing.size() - 1) + " of its other files"));
    }

    /** The trials without those of optional detectors whose files are not there. */
    List<Trial> givenTrials() {
        Set<String> missing = new LinkedHashSet<>();
        for (Scenario scenario : experiment.scenarios()) {
            notGiven(scenario).ifPresent(what -> missing.add(scenario.id()));
        }
        return experiment.trials().stream()
                .filter(trial -> !missing.contains(trial.scenario().id()))
                .toList();
    }

    /** Split files, lists and weights, to their SHA-256. */
    Map<String, String> hashes() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        names.add(experiment.data().csv());
        experiment.scenarios().forEach(scenario -> names.add(experiment.csv(scenario)));
        for (TestSet test : experiment.testSets()) {
            if (test.csv() != null) {
                names.add(test.csv());
            }
            names.addAll(test.real());
            names.addAll(test.synthetic());
        }
        experiment.scenarios().stream()
                .map(scenario -> experiment.maps(scenario).flatMap(PlannedMaps::weightsFile))
                .flatMap(Optional::stream)
                .forEach(names::add);
        for (Backbone backbone : experiment.backbones()) {
            if (backbone.weights() != null) {
                names.add(backbone.weights());
            }
        }
        for (Trial trial : givenTrials()) {
            for (DetectorMember member : trial.scenario().members()) {
                experiment.testSets().forEach(test -> names.add(member.file(trial.backbone(), trial.run(), test)));
            }
        }
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String name : names) {
            hashes.put(name, FileHash.sha256(resolve(name)));
        }
        return hashes;
    }
}
