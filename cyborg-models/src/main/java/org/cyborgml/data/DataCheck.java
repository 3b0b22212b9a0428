package org.cyborgml.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks for everything that would make a training wrong before its first step: images that are missing or do not decode, labels
 * that are no class, classes without an image, images under two labels or in two splits, images without a map, maps of several
 * images, maps that are blank or lie across their image. It is the check of the commands {@code train} and
 * {@code experiment check}.
 *
 * <pre>{@code
 * CheckReport report = DataCheck.of(data).check();
 * report.warnings().forEach(System.out::println);
 * report.requirePassed("the data");
 * }</pre>
 *
 * <p>Immutable: {@code withX} gives a changed copy.
 */
public final class DataCheck {

    private final List<DataPart> parts;
    private final List<MappedPart> mapped;
    private final List<String> problems;
    private final @Nullable ClassNames classes;
    private final ImageReading reading;
    private final ImageInspector inspector;
    private final BatchProgress progress;

    private DataCheck(
            List<DataPart> parts,
            List<MappedPart> mapped,
            List<String> problems,
            @Nullable ClassNames classes,
            ImageReading reading,
            ImageInspector inspector,
            BatchProgress progress) {
        this.parts = List.copyOf(parts);
        this.mapped = List.copyOf(mapped);
        this.problems = List.copyOf(problems);
        this.classes = classes;
        this.reading = reading;
        this.inspector = inspector;
        this.progress = progress;
    }

    /**
     * A check of parts of data.
     *
     * @param parts images for training, validation and tests
     * @return a check that decodes images for training and validation, without maps, of the classes of the images to train on
     */
    public static DataCheck of(List<DataPart> parts) {
        return new DataCheck(
                parts,
                List.of(),
                List.of(),
                null,
                ImageReading.TRAINED,
                ImageInspector.inThisProcess(),
                BatchProgress.silent());
    }

    /**
     * A check of a data set with its maps.
     *
     * @param data its split {@code train} is trained on, its split {@code test}, if there is one, validated with
     * @return a check that decodes all images
     */
    public static DataCheck of(SaliencyData data) {
        List<DataPart> parts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Split split : Split.values()) {
            try {
                parts.add(new DataPart("split " + split.word(), use(split), data.images(), data.rows(split)));
            } catch (DataException e) {
                if (split == Split.TRAIN) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            }
        }
        DataCheck check = new DataCheck(
                parts,
                List.of(),
                problems,
                data.classes(),
                ImageReading.TRAINED,
                ImageInspector.inThisProcess(),
                BatchProgress.silent());
        return data.maps().isPresent() ? check.withMaps(data.maps().get(), "the source of the maps") : check;
    }

    /**
     * A check of a split file, both of whose splits must be there.
     *
     * @param split its split {@code train} is trained on, its split {@code test} validated with
     * @param images finds its images
     * @return a check that decodes all images, without maps, of the classes of the images to train on
     */
    public static DataCheck of(SplitFile split, ImageSource images) {
        List<DataPart> parts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Split one : Split.values()) {
            try {
                parts.add(new DataPart(split.file() + " (" + one.word() + ")", use(one), images, split.images(one)));
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new DataCheck(
                parts,
                List.of(),
                problems,
                null,
                ImageReading.TRAINED,
                ImageInspector.inThisProcess(),
                BatchProgress.silent());
    }

    private static DataPart.Use use(Split split) {
        return split == Split.TRAIN ? DataPart.Use.TRAINING : DataPart.Use.VALIDATION;
    }

    /**
     * Sets the part of images that is read.
     *
     * @param value headers, or everything
     * @return the changed check
     */
    public DataCheck withReading(ImageReading value) {
        return new DataCheck(parts, mapped, problems, classes, value, inspector, progress);
    }

    /**
     * Sets who looks at image files.
     *
     * @param value looks at all at once; this process does if not set
     * @return the changed check
     */
    public DataCheck withInspector(ImageInspector value) {
        return new DataCheck(parts, mapped, problems, classes, reading, value, progress);
    }

    /**
     * Sets the classes.
     *
     * @param names that every label must be one of
     * @return the changed check
     */
    public DataCheck withClasses(ClassNames names) {
        return new DataCheck(parts, mapped, problems, names, reading, inspector, progress);
    }

    /**
     * Adds maps for the images to train on.
     *
     * @param maps has them
     * @param place where they are, for messages, such as the path of their folder
     * @return the changed check
     */
    public DataCheck withMaps(SaliencyMapSource maps, String place) {
        List<DataPart> validation = parts.stream()
                .filter(part -> part.use() == DataPart.Use.VALIDATION)
                .toList();
        List<MappedPart> all = new ArrayList<>(mapped);
        parts.stream()
                .filter(part -> part.use() == DataPart.Use.TRAINING)
                .forEach(part -> all.add(new MappedPart(part.name(), maps, place, part, validation)));
        return new DataCheck(parts, all, problems, classes, reading, inspector, progress);
    }

    /**
     * Adds images that need maps.
     *
     * @param images with their maps
     * @return the changed check
     */
    public DataCheck with(MappedPart images) {
        List<MappedPart> all = new ArrayList<>(mapped);
        all.add(images);
        return new DataCheck(parts, all, problems, classes, reading, inspector, progress);
    }

    /**
     * Sets who listens to the check.
     *
     * @param listener called after each image or map, from one thread at a time
     * @return the changed check
     */
    public DataCheck withProgress(BatchProgress listener) {
        return new DataCheck(parts, mapped, problems, classes, reading, inspector, listener);
    }

    /**
     * Looks at everything.
     *
     * @return all problems, warnings and facts
     */
    public CheckReport check() {
        CheckFindings findings = new CheckFindings();
        problems.forEach(findings::problem);
        RowChecks rows = new RowChecks(findings);
        CheckCount count = new CheckCount(lookedAt(), progress);
        ImageChecks images = new ImageChecks(reading, inspector, findings, count);
        MapChecks maps = new MapChecks(findings, images, count);
        classes(findings).ifPresent(known -> parts.forEach(part -> rows.check(part, known)));
        images.look(parts);
        parts.forEach(images::check);
        mapped.forEach(maps::check);
        rows.checkLabels(parts);
        rows.checkDisjoint(parts);
        images.warnOfCopies(parts);
        images.warnOfCopiesUnderTwoLabels(parts);
        return findings.report();
    }

    /** All images and maps, as often as a part names them. */
    private int lookedAt() {
        return parts.stream().mapToInt(part -> part.rows().size()).sum()
                + mapped.stream()
                        .mapToInt(one -> one.part().rows().size()
                                + one.others().stream()
                                        .mapToInt(other -> other.rows().size())
                                        .sum())
                        .sum();
    }

    private Optional<ClassNames> classes(CheckFindings findings) {
        if (classes != null) {
            return Optional.of(classes);
        }
        List<LabelledImage> trained = parts.stream()
                .filter(part -> part.use() == DataPart.Use.TRAINING)
                .flatMap(part -> part.rows().stream())
                .toList();
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SaliencyData.trainedClasses(trained));
        } catch (DataException e) {
            findings.problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
