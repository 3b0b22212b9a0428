package org.cyborgml.app.cams;

import com.google.common.math.StatsAccumulator;
import org.cyborgml.metrics.RunSummary;

/** Means of measures over images, in the memory of a few numbers. */
final class AgreementTally {

    private final StatsAccumulator pearson = new StatsAccumulator();
    private final StatsAccumulator similarity = new StatsAccumulator();
    private final StatsAccumulator kl = new StatsAccumulator();
    private final StatsAccumulator mse = new StatsAccumulator();

    void add(MapMeasures measures) {
        pearson.add(measures.pearson());
        similarity.add(measures.similarity());
        kl.add(measures.kl());
        mse.add(measures.mse());
    }

    int images() {
        return Math.toIntExact(pearson.count());
    }

    RunSummary pearson() {
        return summary(pearson);
    }

    RunSummary similarity() {
        return summary(similarity);
    }

    RunSummary kl() {
        return summary(kl);
    }

    RunSummary mse() {
        return summary(mse);
    }

    private static RunSummary summary(StatsAccumulator values) {
        int n = Math.toIntExact(values.count());
        return new RunSummary(n, values.mean(), n > 1 ? values.sampleStandardDeviation() : Double.NaN);
    }
}
