package org.cyborgml.app.study;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.cyborgml.app.study.StudyRefusal.Reason;

/** The owner's side of a study: its numbers so far, and the switches. Safe for use by several threads. */
public final class StudyOwner implements AutoCloseable {

    private static final Duration ACTIVE = Duration.ofMinutes(5);
    private static final double LEVEL = 0.95;
    private static final int MOST_ANNOTATORS = 100_000;

    private final StudyPlan plan;
    private final StudyStore store;
    private final InstantSource clock;
    private final OwnerImages images;
    private final OwnerParticipants participants;
    private final LiveAgreement agreement;

    /**
     * The owner of a study.
     *
     * @param plan of the study
     * @param store keeps it
     * @param clock tells the time
     */
    public StudyOwner(StudyPlan plan, StudyStore store, InstantSource clock) {
        this.plan = plan;
        this.store = store;
        this.clock = clock;
        this.images = new OwnerImages(plan, store);
        this.participants = new OwnerParticipants(plan, store);
        this.agreement = new LiveAgreement(store);
    }

    /**
     * The images.
     *
     * @return as the owner sees them
     */
    public OwnerImages images() {
        return images;
    }

    /**
     * The participants.
     *
     * @return as the owner sees them
     */
    public OwnerParticipants participants() {
        return participants;
    }

    /**
     * The study as a whole.
     *
     * @throws StudyRefusal never
     * @throws IOException if the store fails
     */
    public StudyOverview overview() throws StudyRefusal, IOException {
        return store.read(reader -> {
            List<AnsweredTrial> decisions = reader.decisions(List.of(ItemKind.TRIAL)).stream()
                    .filter(answer -> !answer.excluded())
                    .toList();
            List<StudyItem> items = store.items().stream()
                    .filter(item -> item.kind() == ItemKind.TRIAL)
                    .toList();
            int annotators = reader.annotators();
            return new StudyOverview(
                    plan.texts().in(plan.texts().languages().iterator().next()).getOrDefault("title", ""),
                    plan.design(),
                    plan.classes(),
                    reader.isPaused(),
                    annotators,
                    plan.conditions(),
                    items.size(),
                    (int) items.stream()
                            .flatMap(item -> item.images().stream())
                            .map(StudyImage::file)
                            .distinct()
                            .count(),
                    participants(reader.participants()),
                    new StudyOverview.Trials(
                            items.size() * annotators * plan.conditions().size(),
                            decisions.size(),
                            reader.trials(ItemKind.TRIAL, TrialState.OPEN),
                            reader.trials(ItemKind.TRIAL, TrialState.ABANDONED)),
                    plan.conditions().stream()
                            .map(condition -> answers(condition, decisions))
                            .toList(),
                    agreement.soFar(decisions));
        });
    }

    private StudyOverview.Participants participants(List<StudyParticipant> all) {
        Instant since = clock.instant().minus(ACTIVE);
        List<StudyParticipant> counted =
                all.stream().filter(participant -> !participant.excluded()).toList();
        return new StudyOverview.Participants(
                all.size(),
                count(counted, who -> who.step() != StudyStep.CONSENT && who.step() != StudyStep.DECLINED),
                count(counted, who -> !who.step().isEnd() && !who.seen().isBefore(since)),
                count(counted, who -> who.step() == StudyStep.DONE),
                count(counted, who -> who.step() == StudyStep.DECLINED),
                all.size() - counted.size());
    }

    private static int count(List<StudyParticipant> all, Predicate<StudyParticipant> condition) {
        return (int) all.stream().filter(condition).count();
    }

    private static StudyOverview.Answers answers(ViewingCondition condition, List<AnsweredTrial> decisions) {
        List<AnsweredTrial> answers = decisions.stream()
                .filter(answer -> answer.condition() == condition)
                .toList();
        int correct = AnswerTotals.correct(answers);
        List<Double> interval = null;
        if (!answers.isEmpty()) {
            ConfidenceInterval wilson = new WilsonScoreInterval().createInterval(answers.size(), correct, LEVEL);
            interval = List.of(wilson.getLowerBound(), wilson.getUpperBound());
        }
        return new StudyOverview.Answers(
                condition, answers.size(), correct, AnswerTotals.medianMillis(answers), interval);
    }

    /**
     * Pauses the study, or lets it go on.
     *
     * @throws StudyRefusal never
     * @throws IOException if the store fails
     */
    public void pause(boolean paused) throws StudyRefusal, IOException {
        store.write(writer -> {
            writer.pause(paused);
            return true;
        });
    }

    /**
     * Wants more annotators for each item.
     *
     * @throws StudyRefusal if there are fewer than before
     * @throws IOException if the store fails
     */
    public void extend(int annotators) throws StudyRefusal, IOException {
        store.write(writer -> {
            int before = writer.annotators();
            if (annotators < before || annotators > MOST_ANNOTATORS) {
                throw new StudyRefusal(
                        Reason.BAD_REQUEST,
                        "annotators " + annotators + ": must be from " + before + " to " + MOST_ANNOTATORS);
            }
            writer.extend(annotators);
            return true;
        });
    }

    /** Stops what goes on in the background. */
    @Override
    public void close() {
        agreement.close();
    }
}
