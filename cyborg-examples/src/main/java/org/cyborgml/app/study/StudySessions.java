package org.cyborgml.app.study;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.cyborgml.app.study.StudyRefusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The participants' side of a study: they join, agree, answer questions, read instructions, may change the language and
 * withdraw. Trials are given and answered by {@link StudyTrials}. Safe for use by several threads.
 */
public final class StudySessions {

    private static final int PSEUDONYM_LETTERS = 8;

    private final StudyPlan plan;
    private final StudyStore store;
    private final InstantSource clock;
    private final ItemAssignment assignment;
    private final StudyCourse course;
    private final SessionStates states;
    private final String personKey;

    /**
     * The sessions of a study.
     *
     * @param plan of the study
     * @param store keeps them
     * @param clock tells the time
     * @param random draws conditions
     * @param personKey makes the hashes of people's ids this study's own
     */
    public StudySessions(
            StudyPlan plan, StudyStore store, InstantSource clock, RandomGenerator random, String personKey) {
        this.plan = plan;
        this.store = store;
        this.clock = clock;
        this.assignment = new ItemAssignment(random);
        this.states = new SessionStates(plan, store.items());
        this.course = states.course();
        this.personKey = personKey;
    }

    /**
     * Makes a session for someone new.
     *
     * @param language one of the plan's; null for its first
     * @param link parameters of the link
     * @return the token and the first step
     * @throws StudyRefusal if the study is paused, the language unknown or the person joined before
     * @throws IOException if the store fails
     */
    public JoinedSession join(@Nullable String language, Map<String, String> link) throws StudyRefusal, IOException {
        String used = language == null ? plan.texts().languages().iterator().next() : language;
        requireLanguage(used);
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : plan.linkParameters()) {
            if (link.containsKey(name)) {
                kept.put(name, link.get(name));
            }
        }
        String person = plan.participantParameter() == null ? null : kept.get(plan.participantParameter());
        String personHash = person == null ? null : StudyTokens.hash(personKey + "\n" + person);
        String token = StudyTokens.token();
        Instant now = clock.instant();
        return store.write(writer -> {
            if (writer.isPaused()) {
                throw new StudyRefusal(Reason.PAUSED, "the study is paused");
            }
            if (personHash != null && writer.hasPerson(personHash)) {
                throw new StudyRefusal(Reason.ALREADY_JOINED, "this person joined before");
            }
            StudyParticipant participant = new StudyParticipant(
                    "P-" + StudyTokens.letters(PSEUDONYM_LETTERS),
                    used,
                    conditions(writer, now),
                    assignment.firstPrompt(),
                    StudyStep.CONSENT,
                    StudyTokens.letters(PSEUDONYM_LETTERS),
                    false,
                    now,
                    now);
            writer.join(participant, StudyTokens.hash(token), personHash, kept);
            return new JoinedSession(token, states.of(writer, participant));
        });
    }

    private List<ViewingCondition> conditions(StudyReader reader, Instant now) throws IOException {
        List<ViewingCondition> all = plan.conditions();
        if (all.size() == 1) {
            return all;
        }
        List<List<ViewingCondition>> orders = plan.layout() == ConditionLayout.BETWEEN
                ? List.of(all.subList(0, 1), all.subList(1, 2))
                : List.of(all, List.of(all.get(1), all.get(0)));
        return assignment.fewest(
                orders, reader.participantsByConditions(now.minus(Duration.ofMinutes(plan.abandonMinutes()))));
    }

    private void requireLanguage(String language) throws StudyRefusal {
        if (!plan.texts().languages().contains(language)) {
            throw new StudyRefusal(
                    Reason.BAD_REQUEST,
                    "language: must be one of " + plan.texts().languages());
        }
    }

    /**
     * Where a participant is.
     *
     * @throws StudyRefusal if there is no such token
     * @throws IOException if the store fails
     */
    public SessionState state(String token) throws StudyRefusal, IOException {
        return store.read(reader -> states.of(reader, participant(reader, token)));
    }

    /**
     * Changes the language.
     *
     * @throws StudyRefusal if there is no such token or language
     * @throws IOException if the store fails
     */
    public SessionState language(String token, String language) throws StudyRefusal, IOException {
        requireLanguage(language);
        return store.write(writer -> updated(writer, participant(writer, token).in(language, clock.instant())));
    }

    /**
     * Agrees to take part, or declines.
     *
     * @throws StudyRefusal if there is no such token, or the participant is in another step
     * @throws IOException if the store fails
     */
    public SessionState consent(String token, boolean agreed) throws StudyRefusal, IOException {
        return store.write(writer -> {
            StudyParticipant participant = participant(writer, token);
            requireStep(participant, StudyStep.CONSENT);
            if (!agreed) {
                writer.forgetLink(participant.pseudonym());
            }
            return updated(
                    writer,
                    participant.at(agreed ? course.after(StudyStep.CONSENT) : StudyStep.DECLINED, clock.instant()));
        });
    }

    /**
     * Answers the questions of a step.
     *
     * @param answers a text, number or list of texts by question
     * @throws StudyRefusal if there is no such token, the participant is in another step, or an answer is not of its question
     * @throws IOException if the store fails
     */
    public SessionState questions(String token, Map<String, Object> answers) throws StudyRefusal, IOException {
        return store.write(writer -> {
            StudyParticipant participant = participant(writer, token);
            requireStep(participant, StudyStep.QUESTIONS_BEFORE, StudyStep.QUESTIONS_AFTER);
            Map<String, String> texts;
            try {
                texts = QuestionRules.texts(states.questions(participant.step()), answers);
            } catch (IllegalArgumentException e) {
                throw new StudyRefusal(Reason.BAD_REQUEST, String.valueOf(e.getMessage()));
            }
            writer.answerQuestions(participant.pseudonym(), texts);
            return updated(writer, participant.at(course.after(participant.step()), clock.instant()));
        });
    }

    /**
     * Goes on after the instructions.
     *
     * @throws StudyRefusal if there is no such token, or the participant is in another step
     * @throws IOException if the store fails
     */
    public SessionState instructions(String token) throws StudyRefusal, IOException {
        return store.write(writer -> {
            StudyParticipant participant = participant(writer, token);
            requireStep(participant, StudyStep.INSTRUCTIONS, StudyStep.SECOND_INSTRUCTIONS);
            return updated(writer, participant.at(course.after(participant.step()), clock.instant()));
        });
    }

    /**
     * Deletes a participant and everything that they did.
     *
     * @throws StudyRefusal if there is no such token
     * @throws IOException if the store fails
     */
    public void withdraw(String token) throws StudyRefusal, IOException {
        store.write(writer -> {
            writer.delete(participant(writer, token).pseudonym());
            return true;
        });
    }

    private SessionState updated(StudyWriter writer, StudyParticipant participant) throws IOException {
        writer.update(participant);
        return states.of(writer, participant);
    }

    /** The participant with a token. */
    static StudyParticipant participant(StudyReader reader, String token) throws StudyRefusal, IOException {
        return reader.participantOfToken(StudyTokens.hash(token))
                .orElseThrow(() -> new StudyRefusal(Reason.NO_SESSION, "there is no session with this token"));
    }

    static void requireStep(StudyParticipant participant, StudyStep... steps) throws StudyRefusal {
        List<StudyStep> allowed = List.of(steps);
        if (!allowed.contains(participant.step())) {
            throw new StudyRefusal(Reason.WRONG_STEP, "the participant is in another step");
        }
    }
}
