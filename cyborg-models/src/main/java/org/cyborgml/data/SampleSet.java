package org.cyborgml.data;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.jspecify.annotations.Nullable;

/**
 * The images of one split with their saliency maps, checked: every image file exists and begins as an image does, every
 * map is whole. Immutable.
 */
public final class SampleSet {

    private static final int SHOWN_PROBLEMS = 10;

    private final List<Sample> samples;
    private final ClassNames classes;
    private final int constantMaps;

    private SampleSet(List<Sample> samples, ClassNames classes, int constantMaps) {
        this.samples = List.copyOf(samples);
        this.classes = classes;
        this.constantMaps = constantMaps;
    }

    /**
     * Checks all images, and reads all maps.
     *
     * @param rows images with their labels
     * @param classes of the labels
     * @param images has the rows' images
     * @param maps has the images' maps; null for no maps
     * @param grid of the network's CAM
     * @return the samples
     * @throws DataException if a label is no class, an image or a map cannot be used (all problems, with their
     *     number), or two images have one map
     */
    public static SampleSet open(
            List<LabelledImage> rows,
            ClassNames classes,
            ImageSource images,
            @Nullable SaliencyMapSource maps,
            CamGrid grid)
            throws DataException {
        requireClasses(rows, classes);
        if (maps != null) {
            requireOwnMaps(rows, images, maps);
        }
        Object[] found = new Object[rows.size()];
        AtomicInteger constant = new AtomicInteger();
        IntStream.range(0, found.length).parallel().forEach(i -> {
            try {
                found[i] = sample(rows.get(i), classes, images, maps, grid, constant);
            } catch (ImageFileException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
                found[i] = ImageFileException.of(rows.get(i).path(), e);
            }
        });
        List<Sample> samples = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Object one : found) {
            if (one instanceof Sample sample) {
                samples.add(sample);
            } else {
                problems.add(((ImageFileException) one).getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new DataException(problems.size() + " of " + found.length + " images cannot be used: "
                    + String.join("; ", problems.subList(0, Math.min(problems.size(), SHOWN_PROBLEMS)))
                    + (problems.size() > SHOWN_PROBLEMS ? "; ..." : ""));
        }
        return new SampleSet(samples, classes, constant.get());
    }

    /**
     * Requires the label of every row to be a class.
     *
     * @param rows images with their labels
     * @param classes of the labels
     * @throws DataException if one is not: the message names the label and its image
     */
    public static void requireClasses(List<LabelledImage> rows, ClassNames classes) throws DataException {
        for (LabelledImage row : rows) {
            if (!classes.contains(row.label())) {
                throw new DataException("label \"" + row.label() + "\" of image " + row.path() + " in split "
                        + row.split().word() + " is not among the classes: " + classes);
            }
        }
    }

    /** Two images that find one map by its name have no map of their own: the labels of one would be trained by the other's. */
    private static void requireOwnMaps(List<LabelledImage> rows, ImageSource images, SaliencyMapSource maps)
            throws DataException {
        Map<String, LabelledImage> owners = new HashMap<>();
        for (LabelledImage row : rows) {
            try {
                String name = maps.mapName(row.path()).orElse(null);
                LabelledImage other = name == null ? null : owners.putIfAbsent(name, row);
                if (other != null
                        && !ImageChecks.identity(images, other.path())
                                .equals(ImageChecks.identity(images, row.path()))) {
                    throw new DataException(row.path() + ": its map, " + name + ", is that of " + other.path()
                            + " too: must be of one image (maps may lie in the images' folders)");
                }
            } catch (ImageFileException e) {
                throw new DataException(String.valueOf(e.getMessage()));
            }
        }
    }

    private static Sample sample(
            LabelledImage row,
            ClassNames classes,
            ImageSource images,
            @Nullable SaliencyMapSource maps,
            CamGrid grid,
            AtomicInteger constant)
            throws ImageFileException {
        images.check(row.path());
        Optional<SaliencyMap> map = maps == null ? Optional.empty() : maps.read(row.path(), grid);
        if (map.isPresent() && map.get().isConstant()) {
            constant.incrementAndGet();
        }
        return new Sample(row, classes.index(row.label()), map, 1);
    }

    /**
     * The same samples, of which only some keep their map. Of two shares, what the lesser keeps the greater keeps too.
     *
     * @param share of the samples with a map, in [0,1]
     * @param seed of the choice
     * @return the samples in the same order
     */
    public SampleSet withMapShare(double share, long seed) {
        if (share == 1) {
            return this;
        }
        HashFunction hash = Hashing.sipHash24(seed, 0);
        Set<Sample> kept = samples.stream()
                .filter(sample -> sample.map().isPresent())
                .sorted(byHash(hash))
                .limit(Math.round(share * withMap()))
                .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
        return withOnly(samples.stream()
                .map(sample -> kept.contains(sample) ? sample : sample.withoutMap())
                .toList());
    }

    /**
     * Some of the samples: of each class the same share. Of two shares, what the lesser keeps the greater keeps too.
     *
     * @param share of the samples of each class, above 0 and at most 1; one of a class is kept at least
     * @param seed of the choice, which is another than that of maps by the same seed
     * @return the kept samples in the same order
     * @throws IllegalArgumentException if the share is out of range
     */
    public SampleSet withShare(double share, long seed) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " of the images: must be above 0 and at most 1");
        }
        if (share == 1) {
            return this;
        }
        HashFunction hash = Hashing.sipHash24(seed, 1);
        Set<Sample> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        samples.stream()
                .collect(Collectors.groupingBy(Sample::classIndex))
                .values()
                .forEach(ofClass -> ofClass.stream()
                        .sorted(byHash(hash))
                        .limit(kept(ofClass.size(), share))
                        .forEach(kept::add));
        return withOnly(samples.stream().filter(kept::contains).toList());
    }

    /**
     * The number of samples of a class that a share keeps.
     *
     * @param samples of the class, at least 1
     * @param share above 0 and at most 1
     * @return at least 1
     */
    public static int kept(long samples, double share) {
        return (int) Math.max(1, Math.round(share * samples));
    }

    private static Comparator<Sample> byHash(HashFunction hash) {
        return Comparator.comparingLong(sample ->
                hash.hashString(sample.image().path(), StandardCharsets.UTF_8).asLong());
    }

    private SampleSet withOnly(List<Sample> changed) {
        return new SampleSet(changed, classes, (int) changed.stream()
                .filter(sample -> sample.map().map(SaliencyMap::isConstant).orElse(false))
                .count());
    }

    /**
     * The same samples with weights of their maps in the saliency term.
     *
     * @param weights of all images that have a map; those of others are not used
     * @return the samples in the same order
     * @throws DataException if an image with a map has no weight
     */
    public SampleSet withMapWeights(MapWeights weights) throws DataException {
        List<Sample> changed = new ArrayList<>();
        for (Sample sample : samples) {
            changed.add(
                    sample.map().isEmpty()
                            ? sample
                            : sample.withMapWeight(weights.of(sample.image().path())));
        }
        return new SampleSet(changed, classes, constantMaps);
    }

    /**
     * The samples.
     *
     * @return in the order of the split file
     */
    public List<Sample> samples() {
        return samples;
    }

    /**
     * The classes of the samples.
     *
     * @return the classes
     */
    public ClassNames classes() {
        return classes;
    }

    /**
     * The number of samples that have a map.
     *
     * @return at least 0
     */
    public int withMap() {
        return (int) samples.stream().filter(sample -> sample.map().isPresent()).count();
    }

    /**
     * The number of maps that are of one grey all over, so that they cannot guide the training.
     *
     * @return at least 0
     */
    public int constantMaps() {
        return constantMaps;
    }
}
