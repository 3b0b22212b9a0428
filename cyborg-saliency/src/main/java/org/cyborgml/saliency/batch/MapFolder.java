package org.cyborgml.saliency.batch;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;

/**
 * A folder of saliency maps as grey images, each found by its image's path: the file of the image's base name, as in the authors'
 * layout, or else the PNG or JPEG of the same stem ({@code faces/a.jpg} finds {@code a.png}). Folders below are not looked
 * into. The names are listed once, when the folder is opened; files are read when asked for.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class MapFolder implements SaliencyMapSource {

    private final Path folder;
    private final ImageDecoder decoder;
    private final Set<String> names;
    private final ListMultimap<String, String> imagesByStem;

    private MapFolder(Path folder, ImageDecoder decoder, Set<String> names, ListMultimap<String, String> imagesByStem) {
        this.folder = folder;
        this.decoder = decoder;
        this.names = names;
        this.imagesByStem = imagesByStem;
    }

    /**
     * Lists a folder.
     *
     * @param folder the folder that holds the maps
     * @return the folder's maps
     * @throws IOException if it cannot be listed
     */
    public static MapFolder open(Path folder) throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        ImmutableListMultimap.Builder<String, String> imagesByStem = ImmutableListMultimap.builder();
        names.stream()
                .filter(BaseName::hasImageExtension)
                .sorted()
                .forEach(name -> imagesByStem.put(BaseName.stem(name), name));
        return new MapFolder(folder, ImageDecoder.withDefaults(), Set.copyOf(names), imagesByStem.build());
    }

    /**
     * Sets the decoder.
     *
     * @param newDecoder reads the maps
     * @return the same folder with it
     */
    public MapFolder withDecoder(ImageDecoder newDecoder) {
        return new MapFolder(folder, newDecoder, names, imagesByStem);
    }

    /**
     * The file of an image's map.
     *
     * @param image the image's path below the image root, or its base name
     * @return the file; empty if the image has no map
     * @throws ImageFileException if no file has the image's base name and several have its stem
     */
    public Optional<Path> find(String image) throws ImageFileException {
        String name = BaseName.of(image);
        if (names.contains(name)) {
            return Optional.of(folder.resolve(name));
        }
        List<String> candidates = imagesByStem.get(BaseName.stem(name));
        if (candidates.size() > 1) {
            throw new ImageFileException(
                    folder.resolve(candidates.get(0)).toString(),
                    "is one of " + candidates.size() + " maps of " + image + ", " + candidates
                            + ": must be the only one");
        }
        return candidates.stream().findFirst().map(folder::resolve);
    }

    /**
     * Reads an image's map.
     *
     * @param image the image's path below the image root, or its base name
     * @return the map as an image; empty if the image has no map
     * @throws ImageFileException if the map's file cannot be used, or several have the image's stem
     */
    @Override
    public Optional<Raster> read(String image) throws ImageFileException {
        Optional<Path> file = find(image);
        return file.isEmpty() ? Optional.empty() : Optional.of(decoder.read(file.get()));
    }
}
