package org.cyborgml.examples.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.examples.experiment.CellFolder;
import org.cyborgml.examples.experiment.CellResult;
import org.cyborgml.examples.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.examples.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.DeLongTest;
import org.cyborgml.metrics.RocBand;
import org.cyborgml.metrics.RocCurve;

/**
 * What is made of the score files: a ROC band for every setting and test set, and DeLong's test of every run against the
 * baseline's. The scores of two cells at most are in memory at a time.
 */
final class ScoreCurves {

    private static final int POINTS = 201;

    private final Runs runs;
    private final List<TestRows> tests;
    private final Map<Key, RocBand.Builder> bands = new HashMap<>();
    private final Map<Key, DeLongCount> deLong = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    private record Key(Setting setting, String column) {}

    /** The scores of one cell on a test set. */
    private static final class Scored {

        private final String column;
        private final boolean[] synthetic;
        private final double[] scores;

        Scored(String column, boolean[] synthetic, double[] scores) {
            this.column = column;
            this.synthetic = synthetic;
            this.scores = scores;
        }
    }

    private ScoreCurves(Runs runs, List<TestRows> tests) {
        this.runs = runs;
        this.tests = tests;
    }

    static ScoreCurves read(Runs runs) throws IOException {
        List<String> ids =
                runs.experiment().testSets().stream().map(TestSetEntry::id).toList();
        ScoreCurves curves = new ScoreCurves(runs, TestRows.read(runs.folder(), ids));
        for (BackboneEntry backbone : runs.backbones()) {
            for (int run = 1; run <= runs.experiment().runs(); run++) {
                curves.read(backbone, run);
            }
        }
        return curves;
    }

    private void read(BackboneEntry backbone, int run) throws IOException {
        Optional<Setting> baseline = runs.baseline().map(s -> new Setting(backbone, s));
        List<Scored> reference = baseline.isPresent() ? scores(baseline.get(), run) : List.of();
        for (Setting setting : runs.settings(backbone)) {
            boolean isBaseline = baseline.isPresent() && baseline.get().equals(setting);
            List<Scored> scores = isBaseline ? reference : scores(setting, run);
            for (Scored scored : scores) {
                bands.computeIfAbsent(new Key(setting, scored.column), key -> RocBand.builder(grid()))
                        .add(RocCurve.of(BinaryScores.of(scored.synthetic, scored.scores)));
            }
            if (!isBaseline && baseline.isPresent() && runs.isPair(baseline.get(), setting, run)) {
                compare(setting, reference, scores);
            }
        }
    }

    private static double[] grid() {
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> (double) i / (POINTS - 1))
                .toArray();
    }

    private List<Scored> scores(Setting setting, int run) throws IOException {
        if (runs.result(setting, run).isEmpty()) {
            return List.of();
        }
        CellFolder cell = runs.cell(setting, run);
        List<Scored> all = new ArrayList<>();
        for (TestRows test : tests) {
            if (!Files.exists(cell.scores(test.id()))) {
                missing.add(setting + ", run " + run + ": scores of " + test.id());
                continue;
            }
            all.add(new Scored(test.id(), test.synthetic(), test.scores(cell.scores(test.id()))));
        }
        if (tests.size() > 1 && all.size() == tests.size()) {
            all.add(pooled(all));
        }
        return all;
    }

    private Scored pooled(List<Scored> parts) {
        int rows = tests.stream().mapToInt(TestRows::size).sum();
        boolean[] synthetic = new boolean[rows];
        double[] scores = new double[rows];
        int n = 0;
        for (int t = 0; t < parts.size(); t++) {
            for (int i = 0; i < tests.get(t).size(); i++) {
                if (tests.get(t).isPooled(i)) {
                    synthetic[n] = parts.get(t).synthetic[i];
                    scores[n++] = parts.get(t).scores[i];
                }
            }
        }
        return new Scored(CellResult.POOLED, Arrays.copyOf(synthetic, n), Arrays.copyOf(scores, n));
    }

    private void compare(Setting setting, List<Scored> reference, List<Scored> scores) {
        for (Scored scored : scores) {
            for (Scored other : reference) {
                if (other.column.equals(scored.column) && enough(scored.synthetic)) {
                    DeLongTest.Result result =
                            DeLongTest.withDefaults().test(scored.synthetic, scored.scores, other.scores);
                    deLong.merge(
                            new Key(setting, scored.column),
                            DeLongCount.NONE.plus(result.difference(), result.pValue()),
                            DeLongCount::plus);
                }
            }
        }
    }

    /** The variance of an AUC wants two images of each class. */
    private static boolean enough(boolean[] synthetic) {
        int positives = 0;
        for (boolean s : synthetic) {
            positives += s ? 1 : 0;
        }
        return positives >= 2 && synthetic.length - positives >= 2;
    }

    Optional<RocBand> band(Setting setting, TestColumn column) {
        return Optional.ofNullable(bands.get(new Key(setting, column.id()))).map(RocBand.Builder::build);
    }

    DeLongCount deLong(Setting setting, TestColumn column) {
        return deLong.getOrDefault(new Key(setting, column.id()), DeLongCount.NONE);
    }

    /** Score files of finished cells that are not there. */
    List<String> missing() {
        return List.copyOf(missing);
    }
}
