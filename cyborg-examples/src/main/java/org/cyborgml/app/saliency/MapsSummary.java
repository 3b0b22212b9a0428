package org.cyborgml.app.saliency;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cyborgml.metrics.ExactSum;
import org.cyborgml.saliency.batch.BatchMap;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * What is told of maps that were built of annotations: the memory of one map and the names of annotators, however many maps there
 * are. The mean is exact, so it has the same bits however the maps are shared out among several summaries. Not safe for use by
 * several threads.
 */
public final class MapsSummary {

    /** Side to which maps are brought. */
    static final int SIDE = 56;

    /** Maps that are shown. */
    private static final int SHOWN = 24;

    private final ImageDecoder decoder = ImageDecoder.withDefaults();
    private final Path folder;
    private final List<ExactSum> cells =
            Stream.generate(ExactSum::new).limit((long) SIDE * SIDE).toList();
    private final Map<String, Counts> annotators = new TreeMap<>();
    private final List<Shown> first = new ArrayList<>();
    private final List<String> constant = new ArrayList<>();
    private int maps;

    /**
     * A map that is shown.
     *
     * @param image path of its image
     * @param file its path below the folder of maps
     * @param annotators those whose arrays are in it
     */
    record Shown(String image, String file, List<String> annotators) implements Serializable {}

    /**
     * Maps of an annotator.
     *
     * @param with those that have the annotator's array
     * @param without the others of images that the annotator judged
     */
    record Counts(int with, int without) implements Serializable {

        static final Counts NONE = new Counts(0, 0);

        Counts plus(Counts other) {
            return new Counts(with + other.with, without + other.without);
        }
    }

    /** A summary as other processes get it. */
    public static final class Parts implements Serializable {

        private static final long serialVersionUID = 1L;

        private final int maps;
        private final double[][] cells;
        private final Map<String, Counts> annotators;
        private final List<Shown> first;
        private final List<String> constant;

        private Parts(MapsSummary summary) {
            this.maps = summary.maps;
            this.cells = summary.cells.stream()
                    .map(sum -> sum.parts().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray())
                    .toArray(double[][]::new);
            this.annotators = new TreeMap<>(summary.annotators);
            this.first = new ArrayList<>(summary.first);
            this.constant = new ArrayList<>(summary.constant);
        }
    }

    /**
     * A summary of no map.
     *
     * @param folder of the maps
     */
    public MapsSummary(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a map, which is read again.
     *
     * @param map in the folder
     * @throws IOException if it cannot be read
     */
    public void add(BatchMap map) throws IOException {
        float[] values = small(map.file()).toArray();
        for (int i = 0; i < values.length; i++) {
            cells.get(i).add(values[i]);
        }
        map.annotators().forEach(name -> annotators.merge(name, new Counts(1, 0), Counts::plus));
        map.leftOut().forEach(name -> annotators.merge(name, new Counts(0, 1), Counts::plus));
        if (first.size() < SHOWN) {
            String file = folder.relativize(map.file()).toString();
            first.add(new Shown(map.image(), file, new ArrayList<>(map.annotators())));
        }
        if (map.content() == BatchMap.Content.CONSTANT) {
            constant.add(map.image());
        }
        maps++;
    }

    /**
     * Adds the maps of another summary, which come behind those that are here.
     *
     * @param other of maps in the same folder
     */
    public void add(Parts other) {
        for (int i = 0; i < other.cells.length; i++) {
            for (double part : other.cells[i]) {
                cells.get(i).add(part);
            }
        }
        other.annotators.forEach((name, counts) -> annotators.merge(name, counts, Counts::plus));
        other.first.stream().limit(SHOWN - first.size()).forEach(first::add);
        constant.addAll(other.constant);
        maps += other.maps;
    }

    /** The summary for another process, which adds it to one of its own. */
    public Parts parts() {
        return new Parts(this);
    }

    /** The number of maps. */
    public int maps() {
        return maps;
    }

    /** The images whose map is constant, in the order of the maps. */
    public List<String> constant() {
        return List.copyOf(constant);
    }

    List<Shown> first() {
        return List.copyOf(first);
    }

    Map<String, Counts> annotators() {
        return annotators;
    }

    /** A map that is shown, at the size of all. */
    SaliencyMap small(Shown map) throws IOException {
        return small(folder.resolve(map.file()));
    }

    private SaliencyMap small(Path file) throws IOException {
        return SaliencyMap.ofImage(decoder.read(file)).resizedTo(SIDE, SIDE);
    }

    /** The mean of all maps, of which there must be one at least. */
    SaliencyMap mean() {
        float[] values = new float[cells.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (cells.get(i).value() / maps);
        }
        return SaliencyMap.of(FloatPlane.of(SIDE, SIDE, values));
    }
}
