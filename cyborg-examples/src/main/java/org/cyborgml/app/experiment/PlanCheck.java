package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cyborgml.data.CheckFindings;
import org.cyborgml.data.CheckReport;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataCheck;
import org.cyborgml.data.DataPart;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.ImageInspector;
import org.cyborgml.data.ImageReading;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.MappedPart;
import org.cyborgml.data.Split;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.saliency.batch.BatchProgress;
import org.jspecify.annotations.Nullable;

/**
 * Looks for everything that would go wrong in an experiment before its first step: files that are missing or are no
 * images, classes that are not there, maps, images in two splits, weights that do not fit, room on the disk. Immutable.
 */
public final class PlanCheck {

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final @Nullable Path out;
    private final ImageReading reading;
    private final ImageInspector inspector;
    private final BatchProgress progress;

    private PlanCheck(
            Experiment experiment,
            ExperimentFiles files,
            @Nullable Path out,
            ImageReading reading,
            ImageInspector inspector,
            BatchProgress progress) {
        this.experiment = experiment;
        this.files = files;
        this.out = out;
        this.reading = reading;
        this.inspector = inspector;
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
                experiment,
                new ExperimentFiles(experiment, root),
                null,
                ImageReading.TRAINED,
                ImageInspector.inThisProcess(),
                BatchProgress.silent());
    }

    /**
     * The same check that also looks for room on the disk.
     *
     * @param folder where results would go; need not exist
     */
    public PlanCheck withOut(Path folder) {
        return new PlanCheck(experiment, files, folder, reading, inspector, progress);
    }

    /** The same check that reads more or less of images. */
    public PlanCheck withReading(ImageReading value) {
        return new PlanCheck(experiment, files, out, value, inspector, progress);
    }

    /** The same check whose image files are looked at by another inspector. */
    public PlanCheck withInspector(ImageInspector value) {
        return new PlanCheck(experiment, files, out, reading, value, progress);
    }

    /** The same check with a listener, which is called after each image or map. */
    public PlanCheck withProgress(BatchProgress listener) {
        return new PlanCheck(experiment, files, out, reading, inspector, listener);
    }

    /** Looks at everything. */
    public CheckReport check() {
        return new Work().check();
    }

    /** The name of a split's part, in findings too. */
    static String nameOf(String csv, Split split) {
        return csv + " (" + split.word() + ")";
    }

    /** The name of a test set's part, in findings too. */
    static String nameOf(TestSet test) {
        return "test set " + test.id();
    }

    /** One check under way. */
    private final class Work {

        private final CheckFindings findings = new CheckFindings();
        private final Map<String, DataPart> parts = new LinkedHashMap<>();

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
                    .withInspector(inspector)
                    .withProgress(progress);
            Optional<ClassNames> known = classes();
            if (known.isPresent()) {
                data = data.withClasses(known.get());
            }
            for (MappedPart mapped : new PlannedMapsCheck(experiment, files, findings).of(parts)) {
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
            if (out != null) {
                new RoomCheck(experiment, out, findings).check(testRows());
            }
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
                            nameOf(csv, split),
                            files.imageRoot(),
                            () -> files.images(csv, split),
                            split == Split.TRAIN ? DataPart.Use.TRAINING : DataPart.Use.VALIDATION);
                }
            }
            for (TestSet test : experiment.testSets()) {
                add(nameOf(test), files.imageRoot(test), () -> files.images(test), DataPart.Use.TEST);
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
                if (parts.containsKey(nameOf(experiment.data().csv(), Split.TRAIN))) {
                    findings.problem(String.valueOf(e.getMessage()));
                }
                return Optional.empty();
            }
        }

        private long testRows() {
            return parts.values().stream()
                    .filter(part -> part.use() == DataPart.Use.TEST)
                    .mapToLong(part -> part.rows().size())
                    .sum();
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
    }

    /** Reads the rows of a part. */
    @FunctionalInterface
    private interface Rows {
        List<LabelledImage> read() throws IOException;
    }
}
