package org.cyborgml.app.experiment;

import com.google.common.primitives.Ints;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.cams.MeanMap;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.provenance.Machine;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.training.AlphaSchedule;
import org.jspecify.annotations.Nullable;

/** Begins an experiment in its folder, or goes on in it: writes the files that describe it. */
final class ExperimentStart {

    /** Fine enough to look at beside the mean CAMs of every backbone. */
    private static final CamGrid MEAN_MAP_GRID = new CamGrid(56, 56);

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final ExperimentFolder out;
    private final String command;
    private final ExperimentProgress progress;

    ExperimentStart(
            Experiment experiment,
            ExperimentFiles files,
            ExperimentFolder out,
            String command,
            ExperimentProgress progress) {
        this.experiment = experiment;
        this.files = files;
        this.out = out;
        this.command = command;
        this.progress = progress;
    }

    /**
     * Requires the folder to be empty or of the same plan, to which something may be added.
     *
     * @throws IOException if it is of another plan; the message names the difference
     */
    void requireSamePlan() throws IOException {
        if (!out.isBegun()) {
            return;
        }
        Optional<String> difference = PlanDifference.between(out.read().plan(), experiment.toJson());
        if (difference.isPresent()) {
            throw new DataException(out.path() + ": was begun with another plan: " + difference.get()
                    + "; give another folder, or the plan as it was");
        }
    }

    /** Writes what describes the experiment, or adds to it what the plan was added. */
    void begin() throws IOException {
        Optional<ExperimentRecord> before = out.isBegun() ? Optional.of(out.read()) : Optional.empty();
        Map<String, String> hashes = new LinkedHashMap<>(files.hashes());
        if (before.isPresent()) {
            for (Map.Entry<String, String> known :
                    before.get().provenance().data().entrySet()) {
                String now = hashes.get(known.getKey());
                if (now != null && !now.equals(known.getValue())) {
                    throw new DataException(files.resolve(known.getKey()) + ": has changed since the experiment in "
                            + out.path() + " was begun");
                }
            }
        }
        List<ExperimentRecord.ScenarioEntry> scenarios = new ArrayList<>();
        for (Scenario scenario : experiment.scenarios()) {
            scenarios.add(entry(scenario));
        }
        List<ExperimentRecord.TestSetEntry> tests = new ArrayList<>();
        for (TestSet test : experiment.testSets()) {
            tests.add(test(test));
        }
        out.write(new ExperimentRecord(
                experiment.name(),
                experiment.toJson(),
                experiment.backbones().stream()
                        .map(one -> new ExperimentRecord.BackboneEntry(one.id(), one.title()))
                        .toList(),
                scenarios,
                tests,
                experiment.runs(),
                experiment.seeds(),
                before.isPresent() ? before.get().meanHumanMap() : meanHumanMap(),
                before.map(record -> record.provenance().withData(hashes)).orElseGet(() -> provenance(hashes)),
                files.classes().equals(ClassNames.FACES)
                        ? null
                        : files.classes().names()));
    }

    private ExperimentRecord.ScenarioEntry entry(Scenario scenario) throws IOException {
        return new ExperimentRecord.ScenarioEntry(
                scenario.id(),
                scenario.title(),
                scenario.alpha(),
                experiment.maps(scenario).map(PlannedMaps::inWords).orElse(null),
                experiment.isBaseline(scenario),
                scenario.isTrained()
                        ? null
                        : scenario.members().stream().allMatch(DetectorMember::isSameInEveryRun)
                                ? ExperimentRecord.DetectorRuns.ALL_THE_SAME
                                : ExperimentRecord.DetectorRuns.EACH_ITS_OWN,
                files.notGiven(scenario).orElse(null),
                scenario.imageShare() == null ? null : files.trained(scenario),
                scenario.alphaSchedule() == AlphaSchedule.CONSTANT ? null : scenario.alphaSchedule());
    }

    private ExperimentRecord.TestSetEntry test(TestSet test) throws IOException {
        List<LabelledImage> images = files.images(test);
        // Looked at every time: what is there may have been cut.
        Files.createDirectories(out.path().resolve("tests"));
        TextFiles.update(
                out.testFile(test.id()),
                TextFiles.csv(images.stream()
                        .map(image -> List.of(image.split().word(), image.label(), image.path()))
                        .toList()));
        ClassNames classes = files.classes();
        int[] counts = new int[classes.size()];
        images.forEach(image -> counts[classes.index(image.label())]++);
        boolean isBinary = counts.length == 2;
        return new ExperimentRecord.TestSetEntry(
                test.id(),
                test.title(),
                test.generator(),
                test.csv(),
                experiment.images(test),
                isBinary ? counts[0] : null,
                isBinary ? counts[1] : null,
                isBinary ? null : Ints.asList(counts),
                test.isMain() ? true : null);
    }

    private @Nullable MeanMap meanHumanMap() throws IOException {
        Optional<String> folder = experiment.data().agreementFolder();
        if (folder.isEmpty()) {
            return null;
        }
        progress.onStage("averaging the human maps");
        MapFolder maps = MapFolder.open(files.resolve(folder.get()));
        MeanMapAccumulator mean = new MeanMapAccumulator();
        for (LabelledImage image : files.images(experiment.data().csv(), Split.TRAIN)) {
            Optional<Raster> map = maps.read(image.path());
            map.ifPresent(raster -> mean.add(MEAN_MAP_GRID.downsize(raster)));
        }
        if (mean.count() == 0) {
            return null;
        }
        return MeanMap.of(mean);
    }

    private ExperimentRecord.Provenance provenance(Map<String, String> hashes) {
        return new ExperimentRecord.Provenance(
                command,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Machine.versions(),
                Machine.hardware(),
                files.root().toAbsolutePath().normalize().toString(),
                hashes,
                Runtime.getRuntime().availableProcessors());
    }
}
