package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cyborgml.data.CheckFindings;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.scoring.Ensemble;
import org.cyborgml.scoring.ScoreTable;
import org.cyborgml.training.TrainedNetwork;

/** Checks that the detectors of a plan have their files, and these a score for every image of the test sets. */
final class DetectorChecks {

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final CheckFindings findings;
    private final Set<String> told = new HashSet<>();

    DetectorChecks(Experiment experiment, ExperimentFiles files, CheckFindings findings) {
        this.experiment = experiment;
        this.files = files;
        this.findings = findings;
    }

    void check() {
        for (Scenario scenario : experiment.scenarios()) {
            files.notGiven(scenario)
                    .ifPresent(what -> findings.warning("scenario " + scenario.id() + " (" + scenario.title()
                            + ") is not given, so it has no results: " + what));
        }
        Set<String> checked = new HashSet<>();
        for (Trial trial : files.givenTrials()) {
            List<DetectorMember> members = trial.scenario().members();
            // Score tables of one trial at a time are in memory.
            Map<Path, ScoreTable> tables = new HashMap<>();
            for (TestSet test : members.isEmpty() ? List.<TestSet>of() : experiment.testSets()) {
                List<String> named = members.stream()
                        .map(member -> member.file(trial.backbone(), trial.run(), test))
                        .toList();
                if (checked.add(test.id() + " " + named)) {
                    check("scenario " + trial.scenario().id(), members, named, test, tables);
                }
            }
        }
    }

    private void check(
            String scenario,
            List<DetectorMember> members,
            List<String> named,
            TestSet test,
            Map<Path, ScoreTable> tables) {
        try {
            for (int i = 0; i < members.size(); i++) {
                Path file = files.resolve(named.get(i));
                if (!Files.isRegularFile(file)) {
                    tell(scenario + ": " + file + ": there is no such file");
                } else if (!members.get(i).isScoredHere()) {
                    checkScores(file, test, members.size(), tables);
                } else if (told.add("network " + members.get(i))) {
                    checkNetwork(members.get(i), file);
                }
            }
        } catch (IOException | RuntimeException e) {
            tell(scenario + ": " + e.getMessage());
        }
    }

    private void checkScores(Path file, TestSet test, int members, Map<Path, ScoreTable> tables) throws IOException {
        ScoreTable table = tables.get(file);
        if (table == null) {
            table = ScoreTable.read(file);
            tables.put(file, table);
        }
        if (members > 1) {
            table.requireLogits();
        }
        List<LabelledImage> images;
        try {
            images = files.images(test);
        } catch (IOException e) {
            return; // told where the test set's rows are checked
        }
        Ensemble.of(List.of(table))
                .logits(images.stream().map(LabelledImage::path).toList());
    }

    private static void checkNetwork(DetectorMember member, Path weights) throws IOException {
        OnnxEntry onnx = member.onnx();
        if (onnx != null) {
            onnx.open(weights).close();
            return;
        }
        TrainedNetwork network = TrainedNetwork.loader(NetworkWeights.read(weights))
                .architecture(member.arch())
                .load();
        if (network.classes().size() != 2) {
            throw new IOException(weights + ": is for " + network.classes().size() + " classes: a detector is of two");
        }
    }

    /** The same fault of many runs is told once. */
    private void tell(String problem) {
        if (told.add(problem)) {
            findings.problem(problem);
        }
    }
}
