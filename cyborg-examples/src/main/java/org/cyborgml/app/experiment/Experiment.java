package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.training.TrainingSettings;
import org.jspecify.annotations.Nullable;

/**
 * An experiment: every backbone trained in every scenario, several times with other seeds, and tested on every test set.
 * It says what is to be done; {@link ExperimentRun} does it. Immutable.
 *
 * <pre>{@code
 * Experiment experiment = Experiment.named("faces", TrainingData.of("split.csv", "images").withMaps("human", "maps"))
 *         .with(Backbone.of(Architecture.RESNET50).withWeights("resnet50.pth"))
 *         .with(Scenario.classical("classical"))
 *         .with(Scenario.cyborg("cyborg", "human"))
 *         .with(TestSet.ofCsv("stylegan2", "tests/stylegan2.csv"))
 *         .withRuns(10);
 * ExperimentRun.of(experiment, Path.of("data"), Path.of("out")).run();
 * }</pre>
 *
 * @param name for people
 * @param data what is trained and validated with
 * @param training what is set otherwise than each network's authors did, for every backbone
 * @param backbones the networks
 * @param scenarios the ways to train them
 * @param testSets what they are tested on
 * @param runs trainings of each backbone in each scenario, at least 1
 * @param seed that the seeds of the runs are derived from
 * @param testedEpochs which epochs' networks go through the test sets
 */
public record Experiment(
        String name,
        TrainingData data,
        TrainingOverrides training,
        List<Backbone> backbones,
        List<Scenario> scenarios,
        List<TestSet> testSets,
        int runs,
        long seed,
        TestedEpochs testedEpochs) {

    /** As many as the paper has. */
    private static final int PUBLISHED_RUNS = 10;

    /**
     * Copies the lists and checks that ids are unique and maps known.
     *
     * @throws IllegalArgumentException if an id occurs twice, maps are named that there are not, there is more than one
     *     baseline or main test set, or runs is below 1
     */
    public Experiment {
        backbones = List.copyOf(backbones);
        scenarios = List.copyOf(scenarios);
        testSets = List.copyOf(testSets);
        requireUnique("backbone", backbones, Backbone::id);
        requireUnique("scenario", scenarios, Scenario::id);
        requireUnique("test set", testSets, TestSet::id);
        scenarios.forEach(scenario -> data.requireMaps(scenario.maps(), "scenario " + scenario.id()));
        testSets.forEach(test -> data.requireFolder(test.maps(), "test set " + test.id()));
        new Teachers(scenarios, data).requireSound();
        if (scenarios.stream().filter(Scenario::baseline).count() > 1) {
            throw new IllegalArgumentException("one scenario may be the baseline, found "
                    + scenarios.stream()
                            .filter(Scenario::baseline)
                            .map(Scenario::id)
                            .toList());
        }
        if (testSets.stream().filter(TestSet::isMain).count() > 1) {
            throw new IllegalArgumentException("one test set may be the main one, found "
                    + testSets.stream().filter(TestSet::isMain).map(TestSet::id).toList());
        }
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1, found " + runs);
        }
    }

    private static <T> void requireUnique(String what, List<T> all, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        for (T one : all) {
            if (!seen.add(id.apply(one))) {
                throw new IllegalArgumentException("two of the " + what + "s have the id \"" + id.apply(one) + "\"");
            }
        }
    }

    @JsonCreator
    static Experiment read(
            @JsonProperty(value = "name", required = true) String name,
            @JsonProperty(value = "data", required = true) TrainingData data,
            @JsonProperty("training") @Nullable TrainingOverrides training,
            @JsonProperty(value = "backbones", required = true) List<Backbone> backbones,
            @JsonProperty(value = "scenarios", required = true) List<Scenario> scenarios,
            @JsonProperty(value = "test_sets", required = true) List<TestSet> testSets,
            @JsonProperty("runs") @Nullable Integer runs,
            @JsonProperty("seed") @Nullable Long seed,
            @JsonProperty("tested_epochs") @Nullable TestedEpochs testedEpochs) {
        return new Experiment(
                name,
                data,
                training == null ? TrainingOverrides.none() : training,
                backbones,
                scenarios,
                testSets,
                runs == null ? PUBLISHED_RUNS : runs,
                seed == null ? 1 : seed,
                testedEpochs == null ? TestedEpochs.BEST : testedEpochs);
    }

    /** An experiment without backbones, scenarios and test sets, with the published settings and ten runs. */
    public static Experiment named(String name, TrainingData data) {
        return new Values(name, data).experiment();
    }

    /** The same experiment with one more backbone. */
    public Experiment with(Backbone backbone) {
        return with(values -> values.backbones = more(backbones, backbone));
    }

    /** The same experiment with one more scenario. */
    public Experiment with(Scenario scenario) {
        return with(values -> values.scenarios = more(scenarios, scenario));
    }

    /** The same experiment with one more test set. */
    public Experiment with(TestSet testSet) {
        return with(values -> values.testSets = more(testSets, testSet));
    }

    /**
     * The same experiment with some of its scenarios only.
     *
     * @param ids of those, in any order
     * @return the changed experiment
     * @throws IllegalArgumentException if there is no scenario of an id, or the teacher of one is left out
     */
    public Experiment withScenarios(Collection<String> ids) {
        for (String id : ids) {
            if (scenarios.stream().noneMatch(one -> one.id().equals(id))) {
                throw new IllegalArgumentException("scenario \"" + id + "\": must be one of "
                        + scenarios.stream().map(Scenario::id).toList());
            }
        }
        return with(values -> values.scenarios =
                scenarios.stream().filter(one -> ids.contains(one.id())).toList());
    }

    private static <T> List<T> more(List<T> all, T one) {
        return ImmutableList.<T>builder().addAll(all).add(one).build();
    }

    /**
     * The same experiment with all settings of the trainings as given.
     *
     * @param settings loss and seed among them do not count: scenarios and {@link #seeds} say
     */
    public Experiment withTraining(TrainingSettings settings) {
        return withTraining(TrainingOverrides.of(settings));
    }

    /**
     * The same experiment with another setting of the trainings.
     *
     * @param setting as in {@code params.json}, such as {@code epochs}
     * @param value of the setting
     */
    public Experiment withTraining(String setting, Object value) {
        return withTraining(training.with(setting, value));
    }

    private Experiment withTraining(TrainingOverrides overrides) {
        return with(values -> values.training = overrides);
    }

    /**
     * The same experiment with another number of runs.
     *
     * @param value at least 1
     */
    public Experiment withRuns(int value) {
        return with(values -> values.runs = value);
    }

    /**
     * The same experiment with other seeds.
     *
     * @param value that the seeds of the runs are derived from
     */
    public Experiment withSeed(long value) {
        return with(values -> values.seed = value);
    }

    /**
     * The same experiment with other epochs tested.
     *
     * @param value which epochs' networks go through the test sets
     */
    public Experiment withTestedEpochs(TestedEpochs value) {
        return with(values -> values.testedEpochs = value);
    }

    private Experiment with(Consumer<Values> change) {
        Values values = new Values(name, data);
        values.training = training;
        values.backbones = backbones;
        values.scenarios = scenarios;
        values.testSets = testSets;
        values.runs = runs;
        values.seed = seed;
        values.testedEpochs = testedEpochs;
        change.accept(values);
        return values.experiment();
    }

    /** The values while one of them is changed. */
    private static final class Values {

        private final String name;
        private final TrainingData data;
        private TrainingOverrides training = TrainingOverrides.none();
        private List<Backbone> backbones = List.of();
        private List<Scenario> scenarios = List.of();
        private List<TestSet> testSets = List.of();
        private int runs = PUBLISHED_RUNS;
        private long seed = 1;
        private TestedEpochs testedEpochs = TestedEpochs.BEST;

        Values(String name, TrainingData data) {
            this.name = name;
            this.data = data;
        }

        Experiment experiment() {
            return new Experiment(name, data, training, backbones, scenarios, testSets, runs, seed, testedEpochs);
        }
    }

    /**
     * The seeds of the runs: different ones, from 1 to 2^31 - 1, the first of them the same however many runs there are.
     * Run k of every backbone and scenario has the same, so that scenarios can be compared in pairs.
     *
     * @return one per run
     */
    public List<Long> seeds() {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Long> seeds = new LinkedHashSet<>();
        while (seeds.size() < runs) {
            seeds.add(random.nextLong(1, 1L << 31));
        }
        return List.copyOf(seeds);
    }

    /**
     * The trials, in the order in which they are done: backbone by backbone, and there run by run, so that scenarios can
     * be compared before all runs are done.
     *
     * @return backbones x runs x scenarios
     */
    public List<Trial> trials() {
        List<Long> seeds = seeds();
        List<Trial> trials = new ArrayList<>();
        for (Backbone backbone : backbones) {
            for (int run = 1; run <= runs; run++) {
                for (Scenario scenario : scenarios) {
                    trials.add(new Trial(backbone.id(), scenario, run, seeds.get(run - 1)));
                }
            }
        }
        return trials;
    }

    /** The maps that a scenario trains with. */
    Optional<PlannedMaps> maps(Scenario scenario) {
        return Optional.ofNullable(scenario.maps()).map(data.maps()::get);
    }

    /** The trial that gives the maps of another: the same backbone and run in the teacher's scenario. */
    Optional<Trial> teacher(Trial student) {
        return new Teachers(scenarios, data)
                .of(student.scenario())
                .map(teacher -> new Trial(student.backbone(), teacher, student.run(), student.seed()));
    }

    /** The settings of a trial's training. */
    TrainingSettings settings(Trial trial) {
        return trial.scenario().applyTo(settings(backbone(trial)), trial.seed());
    }

    /** The network of a trial. */
    Backbone backbone(Trial trial) {
        return backbones.stream()
                .filter(backbone -> backbone.id().equals(trial.backbone()))
                .findFirst()
                .orElseThrow();
    }

    /** The settings of a backbone that no scenario changes: its authors', the experiment's, its own. */
    TrainingSettings settings(Backbone backbone) {
        return backbone.training().applyTo(training.applyTo(TrainingSettings.referenceFor(backbone.arch())));
    }

    /** The split file of a scenario. */
    String csv(Scenario scenario) {
        return scenario.csv() == null ? data.csv() : scenario.csv();
    }

    /** The folder that the paths of a test set's images are below. */
    String images(TestSet test) {
        return test.images() == null ? data.images() : test.images();
    }

    /** Tells whether the others are compared with a scenario: the one marked, else the first classical one. */
    boolean isBaseline(Scenario scenario) {
        return scenarios.stream()
                .filter(Scenario::baseline)
                .findFirst()
                .or(() -> scenarios.stream()
                        .filter(one -> one.isTrained() && one.alpha() == 1)
                        .findFirst())
                .filter(scenario::equals)
                .isPresent();
    }

    /** The plan with every default filled in; it reads as an experiment of the same trials. */
    public JsonNode toJson() {
        ObjectNode json = JsonFiles.MAPPER.valueToTree(this);
        for (int i = 0; i < backbones.size(); i++) {
            TrainingOverrides all = TrainingOverrides.of(settings(backbones.get(i)));
            ((ObjectNode) json.get("backbones").get(i)).set("training", JsonFiles.MAPPER.valueToTree(all));
        }
        try {
            // By way of text, so that numbers are of the types that they are read as.
            return JsonFiles.MAPPER.readTree(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("this program cannot read its own JSON", e);
        }
    }
}
