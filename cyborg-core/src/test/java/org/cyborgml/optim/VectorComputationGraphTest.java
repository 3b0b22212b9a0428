package org.cyborgml.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class VectorComputationGraphTest {

    private static ComputationGraphConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new ClassicalMomentum(0.05, 0.9))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(5))
                .addLayer("a", new DenseLayer.Builder().nOut(7).build(), "in")
                .addLayer(
                        "b",
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "a")
                .setOutputs("b")
                .build();
    }

    private static ComputationGraph initialised(ComputationGraph network) {
        network.init();
        return network;
    }

    private static DataSet batch(int seed) {
        return DirectUpdaterTest.batch(DataType.FLOAT, seed);
    }

    @Test
    void trainsAsDl4jsToTheLastBit() {
        ComputationGraph expected = initialised(new ComputationGraph(configuration()));
        ComputationGraph actual = initialised(new VectorComputationGraph(configuration()));
        for (int step = 0; step < 4; step++) {
            expected.fit(batch(step));
            actual.fit(batch(step));
            assertThat(actual.params()).isEqualTo(expected.params());
        }
        assertThat(actual.score()).isEqualTo(expected.score());
        INDArray in = batch(9).getFeatures();
        assertThat(actual.outputSingle(in)).isEqualTo(expected.outputSingle(in));
    }

    @Test
    void hasOneArrayOfParametersThatNothingCopies() {
        ComputationGraph network = initialised(new VectorComputationGraph(configuration()));
        INDArray parameters = network.params();
        network.fit(batch(1));
        assertThat(network.params()).isSameAs(parameters);
        // A row makes a new view every time, which DL4J takes for new parameters: the fault that this class is for.
        ComputationGraph ofDl4j = initialised(new ComputationGraph(configuration()));
        assertThat(ofDl4j.params()).isNotSameAs(ofDl4j.params());
    }

    @Test
    void takesParametersAsDl4jsDoes() {
        ComputationGraph network = initialised(new VectorComputationGraph(configuration()));
        INDArray other = Nd4j.rand(network.params().shape());
        network.setParams(other);
        assertThat(network.params()).isEqualTo(other).isNotSameAs(other);
        assertThat(network.getLayer("a").getParam("W").getFloat(0)).isEqualTo(other.getFloat(0));
        ComputationGraph copy = network.clone();
        network.fit(batch(2));
        assertThat(copy.params()).isEqualTo(other);
    }

    @Test
    void isSavedAsDl4jsIs(@TempDir Path folder) throws IOException {
        ComputationGraph network = initialised(new VectorComputationGraph(configuration()));
        network.fit(batch(1));
        File file = folder.resolve("network.zip").toFile();
        ModelSerializer.writeModel(network, file, true);
        ComputationGraph read = ModelSerializer.restoreComputationGraph(file, true);
        network.fit(batch(2));
        read.fit(batch(2));
        assertThat(read.params()).isEqualTo(network.params());
    }
}
