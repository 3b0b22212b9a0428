package org.cyborgml.training;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.cyborgml.data.Batches;
import org.cyborgml.data.DataException;
import org.cyborgml.data.SampleSet;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.models.ClassMasks;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.cuda.DeviceMemoryException;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.layer.HostParameters;
import org.cyborgml.models.layer.ImagesAhead;
import org.cyborgml.models.layer.LargestBatch;
import org.cyborgml.models.layer.NetworkUpdater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.MultiDataSet;

/** The epochs of one training. After every epoch its files are whole. */
final class EpochLoop {

    private static final ClassMasks MASKS = new ClassMasks();

    private final TrainingSettings settings;
    private final Map<String, ?> parameters;
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final SampleSet train;
    private final SampleSet validation;
    private final Batches batches;
    private final RunFolder folder;
    private final TrainingProgress progress;
    private final EpochTest test;

    EpochLoop(
            TrainingSettings settings,
            Map<String, ?> provenance,
            TrainingSamples samples,
            RunFolder folder,
            TrainingProgress progress,
            EpochTest test) {
        this.settings = settings;
        this.parameters = parameters(settings, provenance);
        provenance.forEach((key, value) -> notes.put(key, String.valueOf(value)));
        notes.put(NetworkNotes.PRECISION, settings.precision().toString());
        this.train = samples.train();
        this.validation = samples.validation();
        this.batches = samples.batches();
        this.folder = folder;
        this.progress = progress;
        this.test = test;
    }

    /** The content of {@code params.json}. */
    static Map<String, ?> parameters(TrainingSettings settings, Map<String, ?> provenance) {
        Map<String, Object> all = new LinkedHashMap<>(provenance);
        all.put("settings", settings);
        return all;
    }

    /** Trains from the start. */
    TrainingLog begin(ComputationGraph network) throws IOException {
        folder.begin(parameters);
        return run(network, TrainingLog.empty());
    }

    /** Continues from a point of this folder. */
    TrainingLog resume(ResumePoint from, Supplier<ComputationGraph> fresh) throws IOException {
        if (from.where() == ResumePoint.Where.BEFORE_FIRST_EPOCH) {
            return begin(fresh.get());
        }
        TrainingLog log = from.log();
        if (log.iterations().size() != log.epochs() * steps()) {
            throw new DataException(
                    folder + ": this training made " + log.iterations().size() + " steps in "
                            + log.epochs() + " epochs, but these images make " + steps()
                            + " steps an epoch: give the images that it was begun with, or another folder");
        }
        ComputationGraph network = last();
        int done = network.getEpochCount();
        // The log is written before the network gets its name, so it may be an epoch ahead.
        if (log.epochs() < done || !folder.hasFinal()) {
            throw new DataException(folder + ": current_model.zip is of epoch " + done + ", but "
                    + (folder.hasFinal()
                            ? "model_log.json has " + log.epochs() + " epochs"
                            : "final_model.safetensors is missing")
                    + ": put back the file, or delete the folder to train from the start");
        }
        if (from.where() == ResumePoint.Where.TO_BE_EXTENDED) {
            folder.begin(parameters);
        }
        return run(network, log.upTo(done, steps()));
    }

    private ComputationGraph last() throws IOException {
        try (KernelScope scope = Kernels.in(settings.precision())) {
            return folder.readCurrent();
        }
    }

    private int steps() {
        int samples = settings.order().size(train.samples().size());
        return (samples + settings.batch() - 1) / settings.batch();
    }

    private TrainingLog run(ComputationGraph network, TrainingLog before) throws IOException {
        if (before.epochs() < settings.epochs()) {
            folder.requireSpace(network, settings.epochs() - before.epochs());
        }
        DataType type = network.getConfiguration().getDataType();
        if (type != settings.precision().dataType()) {
            throw new IllegalArgumentException("the settings' precision is " + settings.precision()
                    + ", which the network, of type " + type + ", does not have");
        }
        NetworkUpdater.use(network);
        progress.onNetwork(network);
        if (network.getListeners().isEmpty()) {
            NetworkUpdater.use(network, HostParameters.WHEN_ASKED);
        }
        TrainingLog log = before;
        LearningRateSchedule schedule = settings.schedule();
        for (int epoch = log.epochs();
                epoch < settings.epochs() && !schedule.isOver(settings.learningRate(), log);
                epoch++) {
            schedule.beforeEpoch(network, settings.learningRate(), log);
            Epoch under = new Epoch(
                    epoch,
                    settings.epochs(),
                    schedule.rate(settings.learningRate(), settings.epochs(), log),
                    schedule.ending());
            EpochResult result = epoch(network, under);
            test.onEpoch(epoch, network);
            log = log.with(result);
            boolean isBest = log.bestEpoch() == epoch;
            folder.writeCurrent(network);
            if (isBest) {
                folder.writeFinal(NetworkWeights.of(network).withMetadata(notes));
            }
            folder.writeLog(log);
            folder.finishCurrent();
            progress.onEpoch(under, result, isBest);
        }
        return log;
    }

    private EpochResult epoch(ComputationGraph network, Epoch epoch) throws IOException {
        List<LossTerms> terms = train(network, epoch);
        NetworkUpdater.download(network);
        Validation validated = validate(network);
        network.getConfiguration().setEpochCount(epoch.index() + 1);
        return new EpochResult(
                column(terms, LossTerms::total),
                column(terms, LossTerms::classification),
                column(terms, LossTerms::saliency),
                accuracy(terms),
                validated.loss(),
                validated.accuracy(),
                validated.saliency());
    }

    private static ImmutableDoubleArray column(List<LossTerms> terms, ToDoubleFunction<LossTerms> value) {
        return ImmutableDoubleArray.copyOf(terms.stream().mapToDouble(value));
    }

    private static double accuracy(List<LossTerms> terms) {
        int right = terms.stream().mapToInt(LossTerms::correct).sum();
        return (double) right / terms.stream().mapToInt(LossTerms::samples).sum();
    }

    private List<LossTerms> train(ComputationGraph network, Epoch epoch) throws IOException {
        network.getConfiguration().setEpochCount(epoch.index());
        Batches.Pass pass = batches.epoch(train, settings.order(), settings.seed(), epoch.index(), settings.batch())
                .ahead(ImagesAhead.of(network));
        List<LossTerms> all = new ArrayList<>();
        while (pass.hasNext()) {
            MultiDataSet batch = withTarget(pass.next());
            run(network, batch, network::fit);
            LossTerms terms = LossTerms.of(network);
            if (!Double.isFinite(terms.total())) {
                throw new DataException("the loss is " + terms.total() + " in epoch " + (epoch.index() + 1) + ", step "
                        + (all.size() + 1) + ", images "
                        + pass.samples().stream()
                                .map(sample -> sample.image().path())
                                .toList() + "; a lower learning rate may help");
            }
            all.add(terms);
            progress.onStep(epoch, all.size(), pass.size(), terms);
        }
        return all;
    }

    private static void run(ComputationGraph network, MultiDataSet batch, Consumer<MultiDataSet> pass) {
        try {
            pass.accept(batch);
        } catch (DeviceMemoryException e) {
            throw LargestBatch.ofTraining(e, network, batch);
        }
    }

    private MultiDataSet withTarget(MultiDataSet batch) {
        if (settings.mapTarget() == MapTarget.CLASS_MASKS) {
            MASKS.preProcess(batch);
        }
        return batch;
    }

    private record Validation(double loss, double accuracy, OptionalDouble saliency) {}

    private Validation validate(ComputationGraph network) throws IOException {
        Batches.Pass pass = batches.pass(
                        settings.order().forValidation(validation.samples(), settings.seed()), settings.batch())
                .ahead(ImagesAhead.of(network));
        List<LossTerms> all = new ArrayList<>();
        double distances = 0;
        while (pass.hasNext()) {
            run(network, withTarget(pass.next()), batch -> network.score(batch, false));
            LossTerms terms = LossTerms.of(network);
            distances += terms.saliency() * terms.samples();
            all.add(terms);
        }
        int withMap = settings.mapTarget() == MapTarget.CLASS_MASKS
                ? validation.samples().size()
                : validation.withMap();
        boolean measured = settings.loss().alphaAt(0, network.getEpochCount()) != 1 && withMap > 0;
        return new Validation(
                all.stream().mapToDouble(LossTerms::classification).average().orElse(Double.NaN),
                accuracy(all),
                measured ? OptionalDouble.of(distances / withMap) : OptionalDouble.empty());
    }
}
