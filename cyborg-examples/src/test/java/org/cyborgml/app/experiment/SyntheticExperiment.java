package org.cyborgml.app.experiment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.cams.MeanMap;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.Provenance;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.IntervalMethod;
import org.cyborgml.metrics.OperatingPoint;
import org.cyborgml.metrics.RocCurve;

/**
 * The folder of an experiment that no network made: scores are drawn from two normal distributions whose distance depends
 * on the scenario, the test set and the run.
 *
 * @param backbones 1 to 4
 * @param scenarios 1 to 4, the first the baseline
 * @param runs per setting
 * @param testSets 0 to 6; all share their first half of real images
 * @param images of each class in a test set
 * @param maps whether there are human maps and CAMs
 * @param gain how much each further scenario moves the distributions apart
 */
public record SyntheticExperiment(
        int backbones, int scenarios, int runs, int testSets, int images, Maps maps, double gain) {

    /** Presence of human maps and CAMs. */
    public enum Maps {
        NONE,
        HUMAN
    }

    private static final List<String> BACKBONES = List.of("ResNet50", "DenseNet121", "Inception v3", "Xception");
    private static final List<String> SCENARIOS =
            List.of("Classical", "CYBORG, human maps", "Classical, large data", "CYBORG, masks");
    private static final List<String> GENERATORS =
            List.of("ProGAN", "StarGANv2", "StyleGAN", "StyleGAN2", "StyleGAN2-ADA", "StyleGAN3");
    private static final int GRID = 7;

    /** Writes the experiment of the golden values, or one of the paper's size to look at: {@code golden|paper DIR}. */
    public static void main(String[] arguments) throws IOException {
        SyntheticExperiment experiment =
                arguments[0].equals("golden") ? golden() : new SyntheticExperiment(4, 4, 10, 6, 200, Maps.HUMAN, 0.12);
        experiment.write(Path.of(arguments[1]));
    }

    /** The experiment of the golden values. */
    public static SyntheticExperiment golden() {
        return new SyntheticExperiment(2, 3, 4, 3, 30, Maps.HUMAN, 0.3);
    }

    public static String slug(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    public ExperimentFolder write(Path path) throws IOException {
        ExperimentFolder folder = ExperimentFolder.of(path);
        folder.write(experiment());
        for (TestSetEntry test : experiment().testSets()) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < 2 * images; i++) {
                rows.append(isSynthetic(i) ? "test,Synthetic," : "test,Real,")
                        .append(image(test, i))
                        .append('\n');
            }
            text(folder.testFile(test.id()), rows.toString());
        }
        for (BackboneEntry backbone : experiment().backbones()) {
            for (ScenarioEntry scenario : experiment().scenarios()) {
                for (int run = 1; run <= runs; run++) {
                    writeTrial(folder, backbone, scenario, run);
                }
            }
        }
        return folder;
    }

    public ExperimentRecord experiment() {
        List<BackboneEntry> backboneEntries = BACKBONES.subList(0, backbones).stream()
                .map(title -> new BackboneEntry(slug(title), title))
                .toList();
        List<ScenarioEntry> scenarioEntries = IntStream.range(0, scenarios)
                .mapToObj(i -> new ScenarioEntry(
                        slug(SCENARIOS.get(i)),
                        SCENARIOS.get(i),
                        i % 2 == 0 ? 1 : 0.5,
                        i % 2 == 0 ? null : "maps" + i,
                        i == 0))
                .toList();
        List<TestSetEntry> testEntries = GENERATORS.subList(0, testSets).stream()
                .map(title -> new TestSetEntry(slug(title), title, title, null, "images", images, images, null))
                .toList();
        return new ExperimentRecord(
                "Synthetic numbers <&> no network",
                JsonNodeFactory.instance.objectNode().put("epochs", 5).put("note", "100 % & more"),
                backboneEntries,
                scenarioEntries,
                testEntries,
                runs,
                LongStream.rangeClosed(1, runs).boxed().toList(),
                maps == Maps.NONE ? null : new MeanMap(14, 14, 100, blob(14, 0.5, 0.5, 0.2)),
                new Provenance(
                        "experiment run plan.yaml --out results",
                        "2026-01-02T03:04:05Z",
                        Map.of("Java", "17"),
                        Map.of("Processor", "an abacus"),
                        "data",
                        Map.of("train_1.csv", "0123456789abcdef"),
                        2),
                null);
    }

    private static boolean isSynthetic(int image) {
        return image % 2 == 1;
    }

    private String image(TestSetEntry test, int i) {
        return !isSynthetic(i) && i < images ? "shared/" + i + ".png" : test.id() + "/" + i + ".png";
    }

    private void writeTrial(ExperimentFolder folder, BackboneEntry backbone, ScenarioEntry scenario, int run)
            throws IOException {
        TrialFolder trial = folder.trial(backbone.id(), scenario.id(), run);
        int b = experiment().backbones().indexOf(backbone);
        int s = experiment().scenarios().indexOf(scenario);
        Random random = new Random(1000L * b + 100L * s + run);
        // Noise that all scenarios of a seed have in common, and noise of this trial.
        double luck = new Random(run).nextGaussian() * 0.1 + random.nextGaussian() * 0.08;
        Map<String, TestMetrics> metrics = new LinkedHashMap<>();
        List<Double> all = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        for (int t = 0; t < testSets; t++) {
            TestSetEntry test = experiment().testSets().get(t);
            double[] logits = logits(test, 0.3 + 0.1 * b + 0.15 * t + gain * s + luck, random);
            boolean[] synthetic = new boolean[logits.length];
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < logits.length; i++) {
                synthetic[i] = isSynthetic(i);
                rows.append(String.format(
                        Locale.ROOT,
                        "%s,%.8f,%.6f,%.6f%n",
                        image(test, i),
                        1 / (1 + Math.exp(-logits[i])),
                        -logits[i],
                        logits[i]));
                if (t == 0 || synthetic[i] || i >= images) {
                    all.add(logits[i]);
                    labels.add(synthetic[i]);
                }
            }
            text(trial.scores(test.id()), rows.toString());
            metrics.put(test.id(), metrics(synthetic, logits));
            if (maps == Maps.HUMAN) {
                List<Double> cam = blob(GRID, 0.5 + 0.25 * random.nextGaussian() / (1 + 2 * s), 0.5, 0.25 + 0.03 * s);
                JsonFiles.write(trial.camFile(test.id()), new CamFile(new MeanMap(GRID, GRID, 2 * images, cam), null));
            }
        }
        double[] pooledScores = all.stream().mapToDouble(Double::doubleValue).toArray();
        boolean[] pooledLabels = new boolean[pooledScores.length];
        for (int i = 0; i < pooledLabels.length; i++) {
            pooledLabels[i] = labels.get(i);
        }
        if (testSets > 1) {
            metrics.put(TrialResult.POOLED, metrics(pooledLabels, pooledScores));
        }
        int epochs = 5;
        double[] train = curve(epochs, 0.6 + 0.03 * s, random);
        double[] validation = curve(epochs, 0.55 + 0.02 * s, random);
        text(trial.path().resolve("Logs/model_log.json"), log(train, validation));
        JsonFiles.write(
                trial.resultFile(),
                new TrialResult(
                        backbone.id(),
                        scenario.id(),
                        run,
                        run,
                        epochs - 1,
                        epochs,
                        600 + 10 * random.nextDouble(),
                        0.3,
                        Math.max(0.05, 0.4 - 0.05 * s + 0.03 * random.nextGaussian()),
                        s % 2 == 0 ? 0 : 0.05 + 0.005 * random.nextDouble(),
                        train[epochs - 1],
                        validation[epochs - 1],
                        metrics,
                        maps == Maps.NONE ? Map.of() : ImmutableMap.of(TrialResult.TRAIN, agreement(s, random))));
    }

    private static double[] logits(TestSetEntry test, double distance, Random random) {
        double[] logits = new double[test.real() + test.synthetic()];
        for (int i = 0; i < logits.length; i++) {
            // Six decimals, as the score file has them.
            logits[i] = Math.rint(1e6 * (random.nextGaussian() + (isSynthetic(i) ? distance : 0))) / 1e6;
        }
        return logits;
    }

    private static TestMetrics metrics(boolean[] synthetic, double[] logits) {
        BinaryScores scores = BinaryScores.of(synthetic, logits);
        AucEstimate auc = AucEstimate.of(scores);
        ConfidenceInterval interval = auc.interval(0.95, IntervalMethod.LOGIT);
        OperatingPoint half = scores.at(0);
        return new TestMetrics(
                scores.negatives(),
                scores.positives(),
                auc.value(),
                interval.lower(),
                interval.upper(),
                half.accuracy(),
                scores.averagePrecision(),
                RocCurve.of(scores).equalErrorRate().rate(),
                half.falseNegativeRate(),
                half.falsePositiveRate(),
                null,
                null,
                null,
                null,
                null);
    }

    private static Agreement agreement(int scenario, Random random) {
        double better = 0.1 * scenario + 0.02 * random.nextGaussian();
        return new Agreement(1821, 0, 0.3 + better, 0.5 + better / 2, 0.9 - better, 0.08 - better / 10);
    }

    private static double[] curve(int epochs, double start, Random random) {
        return IntStream.range(0, epochs)
                .mapToDouble(
                        e -> Math.min(1, start + (1 - start) * (1 - Math.exp(-0.6 * e)) + 0.02 * random.nextGaussian()))
                .toArray();
    }

    private static List<Double> blob(int side, double x, double y, double width) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < side * side; i++) {
            double dx = (i % side + 0.5) / side - x;
            int row = i / side;
            double dy = (row + 0.5) / side - y;
            values.add(0.1 + 0.7 * Math.exp(-(dx * dx + dy * dy) / (2 * width * width)));
        }
        return values;
    }

    private static String log(double[] train, double[] validation) {
        return String.format(
                Locale.ROOT,
                "{\"iterations\":[],\"cross_entropy\":[],\"saliency\":[],\"epoch\":%s,\"train_acc\":%s,\"validation\":%s,"
                        + "\"val_acc\":%s,\"validation_saliency\":[]}",
                list(train),
                list(train),
                list(validation),
                list(validation));
    }

    private static String list(double[] values) {
        return DoubleStream.of(values).boxed().toList().toString();
    }

    private static void text(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text.replace("\r", ""), StandardCharsets.UTF_8);
    }
}
