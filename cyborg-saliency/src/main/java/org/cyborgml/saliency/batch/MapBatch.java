package org.cyborgml.saliency.batch;

import com.google.common.collect.Lists;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
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
    private final @Nullable MapNames cropNames;

    private MapBatch(
            SaliencyMapBuilder builder,
            SampleDepth depth,
            BatchProgress progress,
            @Nullable CropTable crops,
            @Nullable MapNames cropNames) {
        this.builder = builder;
        this.depth = depth;
        this.progress = progress;
        this.crops = crops;
        this.cropNames = cropNames;
    }

    /**
     * A batch that writes 8-bit maps, like the authors', and has no listener.
     *
     * @param builder makes each map
     * @return the batch
     */
    public static MapBatch with(SaliencyMapBuilder builder) {
        return new MapBatch(builder, SampleDepth.EIGHT_BITS, BatchProgress.silent(), null, null);
    }

    /**
     * Sets the depth of the files.
     *
     * @param newDepth bits of a sample
     * @return a batch with it
     */
    public MapBatch withDepth(SampleDepth newDepth) {
        return new MapBatch(builder, newDepth, progress, crops, cropNames);
    }

    /**
     * Sets the listener.
     *
     * @param listener called after each image
     * @return a batch with it
     */
    public MapBatch withProgress(BatchProgress listener) {
        return new MapBatch(builder, depth, listener, crops, cropNames);
    }

    /**
     * Sets the crops: each map is built on its photograph, cropped as the photograph was, and named like the crop.
     *
     * @param table the crops of the annotated photographs
     * @return a batch with them
     */
    public MapBatch withCrops(CropTable table) {
        MapNames names = MapNames.of(table.crops().stream().map(FaceCrop::path).toList(), Set.of());
        return new MapBatch(builder, depth, progress, table, names);
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
        BatchResult built = build(parts(annotations, Integer.MAX_VALUE).get(0), mapFolder);
        List<BatchFailure> failures = new ArrayList<>(annotations.failures());
        failures.addAll(built.failures());
        return new BatchResult(built.maps(), failures);
    }

    /**
     * Splits annotations for processes that share their images: those of which every record could be read, in the order in which
     * they first appear.
     *
     * @param annotations what was read
     * @param images most images of a part, at least 1
     * @return at least one part, which has no image if there is none
     * @throws IllegalArgumentException if the number is below 1
     */
    public static List<MapPart> parts(BatchInput annotations, int images) {
        if (images < 1) {
            throw new IllegalArgumentException("images of a part must be at least 1, found " + images);
        }
        Set<String> broken = new LinkedHashSet<>();
        annotations.failures().forEach(failure -> broken.add(failure.image()));
        Map<String, List<AnnotationRecord>> byImage = AnnotatedImage.byImage(annotations.records());
        MapNames names = MapNames.of(Sets.union(byImage.keySet(), broken), broken);
        byImage.keySet().removeAll(broken);
        List<MapPart> parts = new ArrayList<>();
        Lists.partition(List.copyOf(byImage.entrySet()), images)
                .forEach(part -> parts.add(part(annotations.source(), part, names)));
        return parts.isEmpty() ? List.of(part(annotations.source(), List.of(), names)) : parts;
    }

    private static MapPart part(Path source, List<Map.Entry<String, List<AnnotationRecord>>> images, MapNames all) {
        List<AnnotationRecord> records = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        Map<String, String> unnamed = new HashMap<>();
        images.forEach(image -> {
            records.addAll(image.getValue());
            try {
                names.put(image.getKey(), all.of(image.getKey()));
            } catch (IllegalArgumentException e) {
                unnamed.put(image.getKey(), String.valueOf(e.getMessage()));
            }
        });
        return new MapPart(source, records, names, unnamed);
    }

    /**
     * Builds the maps of a part of the images.
     *
     * @param part one of {@link #parts}
     * @param mapFolder the folder for the maps; created if it is missing
     * @return the maps that were written, and those of these images that got none
     * @throws IOException if a map cannot be written
     */
    public BatchResult build(MapPart part, Path mapFolder) throws IOException {
        Path source = part.source();
        List<BatchFailure> failures = new ArrayList<>();
        Files.createDirectories(mapFolder);
        Map<String, List<AnnotationRecord>> images = AnnotatedImage.byImage(part.records());
        UnaryOperator<String> names = cropNames == null ? part::name : cropNames::of;
        List<BatchMap> maps = new ArrayList<>();
        int done = 0;
        for (Map.Entry<String, List<AnnotationRecord>> entry : images.entrySet()) {
            String image = entry.getKey();
            try {
                buildOne(entry.getValue(), names, mapFolder, source, maps, failures);
            } catch (RuntimeException | OutOfMemoryError e) {
                failures.add(new BatchFailure(image, source.toString(), FailureReason.of(e)));
            }
            progress.finished(++done, images.size(), image);
        }
        return new BatchResult(maps, failures);
    }

    private void buildOne(
            List<AnnotationRecord> records,
            UnaryOperator<String> names,
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
                names.apply(ofImage.isEmpty() ? image : ofImage.get(0).path()));
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
            write(crop.path(), cropped, mapFolder.resolve(names.apply(crop.path())), built, maps, failures);
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
