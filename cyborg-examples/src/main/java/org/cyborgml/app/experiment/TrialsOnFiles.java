package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The trials of an experiment, on files: those of a backbone follow each other, and share its context. */
final class TrialsOnFiles implements TrialPlan, AutoCloseable {

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final ExperimentFolder out;
    private final int lanes;
    private final List<Trial> given;

    /** Of each lane. */
    private final Map<Thread, BackboneContext> contexts = new ConcurrentHashMap<>();

    /**
     * The trials of an experiment.
     *
     * @param experiment the plan
     * @param files those that it names
     * @param out the folder for the results
     * @param lanes number of trials side by side
     */
    TrialsOnFiles(Experiment experiment, ExperimentFiles files, ExperimentFolder out, int lanes) {
        this.experiment = experiment;
        this.files = files;
        this.out = out;
        this.lanes = lanes;
        this.given = files.givenTrials();
    }

    @Override
    public List<Trial> trials() {
        return given;
    }

    @Override
    public boolean isFinished(Trial trial) throws IOException {
        return isFinished(experiment, out, trial);
    }

    /** Tells whether nothing is left to do for a trial. */
    static boolean isFinished(Experiment experiment, ExperimentFolder folder, Trial trial) throws IOException {
        return trial.scenario().isTrained()
                ? TrialRun.isFinished(experiment, folder, trial)
                : DetectorTrial.isFinished(experiment, folder, trial);
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
    public String run(Trial trial, TrialMonitor monitor) throws IOException {
        if (!trial.scenario().isTrained()) {
            return new DetectorTrial(experiment, files, out, trial, monitor)
                    .run()
                    .inWords();
        }
        return new TrialRun(experiment, files, out, context(experiment.backbone(trial)), trial, monitor)
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
