package org.cyborgml.saliency.control;

import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Multiset;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.file.UnfinishedFolder;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.SaliencyMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder of {@link MapControl control maps} for the images of a folder of true maps. Images without a map get none,
 * so that as many images have one as before. The maps are grey PNGs of 8 bits, in the folders of the true ones and named as they
 * are but with the extension png (behind their own where two differ in it alone), and as large (the mean: as the first one). The same arguments give the same files.
 *
 * <p>Immutable: {@code withX} gives a changed copy.
 */
public final class ControlMaps {

    static final int NOISE_CELLS = 8;

    private final MapControl kind;
    private final long seed;
    private final BatchProgress progress;
    private final @Nullable OfImage<String> groups;
    private final @Nullable OfImage<BoundingBox> boxes;

    private ControlMaps(
            MapControl kind,
            long seed,
            BatchProgress progress,
            @Nullable OfImage<String> groups,
            @Nullable OfImage<BoundingBox> boxes) {
        this.kind = kind;
        this.seed = seed;
        this.progress = progress;
        this.groups = groups;
        this.boxes = boxes;
    }

    /**
     * The facts of each image.
     *
     * @param <T> type of a fact
     */
    @FunctionalInterface
    public interface OfImage<T> {
        /**
         * Tells what is known of an image.
         *
         * @param image its path
         * @return the group, or the box as shares of the image's width and height
         * @throws IOException if it is not known
         */
        T of(String image) throws IOException;
    }

    /**
     * Control maps of a kind, with the seed 1 and no listener.
     *
     * @param kind the kind of control map
     * @return the writer
     */
    public static ControlMaps of(MapControl kind) {
        return new ControlMaps(kind, 1, BatchProgress.silent(), null, null);
    }

    /**
     * Sets the seed of the kinds that draw at random.
     *
     * @param newSeed any number
     * @return a writer with it
     */
    public ControlMaps withSeed(long newSeed) {
        return new ControlMaps(kind, newSeed, progress, groups, boxes);
    }

    /**
     * Sets the listener.
     *
     * @param listener called after every image that has a map
     * @return a writer with it
     */
    public ControlMaps withProgress(BatchProgress listener) {
        return new ControlMaps(kind, seed, listener, groups, boxes);
    }

    /**
     * Sets the groups within which maps are shuffled, such as the images' classes.
     *
     * @param groupOf gives an image's group; a group must have two images with a map at least
     * @return a writer with them
     * @throws IllegalArgumentException if the maps are not shuffled ones
     */
    public ControlMaps withGroups(OfImage<String> groupOf) {
        if (kind != MapControl.SHUFFLED) {
            throw new IllegalArgumentException(kind + " maps have no groups: only shuffled ones have");
        }
        return new ControlMaps(kind, seed, progress, groupOf, boxes);
    }

    /**
     * Sets the boxes of the images' objects.
     *
     * @param boxOf gives the box in an image, as shares of its width and height
     * @return a writer with them
     * @throws IllegalArgumentException if the maps are neither boxes nor ellipses
     */
    public ControlMaps withBoxes(OfImage<BoundingBox> boxOf) {
        if (kind != MapControl.BOX && kind != MapControl.ELLIPSE) {
            throw new IllegalArgumentException(kind + " maps have no boxes: only box and ellipse have");
        }
        return new ControlMaps(kind, seed, progress, groups, boxOf);
    }

    /**
     * Writes the maps. The folder gets its name only when all maps are written.
     *
     * @param maps the true maps
     * @param images paths below the image root: all images among which maps are averaged and shuffled, so those of training
     *     alone
     * @param folder the folder for the control maps; must be missing or empty
     * @return the number of maps written
     * @throws IOException if no image has a map (or, to shuffle, only one in a group), two images have the same one, a map cannot be
     *     read, an image has no group or box, or the box covers nothing of it, or the folder holds something or cannot be written
     */
    public int write(MapFolder maps, List<String> images, Path folder) throws IOException {
        List<MappedImage> mapped = kind == MapControl.BOX ? withRoom(maps, images) : MappedImage.among(maps, images);
        try (UnfinishedFolder unfinished = UnfinishedFolder.of(folder)) {
            fill(mapped, unfinished.path());
            unfinished.finish();
        }
        return mapped.size();
    }

    /** The images that have something around their box: a map of the box is constant where it fills the image. */
    private List<MappedImage> withRoom(MapFolder maps, List<String> images) throws IOException {
        List<MappedImage> kept = new ArrayList<>();
        for (MappedImage one : MappedImage.among(maps, images)) {
            SaliencyMap map = object(one, one.map().size());
            if (!map.isConstant()) {
                kept.add(one);
            }
        }
        if (kept.isEmpty()) {
            throw new IOException("the box of every image fills it: the maps would be constant");
        }
        return kept;
    }

    private void fill(List<MappedImage> mapped, Path folder) throws IOException {
        switch (kind) {
            case MEAN -> {
                Raster mean = DrawnMaps.mean(mapped).toRaster(SampleDepth.EIGHT_BITS);
                each(mapped, folder, i -> mean);
            }
            case SHUFFLED -> {
                int[] order = order(mapped);
                each(mapped, folder, i -> mapped.get(order[i]).map());
            }
            case BOX, ELLIPSE ->
                each(mapped, folder, i -> object(
                                mapped.get(i), mapped.get(i).map().size())
                        .toRaster(SampleDepth.EIGHT_BITS));
            case MOVED ->
                each(mapped, folder, i -> DrawnMaps.moved(
                                SaliencyMap.ofImage(mapped.get(i).map()),
                                stream(mapped.get(i).image()))
                        .toRaster(SampleDepth.EIGHT_BITS));
            case NOISE ->
                each(mapped, folder, i -> DrawnMaps.noise(
                                mapped.get(i).map().size(), stream(mapped.get(i).image()))
                        .toRaster(SampleDepth.EIGHT_BITS));
            case UNIFORM ->
                each(mapped, folder, i -> DrawnMaps.flat(mapped.get(i).map().size())
                        .toRaster(SampleDepth.EIGHT_BITS));
        }
    }

    /** For each image another one, of the same group. */
    private int[] order(List<MappedImage> mapped) throws IOException {
        ListMultimap<String, Integer> members =
                MultimapBuilder.linkedHashKeys().arrayListValues().build();
        for (int i = 0; i < mapped.size(); i++) {
            members.put(groups == null ? "" : groups.of(mapped.get(i).image()), i);
        }
        int[] order = new int[mapped.size()];
        for (String group : members.keySet()) {
            List<Integer> places = members.get(group);
            if (places.size() < 2) {
                throw new IOException("only " + mapped.get(places.get(0)).image() + " has a map"
                        + (groups == null ? "" : " in group \"" + group + "\"") + ": to shuffle, at least 2 must");
            }
            int[] cycle = Derangement.cycle(places.size(), stream("order" + (groups == null ? "" : " of " + group)));
            for (int i = 0; i < cycle.length; i++) {
                order[places.get(i)] = places.get(cycle[i]);
            }
        }
        return order;
    }

    private SaliencyMap object(MappedImage one, ImageSize size) throws IOException {
        if (boxes == null && kind == MapControl.BOX) {
            throw new IOException("there are no boxes (--boxes): maps of the kind box need them");
        }
        BoundingBox share = boxes == null ? new BoundingBox(0, 0, 1, 1) : boxes.of(one.image());
        double width = share.width() * size.width();
        double height = share.height() * size.height();
        Point corner = new Point(share.x() * size.width(), share.y() * size.height());
        Annotation shape = kind == MapControl.BOX
                ? new Annotation.Box(corner, width, height)
                : new Annotation.Ellipse(
                        new Point(corner.x() + width / 2, corner.y() + height / 2), width / 2, height / 2, 0);
        SaliencyMap map = SaliencyMap.of(Rasterizer.withDefaults().weights(List.of(shape), size));
        if (map.isConstant() && map.get(0, 0) == 0) {
            throw new IOException("the " + (kind == MapControl.BOX ? "box" : "ellipse") + " of image " + one.image()
                    + " covers no pixel of its map of " + size + ": the map would be constant");
        }
        return map;
    }

    /** Makes the map of an image. */
    private interface Source {
        Raster map(int image) throws IOException;
    }

    private void each(List<MappedImage> mapped, Path folder, Source source) throws IOException {
        Multiset<String> stems =
                mapped.stream().map(MappedImage::stem).collect(ImmutableMultiset.toImmutableMultiset());
        for (int i = 0; i < mapped.size(); i++) {
            MappedImage one = mapped.get(i);
            Path file = folder.resolve((stems.count(one.stem()) == 1 ? one.stem() : one.name()) + ".png");
            Files.createDirectories(file.resolveSibling("."));
            PngWriter.write(source.map(i), file);
            progress.finished(i + 1, mapped.size(), mapped.get(i).image());
        }
    }

    /** Random numbers for a purpose or an image, whatever comes before it. */
    private SplittableRandom stream(String purpose) {
        return new SplittableRandom(Hashing.sipHash24(seed, 0)
                .hashString(purpose, StandardCharsets.UTF_8)
                .asLong());
    }
}
