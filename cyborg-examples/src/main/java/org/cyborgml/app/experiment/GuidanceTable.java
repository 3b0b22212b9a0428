package org.cyborgml.app.experiment;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.metrics.GuidanceChoice;
import org.cyborgml.metrics.GuidanceChoice.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * The scenarios of a backbone as candidates of a {@link GuidanceChoice}: means over their finished runs of the validation
 * accuracy and of the agreement of CAMs with the maps of a test set, which no training has seen.
 *
 * @param backbone its id
 * @param classes number of classes
 * @param rows a scenario each, in the plan's order
 */
public record GuidanceTable(String backbone, int classes, List<Row> rows) {

    /** Copies the list. */
    public GuidanceTable {
        rows = List.copyOf(rows);
    }

    /**
     * A scenario.
     *
     * @param alpha weight of the cross-entropy
     * @param runs finished ones
     * @param candidate the means over them
     */
    public record Row(double alpha, int runs, Candidate candidate) {}

    /** The choice by which candidates are compared. */
    public GuidanceChoice choice() {
        return GuidanceChoice.amongClasses(classes);
    }

    /**
     * The tables of an experiment, one for each backbone of which a trial is finished.
     *
     * @param folder of the experiment
     * @param heldOut id of a test set with maps, or null for the only one
     * @param scenarios ids of those to choose from; all that are trained if empty
     * @return the tables
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is no such test set or scenario, or the test set has no maps
     */
    public static List<GuidanceTable> of(ExperimentFolder folder, @Nullable String heldOut, List<String> scenarios)
            throws IOException {
        ExperimentRecord known = folder.read();
        Experiment experiment = JsonFiles.MAPPER.treeToValue(known.plan(), Experiment.class);
        String test = heldOut(experiment, heldOut);
        List<String> classes = known.classes();
        List<GuidanceTable> tables = new ArrayList<>();
        for (Backbone backbone : experiment.backbones()) {
            List<Row> rows = new ArrayList<>();
            for (Scenario scenario : chosen(experiment, scenarios)) {
                row(folder, experiment, backbone, scenario, test).ifPresent(rows::add);
            }
            if (!rows.isEmpty()) {
                tables.add(new GuidanceTable(backbone.id(), classes == null ? 2 : classes.size(), rows));
            }
        }
        return tables;
    }

    private static String heldOut(Experiment experiment, @Nullable String given) {
        List<String> withMaps = experiment.testSets().stream()
                .filter(test -> test.maps() != null)
                .map(TestSet::id)
                .toList();
        Preconditions.checkArgument(
                !withMaps.isEmpty(),
                "no test set of the plan has maps: agreement is measured on images that no training has seen");
        if (given == null) {
            Preconditions.checkArgument(withMaps.size() == 1, "several test sets have maps: name one of %s", withMaps);
            return withMaps.get(0);
        }
        Preconditions.checkArgument(
                withMaps.contains(given), "test set \"%s\" has no maps in the plan; these have: %s", given, withMaps);
        return given;
    }

    private static List<Scenario> chosen(Experiment experiment, List<String> ids) {
        List<Scenario> trained =
                experiment.scenarios().stream().filter(Scenario::isTrained).toList();
        for (String id : ids) {
            Preconditions.checkArgument(
                    trained.stream().anyMatch(scenario -> scenario.id().equals(id)),
                    "scenario \"%s\": must be one of %s",
                    id,
                    trained.stream().map(Scenario::id).toList());
        }
        return trained.stream()
                .filter(scenario -> ids.isEmpty() || ids.contains(scenario.id()))
                .toList();
    }

    private static Optional<Row> row(
            ExperimentFolder folder, Experiment experiment, Backbone backbone, Scenario scenario, String test)
            throws IOException {
        int runs = 0;
        double accuracy = 0;
        double agreement = 0;
        for (int run = 1; run <= experiment.runs(); run++) {
            Optional<TrialResult> result =
                    folder.trial(backbone.id(), scenario.id(), run).result();
            Optional<Agreement> measured =
                    result.map(TrialResult::agreement).flatMap(all -> Optional.ofNullable(all.get(test)));
            if (measured.isPresent()) {
                runs++;
                accuracy += result.orElseThrow().validationAccuracy();
                agreement += measured.get().pearson();
            }
        }
        return runs == 0
                ? Optional.empty()
                : Optional.of(new Row(
                        scenario.alpha(), runs, new Candidate(scenario.id(), accuracy / runs, agreement / runs)));
    }

    /**
     * The chosen scenario.
     *
     * @return its row
     * @throws IllegalArgumentException if no scenario has both skill and agreement above 0
     */
    public Row best() {
        Candidate best = choice().best(rows.stream().map(Row::candidate).toList());
        return rows.stream()
                .filter(row -> row.candidate().equals(best))
                .findFirst()
                .orElseThrow();
    }
}
