package org.cyborgml.saliency.batch;

import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.file.FailureReason;
import org.cyborgml.saliency.format.AnnotationReader;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.BuiltMap;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.cyborgml.saliency.map.TooFewAnnotatorsException;
import org.jspecify.annotations.Nullable;

/**
 * Builds the maps of many images and writes each as a grey PNG named like its image ({@code faces/a.jpg} becomes
 * {@code a.png}), as {@link MapFolder} finds it. Where several images share that name, their maps keep the folders
 * ({@code faces/a.png}), and the extension as well where these are the same ({@code faces/a.jpg.png}).
 *
 * <p>Images that cannot be used (a broken mask file, a broken record, too few annotators) are listed in the result, and the
 * others are built. An image with any broken record gets no map, since a map without that annotator would be another one.
 * Images that share their name with it get none either, since it would find theirs.
 *
 * <p>Immutable: {@code withX} gives a changed copy.
 */
public final class MapBatch {

    private final SaliencyMapBuilder builder;
    private final SampleDepth depth;
    private final BatchProgress progress;
    private final @Nullable CropTable crops;

    private MapBatch(SaliencyMapBuilder builder, SampleDepth depth, BatchProgress progress, @Nullable CropTable crops) {
        this.builder = builder;
        this.depth = depth;
        this.progress = progress;
        this.crops = crops;
    }

    /**
     * A batch that writes 8-bit maps, like the authors', and has no listener.
     *
     * @param builder makes each map
     * @return the batch
     */
    public static MapBatch with(SaliencyMapBuilder builder) {
        return new MapBatch(builder, SampleDepth.EIGHT_BITS, BatchProgress.silent(), null);
    }

    /**
     * Sets the depth of the files.
     *
     * @param newDepth bits of a sample
     * @return a batch with it
     */
    public MapBatch withDepth(SampleDepth newDepth) {
        return new MapBatch(builder, newDepth, progress, crops);
    }

    /**
     * Sets the listener.
     *
     * @param listener called after each image
     * @return a batch with it
     */
    public MapBatch withProgress(BatchProgress listener) {
        return new MapBatch(builder, depth, listener, crops);
    }

    /**
     * Sets the crops: each map is built on its photograph, cropped as the photograph was, and named like the crop.
     *
     * @param table the crops of the annotated photographs
     * @return a batch with them
     */
    public MapBatch withCrops(CropTable table) {
        return new MapBatch(builder, depth, progress, table);
    }

    /**
     * Builds the maps of annotations, as {@link BatchInput#read} reads them with its defaults. The judgement of masks from
     * folders is unknown, so the builder must admit {@link org.cyborgml.saliency.map.Judgements#ALL}.
     *
     * @param annotations the file or folder
     * @param mapFolder the folder for the maps; created if it is missing
     * @return the maps that were written, and the images that got none
     * @throws IOException if the annotations as a whole cannot be read, the folder holds no mask, or a map cannot be written
     */
    public BatchResult build(Path annotations, Path mapFolder) throws IOException {
        return build(BatchInput.read(annotations, AnnotationReader.withDefaults()), mapFolder);
    }

    /**
     * Builds the maps of annotations.
     *
     * @param annotations what was read
     * @param mapFolder the folder for the maps; created if it is missing
     * @return the maps that were written, and the images that got none
     * @throws IOException if a map cannot be written
     */
    public BatchResult build(BatchInput annotations, Path mapFolder) throws IOException {
        BatchResult built = build(annotations, mapFolder, 0, images(annotations));
        List<BatchFailure> failures = new ArrayList<>(annotations.failures());
        failures.addAll(built.failures());
        return new BatchResult(built.maps(), failures);
    }

    /**
     * Counts the images whose maps are built: those of which every record could be read.
     *
     * @param annotations what was read
     * @return 0 or more
     */
    public static int images(BatchInput annotations) {
        return readable(annotations).size();
    }

    /**
     * Builds the maps of some of the images, for processes that share them.
     *
     * @param annotations what was read, all of it: the names of maps depend on all images
     * @param mapFolder the folder for the maps; created if it is missing
     * @param from number of the first image, from 0, in the order in which they first appear
     * @param to number behind that of the last image, at most {@link #images}
     * @return the maps that were written, and those of these images that got none
     * @throws IOException if a map cannot be written
     * @throws IndexOutOfBoundsException if there are no such images
     */
    public BatchResult build(BatchInput annotations, Path mapFolder, int from, int to) throws IOException {
        Path source = annotations.source();
        List<BatchFailure> failures = new ArrayList<>();
        Files.createDirectories(mapFolder);
        Set<String> broken = broken(annotations);
        Map<String, List<AnnotationRecord>> images = AnnotatedImage.byImage(annotations.records());
        MapNames names = names(Sets.union(images.keySet(), broken), broken);
        images.keySet().removeAll(broken);
        List<Map.Entry<String, List<AnnotationRecord>>> part =
                List.copyOf(images.entrySet()).subList(from, to);
        List<BatchMap> maps = new ArrayList<>();
        int done = 0;
        for (Map.Entry<String, List<AnnotationRecord>> entry : part) {
            String image = entry.getKey();
            try {
                buildOne(entry.getValue(), names, mapFolder, source, maps, failures);
            } catch (RuntimeException | OutOfMemoryError e) {
                failures.add(new BatchFailure(image, source.toString(), FailureReason.of(e)));
            }
            progress.finished(++done, part.size(), image);
        }
        return new BatchResult(maps, failures);
    }

    private static Set<String> broken(BatchInput annotations) {
        Set<String> broken = new LinkedHashSet<>();
        annotations.failures().forEach(failure -> broken.add(failure.image()));
        return broken;
    }

    private static Set<String> readable(BatchInput annotations) {
        Set<String> images = new LinkedHashSet<>();
        annotations.records().forEach(entry -> images.add(entry.image()));
        images.removeAll(broken(annotations));
        return images;
    }

    private MapNames names(Set<String> images, Set<String> broken) {
        return crops == null
                ? MapNames.of(images, broken)
                : MapNames.of(crops.crops().stream().map(FaceCrop::path).toList(), Set.of());
    }

    private void buildOne(
            List<AnnotationRecord> records,
            MapNames names,
            Path mapFolder,
            Path source,
            List<BatchMap> maps,
            List<BatchFailure> failures)
            throws IOException {
        String image = records.get(0).image();
        List<FaceCrop> ofImage = crops == null ? List.of() : crops.ofPhotograph(image);
        if (crops != null && ofImage.isEmpty()) {
            throw new IllegalArgumentException("has no crop in the table of crops");
        }
        // A name that cannot be given is told before the work.
        Path named = mapFolder.resolve(
                names.of(ofImage.isEmpty() ? image : ofImage.get(0).path()));
        BuiltMap built;
        try {
            built = builder.build(AnnotatedImage.of(records));
        } catch (ImageFileException e) {
            failures.add(new BatchFailure(image, e.file(), e.reason()));
            return;
        } catch (TooFewAnnotatorsException e) {
            failures.add(new BatchFailure(image, source.toString(), String.valueOf(e.getMessage())));
            return;
        }
        if (crops == null) {
            write(image, built.map(), named, built, maps, failures);
        }
        for (FaceCrop crop : ofImage) {
            SaliencyMap cropped = crop.transform().apply(built.map());
            write(crop.path(), cropped, mapFolder.resolve(names.of(crop.path())), built, maps, failures);
        }
    }

    private void write(
            String image, SaliencyMap map, Path file, BuiltMap built, List<BatchMap> maps, List<BatchFailure> failures)
            throws IOException {
        try {
            Files.createDirectories(file.resolveSibling("."));
            PngWriter.write(map.toRaster(depth), file);
        } catch (IOException e) {
            if (FailureReason.isOfTheDisk(e)) {
                throw e;
            }
            failures.add(new BatchFailure(image, file.toString(), "cannot be written: " + FailureReason.of(e)));
            return;
        }
        BatchMap.Content content = map.isConstant() ? BatchMap.Content.CONSTANT : BatchMap.Content.VARIED;
        maps.add(new BatchMap(image, file, built.annotators(), built.leftOut(), content));
    }
}
