package org.cyborgml.app.decoy;

import java.util.Arrays;
import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs {@link LocallyConnected}, in plain Java: ND4J has no one operation for it, and an operation per cell costs more than its work. */
final class LocallyConnectedRuntime extends ClosedFormRuntime {

    LocallyConnectedRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private LocallyConnected configuration() {
        return (LocallyConnected) layerConf();
    }

    private int cells() {
        return configuration().rows() * configuration().columns();
    }

    private int cellPixels() {
        return configuration().side() * configuration().side();
    }

    /** Where a cell's pixel is in its image. */
    private int place(int cell, int pixel) {
        int side = configuration().side();
        int columns = configuration().columns();
        int y = cell / columns * side + pixel / side;
        int x = cell % columns * side + pixel % side;
        return y * columns * side + x;
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    private INDArray array(double[] values, long... shape) {
        return Nd4j.createFromArray(values).castTo(dataType).reshape('c', shape);
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        configuration().requireMaps(input, 1);
        int samples = (int) input.size(0);
        int units = configuration().units();
        int cells = cells();
        int area = cells * cellPixels();
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            double[] in = values(input);
            double[] weight = values(getParam(LocallyConnected.WEIGHT));
            double[] bias = values(getParam(LocallyConnected.BIAS));
            double[] out = new double[samples * units * cells];
            for (int cell = 0; cell < cells; cell++) {
                for (int n = 0; n < samples; n++) {
                    double[] sums = Arrays.copyOfRange(bias, cell * units, (cell + 1) * units);
                    for (int p = 0; p < cellPixels(); p++) {
                        double grey = in[n * area + place(cell, p)];
                        int at = (cell * cellPixels() + p) * units;
                        for (int u = 0; u < units; u++) {
                            sums[u] += grey * weight[at + u];
                        }
                    }
                    for (int u = 0; u < units; u++) {
                        out[(n * units + u) * cells + cell] = sums[u];
                    }
                }
            }
            INDArray maps = array(
                    out, samples, units, configuration().rows(), configuration().columns());
            return workspaceMgr.dup(ArrayType.ACTIVATIONS, maps);
        }
    }

    @Override
    public Pair<Gradient, @Nullable INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        int samples = (int) input.size(0);
        int units = configuration().units();
        int cells = cells();
        int area = cells * cellPixels();
        INDArray gradWeight = gradientView(LocallyConnected.WEIGHT);
        INDArray gradBias = gradientView(LocallyConnected.BIAS);
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            double[] in = values(input);
            double[] ofOut = values(epsilon);
            double[] weightSums = new double[cells * cellPixels() * units];
            double[] biasSums = new double[cells * units];
            double[] ofUnits = new double[units];
            for (int cell = 0; cell < cells; cell++) {
                for (int n = 0; n < samples; n++) {
                    for (int u = 0; u < units; u++) {
                        ofUnits[u] = ofOut[(n * units + u) * cells + cell];
                        biasSums[cell * units + u] += ofUnits[u];
                    }
                    for (int p = 0; p < cellPixels(); p++) {
                        double grey = in[n * area + place(cell, p)];
                        int at = (cell * cellPixels() + p) * units;
                        for (int u = 0; u < units; u++) {
                            weightSums[at + u] += grey * ofUnits[u];
                        }
                    }
                }
            }
            gradWeight.assign(array(weightSums, cells, cellPixels(), units));
            gradBias.assign(array(biasSums, cells, units));
        }
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(LocallyConnected.WEIGHT, gradWeight);
        gradient.gradientForVariable().put(LocallyConnected.BIAS, gradBias);
        return new Pair<>(gradient, null);
    }
}
