package org.cyborgml.training;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cyborgml.data.Batches;
import org.cyborgml.data.DataException;
import org.cyborgml.data.SampleSet;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.models.ClassMasks;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.layer.NetworkUpdater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Trains one network as the authors' code does: every epoch over the training samples, then the validation samples; the
 * last epoch with the highest validation accuracy is the one that counts. After every epoch its files are whole, and a
 * training that was stopped goes on from there as if it had not been.
 */
public final class Training {

    private static final ClassMasks MASKS = new ClassMasks();

    /** No training has so many epochs that two seeds' augmentations meet. */
    private static final long SEEDS_APART = 1_000_003L;

    private final TrainingSettings settings;
    private final Map<String, Object> parameters;
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final SampleSet train;
    private final SampleSet validation;
    private final Batches batches;
    private final RunFolder folder;
    private final TrainingProgress progress;
    private final EpochTest test;

    /**
     * A training.
     *
     * @param settings how
     * @param provenance what else is to be recorded, beside the settings and in the checkpoint: architecture, files
     * @param train trained on
     * @param validation validated with after every epoch
     * @param batches makes their batches
     * @param folder where the files go
     * @param progress told how it goes on
     */
    public Training(
            TrainingSettings settings,
            Map<String, ?> provenance,
            SampleSet train,
            SampleSet validation,
            Batches batches,
            RunFolder folder,
            TrainingProgress progress) {
        this(settings, provenance, train, validation, batches, folder, progress, EpochTest.NONE);
    }

    /**
     * A training whose network is tested after every epoch. No choice is made by the tests.
     *
     * @param settings how
     * @param provenance what else is to be recorded, beside the settings and in the checkpoint: architecture, files
     * @param train trained on
     * @param validation validated with after every epoch
     * @param batches makes their batches
     * @param folder where the files go
     * @param progress told how it goes on
     * @param test tests every epoch's network
     */
    public Training(
            TrainingSettings settings,
            Map<String, ?> provenance,
            SampleSet train,
            SampleSet validation,
            Batches batches,
            RunFolder folder,
            TrainingProgress progress,
            EpochTest test) {
        this.settings = settings;
        this.parameters = new LinkedHashMap<>(provenance);
        this.parameters.put("settings", settings);
        provenance.forEach((key, value) -> notes.put(key, String.valueOf(value)));
        this.train = train;
        this.validation = validation;
        this.batches = batches;
        this.folder = folder;
        this.progress = progress;
        this.test = test;
    }

    /**
     * Trains from the start.
     *
     * @param network the network at its start, made with {@link TrainingSettings#loss} and {@link
     *     TrainingSettings#updater}
     * @return the log
     * @throws IOException if an image cannot be used, the loss is not finite any more, or a file cannot be written
     */
    public TrainingLog begin(ComputationGraph network) throws IOException {
        folder.begin(parameters);
        return run(network, TrainingLog.empty());
    }

    /**
     * Goes on after the last epoch that is whole; from the start if there is none.
     *
     * @param fresh the network at its start
     * @return the log
     * @throws IOException as in {@link #begin}, or if the training was begun with other settings
     */
    public TrainingLog resume(ComputationGraph fresh) throws IOException {
        Optional<ComputationGraph> current = folder.readCurrent();
        if (!folder.isBegun() || current.isEmpty()) {
            return begin(fresh);
        }
        Optional<String> difference = folder.difference(parameters);
        if (difference.isPresent()) {
            throw new DataException("this training was begun with other settings: " + difference.get());
        }
        // The log is written before the network, so it may be an epoch ahead.
        int done = current.get().getEpochCount();
        TrainingLog log = folder.log();
        return run(current.get(), log.upTo(Math.min(done, log.epochs()), steps()));
    }

    private int steps() {
        return (train.samples().size() + settings.batch() - 1) / settings.batch();
    }

    private TrainingLog run(ComputationGraph network, TrainingLog before) throws IOException {
        NetworkUpdater.use(network);
        progress.onNetwork(network);
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
            if (isBest) {
                folder.writeFinal(NetworkWeights.of(network).withMetadata(notes));
            }
            folder.writeLog(log);
            folder.writeCurrent(network);
            progress.onEpoch(under, result, isBest);
        }
        return log;
    }

    private EpochResult epoch(ComputationGraph network, Epoch epoch) throws IOException {
        List<LossTerms> terms = train(network, epoch);
        network.getConfiguration().setEpochCount(epoch.index() + 1);
        Validation validated = validate(network);
        return new EpochResult(
                column(terms, LossTerms::total),
                column(terms, LossTerms::classification),
                column(terms, LossTerms::saliency),
                accuracy(terms),
                validated.loss(),
                validated.accuracy(),
                validated.saliency());
    }

    private static ImmutableDoubleArray column(
            List<LossTerms> terms, java.util.function.ToDoubleFunction<LossTerms> value) {
        return ImmutableDoubleArray.copyOf(terms.stream().mapToDouble(value));
    }

    private static double accuracy(List<LossTerms> terms) {
        int right = terms.stream().mapToInt(LossTerms::correct).sum();
        return (double) right / terms.stream().mapToInt(LossTerms::samples).sum();
    }

    private List<LossTerms> train(ComputationGraph network, Epoch epoch) throws IOException {
        network.getConfiguration().setEpochCount(epoch.index());
        Batches.Pass pass = batches.trainingPass(
                settings.order().arrange(train.samples(), settings.seed(), epoch.index()),
                settings.batch(),
                settings.seed() * SEEDS_APART + epoch.index());
        List<LossTerms> all = new ArrayList<>();
        while (pass.hasNext()) {
            MultiDataSet batch = withTarget(pass.next());
            network.fit(batch);
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

    private MultiDataSet withTarget(MultiDataSet batch) {
        if (settings.mapTarget() == MapTarget.CLASS_MASKS) {
            MASKS.preProcess(batch);
        }
        return batch;
    }

    private record Validation(double loss, double accuracy, OptionalDouble saliency) {}

    private Validation validate(ComputationGraph network) throws IOException {
        Batches.Pass pass = batches.pass(validation.samples(), settings.batch());
        List<LossTerms> all = new ArrayList<>();
        double distances = 0;
        while (pass.hasNext()) {
            network.score(withTarget(pass.next()), false);
            LossTerms terms = LossTerms.of(network);
            distances += terms.saliency() * terms.samples();
            all.add(terms);
        }
        int withMap = settings.mapTarget() == MapTarget.CLASS_MASKS
                ? validation.samples().size()
                : validation.withMap();
        boolean measured = settings.alpha() != 1 && withMap > 0;
        return new Validation(
                all.stream().mapToDouble(LossTerms::classification).average().orElse(Double.NaN),
                accuracy(all),
                measured ? OptionalDouble.of(distances / withMap) : OptionalDouble.empty());
    }
}
