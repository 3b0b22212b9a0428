package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.models.BiSeNet;
import org.cyborgml.models.FacePart;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.models.checkpoint.SyntheticCheckpoint;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.scoring.FaceParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacesParseCommandTest {

    private static final String PARSE =
            "faces parse --quiet --weights DIR/w.safetensors --images DIR/images --out DIR/out";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("images/below"));
        for (String name : List.of("a.png", "below/b.png")) {
            byte[] samples = new byte[3 * 40 * 50];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (byte) ((i * (name.length() + 1)) >> 3);
            }
            PngWriter.write(Raster.of(40, 50, Channels.RGB, samples), folder.resolve("images/" + name));
        }
    }

    private static FacePart part(int label) {
        return Arrays.stream(FacePart.values())
                .filter(part -> part.label() == label)
                .findFirst()
                .orElseThrow();
    }

    /** The whole network's tensors, as a published file has them. */
    private Path weights() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Safetensors.write(
                file,
                SyntheticCheckpoint.of(
                        7,
                        NetworkWeights.shapes(BiSeNet.builder()
                                .outputs(BiSeNet.Outputs.ALL)
                                .build()
                                .init())));
        return file;
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    private Raster read(String file) throws IOException {
        return ImageDecoder.withDefaults().read(folder.resolve("out").resolve(file));
    }

    @Test
    void labelsPicturesAndMaps() throws IOException {
        Path weights = weights();
        assertThat(run(PARSE + " --parts face=0.4,background=1,r_eye=0"))
                .as(errors.toString())
                .isZero();
        try (FaceParser parser = FaceParser.load(weights)) {
            Raster labels = parser.labels(
                            List.of(ImageFolder.open(folder.resolve("images")).read("below/b.png")))
                    .get(0);
            assertThat(read("labels/below/b.png")).isEqualTo(labels);
            Raster map = read("maps/below/b.png");
            Raster picture = read("pictures/below/b.png");
            assertThat(map.width()).isEqualTo(512);
            int[] seen = new int[FacePart.values().length];
            for (int y = 0; y < 512; y += 3) {
                for (int x = 0; x < 512; x += 3) {
                    FacePart part = part(labels.sample(x, y, 0));
                    seen[part.label()]++;
                    double weight =
                            switch (part) {
                                case BACKGROUND -> 1;
                                case R_EYE, EAR_R, NECK, NECK_L, CLOTH, HAIR, HAT -> 0;
                                default -> 0.4;
                            };
                    assertThat(map.sample(x, y, 0)).isEqualTo((int) Math.round(255 * weight));
                    assertThat(picture.sample(x, y, 0) << 16 | picture.sample(x, y, 1) << 8 | picture.sample(x, y, 2))
                            .isEqualTo(part.colour());
                }
            }
            assertThat(seen).satisfies(counts -> assertThat(
                            java.util.Arrays.stream(counts).filter(c -> c > 0).count())
                    .isGreaterThan(2));
        }
    }

    @Test
    void oneImageThatCannotBeReadIsListed() throws IOException {
        weights();
        Files.writeString(folder.resolve("images/broken.png"), "no image");
        assertThat(run(PARSE)).isNotZero();
        assertThat(errors.toString()).contains("1 images could not be read").contains("broken.png");
        assertThat(folder.resolve("out/problems.txt")).content().contains("broken.png");
        assertThat(folder.resolve("out/maps/a.png")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--parts mouth=2|\"mouth=2\" must be a part and a weight from 0 to 1",
                "--parts chin|no part of a face is named \"chin\"; there are background, skin,",
                "--parts skin=0|no part a weight above 0",
            })
    void wrongPartsAreRefused(String option, String message) {
        assertThat(run(PARSE + " " + option)).isNotZero();
        assertThat(errors.toString()).contains(message);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void imagesWithOneMapAreRefused() throws IOException {
        Files.copy(folder.resolve("images/a.png"), folder.resolve("images/a.bmp"));
        assertThat(run(PARSE)).isNotZero();
        assertThat(errors.toString()).contains("a.bmp and a.png would have one map, a.png");
    }
}
