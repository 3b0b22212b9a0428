package org.cyborgml.models.layer;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.DeviceMemory;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsMemory;
import org.cyborgml.models.kernel.ResidentArray;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.cyborgml.optim.ClassicalMomentum;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Makes the steps of a network on a device, where its parameters, their gradient and the updater's state stay. Gradients
 * that layers write on the host are uploaded.
 */
final class DeviceUpdater extends PiecewiseUpdater {

    private final ResidentArray parameters;
    private final ResidentArray gradient;
    private final @Nullable ResidentArray state;
    private final Device device;
    private final List<Group> groups = new ArrayList<>();

    /** Views of the gradient, one for each parameter. */
    private final List<INDArray> gradients = new ArrayList<>();

    private boolean isStateAhead;

    /** Parameters of layers that read them on the host. */
    private final List<INDArray> readOnHost = new ArrayList<>();

    private HostParameters onHost = HostParameters.AFTER_EACH_STEP;
    private boolean areParametersAhead;

    /** The pieces of one updater, on the device. */
    private record Group(IUpdater updater, DeviceMemory pieces, int count) {}

    private DeviceUpdater(
            ComputationGraph graph,
            @Nullable INDArray known,
            ResidentArray parameters,
            ResidentArray gradient,
            Kernels kernels) {
        super(graph, known);
        this.parameters = parameters;
        this.gradient = gradient;
        this.device = parameters.device();
        INDArray all = super.getStateViewArray();
        this.state = all == null || all.isEmpty() ? null : kernels.resident(all).orElseThrow();
        getUpdaterBlocks().stream()
                .flatMap(block -> block.getLayersAndVariablesInBlock().stream())
                .map(UpdaterBlock.ParamState::getGradView)
                .forEach(gradients::add);
        for (Layer layer : graph.getLayers()) {
            boolean isOnDevice = layer instanceof ConvolutionRuntime || layer instanceof BatchNormRuntime;
            if (!isOnDevice && layer.numParams() > 0) {
                readOnHost.add(layer.params());
            }
        }
    }

    @Override
    void group(UpdatePieces all) {
        groups.clear();
        all.tables().forEach((updater, table) -> {
            DeviceMemory pieces = new DeviceMemory(device, (long) table.length * Integer.BYTES);
            try (Memory copy = new Memory(pieces.bytes())) {
                copy.write(0, table, 0, table.length);
                device.upload(Pointer.nativeValue(copy), pieces.address(), pieces.bytes());
            }
            groups.add(new Group(updater, pieces, UpdatePieces.count(table)));
        });
    }

    /** Updates the network on the device from now on, if these kernels have one and it can update by the network's settings. */
    static boolean use(ComputationGraph graph, Kernels kernels, HostParameters onHost) {
        ComputationGraphUpdater known = graph.getUpdater(true);
        if (known instanceof DeviceUpdater updater) {
            updater.keep(onHost);
            return true;
        }
        if (UpdatePieces.of(graph, known.getUpdaterBlocks()).isEmpty()) {
            return false;
        }
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            Optional<ResidentArray> parameters = kernels.resident(graph.params());
            if (parameters.isEmpty()) {
                if (kernels.memory(graph.params().dataType()) != MapsMemory.HOST) {
                    throw new IllegalStateException(
                            "the network's parameters are on the device already: close FrozenWeights before training,"
                                    + " and leave the updater that NetworkUpdater.use has set");
                }
                return false;
            }
            ResidentArray gradient =
                    kernels.resident(known.getFlattenedGradientsView()).orElseThrow();
            DeviceUpdater updater =
                    new DeviceUpdater(graph, known.getStateViewArray(), parameters.get(), gradient, kernels);
            updater.keep(onHost);
            graph.setUpdater(updater);
            graph.setGradientsAccumulator(new NothingLeftToDo(() -> graph.getUpdater(false) instanceof DeviceUpdater));
            return true;
        }
    }

    @Override
    public synchronized void update(
            Gradient own, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaceMgr) {
        groupIfChanged();
        gradient.uploadUnwritten(gradients);
        if (areParametersAhead) {
            requireUnchanged();
        } else if (!parameters.isTrue()) {
            throw new IllegalStateException(
                    "parameters of the network were changed on the host since the last step, and"
                            + " the device has not seen all of it: call setParams with all parameters, or assign to a whole"
                            + " parameter, so that its first, middle or last number changes; this step was not made");
        }
        for (Group group : groups) {
            step(group, iteration, epoch, batchSize);
        }
        isStateAhead = true;
        if (onHost == HostParameters.AFTER_EACH_STEP) {
            parameters.download();
        } else {
            readOnHost.forEach(parameters::download);
            areParametersAhead = true;
        }
    }

    private synchronized void keep(HostParameters when) {
        download();
        onHost = when;
    }

    /** Brings all parameters to the host. */
    synchronized void download() {
        if (areParametersAhead) {
            requireUnchanged();
            parameters.download();
            areParametersAhead = false;
        }
    }

    private void requireUnchanged() {
        if (!parameters.isUnchanged()) {
            throw new IllegalStateException(
                    "parameters of the network were changed on the host while those on the device were ahead: call"
                            + " NetworkUpdater.download before you change some");
        }
    }

    private void step(Group group, int iteration, int epoch, int batchSize) {
        long pieces = group.pieces.address();
        long at = parameters.address();
        long by = gradient.address();
        if (group.updater instanceof ClassicalMomentum momentum) {
            device.launch(
                    "stepByMomentum",
                    group.count,
                    1,
                    pieces,
                    at,
                    by,
                    stateAddress(),
                    (float) batchSize,
                    (float) momentum.getMomentum(),
                    (float) momentum.getLearningRate(iteration, epoch));
        } else if (group.updater instanceof BiasCorrectedAdam adam) {
            int step = iteration + 1;
            device.launch(
                    "stepByAdam",
                    group.count,
                    1,
                    pieces,
                    at,
                    by,
                    stateAddress(),
                    (float) batchSize,
                    (float) BiasCorrectedAdam.FIRST_DECAY,
                    (float) BiasCorrectedAdam.SECOND_DECAY,
                    (float) (adam.getLearningRate(iteration, epoch)
                            / (1 - Math.pow(BiasCorrectedAdam.FIRST_DECAY, step))),
                    (float) Math.sqrt(1 - Math.pow(BiasCorrectedAdam.SECOND_DECAY, step)),
                    (float) adam.getEpsilon());
        } else {
            device.launch("stepByGradient", group.count, 1, pieces, at, by);
        }
    }

    private long stateAddress() {
        ResidentArray known = state;
        if (known == null) {
            throw new IllegalStateException("the updater has no state");
        }
        return known.address();
    }

    /** The state as of the last step. */
    @Override
    public synchronized @Nullable INDArray getStateViewArray() {
        ResidentArray known = state;
        if (isStateAhead && known != null) {
            known.download();
            isStateAhead = false;
        }
        return super.getStateViewArray();
    }

    @Override
    public synchronized INDArray getStateViewArrayCopy() {
        getStateViewArray();
        return super.getStateViewArrayCopy();
    }

    @Override
    public synchronized void setStateViewArray(INDArray newState) {
        super.setStateViewArray(newState);
        ResidentArray known = state;
        if (known != null) {
            known.upload(super.getStateViewArray());
            isStateAhead = false;
        }
    }
}
