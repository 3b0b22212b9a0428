package org.cyborgml.spark.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.app.experiment.CamFile;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.scoring.CamUse;
import org.cyborgml.scoring.ImageScore;
import org.cyborgml.scoring.ScoreReceiver;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.training.TrainedNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Scores images with one thread and writes their mean CAM: a program to which {@link ScoringBenchmarkIT} compares Spark. */
final class ScoringWithoutSpark {

    /** Sides of the images. */
    static final int SIDE = 32;

    private static final CamGrid GRID = new CamGrid(8, 8);

    private ScoringWithoutSpark() {}

    /** The PNG of an image of noise. */
    static byte[] image(long number) {
        byte[] grey = new byte[SIDE * SIDE];
        new Random(number).nextBytes(grey);
        return PngWriter.encode(Raster.of(SIDE, SIDE, Channels.GREY, grey));
    }

    /** Takes the checkpoint, the number of images, and the file to write. */
    public static void main(String[] arguments) throws Exception {
        NativeRuntime.prepare();
        NativeRuntime.useThreads(1);
        TrainedNetwork network = TrainedNetwork.loader(NetworkWeights.read(Path.of(arguments[0])))
                .architecture(Architecture.SMALL_CNN)
                .side(SIDE)
                .load();
        CamTotals totals = new CamTotals(GRID);
        List<Long> images =
                LongStream.range(0, Long.parseLong(arguments[1])).boxed().toList();
        Scorer.of(network)
                .score(
                        images,
                        number -> "image" + number + ".png",
                        number -> ImageDecoder.withDefaults().decode(image(number), "image" + number),
                        CamUse.MADE,
                        new ScoreReceiver<>() {
                            @Override
                            public void onBatch(
                                    List<Long> batch, List<ImageScore> scores, Optional<ClassActivationMaps> maps) {
                                INDArray cams = maps.orElseThrow().scaledPredicted();
                                for (int i = 0; i < batch.size(); i++) {
                                    totals.add(cams, i, Optional.empty());
                                }
                            }

                            @Override
                            public void onFailure(Long number, String message) {
                                throw new AssertionError(message);
                            }
                        });
        JsonFiles.write(Path.of(arguments[2]), new CamFile(totals.mean(), null));
    }
}
