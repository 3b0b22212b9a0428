package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.cyborgml.app.sharing.Shard;

/** The trials of an experiment, on files: those of a backbone follow each other, and share its context. */
final class ExperimentTrials implements TrialPlan, AutoCloseable {

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final ExperimentFolder out;
    private final int lanes;
    private final Function<TrialFolder, CommonFiles> common;
    private final List<Trial> trials;

    /** Of each lane. */
    private final Map<Thread, BackboneContext> contexts = new ConcurrentHashMap<>();

    /**
     * Trials.
     *
     * @param lanes how many are run side by side
     * @param shard the trials among those of the plan; a student is in the share of its teacher
     * @param common files that a trial, which works in some folder, shares with others
     */
    ExperimentTrials(
            Experiment experiment,
            ExperimentFiles files,
            ExperimentFolder out,
            int lanes,
            Shard shard,
            Function<TrialFolder, CommonFiles> common) {
        this.experiment = experiment;
        this.files = files;
        this.out = out;
        this.lanes = lanes;
        this.common = common;
        this.trials = shard.of(files.givenTrials(), this::firstTeacher);
    }

    private Trial firstTeacher(Trial trial) {
        Optional<Trial> teacher = experiment.teacher(trial);
        return teacher.isPresent() ? firstTeacher(teacher.get()) : trial;
    }

    @Override
    public List<Trial> trials() {
        return trials;
    }

    @Override
    public boolean isFinished(Trial trial, TrialFolder folder) throws IOException {
        return isFinished(experiment, trial, folder);
    }

    /** Tells whether nothing is left to do of a trial whose files are in some folder. */
    static boolean isFinished(Experiment experiment, Trial trial, TrialFolder folder) throws IOException {
        return trial.scenario().isTrained()
                ? TrialRun.isFinished(experiment, folder)
                : DetectorTrial.isFinished(experiment, folder);
    }

    @Override
    public Optional<Trial> teacher(Trial trial) {
        return experiment.teacher(trial);
    }

    @Override
    public TrialFolder folder(Trial trial) {
        return out.trial(trial);
    }

    @Override
    public TrialWork work(Trial trial) throws IOException {
        return trial.scenario().isTrained()
                ? TrialRun.work(experiment, files, trial)
                : DetectorTrial.work(experiment, files, trial);
    }

    @Override
    public String run(Trial trial, TrialFolder folder, TrialMonitor monitor) throws IOException {
        if (!trial.scenario().isTrained()) {
            return new DetectorTrial(experiment, files, out, trial, folder, common.apply(folder), monitor)
                    .run()
                    .inWords();
        }
        return new TrialRun(experiment, files, out, context(experiment.backbone(trial)), trial, folder, monitor)
                .run()
                .inWords();
    }

    private BackboneContext context(Backbone backbone) throws IOException {
        BackboneContext known = contexts.get(Thread.currentThread());
        if (known != null) {
            if (known.isOf(backbone)) {
                return known;
            }
            known.close();
        }
        BackboneContext fresh = new BackboneContext(
                backbone, files, experiment.settings(backbone).precision(), lanes);
        contexts.put(Thread.currentThread(), fresh);
        return fresh;
    }

    @Override
    public void close() {
        contexts.values().forEach(BackboneContext::close);
        contexts.clear();
    }
}
