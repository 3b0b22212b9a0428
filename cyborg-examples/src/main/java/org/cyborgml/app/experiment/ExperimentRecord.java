package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.cams.MeanMap;
import org.cyborgml.data.ClassNames;
import org.cyborgml.training.AlphaSchedule;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code experiment.json}: the plan and its provenance.
 *
 * @param name of the experiment
 * @param plan the plan with every default filled in
 * @param backbones in the plan's order
 * @param scenarios in the plan's order
 * @param testSets in the plan's order
 * @param runs per backbone and scenario
 * @param seeds of the runs; run k of every backbone and scenario has the same
 * @param meanHumanMap mean of the training images' human maps; null where there are none
 * @param provenance what made the results
 * @param classes names of the classes in the order of the networks' outputs; null for {@link ClassNames#FACES}
 */
public record ExperimentRecord(
        String name,
        JsonNode plan,
        List<BackboneEntry> backbones,
        List<ScenarioEntry> scenarios,
        List<TestSetEntry> testSets,
        int runs,
        List<Long> seeds,
        @Nullable MeanMap meanHumanMap,
        Provenance provenance,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> classes) {

    /** Copies the lists. */
    public ExperimentRecord {
        backbones = List.copyOf(backbones);
        scenarios = List.copyOf(scenarios);
        testSets = List.copyOf(testSets);
        seeds = List.copyOf(seeds);
        classes = classes == null ? null : List.copyOf(classes);
    }

    /** The classes of all networks. */
    public ClassNames classNames() {
        return classes == null ? ClassNames.FACES : ClassNames.of(classes);
    }

    /** The same record with other scenarios. */
    public ExperimentRecord withScenarios(List<ScenarioEntry> changed) {
        return new ExperimentRecord(
                name, plan, backbones, changed, testSets, runs, seeds, meanHumanMap, provenance, classes);
    }

    /**
     * A backbone.
     *
     * @param id its folder's name
     * @param title for people
     */
    public record BackboneEntry(String id, String title) {}

    /**
     * A scenario.
     *
     * @param id its folder's name
     * @param title for people
     * @param alpha weight of the cross-entropy, in [0,1]; 1 is classical
     * @param maps folder of the maps that it trains with; null for none
     * @param baseline whether it is the one that the others are compared with
     * @param detector the runs of a detector that is not trained here; null for a training
     * @param notGiven which files of an optional detector were not there, in words; null for scenarios that have results
     * @param trainedImages number of images that it trains on, where the plan sets their share; else null
     * @param alphaSchedule of the saliency term's weight; null where that is the same in all epochs
     */
    public record ScenarioEntry(
            String id,
            String title,
            double alpha,
            @Nullable String maps,
            boolean baseline,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DetectorRuns detector,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String notGiven,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer trainedImages,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AlphaSchedule alphaSchedule) {

        /** A scenario that is trained. */
        public ScenarioEntry(String id, String title, double alpha, @Nullable String maps, boolean baseline) {
            this(id, title, alpha, maps, baseline, null, null, null, null);
        }

        /**
         * The same scenario, compared with the others or they with it.
         *
         * @param value whether it is the one that the others are compared with
         */
        public ScenarioEntry asBaseline(boolean value) {
            return new ScenarioEntry(id, title, alpha, maps, value, detector, notGiven, trainedImages, alphaSchedule);
        }
    }

    /** The runs of a detector that is not trained here. */
    public enum DetectorRuns {
        /** The same scores in every run. */
        ALL_THE_SAME,
        /** Other scores in each run. */
        EACH_ITS_OWN
    }

    /**
     * A test set. Its rows are kept in {@code tests/<id>.csv} of the experiment's folder, in the authors' layout.
     *
     * @param id names its files
     * @param title for people
     * @param generator what made its synthetic images
     * @param csv the split file it comes from, as the plan has it; null where it comes from lists
     * @param images folder that the paths of its rows are below, as the plan has it: images of two test sets are one if
     *     folder and path are; null in the files of versions that did not write it
     * @param real number of images of class 0, such as real faces; null for more than two classes
     * @param synthetic number of images of class 1, such as synthetic faces; null for more than two classes
     * @param perClass number of images of each class; null for two classes
     * @param main true if the findings are about it, and nothing is pooled; else null
     */
    public record TestSetEntry(
            String id,
            String title,
            String generator,
            @Nullable String csv,
            @Nullable String images,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer real,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer synthetic,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Integer> perClass,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean main) {

        /** A test set that is not the main one. */
        public TestSetEntry(
                String id,
                String title,
                String generator,
                @Nullable String csv,
                @Nullable String images,
                @Nullable Integer real,
                @Nullable Integer synthetic,
                @Nullable List<Integer> perClass) {
            this(id, title, generator, csv, images, real, synthetic, perClass, null);
        }

        /** Tells if the findings are about it. Its name is not that of the member: Jackson would leave out that one too. */
        @JsonIgnore
        public boolean isMainOne() {
            return main != null && main;
        }
    }

    /**
     * Provenance of the results.
     *
     * @param command the command line, or the program
     * @param started when the experiment began, ISO 8601, UTC
     * @param versions name to version of what computed
     * @param hardware name to description of what it ran on
     * @param dataRoot the folder that the plan's paths are below
     * @param data split files, lists and weights as the plan has them, to their SHA-256 in hexadecimal
     * @param hostCores processors that the program saw
     */
    public record Provenance(
            String command,
            String started,
            Map<String, String> versions,
            Map<String, String> hardware,
            String dataRoot,
            Map<String, String> data,
            int hostCores) {

        /** Copies the maps in their order. */
        public Provenance {
            versions = ImmutableMap.copyOf(versions);
            hardware = ImmutableMap.copyOf(hardware);
            data = ImmutableMap.copyOf(data);
        }

        /** The same provenance of more data. */
        Provenance withData(Map<String, String> hashes) {
            return new Provenance(command, started, versions, hardware, dataRoot, hashes, hostCores);
        }
    }
}
