package org.cyborgml.app.ui;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.Histogram;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.api.StatsUpdateConfiguration;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;

/**
 * DL4J's listener for networks whose weights are named as PyTorch's. The overview shows sizes of updates for the parameters
 * whose name ends in W alone, which is what DL4J's own layers call their weights.
 */
final class WeightsListener extends StatsListener {

    private static final long serialVersionUID = 1L;

    WeightsListener(StatsStorageRouter storage, StatsUpdateConfiguration collected, String session) {
        super(storage, null, collected, session, null);
    }

    @Override
    public StatsReport getNewStatsReport() {
        return new Report();
    }

    private static final class Report extends SbeStatsReport {

        private static final long serialVersionUID = 1L;

        @Override
        public void reportMeanMagnitudes(StatsType type, Map<String, Double> magnitudes) {
            Map<String, Double> renamed = new HashMap<>();
            magnitudes.forEach((name, magnitude) -> renamed.put(name.replaceFirst("_weight$", "_W"), magnitude));
            super.reportMeanMagnitudes(type, renamed);
        }

        /** The page of a layer takes it for granted that there are some. */
        @Override
        public Map<String, Histogram> getHistograms(StatsType type) {
            return Objects.requireNonNullElse(super.getHistograms(type), Map.of());
        }
    }
}
