package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.layer.BatchNorm;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class LearningRatesTest {

    /** Also after an updater is at work, and in every layer: what learns with rate 0 does not move. */
    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void allLayersLearnAtTheNewRate(Optimizer optimizer) {
        TrainingSettings settings = TrainingSettings.reference()
                .withOptimizer(optimizer)
                .withSchedule(LearningRateSchedule.PLATEAU)
                .withMomentum(0);
        ComputationGraph network = SmallCnn.builder()
                .inputSide(16)
                .updater(settings.updater())
                .weightDecay(0)
                .build()
                .init();
        Nd4j.getRandom().setSeed(3);
        MultiDataSet batch = new MultiDataSet(
                new INDArray[] {Nd4j.rand(DataType.FLOAT, 4, 3, 16, 16)},
                new INDArray[] {Nd4j.eye(2).castTo(DataType.FLOAT).repeat(0, 2), Nd4j.rand(DataType.FLOAT, 4, 8, 8)});
        network.fit(batch);
        Map<String, INDArray> before = learned(network);
        LearningRates.set(network, 0);
        network.fit(batch);
        assertThat(learned(network)).isEqualTo(before);
        LearningRates.set(network, 0.005);
        network.fit(batch);
        learned(network)
                .forEach((name, value) ->
                        assertThat(value.distance2(before.get(name))).as(name).isPositive());
    }

    /** All but the running statistics, which go on whatever the rate. */
    private static Map<String, INDArray> learned(ComputationGraph network) {
        Map<String, INDArray> copies = new TreeMap<>();
        network.paramTable().forEach((name, value) -> {
            if (!name.endsWith(BatchNorm.RUNNING_MEAN) && !name.endsWith(BatchNorm.RUNNING_VARIANCE)) {
                copies.put(name, value.dup());
            }
        });
        return copies;
    }
}
