package org.cyborgml.app.study;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cyborgml.app.study.StudyRefusal.Reason;
import org.jspecify.annotations.Nullable;

/** Gives trials to participants and takes their answers. Safe for use by several threads. */
public final class StudyTrials {

    private final StudyPlan plan;
    private final StudyStore store;
    private final InstantSource clock;
    private final ItemAssignment assignment;
    private final SessionStates states;
    private final StudyCourse course;

    /**
     * The trials of a study.
     *
     * @param plan of the study
     * @param store keeps them
     * @param clock tells the time
     * @param random draws items, sides and the places of checks
     */
    public StudyTrials(StudyPlan plan, StudyStore store, InstantSource clock, RandomGenerator random) {
        this.plan = plan;
        this.store = store;
        this.clock = clock;
        this.assignment = new ItemAssignment(random);
        this.states = new SessionStates(plan, store.items());
        this.course = states.course();
    }

    /**
     * The trial to show: the participant's open one, or a new one. Trials that others left without an answer for too long
     * return to the pool first.
     *
     * @throws StudyRefusal if there is no such token, the participant is in a step without trials, or the study is paused
     * @throws IOException if the store fails
     */
    public NextTrial next(String token) throws StudyRefusal, IOException {
        Instant now = clock.instant();
        return store.write(writer -> {
            StudyParticipant participant = StudySessions.participant(writer, token);
            StudySessions.requireStep(participant, StudyStep.PRACTICE, StudyStep.TRIALS, StudyStep.SECOND_TRIALS);
            Optional<AssignedTrial> open = writer.openTrial(participant.pseudonym());
            if (open.isPresent()) {
                writer.giveAgain(open.get().id(), now);
                writer.update(participant.at(participant.step(), now));
                return shown(writer, open.get(), participant);
            }
            if (writer.isPaused()) {
                throw new StudyRefusal(Reason.PAUSED, "the study is paused");
            }
            writer.abandon(now.minus(Duration.ofMinutes(plan.abandonMinutes())));
            return give(writer, participant, now);
        });
    }

    private NextTrial give(StudyWriter writer, StudyParticipant participant, Instant now) throws IOException {
        AssignedTrial trial = participant.step() == StudyStep.PRACTICE
                ? practice(writer, participant, now)
                : trial(writer, participant, now);
        if (trial != null) {
            writer.give(trial);
            writer.update(participant.at(participant.step(), now));
            return shown(writer, trial, participant);
        }
        StudyParticipant moved = participant.at(stepWithoutItems(writer, participant), now);
        writer.update(moved);
        return new NextTrial(null, List.of(), 0, states.of(writer, moved));
    }

    /** Where a participant goes for whom there is no item left. */
    private StudyStep stepWithoutItems(StudyReader reader, StudyParticipant participant) throws IOException {
        boolean hasAnswered = reader.answered(participant.pseudonym(), SessionStates.COUNTED, SessionStates.BOTH) > 0;
        StudyStep next = course.after(participant.step());
        return hasAnswered || next == StudyStep.SECOND_INSTRUCTIONS || participant.step() == StudyStep.PRACTICE
                ? next
                : StudyStep.FULL;
    }

    private @Nullable AssignedTrial practice(StudyReader reader, StudyParticipant participant, Instant now)
            throws IOException {
        List<ItemLoad> unseen = reader.unseen(participant.pseudonym(), ItemKind.PRACTICE, participant.condition());
        int position = reader.answered(participant.pseudonym(), SessionStates.PRACTICE, SessionStates.BOTH) + 1;
        return unseen.isEmpty() ? null : assigned(participant, unseen.get(0), ItemKind.PRACTICE, position, now);
    }

    private @Nullable AssignedTrial trial(StudyReader reader, StudyParticipant participant, Instant now)
            throws IOException {
        String pseudonym = participant.pseudonym();
        ViewingCondition condition = participant.condition();
        List<ViewingCondition> block = List.of(condition);
        int position = reader.answered(pseudonym, SessionStates.COUNTED, SessionStates.BOTH) + 1;
        int trialsLeft = course.trials(participant.step()) - reader.answered(pseudonym, List.of(ItemKind.TRIAL), block);
        int checksLeft = course.checks(participant.step()) - reader.answered(pseudonym, List.of(ItemKind.CHECK), block);
        if (checksLeft > 0 && assignment.isCheck(checksLeft, Math.max(trialsLeft, 0))) {
            List<ItemLoad> checks = reader.unseen(pseudonym, ItemKind.CHECK, condition);
            Optional<ItemLoad> check = assignment.pick(checks, Integer.MAX_VALUE);
            if (check.isPresent()) {
                return assigned(participant, check.get(), ItemKind.CHECK, position, now);
            }
        }
        if (trialsLeft <= 0) {
            return null;
        }
        return assignment
                .pick(reader.unseen(pseudonym, ItemKind.TRIAL, condition), reader.annotators())
                .map(item -> assigned(participant, item, ItemKind.TRIAL, position, now))
                .orElse(null);
    }

    private AssignedTrial assigned(
            StudyParticipant participant, ItemLoad item, ItemKind kind, int position, Instant now) {
        boolean isPair = plan.design() == StudyDesign.PAIRS;
        List<String> imageIds = new ArrayList<>(List.of(StudyTokens.token()));
        String prompt = null;
        if (isPair) {
            imageIds.add(StudyTokens.token());
            prompt = plan.prompt() == null
                    ? plan.classes().get((participant.firstPrompt() + position + 1) % 2)
                    : plan.prompt();
        }
        return new AssignedTrial(
                StudyTokens.token(),
                participant.pseudonym(),
                item.item(),
                kind,
                participant.condition(),
                position,
                prompt,
                isPair ? assignment.sides(item) : List.of(0),
                imageIds,
                TrialState.OPEN,
                now);
    }

    private NextTrial shown(StudyReader reader, AssignedTrial trial, StudyParticipant participant) throws IOException {
        return new NextTrial(
                trial,
                images(trial),
                trial.kind() == ItemKind.PRACTICE ? states.practiceTotal() : states.total(),
                states.of(reader, participant));
    }

    private List<StudyImage> images(AssignedTrial trial) {
        return trial.images(store.items().get(trial.item() - 1));
    }

    /**
     * Stores an answer, once however often it is sent.
     *
     * @throws StudyRefusal if there is no such token, the trial is another participant's, has an answer under another key, or
     *     cannot have this answer
     * @throws IOException if the store fails
     */
    public StoredAnswer answer(String token, StudyAnswer answer) throws StudyRefusal, IOException {
        Instant now = clock.instant();
        return store.write(writer -> {
            StudyParticipant participant = StudySessions.participant(writer, token);
            AssignedTrial trial = writer.trial(answer.trial())
                    .filter(found -> found.participant().equals(participant.pseudonym()))
                    .orElseThrow(() -> new StudyRefusal(Reason.NOT_FOUND, "the participant has no such trial"));
            Optional<String> stored = writer.answerKey(trial.id());
            if (stored.isPresent()) {
                if (!stored.get().equals(answer.key())) {
                    throw new StudyRefusal(Reason.ALREADY_ANSWERED, "the trial was answered under another key");
                }
                return stored(writer, trial, answer, participant, true);
            }
            if (writer.trialOfKey(participant.pseudonym(), answer.key()).isPresent()) {
                throw new StudyRefusal(Reason.BAD_REQUEST, "the key is another answer's");
            }
            try {
                AnswerRules.check(answer, trial, images(trial), plan);
            } catch (IllegalArgumentException e) {
                throw new StudyRefusal(Reason.BAD_REQUEST, String.valueOf(e.getMessage()));
            }
            writer.answer(trial, answer, now);
            StudyParticipant moved = participant.at(stepAfterAnswer(writer, participant), now);
            writer.update(moved);
            return stored(writer, trial, answer, moved, false);
        });
    }

    private StoredAnswer stored(
            StudyReader reader, AssignedTrial trial, StudyAnswer answer, StudyParticipant participant, boolean repeated)
            throws IOException {
        String right = AnswerRules.rightChoice(trial, images(trial));
        boolean isPractice = trial.kind() == ItemKind.PRACTICE;
        return new StoredAnswer(
                repeated,
                isPractice ? right : null,
                isPractice && right.equals(answer.choice()),
                states.of(reader, participant));
    }

    /** The step of a participant after an answer: the same until their block has all its trials. */
    private StudyStep stepAfterAnswer(StudyReader reader, StudyParticipant participant) throws IOException {
        StudyStep step = participant.step();
        if (!step.hasTrials()) {
            return step;
        }
        int wanted;
        int answered;
        if (step == StudyStep.PRACTICE) {
            wanted = states.practiceTotal();
            answered = reader.answered(participant.pseudonym(), SessionStates.PRACTICE, SessionStates.BOTH);
        } else {
            wanted = course.trials(step) + course.checks(step);
            answered =
                    reader.answered(participant.pseudonym(), SessionStates.COUNTED, List.of(participant.condition()));
        }
        return answered >= wanted ? course.after(step) : step;
    }

    /**
     * The image with an opaque id.
     *
     * @throws StudyRefusal if there is no such token, or none of the participant's trials shows such an image
     * @throws IOException if the store fails
     */
    public StudyImage image(String token, String imageId) throws StudyRefusal, IOException {
        return store.read(reader -> {
            StudyParticipant participant = StudySessions.participant(reader, token);
            AssignedTrial trial = reader.trialOfImage(imageId)
                    .filter(found -> found.participant().equals(participant.pseudonym()))
                    .orElseThrow(() -> new StudyRefusal(Reason.NOT_FOUND, "there is no such image"));
            return images(trial).get(trial.imageIds().indexOf(imageId));
        });
    }
}
