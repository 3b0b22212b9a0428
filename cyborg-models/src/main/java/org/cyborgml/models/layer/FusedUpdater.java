package org.cyborgml.models.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MomentumStep;
import org.cyborgml.models.kernel.MomentumStep.Factors;
import org.cyborgml.optim.ClassicalMomentum;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Makes the steps of a network that is trained by SGD with momentum, in two passes over its parameters: division by the
 * batch's size, weight decay, momentum and step are one each in DL4J.
 */
final class FusedUpdater extends PiecewiseUpdater {

    private final Kernels kernels;
    private final List<Group> groups = new ArrayList<>();

    /** Running statistics, whose gradient is their step. */
    private final List<Statistic> statistics = new ArrayList<>();

    /** Parameters of one updater and one weight decay, which need not lie next to each other. */
    private record Group(ClassicalMomentum updater, float decay, MomentumStep step, List<Part> parts) {}

    private record Part(INDArray parameters, INDArray gradient, INDArray velocity) {}

    private record Statistic(INDArray values, INDArray gradient) {}

    private FusedUpdater(ComputationGraph graph, @Nullable INDArray known, Kernels kernels) {
        super(graph, known);
        this.kernels = kernels;
    }

    /** Updates a network this way from now on, if its kernels and its settings allow. */
    static boolean use(ComputationGraph graph, Kernels kernels) {
        ComputationGraphUpdater known = graph.getUpdater(true);
        if (known instanceof FusedUpdater) {
            return true;
        }
        Optional<UpdatePieces> pieces = UpdatePieces.of(graph, known.getUpdaterBlocks());
        if (kernels.momentumStep(graph.params().dataType()).isEmpty()
                || pieces.isEmpty()
                || !pieces.get().updaters().stream().allMatch(FusedUpdater::isKnown)) {
            return false;
        }
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            graph.setUpdater(new FusedUpdater(graph, known.getStateViewArray(), kernels));
            graph.setGradientsAccumulator(new NothingLeftToDo(() -> graph.getUpdater(false) instanceof FusedUpdater));
            return true;
        }
    }

    private static boolean isKnown(IUpdater updater) {
        return updater instanceof ClassicalMomentum || updater instanceof NoOp;
    }

    @Override
    void group(UpdatePieces pieces) {
        if (!pieces.updaters().stream().allMatch(FusedUpdater::isKnown)) {
            throw unknownSetting();
        }
        groups.clear();
        statistics.clear();
        INDArray parameters = flat(getParams());
        INDArray gradient = flat(getFlattenedGradientsView());
        pieces.ranges()
                .forEach((updater, byDecay) -> byDecay.forEach((decay, ranges) -> {
                    if (updater instanceof ClassicalMomentum momentum) {
                        groups.add(group(momentum, decay, ranges, parameters, gradient));
                    } else {
                        ranges.forEach(range -> statistics.add(
                                new Statistic(range.of(parameters, range.start()), range.of(gradient, range.start()))));
                    }
                }));
    }

    private Group group(
            ClassicalMomentum updater,
            float decay,
            List<UpdatePieces.Range> ranges,
            INDArray parameters,
            INDArray gradient) {
        INDArray state = flat(getStateViewArray());
        List<Part> parts = ranges.stream()
                .map(range -> new Part(
                        range.of(parameters, range.start()),
                        range.of(gradient, range.start()),
                        range.of(state, range.state())))
                .toList();
        return new Group(
                updater, decay, kernels.momentumStep(parameters.dataType()).orElseThrow(), parts);
    }

    private static INDArray flat(INDArray array) {
        return array.reshape(array.length());
    }

    @Override
    public synchronized void update(
            Gradient own, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaceMgr) {
        groupIfChanged();
        for (Group group : groups) {
            Factors factors = new Factors((float) group.updater.getMomentum(), 1f / batchSize, group.decay, (float)
                    group.updater.getLearningRate(iteration, epoch));
            group.parts.forEach(part -> group.step.step(part.parameters, part.gradient, part.velocity, factors));
        }
        statistics.forEach(statistic -> statistic.values.subi(statistic.gradient));
    }
}
