package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.cams.MapMeasures;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.scoring.ScoringProgress;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CamSumsTest {

    private static final CamGrid GRID = new CamGrid(8, 8);
    private static final Normalisation NORMALISATION =
            Normalisation.of(new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5});

    @TempDir
    private Path folder;

    private final ComputationGraph network =
            SmallCnn.builder().inputSide(ToyFaces.SIDE).seed(3).build().init();

    private List<String> paths;

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 6);
        paths = ImageFolder.open(folder.resolve("images")).list();
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private CamFile score(String out, Duration interval, ScoringProgress progress) throws IOException {
        CamSums sums =
                new CamSums(folder.resolve(out + ".sums.json"), GRID, MapFolder.open(folder.resolve("maps")), interval);
        Scorer.builder(network, InputFormat.square(ToyFaces.SIDE, NORMALISATION), ClassNames.FACES)
                .batch(4)
                .logits(LogitColumns.WRITTEN)
                .build()
                .score(
                        ImageFolder.open(folder.resolve("images")),
                        paths,
                        folder.resolve(out),
                        "weights",
                        progress,
                        sums);
        return sums.complete();
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "12, 0", "8, 3600"})
    void aStoppedScoringGoesOnWithTheSameSums(int at, int noted) throws IOException {
        CamFile whole = score("whole.csv", Duration.ZERO, (done, total) -> {});
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> score("parts.csv", Duration.ofSeconds(noted), (done, total) -> {
                    if (done == at) {
                        throw new Stop();
                    }
                }));
        assertThat(score("parts.csv", Duration.ZERO, (done, total) -> {})).isEqualTo(whole);
        assertThat(folder.resolve("parts.csv")).hasSameBinaryContentAs(folder.resolve("whole.csv"));
    }

    @Test
    void imagesWhoseHumanMapIsConstantAreLeftOutAndCounted() throws IOException {
        MapFolder maps = MapFolder.open(folder.resolve("maps"));
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("maps/face3.png").toFile());
        Agreement.Sums expected = Agreement.Sums.NONE;
        CamFile sums = score("scores.csv", Duration.ZERO, (done, total) -> {});
        ImageFolder images = ImageFolder.open(folder.resolve("images"));
        for (String path : paths) {
            INDArray cam = CamExtractor.of(network)
                    .extract(InputFormat.square(ToyFaces.SIDE, NORMALISATION)
                            .batch(List.of(images.read(path)), DataType.FLOAT))
                    .scaledPredicted();
            SaliencyMap human = GRID.downsize(maps.read(path).orElseThrow());
            if (!human.isConstant()) {
                expected = expected.plus(
                        MapMeasures.of(SaliencyGrid.of(8, 8, cam.reshape(64).toDoubleVector()), human));
            }
        }
        assertThat(expected.images()).isEqualTo(17);
        assertThat(sums.map().images()).isEqualTo(18);
        assertThat(sums.agreement().images()).isEqualTo(17);
        assertThat(sums.agreement().constantMaps()).isEqualTo(1);
        assertThat(sums.agreement().pearson())
                .isCloseTo(expected.means().orElseThrow().pearson(), within(1e-5));
        assertThat(sums.agreement().kl())
                .isCloseTo(expected.means().orElseThrow().kl(), within(1e-4));
    }

    @Test
    void sumsNotedByAnEarlierVersionAreMadeAnew() throws IOException {
        CamFile whole = score("whole.csv", Duration.ZERO, (done, total) -> {});
        score("old.csv", Duration.ZERO, (done, total) -> {});
        Path noted = folder.resolve("old.csv.sums.json");
        Files.writeString(
                noted,
                "{\"rows\": 18, \"cams\": " + Collections.nCopies(64, 1.5) + ", \"agreement\": {\"images\": 18}}");
        assertThat(score("old.csv", Duration.ZERO, (done, total) -> {})).isEqualTo(whole);
    }

    @Test
    void sumsOfAnotherGridAreRefused() throws IOException {
        score("other.csv", Duration.ZERO, (done, total) -> {});
        Path noted = folder.resolve("other.csv.sums.json");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new CamSums(noted, new CamGrid(7, 7), null, Duration.ZERO))
                .withMessage(
                        noted + ": has sums of 8 x 8 cells, the CAM has 7 x 7: delete it and run the command again");
    }

    @Test
    void sumsAreThoseOfTheCams() throws IOException {
        CamFile sums = score("scores.csv", Duration.ZERO, (done, total) -> {});
        float[] pixels = new float[3 * ToyFaces.SIDE * ToyFaces.SIDE];
        ImageFolder images = ImageFolder.open(folder.resolve("images"));
        INDArray all = Nd4j.zeros(8, 8);
        double squares = 0;
        for (String path : paths) {
            NORMALISATION.write(images.read(path), pixels, 0);
            INDArray cam = CamExtractor.of(network)
                    .extract(Nd4j.createFromArray(pixels).reshape(1, 3, ToyFaces.SIDE, ToyFaces.SIDE))
                    .scaledPredicted()
                    .slice(0);
            all.addi(cam);
            INDArray human = Nd4j.createFromArray(GRID.downsize(MapFolder.open(folder.resolve("maps"))
                                    .read(path)
                                    .orElseThrow())
                            .toArray())
                    .reshape(8, 8);
            squares += human.squaredDistance(cam) / 64;
        }
        assertThat(sums.map().images()).isEqualTo(18);
        for (int cell = 0; cell < 64; cell++) {
            assertThat(sums.map().mean().get(cell)).isCloseTo(all.getDouble(cell / 8, cell % 8) / 18, within(1e-5));
        }
        assertThat(sums.agreement().images()).isEqualTo(18);
        assertThat(sums.agreement().mse()).isCloseTo(squares / 18, within(1e-5));
    }
}
