package org.cyborgml.app.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.cyborgml.saliency.annotation.AnnotationRecord;

/** The contents of a study's exports. */
public final class StudyExport {

    private static final List<ItemKind> ALL = List.of(ItemKind.values());

    /** Spreadsheets take such a text for a formula, and it may be a participant's. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private final StudyPlan plan;
    private final StudyStore store;

    /**
     * The exports of a study.
     *
     * @param plan of the study
     * @param store keeps it
     */
    public StudyExport(StudyPlan plan, StudyStore store) {
        this.plan = plan;
        this.store = store;
    }

    /**
     * The annotations, as {@code saliency build} reads them.
     *
     * @throws IOException if the store fails
     */
    public List<AnnotationRecord> annotations() throws IOException {
        return StudyAnnotations.of(read(reader -> reader.answers(List.of(ItemKind.TRIAL))));
    }

    /**
     * One row for each answer, of all kinds, below a header; those of participants who are left out are marked as such.
     *
     * @throws IOException if the store fails
     */
    public List<List<?>> trials() throws IOException {
        List<List<?>> rows = new ArrayList<>();
        rows.add(List.of(
                "participant",
                "excluded",
                "kind",
                "condition",
                "position",
                "item",
                "source",
                "left",
                "left_truth",
                "right",
                "right_truth",
                "prompt",
                "choice",
                "correct",
                "confidence",
                "strokes",
                "response_ms",
                "decision_ms",
                "loaded_ms",
                "hidden_ms",
                "received"));
        for (AnsweredTrial answer : read(reader -> reader.answers(ALL))) {
            boolean isPair = answer.shown().size() == 2;
            StudyImage left = answer.shown().get(0);
            StudyImage right = answer.shown().get(answer.shown().size() - 1);
            rows.add(List.of(
                    answer.participant(),
                    answer.excluded(),
                    lower(answer.item().kind()),
                    lower(answer.condition()),
                    answer.position(),
                    answer.item().number(),
                    left.source(),
                    left.file(),
                    left.truth(),
                    isPair ? right.file() : "",
                    isPair ? right.truth() : "",
                    answer.prompt() == null ? "" : answer.prompt(),
                    answer.choice(),
                    answer.isCorrect(),
                    answer.confidence() == null ? "" : answer.confidence(),
                    answer.strokes().stream().mapToInt(List::size).sum(),
                    answer.times().responseMillis(),
                    answer.times().decisionMillis(),
                    answer.times().loaded(),
                    answer.times().hidden(),
                    answer.received()));
        }
        return rows;
    }

    /**
     * One row for each participant, with their answers to questions, below a header.
     *
     * @throws IOException if the store fails
     */
    public List<List<?>> participants() throws IOException {
        List<String> header = new ArrayList<>(
                List.of("participant", "excluded", "step", "language", "conditions", "joined", "seen", "answered"));
        plan.questions().forEach(question -> header.add("question." + question.id()));
        List<List<?>> rows = new ArrayList<>();
        rows.add(header);
        return read(reader -> {
            for (StudyParticipant participant : reader.participants()) {
                List<Object> row = new ArrayList<>(List.of(
                        participant.pseudonym(),
                        participant.excluded(),
                        lower(participant.step()),
                        participant.language(),
                        String.join(
                                " then ",
                                participant.conditions().stream()
                                        .map(StudyExport::lower)
                                        .toList()),
                        participant.joined(),
                        participant.seen(),
                        reader.answered(participant.pseudonym(), SessionStates.COUNTED, SessionStates.BOTH)));
                Map<String, String> answers = reader.questionAnswers(participant.pseudonym());
                plan.questions().forEach(question -> row.add(text(answers.getOrDefault(question.id(), ""))));
                rows.add(row);
            }
            return rows;
        });
    }

    /**
     * The parameters of the link of each participant, and their completion codes, below a header. Nothing else identifies a person.
     *
     * @throws IOException if the store fails
     */
    public List<List<?>> payments() throws IOException {
        List<String> header = new ArrayList<>(List.of("participant", "step", "completion_code"));
        header.addAll(plan.linkParameters());
        List<List<?>> rows = new ArrayList<>();
        rows.add(header);
        return read(reader -> {
            for (StudyParticipant participant : reader.participants()) {
                String code = plan.completion().codeFor(participant.completion());
                List<Object> row = new ArrayList<>(
                        List.of(participant.pseudonym(), lower(participant.step()), code == null ? "" : code));
                Map<String, String> link = reader.link(participant.pseudonym());
                plan.linkParameters().forEach(name -> row.add(text(link.getOrDefault(name, ""))));
                rows.add(row);
            }
            return rows;
        });
    }

    private <T> T read(StudyStore.Query<T> query) throws IOException {
        try {
            return store.read(query);
        } catch (StudyRefusal e) {
            throw new IOException(e);
        }
    }

    private static String text(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
