package org.cyborgml.app.cams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.ReadAhead;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.saliency.batch.MapNames;
import org.cyborgml.saliency.file.UnfinishedFolder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.CamMap;
import org.cyborgml.scoring.ScoringProgress;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes the CAMs of a trained network as saliency maps to train other networks with: grey PNG files of 16 bits, of the CAM's
 * size, each scaled to [0,1]. So a network teaches others where to look in images that nobody annotated.
 *
 * @param network a network with a CYBORG head and its weights; it is used, not copied
 * @param format the form of its images
 * @param images has the images
 * @param choice whose CAM
 * @param batch images that go through the network at once, at least 1
 */
public record CamMaps(ComputationGraph network, InputFormat format, ImageSource images, ClassChoice choice, int batch) {

    /**
     * Counts of a run.
     *
     * @param written maps
     * @param constant how many of them are constant, since the CAM is; they guide no training
     */
    public record Written(int written, int constant) {}

    private record Loaded(CamSource source, Raster square) {}

    /**
     * Writes the maps of images. The folder gets its name only when all maps are written.
     *
     * @param sources the images, at least one
     * @param folder must be missing or empty
     * @param progress listens
     * @return counts
     * @throws IOException if there is no image, one cannot be used (a student must not lack maps unseen), two would have one
     *     map, or the folder holds something or cannot be written
     */
    public Written write(List<CamSource> sources, Path folder, ScoringProgress progress) throws IOException {
        if (sources.isEmpty()) {
            throw new IOException("there is no image to make maps of");
        }
        CamExtractor extractor = CamExtractor.of(network);
        MapNames names = MapNames.of(sources.stream().map(CamSource::path).toList(), Set.of());
        int[] constant = {0};
        try (UnfinishedFolder unfinished = UnfinishedFolder.of(folder);
                FrozenWeights frozen = FrozenWeights.of(network)) {
            List<String> failures = ReadAhead.inBatches(sources, batch, CamSource::path, this::load, (loaded, done) -> {
                constant[0] += write(loaded, extractor, names, unfinished.path());
                progress.onImages(done, sources.size());
            });
            if (!failures.isEmpty()) {
                throw new IOException(failures.size() + " of " + sources.size() + " images cannot be used, the first: "
                        + failures.get(0));
            }
            unfinished.finish();
        }
        return new Written(sources.size(), constant[0]);
    }

    private Loaded load(CamSource source) throws ImageFileException {
        return new Loaded(source, format.resized(images.read(source.path())));
    }

    /** Writes the maps of a batch; gives the number of constant ones. */
    private int write(List<Loaded> loaded, CamExtractor extractor, MapNames names, Path folder) throws IOException {
        if (loaded.isEmpty()) {
            return 0;
        }
        ClassActivationMaps maps = extractor.extract(format.batch(
                loaded.stream().map(Loaded::square).toList(),
                network.getConfiguration().getDataType()));
        int[] predicted = maps.predicted();
        Map<Integer, INDArray> byClass = new HashMap<>();
        int constant = 0;
        for (int i = 0; i < loaded.size(); i++) {
            CamSource source = loaded.get(i).source();
            int chosen = choice.of(predicted[i], source.label());
            SaliencyMap map = CamMap.of(byClass.computeIfAbsent(chosen, maps::scaled), i);
            constant += map.isConstant() ? 1 : 0;
            Path file = folder.resolve(name(names, source.path()));
            Files.createDirectories(file.resolveSibling("."));
            PngWriter.write(map.toRaster(SampleDepth.SIXTEEN_BITS), file);
        }
        return constant;
    }

    private static String name(MapNames names, String image) throws IOException {
        try {
            return names.of(image);
        } catch (IllegalArgumentException e) {
            throw new IOException(image + ": " + e.getMessage(), e);
        }
    }
}
