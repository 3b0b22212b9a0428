package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.EfficientNetPadding;
import org.cyborgml.training.AlphaSchedule;
import org.cyborgml.training.AugmentationChoice;
import org.cyborgml.training.LearningRateSchedule;
import org.cyborgml.training.MapTarget;
import org.cyborgml.training.Optimizer;
import org.cyborgml.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlansTest {

    private static final String PLAN =
            """
            name: toy
            data:
              csv: split.csv
              images: images
              maps: {human: maps, parts: masks}
            training: {epochs: 3, learning_rate: 0.1, schedule: cosine}
            backbones:
              - arch: small_cnn
                size: 32
                training:
                  batch: 4
            scenarios:
              - {id: classical}
              - {id: cyborg, maps: human, alpha: 0.3, distance: l1, tap: pooled, map_share: 0.5}
            test_sets:
              - {id: gan, title: GAN, csv: gan.csv}
              - {id: other, real: a.txt, synthetic: [b.txt, c.txt]}
            runs: 2
            seed: 5
            """;

    @Test
    void aPlanIsTheObjectsThatAProgramComposes() throws IOException {
        Experiment composed = Experiment.named(
                        "toy",
                        TrainingData.of("split.csv", "images")
                                .withMaps("human", "maps")
                                .withMaps("parts", "masks"))
                .withTraining("epochs", 3)
                .withTraining("learning_rate", 0.1)
                .withTraining("schedule", "cosine")
                .with(Backbone.of(Architecture.SMALL_CNN).withSize(32).withTraining("batch", 4))
                .with(Scenario.classical("classical"))
                .with(Scenario.cyborg("cyborg", "human")
                        .withAlpha(0.3)
                        .withDistance(SaliencyDistance.L1)
                        .withTap(FeatureTap.POOLED)
                        .withMapShare(0.5))
                .with(TestSet.ofCsv("gan", "gan.csv").titled("GAN"))
                .with(TestSet.ofLists("other", List.of("a.txt"), List.of("b.txt", "c.txt")))
                .withRuns(2)
                .withSeed(5);
        Experiment read = Plans.parse(PLAN, "toy.yaml");
        assertThat(read).isEqualTo(composed);
        Experiment resolved = Plans.parse(read.toJson().toString(), "json");
        assertThat(resolved.trials().stream().map(resolved::settings))
                .isEqualTo(read.trials().stream().map(read::settings).toList());
        assertThat(resolved.toJson()).isEqualTo(read.toJson());
    }

    @Test
    void selfAttentionMakesItsMapAsThePlanSays() throws IOException {
        String plan = PLAN.replace(
                "- arch: small_cnn",
                "- {id: direct, arch: self_attention}\n  - arch: self_attention\n" + "    attention: templates");

        List<Backbone> backbones = Plans.parse(plan, "toy.yaml").backbones();

        assertThat(backbones.get(0).attention()).isNull();
        assertThat(backbones.get(1))
                .isEqualTo(Backbone.of(Architecture.SELF_ATTENTION)
                        .withAttention(AttentionKind.TEMPLATES)
                        .withSize(32)
                        .withTraining("batch", 4));
        assertThat(backbones.get(1).attentionChoice().notes()).containsEntry("attention", "templates");
        assertThatIOException()
                .isThrownBy(
                        () -> Plans.parse(PLAN.replace("size: 32", "size: 32\n    attention: templates"), "toy.yaml"))
                .withMessageContaining("small_cnn has no attention map, only self_attention has");
    }

    @Test
    void efficientNetsArePaddedAsThePlanOrTheirWeightsSay() throws IOException {
        String plan = PLAN.replace("- arch: small_cnn", "- arch: efficientnet_b4_st\n    padding: 0.7.1");

        Backbone backbone = Plans.parse(plan, "toy.yaml").backbones().get(0);

        assertThat(backbone.padding()).isEqualTo(EfficientNetPadding.V0_7_1);
        assertThat(backbone.paddingChoice().notes()).containsEntry("padding", "0.7.1");
        Experiment resolved = Plans.parse(Plans.parse(plan, "toy.yaml").toJson().toString(), "json");
        assertThat(resolved.backbones().get(0).padding()).isEqualTo(EfficientNetPadding.V0_7_1);
        assertThatIOException()
                .isThrownBy(() -> backbone.startingFrom(Map.of("padding", "0.6.1")))
                .withMessage("the weights are those of padding 0.6.1, not of 0.7.1");
        Backbone unsaid = Backbone.of(Architecture.EFFICIENTNET_B4);
        assertThat(unsaid.startingFrom(Map.of("padding", "0.7.0")).padding()).isEqualTo(EfficientNetPadding.V0_7_0);
        assertThat(unsaid.startingFrom(Map.of())).isEqualTo(unsaid);
        assertThatIOException()
                .isThrownBy(() -> Plans.parse(PLAN.replace("size: 32", "size: 32\n    padding: 0.7.1"), "toy.yaml"))
                .withMessageContaining("padding 0.7.1: of EfficientNet alone, and small_cnn is none");
    }

    @Test
    void settingsOfATrialComeFromExperimentBackboneScenarioAndRun() throws IOException {
        Experiment experiment = Plans.parse(PLAN, "toy.yaml");
        List<Trial> trials = experiment.trials();
        assertThat(trials)
                .extracting(Trial::toString)
                .containsExactly(
                        "small_cnn/classical/run01",
                        "small_cnn/cyborg/run01",
                        "small_cnn/classical/run02",
                        "small_cnn/cyborg/run02");
        TrainingSettings settings = experiment.settings(trials.get(3));
        assertThat(settings.alpha()).isEqualTo(0.3);
        assertThat(settings.distance()).isEqualTo(SaliencyDistance.L1);
        assertThat(settings.tap()).isEqualTo(FeatureTap.POOLED);
        assertThat(settings.epochs()).isEqualTo(3);
        assertThat(settings.batch()).isEqualTo(4);
        assertThat(settings.schedule()).isEqualTo(LearningRateSchedule.COSINE);
        assertThat(settings.seed()).isEqualTo(experiment.seeds().get(1));
        assertThat(experiment.settings(trials.get(0)).alpha()).isEqualTo(1);
        assertThat(experiment.isBaseline(experiment.scenarios().get(0))).isTrue();
        assertThat(experiment.isBaseline(experiment.scenarios().get(1))).isFalse();
    }

    @Test
    void seedsAreTheSameHoweverManyRuns() throws IOException {
        Experiment experiment = Plans.parse(PLAN, "toy.yaml");
        List<Long> many = experiment.withRuns(500).seeds();
        assertThat(many).doesNotHaveDuplicates().hasSize(500).allMatch(seed -> seed >= 1 && seed < 1L << 31);
        assertThat(many.subList(0, 2)).isEqualTo(experiment.seeds());
        assertThat(experiment.withSeed(6).seeds()).isNotEqualTo(experiment.seeds());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size: 32 | sise: 32 | toy.yaml, line 9: there is no key \"sise\" here; there are arch, attention, id, padding,",
                "batch: 4 | bach: 4 | toy.yaml, line 11: there is no key \"bach\" here; there are ",
                "epochs: 3 | epochs: 0 | toy.yaml, line 6: epochs must be at least 1, found 0",
                "epochs: 3 | alpha: 0.5 | there is no key \"alpha\" here",
                "alpha: 0.3 | alpha: 3 | toy.yaml, line 14: alpha of scenario cyborg must be in [0,1], found 3.0",
                "maps: human, alpha | alpha | scenario cyborg has alpha 0.3, so it needs maps",
                "maps: human, alpha | maps: humans, alpha | there are no maps \"humans\"; data has [human, parts]",
                "id: cyborg | id: classical | two of the scenarios have the id \"classical\"",
                "id: gan | id: Gan | id of a test set must be 1 to 60 of the characters",
                "id: gan | id: pooled | must not be one of [pooled, train]",
                "csv: gan.csv | title: x | line 16: test_sets/1: Duplicate field 'title'",
                "csv: gan.csv | generator: x | test set gan must have either a csv, or lists",
                "small_cnn | resnet51 | resnet51",
                "map_share: 0.5 | image_share: 0 | image_share of scenario cyborg must be above 0 and at most 1, found 0.0",
                "map_share: 0.5 | epochs: 0 | epochs of scenario cyborg must be at least 1, found 0",
                "title: GAN, | main: true, maps: none, | there are no maps \"none\"; data has [human, parts]",
                "runs: 2 | runs: 0 | runs must be at least 1, found 0",
                "runs: 2 | runs: many | runs",
                "distance: l1 | distance: l7 | l7",
                "name: toy | nam: toy | the key \"name\" is missing",
            })
    void mistakesAreNamedWithTheirLine(String right, String wrong, String message) {
        assertThat(PLAN).contains(right);
        assertThatIOException()
                .isThrownBy(() -> Plans.parse(PLAN.replaceFirst(right, wrong), "toy.yaml"))
                .withMessageStartingWith("toy.yaml")
                .withMessageContaining(message);
    }

    @Test
    void alphaMayFollowASchedule() throws IOException {
        Experiment constant = Plans.parse(PLAN, "toy.yaml");
        assertThat(constant.toJson().toString()).doesNotContain("alpha_schedule");
        Experiment decaying = Plans.parse(PLAN.replace("alpha: 0.3", "alpha: 0.3, alpha_schedule: decay"), "toy.yaml");
        assertThat(decaying.scenarios().get(1))
                .isEqualTo(constant.scenarios().get(1).withAlphaSchedule(AlphaSchedule.DECAY));
        assertThat(Plans.parse(decaying.toJson().toString(), "json").scenarios())
                .isEqualTo(decaying.scenarios());
        CyborgLoss loss = decaying.settings(decaying.trials().get(1)).loss();
        assertThat(loss.alphaAt(0, 0)).isCloseTo(0.3, within(1e-12));
        assertThat(loss.alphaAt(0, 2)).isCloseTo(1 - 0.7 / 3, within(1e-12));
        assertThatIOException()
                .isThrownBy(() -> Plans.parse(
                        PLAN.replace("{id: classical}", "{id: classical, alpha_schedule: decay}"), "toy.yaml"))
                .withMessageContaining("scenario classical has alpha_schedule, which alpha 1 makes no use of");
        assertThat(PlanDifference.between(constant.toJson(), decaying.toJson()))
                .hasValueSatisfying(found -> assertThat(found).contains("alpha_schedule"));
    }

    @Test
    void yamlCannotRunCodeOrExplode() {
        assertThatIOException()
                .isThrownBy(
                        () -> Plans.parse(PLAN.replace("name: toy", "name: !!java.net.URL [\"file:x\"]"), "toy.yaml"));
        assertThatIOException().isThrownBy(() -> Plans.parse("[".repeat(100_000), "toy.yaml"));
        assertThatIOException().isThrownBy(() -> Plans.parse("", "toy.yaml"));
    }

    @Test
    void thePapersPlanIsThePublishedProtocol() throws IOException {
        Experiment paper = Plans.named("paper");
        assertThat(paper.trials())
                .filteredOn(trial -> trial.scenario().isTrained())
                .hasSize(4 * 4 * 10);
        assertThat(paper.scenarios())
                .filteredOn(scenario -> !scenario.isTrained())
                .allMatch(Scenario::optional)
                .extracting(Scenario::id)
                .containsExactly(
                        "cnndetection",
                        "cnndetection_cyborg",
                        "self_attention",
                        "self_attention_human",
                        "ensemble_dfdc",
                        "ensemble_ffpp");
        assertThat(paper.testSets()).hasSize(6);
        for (Trial trial : paper.trials()) {
            if (trial.scenario().id().startsWith("cyborg")) {
                assertThat(paper.settings(trial))
                        .isEqualTo(TrainingSettings.reference().withSeed(trial.seed()));
            }
        }
        for (String name : Plans.names()) {
            assertThat(Plans.named(name).trials()).isNotEmpty();
        }
    }

    @Test
    void fewerImagesMayTakeMoreEpochs() throws IOException {
        Experiment experiment =
                Plans.parse(PLAN.replace("map_share: 0.5", "image_share: 0.25, epochs: 12"), "toy.yaml");
        Scenario part = experiment.scenarios().get(1);
        assertThat(part)
                .isEqualTo(Scenario.cyborg("cyborg", "human")
                        .withAlpha(0.3)
                        .withDistance(SaliencyDistance.L1)
                        .withTap(FeatureTap.POOLED)
                        .withImageShare(0.25, 12));
        assertThat(experiment.settings(experiment.trials().get(0)).epochs()).isEqualTo(3);
        assertThat(experiment.settings(experiment.trials().get(1)).epochs()).isEqualTo(12);
        assertThat(Plans.parse(experiment.toJson().toString(), "json").scenarios())
                .isEqualTo(experiment.scenarios());
    }

    @Test
    void oneTestSetAtMostIsTheMainOne() throws IOException {
        String main = PLAN.replace("title: GAN,", "main: true,");
        assertThat(Plans.parse(main, "toy.yaml").testSets())
                .extracting(TestSet::isMain)
                .containsExactly(true, false);
        assertThatIOException()
                .isThrownBy(() -> Plans.parse(main.replace("real: a.txt", "main: true, real: a.txt"), "toy.yaml"))
                .withMessageContaining("one test set may be the main one, found [gan, other]");
    }

    /** The page describes the plans on birds: ten runs, the same training but for what a scenario is about, pairs at each share. */
    @ParameterizedTest
    @CsvSource({"birds-water, 19", "birds-species, 18", "birds-scenes, 17", "birds-curve, 8"})
    void thePlansOnBirdsTrainAllScenariosAlike(String name, int scenarios) throws IOException {
        Experiment plan = Plans.named(name);
        assertThat(plan.runs()).isEqualTo(10);
        assertThat(plan.scenarios()).hasSize(scenarios);
        assertThat(plan.testSets()).allMatch(test -> "gaze".equals(test.maps()));
        TrainingSettings first = plan.settings(plan.trials().get(0));
        Map<Double, List<Integer>> epochs = new HashMap<>();
        for (Trial trial : plan.trials().subList(0, scenarios)) {
            TrainingSettings settings = plan.settings(trial);
            Scenario scenario = trial.scenario();
            assertThat(trial.run()).isEqualTo(1);
            assertThat(settings.withAlpha(1).withEpochs(1))
                    .isEqualTo(first.withAlpha(1).withEpochs(1));
            assertThat(scenario.alpha()).isEqualTo(scenario.maps() == null ? 1 : 0.5);
            double share = scenario.imageShare() == null ? 1 : scenario.imageShare();
            assertThat(settings.epochs() * share).isEqualTo(name.equals("birds-scenes") ? 24 : 16);
            epochs.computeIfAbsent(share, x -> new ArrayList<>()).add(settings.epochs());
        }
        if (name.equals("birds-curve")) {
            assertThat(epochs).hasSize(4).allSatisfy((share, both) -> assertThat(both)
                    .hasSize(2));
        }
    }

    @Test
    void unknownSettingsAreRefusedInProgramsToo() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Backbone.of(Architecture.SMALL_CNN).withTraining("seed", 3))
                .withMessageContaining("there is no setting \"seed\"");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Backbone.of(Architecture.SMALL_CNN).withTraining("batch", -3))
                .withMessageContaining("batch must be at least 1, found -3");
    }

    @Test
    void baselinesAreTrainedAsTheirAuthorsDidUnlessToldOtherwise() throws IOException {
        Experiment experiment = Plans.parse(
                PLAN.replace("arch: small_cnn", "arch: self_attention")
                        .replace("{id: classical}", "{id: masks, alpha: 0.5, distance: l1, target: class_masks}")
                        .replace("schedule: cosine", "augmentation: \"flip=0.5,rotate=10\""),
                "toy.yaml");
        TrainingSettings masks = experiment.settings(experiment.trials().get(0));
        assertThat(masks.optimizer()).isEqualTo(Optimizer.ADAM);
        assertThat(masks.mapTarget()).isEqualTo(MapTarget.CLASS_MASKS);
        assertThat(masks.augmentation()).isEqualTo(AugmentationChoice.parse("flip=0.5,rotate=10"));
        assertThat(experiment.settings(experiment.trials().get(1)).mapTarget()).isEqualTo(MapTarget.SALIENCY_MAPS);
        assertThat(Plans.parse(experiment.toJson().toString(), "json").toJson()).isEqualTo(experiment.toJson());
    }
}
