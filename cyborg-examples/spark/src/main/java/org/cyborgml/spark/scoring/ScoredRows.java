package org.cyborgml.spark.scoring;

import com.google.common.collect.AbstractIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.cyborgml.app.cams.ClassChoice;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.ImageScore;
import org.cyborgml.scoring.ScoreReceiver;
import org.cyborgml.scoring.Scorer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows of scores and errors of a part of the images, and at the end a row of the sums of their CAMs. Images stream through: a
 * task holds those of a few batches.
 */
final class ScoredRows extends AbstractIterator<Row> implements ScoreReceiver<Row> {

    /** Read and scored together; while one batch is computed, the next ones are decoded. */
    private static final int BATCHES = 8;

    private final Iterator<Row> images;
    private final ScoringTask task;
    private final Scorer scorer;
    private final ScoringTask.ImageReader reader;
    private final Optional<SaliencyMapSource> maps;
    private final ClassChoice choice;
    private final int path;
    private final Queue<Row> ready = new ArrayDeque<>();
    private @Nullable SetTotals totals = new SetTotals();

    ScoredRows(
            Iterator<Row> images,
            ScoringTask task,
            Scorer scorer,
            ScoringTask.ImageReader reader,
            Optional<SaliencyMapSource> maps,
            ClassChoice choice) {
        this.images = images;
        this.task = task;
        this.scorer = scorer;
        this.reader = reader;
        this.maps = maps;
        this.choice = choice;
        this.path = task.schema().index(ScoreSchema.PATH);
    }

    @Override
    protected @Nullable Row computeNext() {
        while (ready.isEmpty() && images.hasNext()) {
            score();
        }
        if (ready.isEmpty() && totals != null && !totals.isEmpty()) {
            ready.add(task.schema().sums(totals.toJson()));
            totals = null;
        }
        return ready.isEmpty() ? endOfData() : ready.remove();
    }

    private void score() {
        int most = BATCHES * task.network().value().batch();
        List<Row> block = new ArrayList<>();
        while (block.size() < most && images.hasNext()) {
            Row image = images.next();
            if (image.isNullAt(path)) {
                onFailure(image, "the row has no path, found null");
            } else {
                block.add(image);
            }
        }
        try {
            scorer.score(block, image -> image.getString(path), reader::read, task.cams(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onBatch(List<Row> batch, List<ImageScore> scores, Optional<ClassActivationMaps> cams) {
        int[] predicted = cams.map(ClassActivationMaps::predicted).orElse(new int[0]);
        Map<Integer, INDArray> scaled = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            Row image = batch.get(i);
            try {
                if (cams.isPresent() && totals != null) {
                    int shown = choice.of(predicted[i], label(image));
                    INDArray ofClass = scaled.computeIfAbsent(shown, cams.get()::scaled);
                    totals.add(set(image), ofClass, i, human(image, ofClass));
                }
                ready.add(task.schema().scored(image, scores.get(i)));
            } catch (ImageFileException e) {
                onFailure(image, String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public void onFailure(Row image, String message) {
        ready.add(task.schema().failed(image, message));
    }

    private Optional<String> label(Row image) {
        String column = task.label();
        return column == null ? Optional.empty() : Optional.ofNullable(image.getAs(column));
    }

    private String set(Row image) {
        String column = task.testSet();
        if (column == null) {
            return ScoredImages.ALL;
        }
        String set = image.getAs(column);
        return set == null ? "null" : set;
    }

    private Optional<SaliencyMap> human(Row image, INDArray cams) throws ImageFileException {
        if (maps.isEmpty()) {
            return Optional.empty();
        }
        CamGrid grid = new CamGrid(Math.toIntExact(cams.size(2)), Math.toIntExact(cams.size(1)));
        return maps.get().read(image.getString(path), grid);
    }
}
