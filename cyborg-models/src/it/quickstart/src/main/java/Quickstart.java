import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.scoring.Explanation;
import org.cyborgml.scoring.ImageScore;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.training.RunFolder;
import org.cyborgml.training.TrainedNetwork;
import org.cyborgml.training.Trainer;
import org.cyborgml.training.TrainingSettings;

/** The README's program: from csv and images to a trained, scored and explained network. */
public final class Quickstart {
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        NativeRuntime.prepare();
        SaliencyData data = SaliencyData.csv(folder.resolve("split.csv"), folder.resolve("images"))
                .withMaps(folder.resolve("maps"));
        RunFolder run = RunFolder.of(folder.resolve("run"));
        Trainer.builder(TrainingSettings.reference().withEpochs(6).withBatch(4), folder.resolve("run"))
                .data(data)
                .architecture(Architecture.SMALL_CNN)
                .build()
                .resume();
        Scorer scorer = Scorer.of(TrainedNetwork.load(run.finalModel()));
        for (Explanation seen : scorer.explain(ImageFolder.open(folder.resolve("new")))) {
            ImageScore score = seen.score();
            System.out.println(score.path() + ": " + score.predictedName() + ", " + score.score());
            Raster cam = seen.cam().resizedTo(224, 224).toRaster(SampleDepth.EIGHT_BITS);
            PngWriter.write(cam, folder.resolve("cam-" + score.path()));
        }
    }
}
