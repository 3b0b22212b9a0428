package org.cyborgml.app.decoy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.report.Picture;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * A few test images with random patch values and the CAMs of trained networks on them: {@code cams.json} of a study. Of each
 * arm the network of its lowest seed is shown. Immutable.
 *
 * @param images the first of every class in the test set; no other rule chooses them
 * @param networks one per arm
 */
record Overlays(List<ShownImage> images, List<Network> networks) {

    private static final String FILE = "cams.json";
    private static final float DIGITS = 1e4f;

    Overlays {
        images = List.copyOf(images);
        networks = List.copyOf(networks);
    }

    /**
     * A test image.
     *
     * @param label its class
     * @param patchLabel the class whose value the patch has
     * @param side rows and columns
     * @param pixels side * side bytes in Base64, patch included, row after row, 0 black to 255 white
     * @param map the object's map on the CAM's grid
     */
    record ShownImage(int label, int patchLabel, int side, String pixels, GridMap map) {
        static ShownImage of(GreyImages images, int image, int patchLabel, SaliencyMap map) {
            return new ShownImage(
                    images.label(image),
                    patchLabel,
                    images.side(),
                    Base64.getEncoder().encodeToString(images.image(image)),
                    GridMap.of(map));
        }

        Picture picture() {
            return Picture.grey(side, side, Base64.getDecoder().decode(pixels));
        }
    }

    /**
     * The network of an arm.
     *
     * @param arm the arm's name
     * @param seed of its training
     * @param views one per image
     */
    record Network(String arm, long seed, List<View> views) {
        Network {
            views = List.copyOf(views);
        }
    }

    /**
     * Output of a network for an image.
     *
     * @param predicted the most probable class
     * @param probability its probability, in [0,1]
     * @param cam the scaled CAM of that class
     */
    record View(int predicted, double probability, GridMap cam) {}

    /**
     * A map.
     *
     * @param height rows
     * @param width columns
     * @param values height * width numbers in [0,1], row after row, to four decimals
     */
    record GridMap(int height, int width, List<Float> values) {
        static GridMap of(SaliencyMap map) {
            List<Float> values = new ArrayList<>();
            for (float value : map.toArray()) {
                values.add(Math.round(value * DIGITS) / DIGITS);
            }
            return new GridMap(map.height(), map.width(), values);
        }

        SaliencyMap toMap() {
            float[] plane = new float[values.size()];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = values.get(i);
            }
            return SaliencyMap.of(FloatPlane.wrap(new ImageSize(width, height), plane));
        }
    }

    /** With the network of a training, if none of its arm with a lower seed is there. */
    Overlays with(Network network) {
        if (networks.stream().anyMatch(known -> known.arm().equals(network.arm()) && known.seed() <= network.seed())) {
            return this;
        }
        List<Network> changed = new ArrayList<>(networks);
        changed.removeIf(known -> known.arm().equals(network.arm()));
        changed.add(network);
        return new Overlays(images, changed);
    }

    Optional<Network> of(String arm) {
        return networks.stream().filter(network -> network.arm().equals(arm)).findFirst();
    }

    /** Those of a study; empty for the folder of an earlier version. */
    static Optional<Overlays> read(Path study) throws IOException {
        return JsonFiles.readIfThere(study.resolve(FILE), Overlays.class);
    }

    void write(Path study) throws IOException {
        JsonFiles.write(study.resolve(FILE), this);
    }
}
