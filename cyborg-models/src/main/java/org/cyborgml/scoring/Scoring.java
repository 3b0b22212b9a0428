package org.cyborgml.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.ReadAhead;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.saliency.image.Raster;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scores images by a network: the sigmoid of the logit of Synthetic, as the authors' code has it. Images stream through:
 * any number of them in the same memory, decoded in other threads while the network computes.
 */
public final class Scoring {

    private final ComputationGraph network;
    private final ImageSource images;
    private final InputFormat format;
    private final int batch;
    private final LogitColumns logitColumns;

    /**
     * A scoring.
     *
     * @param network a network with a CYBORG head; it is used, not copied
     * @param images to be scored
     * @param format of the network's input
     * @param batch how many go through the network at once, at least 1
     * @param logitColumns whether raw logits are written too
     */
    public Scoring(
            ComputationGraph network,
            ImageSource images,
            InputFormat format,
            int batch,
            LogitColumns logitColumns) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, found " + batch);
        }
        this.network = network;
        this.images = images;
        this.format = format;
        this.batch = batch;
        this.logitColumns = logitColumns;
    }

    private record Loaded(String path, Raster image) {}

    /**
     * Scores images into a file. An image that cannot be used has no row; the others are scored all the same.
     *
     * @param paths below the image root
     * @param out the score file; while it is incomplete it has {@code .part} behind its name
     * @param source one line that says which network and weights these are: a scoring of the same goes on where it was
     *     stopped
     * @param progress told how it goes on
     * @return what it gave
     * @throws IOException if the file cannot be written
     */
    public ScoringResult score(List<String> paths, Path out, String source, ScoringProgress progress)
            throws IOException {
        return score(paths, out, source, progress, Optional.empty());
    }

    /**
     * Scores images into a file as {@link #score(List, Path, String, ScoringProgress)} does, and hands on their CAMs,
     * which come from the same pass through the network.
     *
     * @param paths below the image root
     * @param out the score file
     * @param source one line that says which network and weights these are
     * @param progress told how it goes on
     * @param cams given what the network gave for each batch
     * @return what it gave
     * @throws IOException if the file cannot be written, or the receiver throws it
     */
    public ScoringResult score(List<String> paths, Path out, String source, ScoringProgress progress, CamReceiver cams)
            throws IOException {
        return score(paths, out, source, progress, Optional.of(cams));
    }

    private ScoringResult score(
            List<String> paths, Path out, String source, ScoringProgress progress, Optional<CamReceiver> cams)
            throws IOException {
        IntUnaryOperator keep =
                rows -> cams.map(receiver -> receiver.keep(rows)).orElse(rows);
        try (ScoreFile file = ScoreFile.open(out, source, keep);
                FrozenWeights frozen = FrozenWeights.of(network)) {
            int kept = file.size();
            List<String> open = paths.stream().filter(path -> !file.has(path)).toList();
            int before = paths.size() - open.size();
            List<String> failures =
                    ReadAhead.inBatches(open, batch, path -> new Loaded(path, format.resized(images.read(path))), (ready, done) -> {
                        write(ready, file, cams);
                        progress.onImages(before + done, paths.size());
                    });
            file.complete();
            return new ScoringResult(file.size(), kept, failures);
        }
    }

    private void write(List<Loaded> ready, ScoreFile file, Optional<CamReceiver> cams) throws IOException {
        if (ready.isEmpty()) {
            return;
        }
        INDArray input = format.batch(
                ready.stream().map(Loaded::image).toList(),
                network.getConfiguration().getDataType());
        Optional<ClassActivationMaps> maps =
                cams.isPresent() ? Optional.of(CamExtractor.of(network).extract(input)) : Optional.empty();
        INDArray logits = maps.isPresent() ? maps.get().logits() : CyborgHead.logits(network, input);
        int last = (int) logits.size(1) - 1;
        for (int i = 0; i < ready.size(); i++) {
            List<Double> columns = new ArrayList<>();
            for (int c = 0; logitColumns == LogitColumns.WRITTEN && c <= last; c++) {
                columns.add(logits.getDouble(i, c));
            }
            file.add(ready.get(i).path(), 1 / (1 + Math.exp(-logits.getDouble(i, last))), columns);
        }
        file.flush();
        if (maps.isPresent()) {
            cams.orElseThrow().onBatch(ready.stream().map(Loaded::path).toList(), maps.get(), file.size());
        }
    }
}
