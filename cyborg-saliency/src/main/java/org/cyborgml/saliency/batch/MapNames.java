package org.cyborgml.saliency.batch;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.SetMultimap;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The file names of maps, such that {@link MapFolder} finds the map of an image and of no other one. Immutable. */
public final class MapNames {

    static final String EXTENSION = ".png";

    private final SetMultimap<String, String> byName;
    private final SetMultimap<String, String> byStem;
    /** Names of images that get no map. */
    private final Set<String> withoutMap;

    private MapNames(SetMultimap<String, String> byName, SetMultimap<String, String> byStem, Set<String> withoutMap) {
        this.byName = byName;
        this.byStem = byStem;
        this.withoutMap = withoutMap.stream().map(MapNames::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Names for the maps of images.
     *
     * @param images the images' paths
     * @param withoutMap those of them that get no map
     * @return the names
     */
    public static MapNames of(Collection<String> images, Set<String> withoutMap) {
        return new MapNames(grouped(images, MapNames::name), grouped(images, MapNames::stem), withoutMap);
    }

    private static SetMultimap<String, String> grouped(Collection<String> images, Function<String, String> key) {
        ImmutableSetMultimap.Builder<String, String> groups = ImmutableSetMultimap.builder();
        images.forEach(image -> groups.put(key.apply(image), image));
        return groups.build();
    }

    private static String name(String image) {
        return BaseName.stem(BaseName.of(image));
    }

    private static String stem(String image) {
        return BaseName.stem(BaseName.below(image));
    }

    /**
     * The path of an image's map below the folder of maps.
     *
     * @param image one of the images
     * @return the path, with forward slashes and the extension png
     * @throws IllegalArgumentException if the image's path does not end in the name of a file or leads out of its root, or the
     *     image shares its name with one that gets no map
     */
    public String of(String image) {
        if (name(image).isEmpty()) {
            throw new IllegalArgumentException("must end in the name of a file");
        }
        Set<String> owners = byName.get(name(image));
        if (owners.size() == 1) {
            return name(image) + EXTENSION;
        }
        if (withoutMap.contains(name(image))) {
            throw new IllegalArgumentException(
                    "its map's name " + name(image) + EXTENSION + " is that of " + owners + ": must be of one image");
        }
        String path = BaseName.below(image);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("leads out of its folder");
        }
        return (byStem.get(stem(image)).size() == 1 ? stem(image) : path) + EXTENSION;
    }
}
