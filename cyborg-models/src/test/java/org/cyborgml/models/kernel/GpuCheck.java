package org.cyborgml.models.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.Network;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.models.layer.NetworkUpdater;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.saliency.map.CamGrid;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Checks that need a GPU; cyborg-examples/src/gpu/check.sh runs them there. {@code operations} compares every
 * operation with ND4J's in double; {@code networks} compares networks. The exit code is 1 where a bound is passed.
 */
final class GpuCheck {

    private static final double OF_OPERATIONS = 1e-5;
    private static final double OF_OUTPUTS = 1e-4;
    private static final double OF_WEIGHTS = 1e-3;

    private GpuCheck() {}

    public static void main(String[] arguments) {
        Kernels.use(KernelSet.CUDA);
        Kernels gpu = Kernels.current();
        System.out.println(gpu);
        boolean isWithin =
                switch (arguments[0]) {
                    case "operations" -> operations(gpu, Integer.parseInt(arguments[1]));
                    case "networks" -> networks(gpu);
                    case "bench" -> bench(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
                    default ->
                        throw new IllegalArgumentException(
                                "operations, networks or bench were expected, found " + arguments[0]);
                };
        System.exit(isWithin ? 0 : 1);
    }

    private static boolean operations(Kernels gpu, int batch) {
        OperationsAgreement agreement = new OperationsAgreement(gpu);
        List<OperationsAgreement.Result> results = batch > 0 ? agreement.ofNetworks(batch) : agreement.small();
        results.stream()
                .sorted(Comparator.comparingDouble(
                                (OperationsAgreement.Result r) -> Double.isNaN(r.error()) ? 1 : r.error())
                        .reversed())
                .limit(12)
                .forEach(r -> System.out.printf(Locale.ROOT, "%.2e  %s%n", r.error(), r.operation()));
        long outside =
                results.stream().filter(r -> !(r.error() < OF_OPERATIONS)).count();
        System.out.println(results.size() + " results, " + outside + " not within " + OF_OPERATIONS);
        return outside == 0;
    }

    private static boolean networks(Kernels gpu) {
        boolean isWithin = true;
        for (String name : List.of("resnet50", "densenet121", "inception_v3", "xception", "self_attention")) {
            Network.Builder<?> builder = Architecture.named(name).builder();
            int side =
                    switch (name) {
                        case "resnet50", "densenet121" -> 96;
                        case "inception_v3" -> 139;
                        default -> 107;
                    };
            IUpdater updater =
                    name.equals("self_attention") ? new BiasCorrectedAdam(1e-5) : new ClassicalMomentum(1e-4, 0.9);
            NetworksAgreement.Found found =
                    new NetworksAgreement(gpu, new Nd4jKernels(), DataType.DOUBLE, side, 8, 1, updater).of(builder);
            System.out.println(name + " " + found);
            isWithin &= found.probabilities() < OF_OUTPUTS
                    && found.cams() < OF_OUTPUTS
                    && (updater instanceof BiasCorrectedAdam || found.weights() < OF_WEIGHTS);
        }
        return isWithin;
    }

    /** Images a second, from images in the host's memory to results there: the median of some steps. */
    private static boolean bench(String name, int batch, int steps) {
        Architecture architecture = Architecture.named(name);
        Network crossEntropy =
                architecture.builder().loss(CyborgLoss.reference().withAlpha(1)).build();
        Network cyborg = architecture.builder().loss(CyborgLoss.reference()).build();
        CamGrid grid = cyborg.camGrid();
        Nd4j.getRandom().setSeed(1);
        INDArray images = Nd4j.randn(DataType.FLOAT, batch, 3, architecture.side(), architecture.side());
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 2);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        MultiDataSet data = new MultiDataSet(
                new INDArray[] {images},
                new INDArray[] {labels, Nd4j.rand(DataType.FLOAT, batch, grid.height(), grid.width())});
        double inCrossEntropy = training(crossEntropy.init(), data, steps);
        ComputationGraph network = cyborg.init();
        double inCyborg = training(network, data, steps);
        double loss = LossTerms.of(network).total();
        double inInference;
        try (FrozenWeights frozen = FrozenWeights.of(network)) {
            inInference = median(steps, () -> network.output(false, images));
        }
        System.out.printf(
                Locale.ROOT,
                "{\"arch\": \"%s\", \"batch\": %d, \"train_ce_img_s\": %.1f, \"train_cyborg_img_s\": %.1f,"
                        + " \"infer_img_s\": %.1f, \"loss\": %.4f}%n",
                name,
                batch,
                batch / inCrossEntropy,
                batch / inCyborg,
                batch / inInference,
                loss);
        return Double.isFinite(loss);
    }

    private static double training(ComputationGraph network, MultiDataSet data, int steps) {
        NetworkUpdater.use(network);
        return median(steps, () -> network.fit(data));
    }

    /** Seconds. */
    private static double median(int steps, Runnable step) {
        int uncounted = 10;
        double[] seconds = new double[steps];
        for (int i = -uncounted; i < steps; i++) {
            long start = System.nanoTime();
            step.run();
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        return seconds[steps / 2];
    }
}
