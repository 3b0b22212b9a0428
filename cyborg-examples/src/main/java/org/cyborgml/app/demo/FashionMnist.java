package org.cyborgml.app.demo;

import com.google.common.base.Preconditions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.decoy.IdxImages;
import org.cyborgml.app.decoy.LabelledImages;

/**
 * Fashion-MNIST (Xiao et al. 2017, MIT licence): 28x28 grey images of ten kinds of garments, split into training, validation
 * and test images. The first two come from the original training file and have no image in common; the test images come from
 * the original test file.
 *
 * @param source where the images are from, in words
 * @param train training images, as many of every class
 * @param validation 50 of every class
 * @param test as many of every class
 */
record FashionMnist(String source, LabelledImages train, LabelledImages validation, LabelledImages test) {

    /** Names of the classes, in the order of the labels. */
    static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    /** Where Debian's package dataset-fashion-mnist puts the original files. */
    static final Path INSTALLED = Path.of("/usr/share/datasets/fashion-mnist");

    /** Most training images that come with the demo. */
    static final int EMBEDDED_TRAIN = 6000;

    /** Most training images that the original files leave beside the validation images. */
    static final int MOST_TRAIN = 59_500;

    /** Pixels to each side of an image. */
    static final int SIDE = IdxImages.SIDE;

    private static final int EMBEDDED_PER_CLASS = EMBEDDED_TRAIN / CLASSES.size();
    private static final int VALIDATION_PER_CLASS = 50;

    /**
     * Loads so many training images: up to 6,000 from the images that come with the demo (with 1,500 test images), more from
     * the original files (with all 10,000 test images). Validation images are the same in either case.
     *
     * @param images number of training images, a multiple of 10 from 10 to 59,500
     * @param installed the folder of the original files
     * @throws IllegalArgumentException if the number is out of range
     * @throws IOException if the files are not there or unsound
     */
    static FashionMnist load(int images, Path installed) throws IOException {
        Preconditions.checkArgument(
                images >= CLASSES.size() && images <= MOST_TRAIN && images % CLASSES.size() == 0,
                "number of training images %s: must be a multiple of %s, from %s to %s",
                images,
                CLASSES.size(),
                CLASSES.size(),
                MOST_TRAIN);
        int perClass = images / CLASSES.size();
        if (images <= EMBEDDED_TRAIN) {
            FashionMnist all = embedded();
            return new FashionMnist(all.source, all.train.perClass(0, perClass), all.validation, all.test);
        }
        if (!Files.isDirectory(installed)) {
            throw new FileNotFoundException(installed + ": is not there, and more than " + EMBEDDED_TRAIN
                    + " training images need it; install Debian's package dataset-fashion-mnist, or ask for fewer");
        }
        LabelledImages original = installed(installed, "train");
        LabelledImages validation = original.perClass(EMBEDDED_PER_CLASS, VALIDATION_PER_CLASS);
        LabelledImages train = original.withoutPerClass(EMBEDDED_PER_CLASS, VALIDATION_PER_CLASS)
                .perClass(0, perClass);
        if (train.size() != images || validation.size() != VALIDATION_PER_CLASS * CLASSES.size()) {
            throw new IOException(installed + ": its training file has not 6000 images of every class");
        }
        return new FashionMnist(
                "Debian's package dataset-fashion-mnist", train, validation, installed(installed, "t10k"));
    }

    private static FashionMnist embedded() throws IOException {
        return new FashionMnist("embedded subset", resource("train"), resource("validation"), resource("test"));
    }

    private static LabelledImages resource(String name) throws IOException {
        String folder = "fashion-mnist/" + name;
        try (InputStream images = open(folder + "-images-idx3-ubyte.gz");
                InputStream labels = open(folder + "-labels-idx1-ubyte.gz")) {
            return IdxImages.read(folder, images, labels);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = FashionMnist.class.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException("resource " + resource + " is missing from the jar");
        }
        return in;
    }

    private static LabelledImages installed(Path folder, String name) throws IOException {
        try (InputStream images = Files.newInputStream(folder.resolve(name + "-images-idx3-ubyte.gz"));
                InputStream labels = Files.newInputStream(folder.resolve(name + "-labels-idx1-ubyte.gz"))) {
            return IdxImages.read(folder.resolve(name).toString(), images, labels);
        }
    }

    /** SHA-256 of all pixels and labels of the three parts, in hexadecimal. */
    String sha256() {
        return LabelledImages.sha256(train, validation, test);
    }
}
