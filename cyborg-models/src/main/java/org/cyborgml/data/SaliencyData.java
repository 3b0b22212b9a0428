package org.cyborgml.data;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.map.CamGrid;
import org.jspecify.annotations.Nullable;

/**
 * A data set to train and validate with: labelled images in two splits, their classes, and the saliency maps of some or all
 * of them. Nothing is decoded before {@link #samples} or an iterator asks for it.
 *
 * <p>Three ways lead to one: a split file ({@link #csv}), a folder per class ({@link #folderPerClass}), or a list of the
 * caller's own ({@link #of}).
 *
 * <p>Immutable: {@code withX} gives a changed copy.
 */
public final class SaliencyData {

    private final List<LabelledImage> rows;
    private final ClassNames classes;
    private final ImageSource images;
    private final @Nullable SaliencyMapSource maps;

    private SaliencyData(
            List<LabelledImage> rows, ClassNames classes, ImageSource images, @Nullable SaliencyMapSource maps) {
        this.rows = List.copyOf(rows);
        this.classes = classes;
        this.images = images;
        this.maps = maps;
    }

    /**
     * The images of a split file.
     *
     * @param file rows of {@code split,label,path}, without header
     * @param imageRoot the folder that the paths are below
     * @return the data, without maps
     * @throws IOException if the file cannot be read or has no image to train on, or there is no such folder
     */
    public static SaliencyData csv(Path file, Path imageRoot) throws IOException {
        return of(SplitFile.read(file), ImageFolder.open(imageRoot));
    }

    /**
     * The images of a split file that is read already.
     *
     * @param split the file's rows
     * @param images finds the images by the rows' paths
     * @return the data, without maps
     * @throws IOException if the file has no image to train on, or these are not of 2 to 1,000 classes
     */
    public static SaliencyData of(SplitFile split, ImageSource images) throws IOException {
        return new SaliencyData(split.rows(), split.classes(), images, null);
    }

    /**
     * The images of a folder per class: the label of an image is the name of the folder that it lies in, as DL4J's
     * {@code ParentPathLabelGenerator} has it. Where all images lie below folders {@code train} and {@code test}, these are
     * the splits; else all images are trained on until {@link #withValidationShare} takes some out.
     *
     * @param root the folder of the folders; images in it that lie in no other folder are refused
     * @return the data, without maps
     * @throws IOException if the folder cannot be read, an image lies in no folder, or there are fewer than 2 classes
     */
    public static SaliencyData folderPerClass(Path root) throws IOException {
        ImageFolder folder = ImageFolder.open(root);
        List<String> paths = folder.list();
        boolean hasSplits = paths.stream().allMatch(path -> split(path).isPresent());
        List<LabelledImage> rows = new ArrayList<>();
        for (String path : paths) {
            String[] parts = path.split("/", -1);
            if (parts.length < (hasSplits ? 3 : 2)) {
                throw new DataException("image " + path + " lies in no folder of a class below " + root);
            }
            Split split = hasSplits ? split(path).orElseThrow() : Split.TRAIN;
            rows.add(new LabelledImage(split, parts[parts.length - 2], path));
        }
        return of(rows, folder);
    }

    private static Optional<Split> split(String path) {
        for (Split split : Split.values()) {
            if (path.startsWith(split.word() + "/")) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }

    /**
     * Images of the caller's own choice.
     *
     * @param rows split, label and path of each image
     * @param images finds the images by these paths
     * @return the data, without maps
     * @throws DataException if the images to train on are not of 2 to 1,000 classes
     */
    public static SaliencyData of(List<LabelledImage> rows, ImageSource images) throws DataException {
        return new SaliencyData(rows, trainedClasses(rows), images, null);
    }

    static ClassNames trainedClasses(List<LabelledImage> rows) throws DataException {
        try {
            return ClassNames.ofLabels(rows.stream()
                    .filter(row -> row.split() == Split.TRAIN)
                    .map(LabelledImage::label)
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new DataException("images to train on: " + e.getMessage());
        }
    }

    /**
     * The same images with saliency maps.
     *
     * @param source has the maps by the images' paths
     * @return the changed data
     */
    public SaliencyData withMaps(SaliencyMapSource source) {
        return new SaliencyData(rows, classes, images, source);
    }

    /**
     * The same images with the saliency maps of a folder, named as the images are.
     *
     * @param folder of the maps
     * @return the changed data
     * @throws IOException if the folder cannot be listed
     */
    public SaliencyData withMaps(Path folder) throws IOException {
        return withMaps(MapFolder.open(folder));
    }

    /**
     * The same images with classes in a fixed order, which may include classes without an image.
     *
     * @param names of the classes, in the order of the network's outputs
     * @return the changed data
     */
    public SaliencyData withClasses(ClassNames names) {
        return new SaliencyData(rows, names, images, maps);
    }

    /**
     * The same images, of which some are not trained on any more but validated with: of every class the same share, rounded,
     * chosen by the hash of their paths.
     *
     * @param share of the images of each class that are trained on so far, in (0,1)
     * @param seed of the choice
     * @return the changed data
     */
    public SaliencyData withValidationShare(double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share of validation images must be in (0,1), found " + share);
        }
        Map<String, List<LabelledImage>> byClass = new LinkedHashMap<>();
        rows.stream().filter(row -> row.split() == Split.TRAIN).forEach(row -> byClass.computeIfAbsent(
                        row.label(), x -> new ArrayList<>())
                .add(row));
        HashFunction hash = Hashing.sipHash24(seed, 0);
        Set<LabelledImage> moved = new HashSet<>();
        byClass.values().forEach(ofClass -> ofClass.stream()
                .sorted(Comparator.comparingLong(row ->
                        hash.hashString(row.path(), StandardCharsets.UTF_8).asLong()))
                .limit(Math.round(share * ofClass.size()))
                .forEach(moved::add));
        List<LabelledImage> changed = rows.stream()
                .map(row -> moved.contains(row) ? new LabelledImage(Split.TEST, row.label(), row.path()) : row)
                .toList();
        return new SaliencyData(changed, classes, images, maps);
    }

    /**
     * The classes: those of the images to train on, unless {@link #withClasses} fixed them.
     *
     * @return the classes
     */
    public ClassNames classes() {
        return classes;
    }

    /**
     * The source of the images.
     *
     * @return finds the images of all rows
     */
    public ImageSource images() {
        return images;
    }

    /**
     * The source of the maps.
     *
     * @return empty if there are no maps
     */
    public Optional<SaliencyMapSource> maps() {
        return Optional.ofNullable(maps);
    }

    /**
     * The images of one split.
     *
     * @param split the split
     * @return its rows, at least one
     * @throws DataException if it has none
     */
    public List<LabelledImage> rows(Split split) throws DataException {
        List<LabelledImage> found =
                rows.stream().filter(row -> row.split() == split).toList();
        if (found.isEmpty()) {
            throw new DataException("the data has no image of split " + split.word());
        }
        return found;
    }

    /**
     * Checks all images of one split and reads their maps.
     *
     * @param split the split
     * @param grid of the network's CAM
     * @return its samples
     * @throws DataException if it has no image, a label is no class, or an image or a map cannot be used
     */
    public SampleSet samples(Split split, CamGrid grid) throws DataException {
        return SampleSet.open(rows(split), classes, images, maps, grid);
    }
}
