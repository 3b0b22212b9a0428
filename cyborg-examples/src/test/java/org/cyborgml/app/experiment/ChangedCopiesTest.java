package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.saliency.format.CocoRegions;
import org.cyborgml.saliency.format.CoordinateUnit;
import org.cyborgml.saliency.format.DurationUse;
import org.cyborgml.saliency.format.FixationColumn;
import org.cyborgml.saliency.format.NameMatch;
import org.cyborgml.saliency.format.OutsideRule;
import org.cyborgml.saliency.format.ReadingOptions;
import org.cyborgml.training.AlphaSchedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A changed copy of a record of many values differs in what was changed alone. */
class ChangedCopiesTest {

    static Stream<Arguments> copies() {
        return Stream.of(testSets(), backbones(), scenarios(), experiments(), options())
                .flatMap(one -> one);
    }

    private static Stream<Arguments> testSets() {
        TestSet some = TestSet.ofLists("some", List.of("a.txt"), List.of("b.txt"))
                .titled("Some")
                .withMaps("human")
                .withImages("images");
        return Stream.of(
                arguments(some, some.titled("Other"), List.of("title", "generator")),
                arguments(some, some.withMaps("gaze"), List.of("maps")),
                arguments(some, some.withImages("others"), List.of("images")),
                arguments(some, some.asMain(), List.of("main")));
    }

    private static Stream<Arguments> backbones() {
        Backbone some = Backbone.of(Architecture.SELF_ATTENTION)
                .named("some", "Some")
                .withSize(100)
                .withAttention(AttentionKind.TEMPLATES)
                .withWeights("some.pth")
                .withTraining("batch", 7);
        return Stream.of(
                arguments(some, some.named("other", "Other"), List.of("id", "title")),
                arguments(some, some.withSize(120), List.of("size")),
                arguments(some, some.withAttention(AttentionKind.DIRECT_REGRESSION), List.of("attention")),
                arguments(some, some.withWeights("other.pth"), List.of("weights")),
                arguments(some, some.withTraining("batch", 8), List.of("training")));
    }

    private static Stream<Arguments> scenarios() {
        Scenario some = Scenario.cyborg("some", "human")
                .titled("Some")
                .withAlpha(0.25)
                .withCsv("some.csv")
                .withMapShare(0.5)
                .withImageShare(0.5, 7)
                .withDistance(SaliencyDistance.KL);
        return Stream.of(
                arguments(some, some.named("other"), List.of("id")),
                arguments(some, some.titled("Other"), List.of("title")),
                arguments(some, some.withAlpha(0.75), List.of("alpha")),
                arguments(some, some.withAlphaSchedule(AlphaSchedule.DECAY), List.of("alphaSchedule")),
                arguments(some, some.withCsv("other.csv"), List.of("csv")),
                arguments(some, some.withMapShare(0.25), List.of("mapShare")),
                arguments(some, some.withImageShare(0.25, 14), List.of("imageShare", "epochs")),
                arguments(some, some.withDistance(SaliencyDistance.L1), List.of("distance")),
                arguments(some, some.withClassSelection(ClassSelection.TRUE), List.of("select")),
                arguments(some, some.withTap(FeatureTap.POOLED), List.of("tap")),
                arguments(some, some.asBaseline(), List.of("baseline")));
    }

    private static Stream<Arguments> experiments() {
        Experiment some = Experiment.named("some", TrainingData.of("split.csv", "images"))
                .with(Backbone.of(Architecture.SMALL_CNN))
                .with(Scenario.classical("one"))
                .with(Scenario.classical("two"))
                .with(TestSet.ofCsv("some", "some.csv"))
                .withTraining("epochs", 3)
                .withRuns(2)
                .withSeed(9);
        return Stream.of(
                arguments(some, some.with(Backbone.of(Architecture.RESNET50)), List.of("backbones")),
                arguments(some, some.with(Scenario.classical("three")), List.of("scenarios")),
                arguments(some, some.withScenarios(List.of("one")), List.of("scenarios")),
                arguments(some, some.with(TestSet.ofCsv("other", "other.csv")), List.of("testSets")),
                arguments(some, some.withTraining("epochs", 4), List.of("training")),
                arguments(some, some.withRuns(3), List.of("runs")),
                arguments(some, some.withSeed(8), List.of("seed")),
                arguments(some, some.withTestedEpochs(TestedEpochs.ALL), List.of("testedEpochs")));
    }

    private static Stream<Arguments> options() {
        ReadingOptions some = ReadingOptions.defaults().withBrushRadius(3.0).withJudgementNames("said", "is");
        return Stream.of(
                arguments(some, some.withBrushRadius(4.0), List.of("brushRadius")),
                arguments(some, some.withOutside(OutsideRule.CUT), List.of("outside")),
                arguments(some, some.withCocoRegions(CocoRegions.BOXES), List.of("cocoRegions")),
                arguments(some, some.withColumns(Map.of(FixationColumn.X, "left")), List.of("columns")),
                arguments(some, some.withUnit(CoordinateUnit.NORMALISED), List.of("unit")),
                arguments(some, some.withMatch(NameMatch.END), List.of("match")),
                arguments(some, some.withDurations(DurationUse.IGNORE), List.of("durations")),
                arguments(some, some.withJudgementNames("answer", "label"), List.of("decision", "truth")));
    }

    @ParameterizedTest
    @MethodSource("copies")
    void differInWhatWasChangedAlone(Record before, Record after, List<String> changed) throws Exception {
        Set<String> differing = new LinkedHashSet<>();
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            if (!Objects.equals(
                    component.getAccessor().invoke(before),
                    component.getAccessor().invoke(after))) {
                differing.add(component.getName());
            }
        }
        assertThat(differing).containsExactlyElementsOf(changed);
    }
}
