package org.cyborgml.models.onnx;

import java.util.Map;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.models.Network;
import org.cyborgml.models.layer.BatchNorm;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Networks of random weights and statistics, whose maps do not vanish on the way and whose logits are about 1. */
final class RandomNetworks {

    private RandomNetworks() {}

    static ComputationGraph of(Network network, long seed) {
        ComputationGraph graph = network.init();
        fill(graph, seed);
        INDArray logits =
                CyborgHead.logits(graph, images(seed, 4, network.channels(), network.height(), network.width()));
        double scale = 1 / logits.sub(logits.mean()).norm2Number().doubleValue();
        graph.getLayer(network.head().classifierName())
                .getParam("weight")
                .muli(scale * Math.sqrt((double) logits.length()));
        return graph;
    }

    /** Fills a network without a head. */
    static void fill(ComputationGraph graph, long seed) {
        Random random = Nd4j.getRandomFactory().getNewRandomInstance(seed);
        for (Map.Entry<String, INDArray> parameter : graph.paramTable().entrySet()) {
            String name = parameter.getKey();
            INDArray values = parameter.getValue();
            double middle = 0;
            double spread = 0.2;
            if (values.rank() > 1) {
                spread = Math.sqrt(6.0 * values.size(0) / values.length());
            } else if (name.endsWith(BatchNorm.RUNNING_VARIANCE) || name.endsWith("eight")) {
                middle = 1;
                spread = 0.3;
            }
            values.assign(Nd4j.rand(middle - spread, middle + spread, random, values.shape()));
        }
    }

    static INDArray images(long seed, long... shape) {
        return Nd4j.rand(-2, 2, Nd4j.getRandomFactory().getNewRandomInstance(seed), shape)
                .castTo(DataType.FLOAT);
    }
}
