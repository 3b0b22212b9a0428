package org.cyborgml.saliency.batch;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cyborgml.saliency.image.FolderListing;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;

/**
 * A folder of saliency maps as grey images, and of folders of them. An image's map is the first of these that is there:
 *
 * <ol>
 *   <li>the file of the image's path below its root: {@code real/a.png} finds {@code real/a.png},
 *   <li>that path with an extension behind it or in place of its own: {@code real/a.jpg} finds {@code real/a.jpg.png}, then
 *       {@code real/a.png},
 *   <li>by the same three rules, the file of the image's base name, as in the authors' layout: {@code faces/a.jpg} finds
 *       {@code a.png}. Of several in different folders it is the one that has more of the image's last folders in common
 *       with it, else the one in no folder.
 * </ol>
 *
 * <p>Hidden files are left out, as {@link FolderListing} says. The names are listed once, when the folder is opened; files are
 * read when asked for.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class MapFolder implements SaliencyMapSource {

    private final Path folder;
    private final ImageDecoder decoder;
    private final Names names;

    private MapFolder(Path folder, ImageDecoder decoder, Names names) {
        this.folder = folder;
        this.decoder = decoder;
        this.names = names;
    }

    /** The paths of all files, and of images by their parts, with accents in one way of Unicode. */
    private record Names(
            Map<String, String> paths,
            ListMultimap<String, String> byPathStem,
            ListMultimap<String, String> byName,
            ListMultimap<String, String> byStem) {

        static Names of(FolderListing listing) {
            Map<String, String> paths = new HashMap<>();
            Stream.concat(listing.images().stream(), listing.others().stream())
                    .sorted()
                    .forEach(path -> paths.put(key(path), path));
            ImmutableListMultimap.Builder<String, String> byPathStem = ImmutableListMultimap.builder();
            ImmutableListMultimap.Builder<String, String> byName = ImmutableListMultimap.builder();
            ImmutableListMultimap.Builder<String, String> byStem = ImmutableListMultimap.builder();
            paths.values().stream().sorted().forEach(path -> byName.put(BaseName.of(key(path)), path));
            for (String path : listing.images()) {
                byPathStem.put(BaseName.stem(key(path)), path);
                byStem.put(BaseName.stem(BaseName.of(key(path))), path);
            }
            return new Names(Map.copyOf(paths), byPathStem.build(), byName.build(), byStem.build());
        }

        private static String key(String path) {
            return Normalizer.normalize(path, Normalizer.Form.NFC);
        }

        /** All files that the first rule with any allows. */
        List<String> candidates(String image) {
            String path = key(BaseName.below(image));
            String name = BaseName.of(path);
            return Stream.<Supplier<List<String>>>of(
                            () -> paths.containsKey(path) ? List.of(paths.get(path)) : List.of(),
                            () -> byPathStem.get(path),
                            () -> byPathStem.get(BaseName.stem(path)),
                            () -> closest(path, byName.get(name)),
                            () -> closest(path, byStem.get(name)),
                            () -> closest(path, byStem.get(BaseName.stem(name))))
                    .map(Supplier::get)
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }

        private static List<String> closest(String path, List<String> candidates) {
            if (candidates.size() < 2) {
                return candidates;
            }
            int most = candidates.stream()
                    .mapToInt(candidate -> BaseName.sharedFolders(path, candidate))
                    .max()
                    .orElseThrow();
            List<String> close = candidates.stream()
                    .filter(candidate -> BaseName.sharedFolders(path, candidate) == most)
                    .toList();
            List<String> inNoFolder = close.stream()
                    .filter(candidate -> candidate.indexOf('/') < 0)
                    .toList();
            return inNoFolder.isEmpty() ? close : inNoFolder;
        }
    }

    /**
     * Lists a folder.
     *
     * @param folder the folder that holds the maps
     * @return the folder's maps
     * @throws IOException if it cannot be listed
     */
    public static MapFolder open(Path folder) throws IOException {
        return new MapFolder(folder, ImageDecoder.withDefaults(), Names.of(FolderListing.of(folder)));
    }

    /**
     * Sets the decoder.
     *
     * @param newDecoder reads the maps
     * @return the same folder with it
     */
    public MapFolder withDecoder(ImageDecoder newDecoder) {
        return new MapFolder(folder, newDecoder, names);
    }

    /**
     * The file of an image's map.
     *
     * @param image the image's path below the image root, or its base name
     * @return the file; empty if the image has no map
     * @throws ImageFileException if several files could be it
     */
    public Optional<Path> find(String image) throws ImageFileException {
        return mapName(image).map(folder::resolve);
    }

    /**
     * The path of an image's map below this folder.
     *
     * @param image the image's path below the image root, or its base name
     * @return the path, with forward slashes; empty if the image has no map
     * @throws ImageFileException if several files could be it
     */
    @Override
    public Optional<String> mapName(String image) throws ImageFileException {
        List<String> candidates = names.candidates(image);
        if (candidates.size() > 1) {
            throw new ImageFileException(
                    folder.resolve(candidates.get(0)).toString(),
                    "is one of " + candidates.size() + " maps of " + image + ", " + candidates
                            + ": must be the only one");
        }
        return candidates.stream().findFirst();
    }

    /**
     * The paths of all maps below this folder.
     *
     * @return with forward slashes, in no order
     */
    public Set<String> mapNames() {
        return Set.copyOf(names.byPathStem().values());
    }

    /**
     * Reads an image's map.
     *
     * @param image the image's path below the image root, or its base name
     * @return the map as an image; empty if the image has no map
     * @throws ImageFileException if the map's file cannot be used, or several could be it
     */
    @Override
    public Optional<Raster> read(String image) throws ImageFileException {
        Optional<Path> file = find(image);
        return file.isEmpty() ? Optional.empty() : Optional.of(decoder.read(file.get()));
    }
}
