package org.cyborgml.app.cams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.data.DataException;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CamTotalsTest {

    private static final CamGrid GRID = new CamGrid(3, 2);
    private static final int IMAGES = 100;

    private final INDArray cams = Nd4j.rand(DataType.FLOAT, IMAGES, 2, 3);

    private Optional<SaliencyMap> human(int image) {
        if (image % 5 == 0) {
            return Optional.empty();
        }
        float[] cells = new float[6];
        if (image % 7 != 0) {
            cells[image % 6] = 1;
            cells[(image + 1) % 6] = 0.3f;
        }
        return Optional.of(SaliencyMap.of(FloatPlane.of(3, 2, cells)));
    }

    private CamTotals of(List<Integer> images) {
        CamTotals totals = new CamTotals(GRID);
        images.forEach(image -> totals.add(cams, image, human(image)));
        return totals;
    }

    @Test
    void dependNeitherOnTheOrderNorOnTheParts() throws IOException {
        List<Integer> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            images.add(i);
        }
        CamTotals expected = of(images);
        assertThat(expected.mean().images()).isEqualTo(IMAGES);
        assertThat(expected.agreement().orElseThrow().images()).isEqualTo(68);
        assertThat(expected.agreement().orElseThrow().constantMaps()).isEqualTo(12);
        for (int parts = 1; parts <= 7; parts++) {
            Collections.shuffle(images, new Random(parts));
            CamTotals all = new CamTotals(GRID);
            for (int part = 0; part < parts; part++) {
                CamTotals.Parts sent = of(images.subList(IMAGES * part / parts, IMAGES * (part + 1) / parts))
                        .parts();
                String json = JsonFiles.MAPPER.writeValueAsString(sent);
                all.add(JsonFiles.MAPPER.readValue(json, CamTotals.Parts.class));
            }
            assertThat(all.mean()).isEqualTo(expected.mean());
            assertThat(all.agreement()).isEqualTo(expected.agreement());
        }
    }

    @Test
    void refuseThoseOfAnotherGrid() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() ->
                        new CamTotals(new CamGrid(7, 7)).add(of(List.of(1)).parts()))
                .withMessage("has sums of 2 x 3 cells, the CAM has 7 x 7");
    }
}
