package org.cyborgml.models.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cyborgml.models.cuda.Launches;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.optim.CoupledWeightDecay;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/** A network's parameters in pieces that are updated alike: struct Piece of kernels.cu, grouped by their updaters. */
final class UpdatePieces {

    /** Numbers of a piece at most; each is worked on by one block of threads. */
    private static final int LARGEST = 8192;

    private static final int FIELDS = 5;

    private final Map<IUpdater, List<Parameter>> byUpdater = new LinkedHashMap<>();

    /** A parameter and the stretches of the updater's state that belong to it. */
    private record Parameter(Range range, int secondState, float decay) {

        void cut(IntStream.Builder table) {
            for (int at = 0; at < range.length; at += LARGEST) {
                table.add(range.start + at);
                table.add(range.state + at);
                table.add(secondState + at);
                table.add(Math.min(LARGEST, range.length - at));
                table.add(Float.floatToRawIntBits(decay));
            }
        }
    }

    private UpdatePieces() {}

    /** The pieces, or empty if some setting is none that kernels.cu knows. */
    static Optional<UpdatePieces> of(ComputationGraph graph, List<UpdaterBlock> blocks) {
        UpdatePieces pieces = new UpdatePieces();
        for (UpdaterBlock block : blocks) {
            IUpdater updater = block.getGradientUpdater().getConfig();
            for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
                Optional<Float> decay = decay(parameter, updater);
                if (decay.isEmpty()) {
                    return Optional.empty();
                }
                pieces.add(block, updater, parameter, decay.get());
            }
        }
        return graph.getConfiguration().getDefaultConfiguration().isMiniBatch()
                ? Optional.of(pieces)
                : Optional.empty();
    }

    /** The weight decay of a parameter, or empty if a setting is unknown. */
    private static Optional<Float> decay(UpdaterBlock.ParamState parameter, IUpdater updater) {
        Trainable layer = parameter.getLayer();
        String name = parameter.getParamName();
        boolean learns = updater instanceof ClassicalMomentum || updater instanceof BiasCorrectedAdam;
        boolean isPlain = layer.getConfig().getGradientNormalization() == GradientNormalization.None
                || layer.getConfig().getGradientNormalization() == null;
        if (!(learns || updater instanceof NoOp)
                || layer.updaterDivideByMinibatch(name) != learns
                || !isPlain
                || hasConstraints(layer)) {
            return Optional.empty();
        }
        List<Regularization> all = layer.getConfig().getRegularizationByParam(name);
        if (all == null || all.isEmpty()) {
            return Optional.of(0f);
        }
        return learns && all.size() == 1 && all.get(0) instanceof CoupledWeightDecay decay
                ? Optional.of((float) decay.getDecay())
                : Optional.empty();
    }

    private static boolean hasConstraints(Trainable layer) {
        if (layer.getConfig() instanceof org.deeplearning4j.nn.conf.layers.Layer conf) {
            List<LayerConstraint> constraints = conf.getConstraints();
            return constraints != null && !constraints.isEmpty();
        }
        return true;
    }

    private void add(UpdaterBlock block, IUpdater updater, UpdaterBlock.ParamState parameter, float decay) {
        int state = block.getUpdaterViewOffsetStart() - block.getParamOffsetStart();
        int ofBlock = block.getParamOffsetEnd() - block.getParamOffsetStart();
        int start = parameter.getParamOffsetStart();
        Range range = new Range(start, start + state, parameter.getParamOffsetEnd() - start);
        byUpdater
                .computeIfAbsent(updater, u -> new ArrayList<>())
                .add(new Parameter(range, range.state + ofBlock, decay));
    }

    /**
     * Parameters that lie next to each other.
     *
     * @param start the first of them
     * @param state where their state starts in the updater's
     * @param length how many
     */
    record Range(int start, int state, int length) {

        INDArray of(INDArray flat, int from) {
            return flat.get(NDArrayIndex.interval(from, from + length));
        }

        private boolean endsBefore(Range next) {
            return start + length == next.start && state + length == next.state;
        }

        private Range and(Range next) {
            return new Range(start, state, length + next.length);
        }
    }

    Set<IUpdater> updaters() {
        return byUpdater.keySet();
    }

    /** The parameters of each updater by their weight decay, in ranges as long as can be. */
    Map<IUpdater, Map<Float, List<Range>>> ranges() {
        Map<IUpdater, Map<Float, List<Range>>> all = new LinkedHashMap<>();
        byUpdater.forEach((updater, parameters) -> {
            Map<Float, List<Range>> byDecay = all.computeIfAbsent(updater, u -> new LinkedHashMap<>());
            for (Parameter parameter : parameters) {
                List<Range> ranges = byDecay.computeIfAbsent(parameter.decay, d -> new ArrayList<>());
                Range next = parameter.range;
                Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
                if (last != null && last.endsBefore(next)) {
                    ranges.set(ranges.size() - 1, last.and(next));
                } else {
                    ranges.add(next);
                }
            }
        });
        return all;
    }

    /** Updaters and their pieces, one after the other as kernels.cu has them. */
    Map<IUpdater, int[]> tables() {
        Map<IUpdater, int[]> tables = new LinkedHashMap<>();
        byUpdater.forEach((updater, parameters) -> {
            IntStream.Builder table = IntStream.builder();
            parameters.forEach(parameter -> parameter.cut(table));
            tables.put(updater, table.build().toArray());
        });
        return tables;
    }

    /** The number of pieces in a table. */
    static int count(int[] table) {
        return Launches.length(table.length / FIELDS);
    }
}
