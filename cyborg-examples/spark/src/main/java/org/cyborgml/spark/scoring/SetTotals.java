package org.cyborgml.spark.scoring;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums of CAMs by test set, which tasks send to each other as JSON. */
final class SetTotals {

    private final Map<String, CamTotals> bySet = new TreeMap<>();

    void add(String set, INDArray cams, int image, Optional<SaliencyMap> human) {
        bySet.computeIfAbsent(
                        set,
                        name -> new CamTotals(
                                new CamGrid(Math.toIntExact(cams.size(2)), Math.toIntExact(cams.size(1)))))
                .add(cams, image, human);
    }

    boolean isEmpty() {
        return bySet.isEmpty();
    }

    Map<String, CamTotals> bySet() {
        return bySet;
    }

    String toJson() {
        Map<String, CamTotals.Parts> parts = new TreeMap<>();
        bySet.forEach((set, totals) -> parts.put(set, totals.parts()));
        try {
            return JsonFiles.MAPPER.writeValueAsString(parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds sums that were sent. */
    SetTotals plus(String json) {
        try {
            Map<String, CamTotals.Parts> sent = JsonFiles.MAPPER.readValue(json, new TypeReference<>() {});
            for (Map.Entry<String, CamTotals.Parts> one : sent.entrySet()) {
                CamTotals known = bySet.get(one.getKey());
                if (known == null) {
                    bySet.put(one.getKey(), CamTotals.of(one.getValue()));
                } else {
                    known.add(one.getValue());
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
