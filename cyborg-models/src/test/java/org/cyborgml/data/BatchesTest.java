package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.augmentation.Augmentation;
import org.cyborgml.saliency.augmentation.HorizontalFlip;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class BatchesTest {

    private static final CamGrid GRID = new CamGrid(8, 8);
    private static final Normalisation NORMALISATION =
            Normalisation.of(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});
    private static final BatchFormat FORMAT =
            new BatchFormat(InputFormat.square(ToyFaces.SIDE, NORMALISATION), GRID, 2, DataType.FLOAT);

    @TempDir
    private Path folder;

    private List<LabelledImage> images;

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 5);
        images = SplitFile.read(folder.resolve("split.csv")).images(Split.TRAIN);
    }

    private SampleSet samples() throws IOException {
        return SampleSet.open(
                images,
                ClassNames.FACES,
                ImageFolder.open(folder.resolve("images")),
                MapFolder.open(folder.resolve("maps")),
                GRID);
    }

    /** Whatever the cache holds, everything or nothing. */
    @ParameterizedTest
    @ValueSource(longs = {0, 5000, Long.MAX_VALUE / 2})
    void batchesHoldTheSamplesInOrder(long cache) throws IOException {
        Files.delete(folder.resolve("maps/face3.png"));
        SampleSet set = samples();
        assertThat(set.withMap()).isEqualTo(9);
        ImageFolder folderOfImages = ImageFolder.open(folder.resolve("images"));
        try (Batches batches =
                Batches.builder(folderOfImages, FORMAT).cacheBytes(cache).build()) {
            for (int epoch = 0; epoch < 2; epoch++) {
                Batches.Pass pass = batches.pass(set.samples(), 4);
                assertThat(pass.size()).isEqualTo(3);
                List<Integer> sizes = new ArrayList<>();
                int at = 0;
                while (pass.hasNext()) {
                    MultiDataSet batch = pass.next();
                    int n = (int) batch.getFeatures(0).size(0);
                    sizes.add(n);
                    for (int i = 0; i < n; i++, at++) {
                        Sample sample = set.samples().get(at);
                        assertThat(pass.samples().get(i)).isEqualTo(sample);
                        int label = sample.classIndex();
                        assertThat(batch.getLabels(0).getDouble(i, label)).isEqualTo(1);
                        assertThat(batch.getLabels(0).getDouble(i, 1 - label)).isZero();
                        double blue =
                                (folderOfImages.read(sample.image().path()).sample(3, 5, 2) / 255.0 - 0.406) / 0.225;
                        assertThat(batch.getFeatures(0).getDouble(i, 2, 5, 3)).isCloseTo(blue, within(1e-6));
                        boolean isMasked = batch.getLabelsMaskArrays() != null
                                && batch.getLabelsMaskArray(1).getDouble(i) == 0;
                        assertThat(isMasked).isEqualTo(sample.map().isEmpty());
                        assertThat(batch.getLabels(1).getDouble(i, 6, 6))
                                .isEqualTo(sample.map()
                                        .map(m -> (double) m.get(6, 6))
                                        .orElse(0.0));
                    }
                }
                assertThat(sizes).containsExactly(4, 4, 2);
            }
        }
    }

    /** A flip of every image: rows of images and maps are reversed, of what is trained on only. */
    @Test
    void theAugmentationChangesImagesAndMapsOfTrainingPasses() throws IOException {
        List<Sample> samples = samples().samples();
        Augmentation flip = Augmentation.none().then(new HorizontalFlip(1));
        try (Batches batches = batches(flip)) {
            MultiDataSet plain = batches.pass(samples, 4).next();
            MultiDataSet flipped = batches.trainingPass(samples, 4, 1).next();
            assertThat(flipped.getFeatures(0)).isEqualTo(mirrored(plain.getFeatures(0)));
            assertThat(flipped.getLabels(1)).isEqualTo(mirrored(plain.getLabels(1)));
            assertThat(flipped.getLabels(0)).isEqualTo(plain.getLabels(0));
        }
    }

    @Test
    void theAugmentationDependsOnSeedAndImageOnly() throws IOException {
        List<Sample> samples = samples().samples();
        Augmentation augmentation = Augmentation.cnnDetection(0.5, ToyFaces.SIDE);
        try (Batches batches = batches(augmentation)) {
            INDArray first = batches.trainingPass(samples, 4, 1).next().getFeatures(0);
            assertThat(batches.trainingPass(samples, 4, 1).next().getFeatures(0))
                    .isEqualTo(first);
            assertThat(batches.trainingPass(samples, 4, 2).next().getFeatures(0))
                    .isNotEqualTo(first);
            INDArray alone =
                    batches.trainingPass(samples.subList(2, 3), 4, 1).next().getFeatures(0);
            assertThat(alone).isEqualTo(first.get(NDArrayIndex.interval(2, 3)));
        }
    }

    /** Along the last axis. */
    private static INDArray mirrored(INDArray array) {
        INDArray result = array.ulike();
        int last = array.rank() - 1;
        for (int i = 0; i < array.size(last); i++) {
            INDArrayIndex[] from = NDArrayIndex.nTimes(NDArrayIndex.all(), array.rank());
            INDArrayIndex[] to = NDArrayIndex.nTimes(NDArrayIndex.all(), array.rank());
            from[last] = NDArrayIndex.point(i);
            to[last] = NDArrayIndex.point(array.size(last) - 1 - i);
            result.put(to, array.get(from));
        }
        return result;
    }

    private Batches batches(Augmentation augmentation) throws IOException {
        return Batches.builder(ImageFolder.open(folder.resolve("images")), FORMAT)
                .cacheBytes(0)
                .augmentation(augmentation, MapFolder.open(folder.resolve("maps")))
                .build();
    }

    @Test
    void everythingUnusableIsSaidAtOnce() throws IOException {
        Files.writeString(folder.resolve("images/face0.png"), "no image");
        Files.delete(folder.resolve("images/face1.png"));
        Files.write(folder.resolve("maps/face2.png"), new byte[0]);
        assertThatIOException()
                .isThrownBy(this::samples)
                .withMessageStartingWith("3 of 10 images cannot be used")
                .withMessageContaining("face0.png")
                .withMessageContaining("face1.png")
                .withMessageContaining("face2.png");
    }

    @Test
    void anImageThatBreaksLaterIsNamed() throws IOException {
        SampleSet set = samples();
        Files.write(folder.resolve("images/face4.png"), new byte[] {1, 2});
        try (Batches batches = Batches.builder(ImageFolder.open(folder.resolve("images")), FORMAT)
                .cacheBytes(0)
                .build()) {
            Batches.Pass pass = batches.pass(set.samples(), 10);
            assertThatIOException().isThrownBy(pass::next).withMessageContaining("face4.png");
        }
    }

    @Test
    void shufflingDependsOnSeedAndEpochOnly() throws IOException {
        List<Sample> all = samples().samples();
        List<Sample> first = SampleOrder.SHUFFLED.arrange(all, 1, 0);
        assertThat(first).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
        assertThat(SampleOrder.SHUFFLED.arrange(all, 1, 0)).isEqualTo(first);
        assertThat(SampleOrder.SHUFFLED.arrange(all, 1, 1)).isNotEqualTo(first);
        assertThat(SampleOrder.SHUFFLED.arrange(all, 2, 0)).isNotEqualTo(first);
        assertThat(SampleOrder.AS_LISTED.arrange(all, 1, 0)).isEqualTo(all);
    }

    @Test
    void pathsStayInTheFolder() throws IOException {
        ImageFolder root = ImageFolder.open(folder.resolve("images"));
        assertThat(root.list()).hasSize(15).isSorted();
        assertThatIOException()
                .isThrownBy(() -> root.read("../split.csv"))
                .withMessageContaining("leads out of the image folder");
        assertThatIOException()
                .isThrownBy(() -> ImageFolder.open(folder.resolve("none")))
                .withMessageContaining("is not a folder");
    }
}
