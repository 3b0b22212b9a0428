package org.cyborgml.app.study;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cyborgml.app.study.storage.SqliteStudyStore;

/** Many participants whose decisions, strokes and times are drawn at random, put straight into a store, and remembered. */
public final class SimulatedCrowd {

    /** Points of a stroke, as many as three seconds of drawing give. */
    private static final int POINTS = 200;

    private static final Instant START = Instant.parse("2026-01-01T09:00:00Z");

    private final SqliteStudyStore store;
    private final Random random = new Random(17);
    private final List<Remembered> answers = new ArrayList<>();

    /** Puts into a store. */
    public SimulatedCrowd(SqliteStudyStore store) {
        this.store = store;
    }

    /**
     * An answer that was put into the store.
     *
     * @param participant pseudonym
     * @param item that was shown
     * @param condition of the trial
     * @param isCorrect the chosen image is of the class asked for
     * @param marked file of the image that has a stroke; empty if none has
     * @param millis response time
     */
    public record Remembered(
            String participant,
            StudyItem item,
            ViewingCondition condition,
            boolean isCorrect,
            String marked,
            double millis) {}

    /** All answers but those of some participants. */
    public List<Remembered> answersWithout(String... participants) {
        List<String> out = List.of(participants);
        return answers.stream()
                .filter(answer -> !out.contains(answer.participant()))
                .toList();
    }

    /** Lets people answer, each a number of items; half of them in each condition. */
    public void answer(int people, int trials) throws IOException, StudyRefusal {
        for (int person = 0; person < people; person++) {
            int number = person;
            store.write(writer -> {
                join(writer, number);
                for (int trial = 0; trial < trials; trial++) {
                    answer(writer, number, trials, trial);
                }
                return true;
            });
        }
    }

    /** Pseudonym of a participant, from 0. */
    public static String pseudonym(int person) {
        return String.format("P-%08d", person);
    }

    private static ViewingCondition condition(int person) {
        return person % 2 == 0 ? ViewingCondition.ANNOTATED : ViewingCondition.UNANNOTATED;
    }

    private static void join(StudyWriter writer, int person) throws IOException {
        writer.join(
                new StudyParticipant(
                        pseudonym(person),
                        "en",
                        List.of(condition(person)),
                        person / 2 % 2,
                        StudyStep.DONE,
                        "CODE" + person,
                        false,
                        START.plusSeconds(person),
                        START.plusSeconds(person + 600L)),
                "hash-" + person,
                null,
                Map.of());
    }

    private void answer(StudyWriter writer, int person, int trials, int position) throws IOException {
        List<StudyItem> items = store.items().stream()
                .filter(item -> item.kind() == ItemKind.TRIAL)
                .toList();
        StudyItem item = items.get((person * trials + position) % items.size());
        boolean isUpright = random.nextBoolean();
        String prompt = item.images().get(random.nextInt(2)).truth();
        String name = person + "-" + position;
        AssignedTrial trial = new AssignedTrial(
                "trial-" + name,
                pseudonym(person),
                item.number(),
                ItemKind.TRIAL,
                condition(person),
                position + 1,
                prompt,
                isUpright ? List.of(0, 1) : List.of(1, 0),
                List.of("left-" + name, "right-" + name),
                TrialState.OPEN,
                START.plusSeconds(person + position));
        boolean isLeft = random.nextInt(10) < 5;
        StudyImage chosen = trial.images(item).get(isLeft ? 0 : 1);
        double decided = 1000 + random.nextInt(4000);
        double sent = decided + 500 + random.nextInt(8000);
        boolean isAnnotated = trial.condition() == ViewingCondition.ANNOTATED;
        writer.give(trial);
        writer.answer(
                trial,
                new StudyAnswer(
                        "answer-" + name,
                        trial.id(),
                        isLeft ? AnsweredTrial.LEFT : AnsweredTrial.RIGHT,
                        null,
                        isAnnotated ? List.of(stroke(trial.imageIds().get(isLeft ? 0 : 1), chosen)) : List.of(),
                        new AnswerTimes(20, 40, 40 + decided, 40 + sent, 0)),
                START.plusSeconds(person + position + 10L));
        answers.add(new Remembered(
                pseudonym(person),
                item,
                trial.condition(),
                chosen.truth().equals(prompt),
                isAnnotated ? chosen.file() : "",
                sent));
    }

    /** A walk about the image. */
    private HighlightStroke stroke(String id, StudyImage image) {
        double width = image.size().width();
        double height = image.size().height();
        double[] place = {random.nextDouble() * width, random.nextDouble() * height};
        return new HighlightStroke(
                id,
                StrokeTool.BRUSH,
                width / 16,
                Stream.iterate(0, i -> i < POINTS, i -> i + 1)
                        .map(i -> {
                            place[0] = Math.max(0, Math.min(width, place[0] + random.nextGaussian() * width / 64));
                            place[1] = Math.max(0, Math.min(height, place[1] + random.nextGaussian() * height / 64));
                            return new StrokePoint(place[0], place[1], 16 * i);
                        })
                        .toList());
    }
}
