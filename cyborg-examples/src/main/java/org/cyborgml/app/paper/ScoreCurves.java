package org.cyborgml.app.paper;

import com.google.common.primitives.Doubles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.app.experiment.TestScores;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.report.ReportProgress;
import org.cyborgml.metrics.DeLongTest;
import org.cyborgml.metrics.McNemarTest;
import org.cyborgml.metrics.RocBand;
import org.cyborgml.metrics.RocCurve;

/**
 * Curves and tests from the score files: for two classes a ROC band for every setting and test set; for any number of them
 * the test of every run's network against the baseline's. The scores of two trials at most are in memory at a time.
 */
final class ScoreCurves {

    private static final int POINTS = 201;

    private final Runs runs;
    private final List<TestSetEntry> tests;
    private final Map<Key, RocBand.Builder> bands = new HashMap<>();
    private final Map<Key, PairTestCount> networks = new HashMap<>();
    private final List<String> missing = new ArrayList<>();
    private boolean hasScores;

    private record Key(Setting setting, String column) {}

    /** The scores of one trial on a test set, in the order of its rows. */
    private record Scored(String column, TestScores scores) {

        /** Tells whether its AUC has a variance. */
        boolean isEnough() {
            return scores.ofClass(0).length >= 2 && scores.ofClass(1).length >= 2;
        }

        boolean[] isSynthetic() {
            boolean[] is = new boolean[scores.scored().size()];
            Arrays.fill(is, scores.ofClass(0).length, is.length, true);
            return is;
        }

        double[] realThenSynthetic() {
            return Doubles.concat(scores.ofClass(0), scores.ofClass(1));
        }
    }

    private ScoreCurves(Runs runs, List<TestSetEntry> tests) {
        this.runs = runs;
        this.tests = tests;
    }

    static ScoreCurves read(Runs runs, ReportProgress progress) throws IOException {
        ScoreCurves curves = new ScoreCurves(runs, runs.experiment().testSets());
        int total = runs.backbones().size() * runs.experiment().runs();
        int done = 0;
        for (BackboneEntry backbone : runs.backbones()) {
            for (int run = 1; run <= runs.experiment().runs(); run++) {
                curves.read(backbone, run);
                progress.counted("runs", ++done, total);
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
            if (runs.classes().size() == 2) {
                for (Scored scored : scores) {
                    bands.computeIfAbsent(new Key(setting, scored.column()), key -> RocBand.builder(grid()))
                            .add(RocCurve.of(scored.scores().binary()));
                }
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
        TrialFolder trial = runs.trial(setting, run);
        List<Scored> all = new ArrayList<>();
        List<TestScores> parts = new ArrayList<>();
        for (TestSetEntry test : tests) {
            if (Files.exists(trial.scores(test.id()))) {
                hasScores = true;
                TestScores scores = TestScores.read(runs.folder(), trial, test.id(), test.images());
                all.add(new Scored(test.id(), scores));
                parts.add(scores);
            } else {
                missing.add(setting + ", run " + run + ": scores of " + test.id()
                        + " are not there; curves and tests by scores lack this run");
            }
        }
        if (runs.isPooled() && parts.size() == tests.size()) {
            all.add(new Scored(TrialResult.POOLED, TestScores.pooled(parts)));
        }
        return all;
    }

    private void compare(Setting setting, List<Scored> reference, List<Scored> scores) {
        for (Scored scored : scores) {
            for (Scored other : reference) {
                if (other.column().equals(scored.column())) {
                    networks.merge(new Key(setting, scored.column()), compare(scored, other), PairTestCount::plus);
                }
            }
        }
    }

    private PairTestCount compare(Scored scored, Scored reference) {
        if (runs.classes().size() > 2) {
            McNemarTest.Result result = McNemarTest.withDefaults()
                    .test(scored.scores().isCorrect(), reference.scores().isCorrect());
            return PairTestCount.of(result.difference(), result.pValue());
        }
        if (!scored.isEnough()) {
            return PairTestCount.NONE;
        }
        DeLongTest.Result result = DeLongTest.withDefaults()
                .test(scored.isSynthetic(), scored.realThenSynthetic(), reference.realThenSynthetic());
        return PairTestCount.of(result.difference(), result.pValue());
    }

    Optional<RocBand> band(Setting setting, TestColumn column) {
        return Optional.ofNullable(bands.get(new Key(setting, column.id()))).map(RocBand.Builder::build);
    }

    PairTestCount networks(Setting setting, TestColumn column) {
        return networks.getOrDefault(new Key(setting, column.id()), PairTestCount.NONE);
    }

    /** The score files of finished trials that are not there, and what lacks them; one line if that is all of them. */
    List<String> missing() {
        return hasScores || missing.isEmpty()
                ? List.copyOf(missing)
                : List.of("The scores of all runs are not there, so there are no curves and tests by scores");
    }
}
