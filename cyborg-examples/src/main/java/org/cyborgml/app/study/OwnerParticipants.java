package org.cyborgml.app.study;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cyborgml.app.study.StudyRefusal.Reason;

/** The participants of a study as the owner sees them, and may leave them out or delete them. Safe for use by several threads. */
public final class OwnerParticipants {

    private final StudyPlan plan;
    private final StudyStore store;
    private final Suspicions suspicions;

    OwnerParticipants(StudyPlan plan, StudyStore store) {
        this.plan = plan;
        this.store = store;
        this.suspicions = new Suspicions(plan, store.items());
    }

    /**
     * All participants in the order in which they joined.
     *
     * @throws StudyRefusal never
     * @throws IOException if the store fails
     */
    public List<ParticipantTotals> all() throws StudyRefusal, IOException {
        return store.read(reader -> {
            Map<String, List<AnsweredTrial>> answers = reader.decisions(SessionStates.COUNTED).stream()
                    .collect(Collectors.groupingBy(AnsweredTrial::participant));
            return reader.participants().stream()
                    .map(participant -> totals(participant, answers.getOrDefault(participant.pseudonym(), List.of())))
                    .toList();
        });
    }

    private ParticipantTotals totals(StudyParticipant participant, List<AnsweredTrial> answers) {
        Map<ItemKind, List<AnsweredTrial>> byKind = answers.stream()
                .collect(Collectors.groupingBy(answer -> answer.item().kind()));
        List<AnsweredTrial> trials = byKind.getOrDefault(ItemKind.TRIAL, List.of());
        List<AnsweredTrial> checks = byKind.getOrDefault(ItemKind.CHECK, List.of());
        int failed = checks.size() - AnswerTotals.correct(checks);
        Double median = AnswerTotals.medianMillis(trials);
        return new ParticipantTotals(
                participant.pseudonym(),
                participant.condition(),
                participant.step(),
                participant.language(),
                participant.joined(),
                participant.seen(),
                trials.size(),
                plan.trials() + plan.checks(),
                AnswerTotals.correct(trials),
                median,
                trials.isEmpty() ? null : (double) Suspicions.count(trials, suspicions.watched(trials)) / trials.size(),
                checks.size(),
                failed,
                suspicions.of(trials, median, checks.size(), failed),
                participant.excluded());
    }

    /**
     * Leaves a participant out, or in again.
     *
     * @return the participant then
     * @throws StudyRefusal if there is no such participant
     * @throws IOException if the store fails
     */
    public ParticipantTotals exclude(String pseudonym, boolean excluded) throws StudyRefusal, IOException {
        store.write(writer -> {
            requireParticipant(writer, pseudonym);
            writer.exclude(pseudonym, excluded);
            return true;
        });
        return all().stream()
                .filter(totals -> totals.participant().equals(pseudonym))
                .findFirst()
                .orElseThrow(() -> noParticipant(pseudonym));
    }

    /**
     * Deletes a participant and everything that they did.
     *
     * @throws StudyRefusal if there is no such participant
     * @throws IOException if the store fails
     */
    public void delete(String pseudonym) throws StudyRefusal, IOException {
        store.write(writer -> {
            requireParticipant(writer, pseudonym);
            writer.delete(pseudonym);
            return true;
        });
    }

    private static void requireParticipant(StudyReader reader, String pseudonym) throws StudyRefusal, IOException {
        if (reader.participant(pseudonym).isEmpty()) {
            throw noParticipant(pseudonym);
        }
    }

    private static StudyRefusal noParticipant(String pseudonym) {
        return new StudyRefusal(Reason.NOT_FOUND, "there is no participant " + pseudonym);
    }
}
