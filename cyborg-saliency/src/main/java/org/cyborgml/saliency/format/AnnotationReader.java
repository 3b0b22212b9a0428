package org.cyborgml.saliency.format;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.annotation.AnnotationProblem;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/**
 * Reads annotation files of any known form, which is recognised by the content, and folders of such files. In a folder, a file of
 * a folder below it is by the annotator whose name that folder has.
 *
 * <p>Immutable: {@code withX} gives a changed copy. Safe for use by several threads.
 */
public final class AnnotationReader {

    private static final ImmutableList<AnnotationFormat> STANDARD = ImmutableList.of(
            new CyborgFormat(),
            new LabelMeFormat(),
            new CocoFormat(),
            new CvatFormat(),
            new ViaFormat(),
            new LabelStudioFormat(),
            new FixationTableFormat());

    private final ImmutableList<AnnotationFormat> formats;
    private final @Nullable AnnotationFormat forced;
    private final ReadingOptions options;
    private final @Nullable Path images;

    private AnnotationReader(
            ImmutableList<AnnotationFormat> formats,
            @Nullable AnnotationFormat forced,
            ReadingOptions options,
            @Nullable Path images) {
        this.formats = formats;
        this.forced = forced;
        this.options = options;
        this.images = images;
    }

    /**
     * A reader of the project's own form and those of LabelMe, COCO, CVAT, VGG Image Annotator, Label Studio and tables of
     * fixations.
     *
     * @return the reader
     */
    public static AnnotationReader withDefaults() {
        return new AnnotationReader(STANDARD, null, ReadingOptions.defaults(), null);
    }

    /**
     * Adds a form, which is tried before those that are known.
     *
     * @param format the form; its name must be new
     * @return a reader with it
     * @throws IllegalArgumentException if the name is taken
     */
    public AnnotationReader withFormat(AnnotationFormat format) {
        if (formats.stream().anyMatch(known -> known.name().equals(format.name()))) {
            throw new IllegalArgumentException("form " + format.name() + " is known already: names must differ");
        }
        ImmutableList<AnnotationFormat> more = ImmutableList.<AnnotationFormat>builder()
                .add(format)
                .addAll(formats)
                .build();
        return new AnnotationReader(more, forced, options, images);
    }

    /**
     * Takes every file for one form, without a look at its content.
     *
     * @param name the form's {@link AnnotationFormat#name() name}
     * @return a reader that does
     * @throws IllegalArgumentException if no form has the name; the message lists all
     */
    public AnnotationReader withOnly(String name) {
        AnnotationFormat only = formats.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "form \"" + name + "\": must be one of " + String.join(", ", names())));
        return new AnnotationReader(formats, only, options, images);
    }

    /**
     * Sets what the forms leave open.
     *
     * @param newOptions the options
     * @return a reader with them
     */
    public AnnotationReader withOptions(ReadingOptions newOptions) {
        return new AnnotationReader(formats, forced, newOptions, images);
    }

    /**
     * Sets the folder of the annotated images. Each image of the annotations is then looked up in it, by its path or else by
     * its name, and must have the size that the annotations state; its record has the path below the folder.
     *
     * @param folder the folder; images may lie in folders below it
     * @return a reader that looks the images up
     */
    public AnnotationReader withImages(Path folder) {
        return new AnnotationReader(formats, forced, options, folder);
    }

    /**
     * The forms that this reader knows.
     *
     * @return the forms in the order in which they are tried
     */
    public List<AnnotationFormat> formats() {
        return formats;
    }

    private List<String> names() {
        return formats.stream().map(AnnotationFormat::name).toList();
    }

    /**
     * Reads a file, or the files of a folder and of those directly below it. The records beside a broken one are read.
     *
     * @param path a file, or a folder with at least one {@code .json}, {@code .xml}, {@code .csv} or {@code .tsv}
     * @return all records and problems
     * @throws AnnotationFormatException if the file, or every file of the folder, is of no known form or not of its form
     * @throws IOException if it cannot be read
     */
    public ParsedAnnotations read(Path path) throws IOException {
        ImageIndex index = images == null ? null : ImageIndex.of(images, options.match());
        ParsedAnnotations read = Files.isDirectory(path)
                ? readFolder(path, index)
                : parse(AnnotationSource.read(path, null, options, index));
        return index == null ? read : found(read, index);
    }

    /** Reads content that is in memory already, as the file of that path. */
    ParsedAnnotations parse(Path file, byte[] content) throws IOException {
        ImageIndex index = images == null ? null : ImageIndex.of(images, options.match());
        ParsedAnnotations read = parse(AnnotationSource.of(file, content, null, options, index));
        return index == null ? read : found(read, index);
    }

    private ParsedAnnotations parse(AnnotationSource source) throws IOException {
        AnnotationFormat format = forced;
        if (format == null) {
            format = formats.stream()
                    .filter(known -> known.recognises(source))
                    .findFirst()
                    .orElseThrow(
                            () -> new AnnotationFormatException(AnnotationFormatMessages.unknown(source, formats)));
        }
        return format.read(source);
    }

    private ParsedAnnotations readFolder(Path folder, @Nullable ImageIndex index) throws IOException {
        List<AnnotationRecord> records = new ArrayList<>();
        List<AnnotationProblem> problems = new ArrayList<>();
        AnnotationFormatException first = null;
        int read = 0;
        for (Path file : AnnotationFolder.files(folder)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            int slash = name.indexOf('/');
            try {
                ParsedAnnotations one =
                        parse(AnnotationSource.read(file, slash < 0 ? null : name.substring(0, slash), options, index));
                records.addAll(one.records());
                one.problems()
                        .forEach(problem -> problems.add(new AnnotationProblem(
                                problem.image(), name + ": " + problem.place(), problem.reason())));
                read++;
            } catch (AnnotationFormatException e) {
                first = first == null ? e : first;
                problems.add(new AnnotationProblem("", name, String.valueOf(e.getMessage())));
            }
        }
        if (read == 0) {
            throw first != null
                    ? first
                    : new AnnotationFormatException(
                            folder + ": holds no annotation file: must hold .json, .xml, .csv or .tsv files");
        }
        return new ParsedAnnotations(folder, records, problems);
    }

    /** The records of the images that are there in the stated size, under their paths. */
    private static ParsedAnnotations found(ParsedAnnotations read, ImageIndex index) {
        List<AnnotationProblem> problems = new ArrayList<>(read.problems());
        Set<String> named = new HashSet<>();
        List<AnnotationRecord> records = new ArrayList<>();
        for (AnnotationRecord entry : read.records()) {
            try {
                String path = index.find(entry.image());
                ImageSize size = index.size(path);
                if (!size.equals(entry.size())) {
                    throw new IllegalArgumentException(
                            "the image is of " + size + ", its annotations are of " + entry.size() + ": must be equal");
                }
                records.add(new AnnotationRecord(
                        path, size, entry.annotator(), entry.decision(), entry.truth(), entry.regions()));
            } catch (IllegalArgumentException e) {
                if (named.add(entry.image())) {
                    problems.add(new AnnotationProblem(entry.image(), "the image", String.valueOf(e.getMessage())));
                }
            }
        }
        Set<String> broken = problems.stream().map(AnnotationProblem::image).collect(Collectors.toSet());
        records.removeIf(entry -> broken.contains(entry.image()));
        return new ParsedAnnotations(read.file(), records, problems);
    }
}
