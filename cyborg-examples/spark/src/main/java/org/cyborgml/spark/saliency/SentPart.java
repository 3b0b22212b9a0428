package org.cyborgml.spark.saliency;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.batch.MapPart;

/** Some images with their annotations, as a task gets them: our own JSON, compressed, and the mask files beside it. */
final class SentPart implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int NO_LEVEL = -1;

    private final byte[] json;
    private final List<SentMask> masks;
    private final Map<String, String> names;
    private final Map<String, String> unnamed;

    /**
     * A mask file. The path is sent as it is: JSON has those of the same folder without their folder.
     *
     * @param entry index of its record
     * @param region its index in the record
     * @param file of the storage of all annotations
     * @param level above which a pixel is marked; {@link #NO_LEVEL} for none
     */
    private record SentMask(int entry, int region, String file, int level) implements Serializable {

        static SentMask of(int entry, int region, Annotation.MaskFile mask) {
            Path file = mask.file();
            String names = StreamSupport.stream(file.spliterator(), false)
                    .map(Path::toString)
                    .collect(Collectors.joining("/"));
            return new SentMask(
                    entry,
                    region,
                    file.isAbsolute() ? "/" + names : names,
                    mask.level().orElse(NO_LEVEL));
        }

        Annotation.MaskFile in(Path source) {
            return new Annotation.MaskFile(
                    source.getFileSystem().getPath(file),
                    level == NO_LEVEL ? OptionalInt.empty() : OptionalInt.of(level));
        }
    }

    private SentPart(byte[] json, List<SentMask> masks, Map<String, String> names, Map<String, String> unnamed) {
        this.json = json;
        this.masks = masks;
        this.names = names;
        this.unnamed = unnamed;
    }

    /** A part to be sent. */
    static SentPart of(MapPart part) {
        List<SentMask> masks = new ArrayList<>();
        List<AnnotationRecord> others = new ArrayList<>();
        for (AnnotationRecord entry : part.records()) {
            List<Annotation> regions = new ArrayList<>();
            for (int i = 0; i < entry.regions().size(); i++) {
                if (entry.regions().get(i) instanceof Annotation.MaskFile mask) {
                    masks.add(SentMask.of(others.size(), i, mask));
                } else {
                    regions.add(entry.regions().get(i));
                }
            }
            others.add(withRegions(entry, regions));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream compressed = new GZIPOutputStream(bytes)) {
            compressed.write(AnnotationFiles.json(others, part.source()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SentPart(bytes.toByteArray(), masks, new HashMap<>(part.names()), new HashMap<>(part.unnamed()));
    }

    private static AnnotationRecord withRegions(AnnotationRecord entry, List<Annotation> regions) {
        return new AnnotationRecord(
                entry.image(), entry.size(), entry.annotator(), entry.decision(), entry.truth(), regions);
    }

    /**
     * The part that was sent.
     *
     * @param source the file or folder of all annotations
     */
    MapPart received(Path source) throws IOException {
        List<AnnotationRecord> records;
        try (GZIPInputStream compressed = new GZIPInputStream(new ByteArrayInputStream(json))) {
            ParsedAnnotations parsed = AnnotationFiles.readJson(compressed.readAllBytes(), source);
            if (!parsed.problems().isEmpty()) {
                throw new IOException("annotations were changed on their way: "
                        + parsed.problems().get(0));
            }
            records = new ArrayList<>(parsed.records());
        }
        // In their order, so that each comes to the place where it was.
        for (SentMask mask : masks) {
            AnnotationRecord entry = records.get(mask.entry());
            List<Annotation> regions = new ArrayList<>(entry.regions());
            regions.add(mask.region(), mask.in(source));
            records.set(mask.entry(), withRegions(entry, regions));
        }
        return new MapPart(source, records, names, unnamed);
    }
}
