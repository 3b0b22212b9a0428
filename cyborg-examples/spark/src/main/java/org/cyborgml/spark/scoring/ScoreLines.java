package org.cyborgml.spark.scoring;

import com.google.common.collect.Iterators;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.CsvText;
import org.cyborgml.scoring.ImageScore;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.ScoreLayout;

/**
 * Writes scores as lines of a score file. Of more than two classes each part begins with the header, as the shards of {@code
 * cyborg score} do.
 *
 * @param classes names of the network's
 * @param logits written or left out
 */
record ScoreLines(List<String> classes, LogitColumns logits) implements MapPartitionsFunction<Row, String> {

    @Override
    public Iterator<String> call(Iterator<Row> scores) {
        if (!scores.hasNext()) {
            return Iterators.forArray();
        }
        ClassNames names = ClassNames.of(classes);
        ScoreLayout layout = new ScoreLayout(names, logits);
        Iterator<String> lines = Iterators.transform(scores, row -> {
            ImmutableDoubleArray values =
                    ImmutableDoubleArray.copyOf(row.<Double>getList(row.fieldIndex(ScoreSchema.LOGITS)));
            ImageScore score = new ImageScore(row.getAs(ScoreSchema.PATH), names, values);
            return CsvText.FORMAT.format(layout.row(score).toArray());
        });
        List<String> header = layout.header();
        return header.isEmpty()
                ? lines
                : Iterators.concat(Iterators.singletonIterator(CsvText.FORMAT.format(header.toArray())), lines);
    }
}
