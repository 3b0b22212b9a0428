package org.cyborgml.app.experiment;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.data.DataException;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.scoring.Ensemble;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.OnnxScorer;
import org.cyborgml.scoring.ScoreTable;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.scoring.ScoringProgress;
import org.cyborgml.scoring.ScoringResult;
import org.cyborgml.scoring.onnx.OnnxDetector;
import org.cyborgml.training.TrainedNetwork;

/**
 * A trial of a scenario that is not trained: the scores of its detector, or of an ensemble of them, become the trial's score files.
 * A network's own scores are kept in the experiment's folder {@code detectors/}, since backbones and runs share them.
 */
final class DetectorTrial {

    private static final int HASH_SHOWN = 16;
    private static final int BATCH = 16;

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final ExperimentFolder out;
    private final Trial trial;
    private final TrialFolder folder;
    private final CommonFiles common;
    private final TrialMonitor monitor;
    private final Map<Path, ScoreTable> read = new LinkedHashMap<>();

    /**
     * A trial.
     *
     * @param folder of its files
     * @param common scores that it shares with other trials
     */
    DetectorTrial(
            Experiment experiment,
            ExperimentFiles files,
            ExperimentFolder out,
            Trial trial,
            TrialFolder folder,
            CommonFiles common,
            TrialMonitor monitor) {
        this.experiment = experiment;
        this.files = files;
        this.out = out;
        this.trial = trial;
        this.folder = folder;
        this.common = common;
        this.monitor = monitor;
    }

    /** Tells whether nothing is left to do. */
    static boolean isFinished(Experiment experiment, TrialFolder folder) throws IOException {
        return folder.usableResult().isPresent()
                && experiment.testSets().stream().allMatch(test -> Files.exists(folder.scores(test.id())));
    }

    /** The work of a trial of which nothing is done: images through networks. */
    static TrialWork work(Experiment experiment, ExperimentFiles files, Trial trial) throws IOException {
        long networks = trial.scenario().members().stream()
                .filter(DetectorMember::isScoredHere)
                .count();
        double images = 0;
        for (TestSet test : experiment.testSets()) {
            images += files.images(test).size();
        }
        return TrialWork.atMost(networks * images);
    }

    TrialResult run() throws IOException {
        monitor.begin();
        for (TestSet test : experiment.testSets()) {
            if (!Files.exists(folder.scores(test.id()))) {
                write(test);
            }
        }
        TrialResult result = new TrialResults(out, experiment).of(trial, folder);
        JsonFiles.write(folder.resultFile(), result);
        return result;
    }

    private void write(TestSet test) throws IOException {
        List<ScoreTable> members = new ArrayList<>();
        for (DetectorMember member : trial.scenario().members()) {
            members.add(table(member, test));
        }
        List<String> paths =
                files.images(test).stream().map(LabelledImage::path).toList();
        Map<String, Double> logits = Ensemble.of(members).logits(paths);
        List<List<String>> rows = new ArrayList<>();
        for (String path : paths) {
            double logit = Objects.requireNonNull(logits.get(path));
            rows.add(List.of(path, Double.toString(Ensemble.sigmoid(logit)), Double.toString(logit)));
        }
        Path scores = folder.scores(test.id());
        Files.createDirectories(Objects.requireNonNull(scores.getParent()));
        TextFiles.writeCsv(scores, rows);
    }

    private ScoreTable table(DetectorMember member, TestSet test) throws IOException {
        Path file = files.resolve(member.file(trial.backbone(), trial.run(), test));
        Path scores = member.isScoredHere() ? scored(member, file, test) : file;
        ScoreTable known = read.get(scores);
        if (known == null) {
            known = ScoreTable.read(scores);
            read.put(scores, known);
        }
        return known;
    }

    /** Names the folder of a network's scores; settings of an ONNX file change its scores as weights do. */
    private static String kind(DetectorMember member) {
        OnnxEntry onnx = member.onnx();
        return onnx == null
                ? String.valueOf(member.arch())
                : "onnx-"
                        + Hashing.sha256()
                                .hashString(onnx.toString(), StandardCharsets.UTF_8)
                                .toString()
                                .substring(0, HASH_SHOWN);
    }

    /** The score file of a network, which is made if it is not there. */
    private Path scored(DetectorMember member, Path weights, TestSet test) throws IOException {
        String hash = FileHash.sha256(weights);
        Path scores = out.path()
                .resolve("detectors")
                .resolve(kind(member) + "-" + hash.substring(0, HASH_SHOWN))
                .resolve(test.id() + ".csv");
        common.require(scores, file -> score(member, weights, hash, test, file));
        return scores;
    }

    private void score(DetectorMember member, Path weights, String hash, TestSet test, Path scores) throws IOException {
        List<String> paths =
                files.images(test).stream().map(LabelledImage::path).toList();
        ImageFolder images = ImageFolder.open(files.imageRoot(test));
        ScoringProgress progress = (done, total) -> monitor.onScored(test.id(), done, total, 0);
        ScoringResult result;
        OnnxEntry onnx = member.onnx();
        if (onnx != null) {
            try (OnnxDetector detector = onnx.open(weights)) {
                result = new OnnxScorer(detector, BATCH, LogitColumns.WRITTEN)
                        .score(images, paths, scores, "test set " + test.id(), progress);
            }
        } else {
            TrainedNetwork network = TrainedNetwork.loader(NetworkWeights.read(weights))
                    .architecture(member.arch())
                    .load();
            result = Scorer.builder(network.network(), network.input(), network.classes())
                    .logits(LogitColumns.WRITTEN)
                    .build()
                    .score(images, paths, scores, "weights " + hash, progress);
        }
        if (!result.failures().isEmpty()) {
            Files.delete(scores);
            throw new DataException(result.failures().size() + " images of " + test.id()
                    + " cannot be used, the first: " + result.failures().get(0));
        }
    }
}
