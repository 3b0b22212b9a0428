package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

class MapWeightsTest {

    private static final CamGrid GRID = new CamGrid(4, 4);

    @TempDir
    private Path folder;

    private MapWeights weights(String text) throws IOException {
        Path file = folder.resolve("weights.csv");
        Files.writeString(file, text);
        return MapWeights.read(file);
    }

    private SampleSet samples() throws IOException {
        ToyFaces.write(folder, 2);
        Files.delete(folder.resolve("maps/face3.png"));
        SplitFile split = SplitFile.read(folder.resolve("split.csv"));
        return SampleSet.open(
                split.images(Split.TRAIN),
                split.classes(),
                ImageFolder.open(folder.resolve("images")),
                MapFolder.open(folder.resolve("maps")),
                GRID);
    }

    @Test
    void theLabelMaskHasTheWeightsAndZeroWhereThereIsNoMap() throws IOException {
        SampleSet weighted = samples()
                .withMapWeights(weights("path,weight\n/face0.png,0.5\nface1.png, 2\n./face2.png,0\nother.png,7\n"));
        assertThat(weighted.withMap()).isEqualTo(3);
        InputFormat input = InputFormat.square(ToyFaces.SIDE, Normalisation.IMAGENET);
        try (Batches batches = Batches.builder(
                        ImageFolder.open(folder.resolve("images")), new BatchFormat(input, GRID, 2, DataType.FLOAT))
                .build()) {
            MultiDataSet batch = batches.pass(weighted.samples(), 4).next();
            INDArray mask = batch.getLabelsMaskArray(1);
            assertThat(mask.shape()).containsExactly(4, 1);
            assertThat(mask.data().asFloat()).containsExactly(0.5f, 2, 0, 0);
            // Without weights the mask is as it was.
            assertThat(batches.pass(samples().samples(), 4)
                            .next()
                            .getLabelsMaskArray(1)
                            .data()
                            .asFloat())
                    .containsExactly(1, 1, 1, 0);
        }
    }

    @Test
    void anImageWithAMapMustHaveAWeight() throws IOException {
        SampleSet samples = samples();
        MapWeights some = weights("face0.png,1\nface1.png,1\n");
        assertThatIOException()
                .isThrownBy(() -> samples.withMapWeights(some))
                .withMessageContaining("weights.csv: has no weight of /face2.png, which has a map");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "face0.png,-1 | row 1: weight must be a number of at least 0, found \"-1\"",
                "face0.png,NaN | weight must be a number of at least 0, found \"NaN\"",
                "face0.png,Infinity | weight must be a number of at least 0, found \"Infinity\"",
                "face0.png,much | weight must be a number of at least 0, found \"much\"",
                "face0.png;1 | row 1: must be path,weight, found 1 columns",
                "face0.png,1,2 | must be path,weight, found 3 columns",
            })
    void rowsThatAreNoWeightsAreRefused(String row, String message) {
        assertThatIOException().isThrownBy(() -> weights(row + "\n")).withMessageContaining(message);
        assertThatIOException()
                .isThrownBy(() -> weights("face0.png,1\n/face0.png,2\n"))
                .withMessageContaining("row 2: a second weight of /face0.png");
    }
}
