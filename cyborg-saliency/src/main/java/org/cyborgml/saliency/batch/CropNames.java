package org.cyborgml.saliency.batch;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.cyborgml.saliency.face.FaceChoice;

/**
 * The names of crops: {@code a/b.jpg} becomes {@code a/b.png}, or {@code a/b.jpg.png} where another photograph has that name; the
 * faces of a photograph of which all are cropped are {@code a/b-face1.png}, {@code a/b-face2.png}.
 */
final class CropNames {

    private final Map<String, Integer> photographsOfStem = new HashMap<>();
    private final FaceChoice choice;

    CropNames(Collection<String> photographs, FaceChoice choice) {
        this.choice = choice;
        photographs.forEach(path -> photographsOfStem.merge(BaseName.stem(path), 1, Integer::sum));
    }

    String of(String photograph, int face) {
        String stem = BaseName.stem(photograph);
        String name = photographsOfStem.getOrDefault(stem, 0) == 1 ? stem : photograph;
        return name + (choice == FaceChoice.ALL ? "-face" + face : "") + MapNames.EXTENSION;
    }
}
