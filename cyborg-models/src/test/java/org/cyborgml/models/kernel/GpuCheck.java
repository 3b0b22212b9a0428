package org.cyborgml.models.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.InceptionV3;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.CudaDevice;
import org.cyborgml.models.cuda.CudaLibraries;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.HostDevice;
import org.cyborgml.models.cuda.MapElement;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.models.layer.HostParameters;
import org.cyborgml.models.layer.ImagesAhead;
import org.cyborgml.models.layer.NetworkUpdater;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.Trainer;
import org.cyborgml.training.TrainingLog;
import org.cyborgml.training.TrainingProgress;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Checks that need a GPU; cyborg-examples/src/gpu/check.sh runs them there. {@code operations} compares every
 * operation with ND4J's in double; {@code networks} compares networks. The exit code is 1 where a bound is passed.
 *
 * <p>The kernels are those of the system property. To try the checks without a GPU, take the host's, or set the
 * property {@code host}: then the host's memory stands for a GPU.
 */
final class GpuCheck {

    private static final double OF_OPERATIONS = 1e-5;
    private static final double OF_BFLOAT16 = 8e-3;
    private static final double OF_OUTPUTS = 1e-4;
    private static final double OF_OUTPUTS_IN_BFLOAT16 = 0.05;
    private static final double OF_WEIGHTS = 1e-3;

    /** Seconds; the JVM compiles meanwhile. */
    private static final double WARM_UP = 4;

    private static final int STEPS = 4;
    private static final int STEPS_BATCH = 8;
    private static final double STEPS_RATE = 1e-4;

    private GpuCheck() {}

    public static void main(String[] arguments) throws IOException {
        NativeRuntime.prepare();
        if (Boolean.getBoolean("host")) {
            KernelChoice.use(new DeviceKernels(host(), math(), new Nd4jKernels()));
        }
        Kernels gpu = Kernels.current();
        System.out.println(gpu);
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        boolean isWithin =
                switch (arguments[0]) {
                    case "operations" -> operations(gpu, Integer.parseInt(rest.get(0)));
                    case "networks" -> networks(gpu, rest);
                    case "steps" -> steps(Path.of(rest.get(0)), rest.subList(1, rest.size()));
                    case "train" ->
                        train(rest.get(0), Path.of(rest.get(1)), Path.of(rest.get(2)), Integer.parseInt(rest.get(3)));
                    case "soak" -> soak(rest.get(0), Double.parseDouble(rest.get(1)));
                    case "bench" -> bench(rest.get(0), Integer.parseInt(rest.get(1)), rest.subList(2, rest.size()));
                    case "profile" -> profile(rest.get(0), Integer.parseInt(rest.get(1)), math());
                    default ->
                        throw new IllegalArgumentException(
                                "operations, networks, steps, train, profile, soak or bench were expected, found "
                                        + arguments[0]);
                };
        System.exit(isWithin ? 0 : 1);
    }

    private static ConvolutionMath math() {
        return switch (KernelPrecision.fromProperty()) {
            case FP32, DOUBLE -> ConvolutionMath.FLOAT32;
            case TF32 -> ConvolutionMath.TF32;
            case BF16 -> ConvolutionMath.BFLOAT16;
        };
    }

    private static Device host() throws IOException {
        try {
            return HostDevice.create(1).orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean operations(Kernels gpu, int batch) {
        boolean isInBfloat16 = math().element() == MapElement.BFLOAT16;
        double bound = isInBfloat16 ? OF_BFLOAT16 : OF_OPERATIONS;
        OperationsAgreement agreement = new OperationsAgreement(gpu, math().element());
        List<OperationsAgreement.Result> results = batch > 0 ? agreement.ofNetworks(batch) : agreement.small();
        results.stream()
                .sorted(Comparator.comparingDouble(
                                (OperationsAgreement.Result r) -> Double.isNaN(r.error()) ? 1 : r.error())
                        .reversed())
                .limit(12)
                .forEach(r -> System.out.printf(Locale.ROOT, "%.2e  %s%n", r.error(), r.operation()));
        long outside = results.stream().filter(r -> !(r.error() < bound)).count();
        System.out.println(results.size() + " results, " + outside + " not within " + bound);
        return outside == 0;
    }

    private static boolean networks(Kernels gpu, List<String> names) {
        boolean isWithin = true;
        for (String name : names) {
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
            if (math().element() == MapElement.BFLOAT16) {
                isWithin &= found.probabilities() < OF_OUTPUTS_IN_BFLOAT16;
                continue;
            }
            isWithin &= found.probabilities() < OF_OUTPUTS
                    && found.cams() < OF_OUTPUTS
                    && (updater instanceof BiasCorrectedAdam || found.weights() < OF_WEIGHTS);
        }
        return isWithin;
    }

    /**
     * Four training steps from weights and batches that are written beside the weights after them, for torch_steps.py to
     * make the same.
     */
    private static boolean steps(Path folder, List<String> names) throws IOException {
        for (String name : names) {
            Architecture architecture = Architecture.named(name);
            Network.Builder<?> builder = architecture.builder().seed(5);
            if (builder instanceof InceptionV3.Builder inception) {
                inception.dropout(0); // as the oracle, since no two libraries draw the same
            }
            Network settings = builder.loss(CyborgLoss.reference())
                    .updater(new ClassicalMomentum(STEPS_RATE, 0.9))
                    .weightDecay(1e-6)
                    .build();
            ComputationGraph network = settings.init();
            Safetensors.write(folder.resolve(name + "-start.safetensors"), NetworkWeights.of(network));
            NetworkUpdater.use(network);
            Checkpoint.Builder batches = Checkpoint.builder();
            Nd4j.getRandom().setSeed(1);
            float[] losses = new float[STEPS];
            for (int step = 0; step < STEPS; step++) {
                MultiDataSet batch = batch(settings, STEPS_BATCH);
                batches.add("images" + step, CheckpointTensor.of(batch.getFeatures(0)));
                batches.add("maps" + step, CheckpointTensor.of(batch.getLabels(1)));
                network.fit(batch);
                losses[step] = (float) LossTerms.of(network).total();
            }
            Safetensors.write(
                    folder.resolve(name + "-batches.safetensors"),
                    batches.add("losses", CheckpointTensor.of(losses, STEPS)).build());
            Safetensors.write(folder.resolve(name + "-end.safetensors"), NetworkWeights.of(network));
            System.out.println(name + " losses " + Arrays.toString(losses));
        }
        return true;
    }

    private static MultiDataSet batch(Network settings, int size) {
        int side = settings.height();
        CamGrid grid = settings.camGrid();
        INDArray labels = Nd4j.zeros(DataType.FLOAT, size, 2);
        for (int i = 0; i < size; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return new MultiDataSet(
                new INDArray[] {Nd4j.randn(DataType.FLOAT, size, 3, side, side)},
                new INDArray[] {labels, Nd4j.rand(DataType.FLOAT, size, grid.height(), grid.width())});
    }

    /** A training that ends at a step as if it were killed, if that is not 0; to be called again, it resumes. */
    private static boolean train(String name, Path folder, Path out, int killedAt) throws IOException {
        if (!Files.exists(folder.resolve("split.csv"))) {
            ToyFaces.write(folder, 24);
        }
        int[] steps = new int[1];
        Trainer trainer = Trainer.builder(
                        TrainingSettings.reference().withEpochs(3).withBatch(8).withSeed(7), out)
                .data(SaliencyData.csv(folder.resolve("split.csv"), folder.resolve("images"))
                        .withMaps(folder.resolve("maps")))
                .architecture(Architecture.named(name), 64)
                .progress(new TrainingProgress() {
                    @Override
                    public void onStep(Epoch epoch, int step, int count, LossTerms terms) {
                        steps[0]++;
                        if (steps[0] == killedAt) {
                            Runtime.getRuntime().halt(137);
                        }
                    }
                })
                .build();
        TrainingLog log = Files.exists(out) ? trainer.resume() : trainer.train();
        System.out.println(steps[0] + " steps, losses " + log.iterations());
        return true;
    }

    /** Cross-entropy alone in even steps, the CYBORG loss in odd ones. */
    private record InTurn() implements ISchedule {

        private static final long serialVersionUID = 1L;

        @Override
        public double valueAt(int iteration, int epoch) {
            return iteration % 2 == 0 ? 1 : 0.5;
        }

        @Override
        public ISchedule clone() {
            return new InTurn();
        }
    }

    private static Network inTurn(String name) {
        return Architecture.named(name)
                .builder()
                .loss(CyborgLoss.reference().withAlpha(new InTurn()))
                .build();
    }

    /** Images a second, from images in the host's memory to results there: the median of some steps. */
    private static boolean bench(String name, int steps, List<String> batches) {
        boolean isFinite = true;
        double warmUp = WARM_UP;
        for (String size : batches) {
            int batch = Integer.parseInt(size);
            Network settings = inTurn(name);
            Nd4j.getRandom().setSeed(1);
            MultiDataSet data = batch(settings, batch);
            ComputationGraph network = settings.init();
            // As a training does it: the next images are copied while a step runs, and parameters stay where they are.
            NetworkUpdater.use(network, HostParameters.WHEN_ASKED);
            Consumer<INDArray> ahead = ImagesAhead.of(network);
            ExecutorService copying = Executors.newSingleThreadExecutor();
            Runnable fit = () -> {
                copying.execute(() -> ahead.accept(data.getFeatures(0)));
                network.fit(data);
            };
            warm(warmUp, () -> {
                fit.run();
                fit.run();
            });
            double[] crossEntropy = new double[steps];
            double[] cyborg = new double[steps];
            for (int i = 0; i < steps; i++) {
                crossEntropy[i] = seconds(fit);
                cyborg[i] = seconds(fit);
            }
            copying.shutdown();
            double loss = LossTerms.of(network).total();
            long peak = KernelChoice.fromProperty() == KernelSet.CUDA
                    ? CudaDevice.of(0).peakMemory()
                    : 0;
            double[] inference = new double[steps];
            try (FrozenWeights frozen = FrozenWeights.of(network)) {
                warm(warmUp / 4, () -> network.output(false, data.getFeatures(0)));
                for (int i = 0; i < steps; i++) {
                    inference[i] = seconds(() -> network.output(false, data.getFeatures(0)));
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "{\"ours\": \"%s %s\", \"arch\": \"%s\", \"batch\": %d, \"train_ce_img_s\": %.1f,"
                            + " \"train_cyborg_img_s\": %.1f, \"infer_img_s\": %.1f, \"peak_mib\": %d, \"loss\": %.4f}%n",
                    KernelPrecision.fromProperty(),
                    System.getProperty(CudaLibraries.SEARCH_PROPERTY, "deterministic"),
                    name,
                    batch,
                    batch / median(crossEntropy),
                    batch / median(cyborg),
                    batch / median(inference),
                    peak >> 20,
                    loss);
            isFinite &= Double.isFinite(loss);
            warmUp = WARM_UP / 4;
        }
        return isFinite;
    }

    /**
     * Trains and scores with batches of changing sizes, networks that come and go, weights that are frozen and thawed, and
     * passes that fail, for so many minutes: the memory taken may not grow after the first tenth.
     */
    private static boolean soak(String name, double minutes) {
        CudaDevice device = CudaDevice.of(0);
        long start = System.nanoTime();
        long mostAtFirst = 0;
        long most = 0;
        int rounds = 0;
        double share = 0;
        while (share < 1) {
            Soak.round(Architecture.named(name), rounds);
            rounds++;
            System.gc();
            share = (System.nanoTime() - start) / 60e9 / minutes;
            long taken = device.takenMemory();
            if (share < 0.1 || rounds < 4) {
                mostAtFirst = Math.max(mostAtFirst, taken);
            }
            most = Math.max(most, taken);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %d MiB taken, at most %d%n",
                    rounds,
                    taken >> 20,
                    device.peakMemory() >> 20);
        }
        System.out.printf(
                Locale.ROOT,
                "%d rounds in %.1f minutes, most memory after a round %d MiB, in the first tenth %d MiB%n",
                rounds,
                minutes,
                most >> 20,
                mostAtFirst >> 20);
        return most <= mostAtFirst * 1.1;
    }

    /** Shows where the time of a training step goes, on the host and on the device. */
    private static boolean profile(String name, int batch, ConvolutionMath math) {
        for (boolean waits : new boolean[] {false, true}) {
            TimedDevice device = new TimedDevice(CudaDevice.of(0), waits);
            KernelChoice.use(new DeviceKernels(device, math, new Nd4jKernels()));
            Network settings = inTurn(name);
            MultiDataSet data = batch(settings, batch);
            ComputationGraph network = settings.init();
            NetworkUpdater.use(network);
            warm(waits ? 1 : WARM_UP, () -> network.fit(data));
            device.reset();
            int steps = 10;
            double all = seconds(() -> {
                for (int i = 0; i < steps; i++) {
                    network.fit(data);
                }
            });
            System.out.printf(Locale.ROOT, "%s, batch %d, %s: %.2f ms a step%n", name, batch, math, 1e3 * all / steps);
            device.print(steps, waits ? 28 : 8);
        }
        return true;
    }

    private static void warm(double seconds, Runnable step) {
        long start = System.nanoTime();
        for (int i = 0; i < 3 || System.nanoTime() - start < seconds * 1e9; i++) {
            step.run();
        }
    }

    private static double seconds(Runnable step) {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
