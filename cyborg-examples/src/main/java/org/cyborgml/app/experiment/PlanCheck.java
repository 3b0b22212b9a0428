package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cyborgml.data.CheckFindings;
import org.cyborgml.data.CheckReport;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataCheck;
import org.cyborgml.data.DataPart;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.ImageReading;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.MapWeights;
import org.cyborgml.data.MappedPart;
import org.cyborgml.data.Split;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkSummary;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.saliency.batch.MapFolder;
import org.jspecify.annotations.Nullable;

/**
 * Looks for everything that would go wrong in an experiment before its first step: files that are missing or are no
 * images, classes that are not there, maps, images in two splits, weights that do not fit, room on the disk. Immutable.
 */
public final class PlanCheck {

    private static final int SCORE_ROW_BYTES = 64;
    private static final int FLOAT_BYTES = 4;
    private static final double MEBIBYTE = 1 << 20;

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final @Nullable Path out;
    private final ImageReading reading;
    private final BatchProgress progress;

    private PlanCheck(
            Experiment experiment,
            ExperimentFiles files,
            @Nullable Path out,
            ImageReading reading,
            BatchProgress progress) {
        this.experiment = experiment;
        this.files = files;
        this.out = out;
        this.reading = reading;
        this.progress = progress;
    }

    /**
     * A check of an experiment that decodes the images to train and validate with and reads the first bytes of those to test.
     *
     * @param experiment what is to be done
     * @param root the folder that the experiment's paths are below
     * @return the check
     */
    public static PlanCheck of(Experiment experiment, Path root) {
        return new PlanCheck(
                experiment, new ExperimentFiles(experiment, root), null, ImageReading.TRAINED, BatchProgress.silent());
    }

    /**
     * The same check that also looks for room on the disk.
     *
     * @param folder where results would go; need not exist
     */
    public PlanCheck withOut(Path folder) {
        return new PlanCheck(experiment, files, folder, reading, progress);
    }

    /** The same check that reads more or less of images. */
    public PlanCheck withReading(ImageReading value) {
        return new PlanCheck(experiment, files, out, value, progress);
    }

    /** The same check with a listener, which is called after each image or map. */
    public PlanCheck withProgress(BatchProgress listener) {
        return new PlanCheck(experiment, files, out, reading, listener);
    }

    /** Looks at everything. */
    public CheckReport check() {
        return new Work().check();
    }

    /** One check under way. */
    private final class Work {

        private final CheckFindings findings = new CheckFindings();
        private final Map<String, DataPart> parts = new LinkedHashMap<>();
        private final Map<Path, MapFolder> opened = new HashMap<>();

        CheckReport check() {
            if (experiment.trials().isEmpty()) {
                findings.problem("the plan has no backbone or no scenario");
            }
            if (experiment.testSets().isEmpty()) {
                findings.warning("the plan has no test set");
            }
            readParts();
            DataCheck data = DataCheck.of(List.copyOf(parts.values()))
                    .withReading(reading)
                    .withProgress(progress);
            Optional<ClassNames> known = classes();
            if (known.isPresent()) {
                data = data.withClasses(known.get());
            }
            for (MappedPart mapped : mapped()) {
                data = data.with(mapped);
            }
            findings.add(data.check());
            experiment.backbones().forEach(this::checkBackbone);
            if (known.isPresent() && known.get().size() == 2) {
                new DetectorChecks(experiment, files, findings).check();
            } else {
                experiment.scenarios().stream()
                        .filter(scenario -> !scenario.isTrained())
                        .forEach(scenario -> findings.problem("scenario " + scenario.id()
                                + " is a detector of two classes; the experiment's are not two"));
            }
            checkRoom();
            return findings.report();
        }

        private void readParts() {
            Set<String> csvs = new LinkedHashSet<>();
            csvs.add(experiment.data().csv());
            experiment.scenarios().forEach(scenario -> csvs.add(experiment.csv(scenario)));
            for (String csv : csvs) {
                files.headerInWords(csv).ifPresent(findings::fact);
                for (Split split : Split.values()) {
                    add(
                            csv + " (" + split.word() + ")",
                            files.imageRoot(),
                            () -> files.images(csv, split),
                            split == Split.TRAIN ? DataPart.Use.TRAINING : DataPart.Use.VALIDATION);
                }
            }
            for (TestSet test : experiment.testSets()) {
                add("test set " + test.id(), files.imageRoot(test), () -> files.images(test), DataPart.Use.TEST);
            }
        }

        private void add(String name, Path root, Rows rows, DataPart.Use use) {
            try {
                parts.put(name, new DataPart(name, use, ImageFolder.open(root), rows.read()));
            } catch (NoSuchFileException e) {
                findings.problem(e.getFile() + ": there is no such file");
            } catch (IOException e) {
                findings.problem(String.valueOf(e.getMessage()));
            }
        }

        private Optional<ClassNames> classes() {
            try {
                ClassNames classes = files.classes();
                if (!classes.equals(ClassNames.FACES)) {
                    experiment.testSets().stream()
                            .filter(test -> test.csv() == null)
                            .forEach(test -> findings.problem("test set " + test.id()
                                    + " has lists of real and synthetic images, but the classes are " + classes
                                    + ": give it a csv"));
                }
                return Optional.of(classes);
            } catch (IOException e) {
                // That the file cannot be read is found where its rows are.
                if (parts.containsKey(experiment.data().csv() + " (" + Split.TRAIN.word() + ")")) {
                    findings.problem(String.valueOf(e.getMessage()));
                }
                return Optional.empty();
            }
        }

        private List<MappedPart> mapped() {
            List<MappedPart> mapped = new ArrayList<>();
            for (Scenario scenario : experiment.scenarios()) {
                String csv = experiment.csv(scenario);
                DataPart part = parts.get(csv + " (" + Split.TRAIN.word() + ")");
                DataPart validation = parts.get(csv + " (" + Split.TEST.word() + ")");
                if (scenario.maps() != null
                        && part != null
                        && !experiment.maps(scenario).orElseThrow().isTaught()) {
                    mapped("scenario " + scenario.id(), scenario.maps(), part, Optional.ofNullable(validation))
                            .ifPresent(mapped::add);
                    checkWeights(scenario, part);
                }
            }
            for (TestSet test : experiment.testSets()) {
                DataPart part = parts.get("test set " + test.id());
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

        private void checkBackbone(Backbone backbone) {
            try {
                KernelPrecision precision = experiment.settings(backbone).precision();
                try (KernelScope scope = Kernels.in(precision)) {
                    Kernels.current();
                }
                Network network = backbone.builder().precision(precision).build();
                network.camGrid();
                for (Trial trial : experiment.trials()) {
                    if (trial.backbone().equals(backbone.id()) && trial.run() == 1) {
                        experiment.settings(trial);
                    }
                }
                if (backbone.weights() != null) {
                    Path weights = files.resolve(backbone.weights());
                    if (Files.exists(weights)) {
                        Checkpoint start = NetworkWeights.read(weights);
                        Network.Builder<?> builder =
                                backbone.startingFrom(start.metadata()).builder();
                        NetworkWeights.loadStart(
                                builder.precision(precision).build().init(), start);
                    } else {
                        findings.problem("backbone " + backbone.id() + ": " + weights + ": there is no such file");
                    }
                }
            } catch (IOException | RuntimeException e) {
                // DL4J tells of impossible sizes by exceptions of many kinds.
                findings.problem("backbone " + backbone.id() + ": " + e.getMessage());
            }
        }

        private void checkRoom() {
            if (out == null) {
                return;
            }
            double needed = 0;
            long rows = parts.values().stream()
                    .filter(part -> part.use() == DataPart.Use.TEST)
                    .mapToLong(part -> part.rows().size())
                    .sum();
            for (Backbone backbone : experiment.backbones()) {
                double weights = weightBytes(backbone);
                for (Trial trial : experiment.trials()) {
                    if (trial.backbone().equals(backbone.id()) && !isFinished(trial)) {
                        needed += (trial.scenario().isTrained() ? weights : 0) + rows * SCORE_ROW_BYTES;
                    }
                }
                // Of one trial at a time: the network and its momentum, old and new while one replaces the other.
                needed += 4 * weights;
            }
            try {
                double free = Files.getFileStore(existing(out)).getUsableSpace();
                String room = String.format(
                        Locale.ROOT, "%.0f MiB of disk needed, %.0f MiB free", needed / MEBIBYTE, free / MEBIBYTE);
                if (needed > free) {
                    findings.problem(out + ": " + room);
                } else {
                    findings.fact(room);
                }
            } catch (IOException e) {
                findings.problem(out + ": " + e.getMessage());
            }
        }

        private boolean isFinished(Trial trial) {
            return Files.exists(ExperimentFolder.of(Objects.requireNonNull(out))
                    .trial(trial)
                    .resultFile());
        }

        private double weightBytes(Backbone backbone) {
            try {
                return NetworkSummary.of(backbone.builder().build()).rows().stream()
                                .mapToLong(NetworkSummary.Row::parameters)
                                .sum()
                        * (double) FLOAT_BYTES;
            } catch (RuntimeException e) {
                return 0; // reported by the check of the backbone
            }
        }

        private static Path existing(Path folder) {
            Path at = folder.toAbsolutePath();
            while (!Files.exists(at) && at.getParent() != null) {
                at = at.getParent();
            }
            return at;
        }
    }

    /** Reads the rows of a part. */
    @FunctionalInterface
    private interface Rows {
        List<LabelledImage> read() throws IOException;
    }
}
