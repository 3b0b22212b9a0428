package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cyborgml.data.CheckFindings;
import org.cyborgml.data.DataPart;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.MapWeights;
import org.cyborgml.data.MappedPart;
import org.cyborgml.data.Split;
import org.cyborgml.saliency.batch.MapFolder;

/** Looks for the maps that an experiment names, and for their weights. */
final class PlannedMapsCheck {

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final CheckFindings findings;
    private final Map<Path, MapFolder> opened = new HashMap<>();

    PlannedMapsCheck(Experiment experiment, ExperimentFiles files, CheckFindings findings) {
        this.experiment = experiment;
        this.files = files;
        this.findings = findings;
    }

    /**
     * The parts with their maps; what is wrong goes to the findings.
     *
     * @param parts the plan's images by the names of {@link PlanCheck#nameOf}
     */
    List<MappedPart> of(Map<String, DataPart> parts) {
        List<MappedPart> mapped = new ArrayList<>();
        for (Scenario scenario : experiment.scenarios()) {
            String csv = experiment.csv(scenario);
            DataPart part = parts.get(PlanCheck.nameOf(csv, Split.TRAIN));
            DataPart validation = parts.get(PlanCheck.nameOf(csv, Split.TEST));
            if (scenario.maps() != null
                    && part != null
                    && !experiment.maps(scenario).orElseThrow().isTaught()) {
                mapped("scenario " + scenario.id(), scenario.maps(), part, Optional.ofNullable(validation))
                        .ifPresent(mapped::add);
                checkWeights(scenario, part);
            }
        }
        for (TestSet test : experiment.testSets()) {
            DataPart part = parts.get(PlanCheck.nameOf(test));
            if (test.maps() != null && part != null) {
                mapped(part.name(), test.maps(), part, Optional.empty()).ifPresent(mapped::add);
            }
        }
        experiment
                .data()
                .agreementFolder()
                .filter(folder -> !Files.isDirectory(files.resolve(folder)))
                .ifPresent(folder -> findings.problem("map folder " + files.resolve(folder) + " is not a folder"));
        return mapped;
    }

    /** Every image to train on that has a map must have a weight, if the maps have weights. */
    private void checkWeights(Scenario scenario, DataPart part) {
        Optional<String> weights = experiment.maps(scenario).flatMap(PlannedMaps::weightsFile);
        if (weights.isEmpty()) {
            return;
        }
        try {
            MapWeights all = MapWeights.read(files.resolve(weights.get()));
            MapFolder maps = open(files.resolve(folder(Objects.requireNonNull(scenario.maps()))));
            for (LabelledImage row : part.rows()) {
                if (maps.mapName(row.path()).isPresent()) {
                    all.of(row.path());
                }
            }
        } catch (NoSuchFileException e) {
            findings.problem(e.getFile() + ": there is no such file");
        } catch (IOException e) {
            findings.problem("scenario " + scenario.id() + ": " + e.getMessage());
        }
    }

    private Optional<MappedPart> mapped(String name, String maps, DataPart part, Optional<DataPart> validation) {
        Path folder = files.resolve(folder(maps));
        if (!Files.isDirectory(folder)) {
            findings.problem("map folder " + folder + " is not a folder");
            return Optional.empty();
        }
        try {
            return Optional.of(new MappedPart(
                    name,
                    open(folder),
                    folder.toString(),
                    part,
                    validation.stream().toList()));
        } catch (IOException e) {
            findings.problem("map folder " + folder + ": " + e);
            return Optional.empty();
        }
    }

    /** The same folder once for all scenarios, so that each of its maps is read once. */
    private MapFolder open(Path folder) throws IOException {
        MapFolder known = opened.get(folder);
        if (known == null) {
            known = MapFolder.open(folder);
            opened.put(folder, known);
        }
        return known;
    }

    private String folder(String maps) {
        return experiment.data().folder(maps);
    }
}
