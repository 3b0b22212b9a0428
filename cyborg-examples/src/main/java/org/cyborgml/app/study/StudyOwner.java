package org.cyborgml.app.study;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.cyborgml.app.study.StudyRefusal.Reason;
import org.jspecify.annotations.Nullable;

/** The owner's side of a study: its numbers so far, and the switches. Safe for use by several threads. */
public final class StudyOwner implements AutoCloseable {

    private static final Duration ACTIVE = Duration.ofMinutes(5);
    private static final double LEVEL = 0.95;
    private static final int MOST_ANNOTATORS = 100_000;

    private final StudyPlan plan;
    private final StudyStore store;
    private final InstantSource clock;
    private final Suspicions suspicions;
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
        this.suspicions = new Suspicions(plan, store.items());
        this.agreement = new LiveAgreement(store);
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
        int correct = correct(answers);
        List<Double> interval = null;
        if (!answers.isEmpty()) {
            ConfidenceInterval wilson = new WilsonScoreInterval().createInterval(answers.size(), correct, LEVEL);
            interval = List.of(wilson.getLowerBound(), wilson.getUpperBound());
        }
        return new StudyOverview.Answers(condition, answers.size(), correct, medianMillis(answers), interval);
    }

    private static int correct(List<AnsweredTrial> answers) {
        return (int) answers.stream().filter(AnsweredTrial::isCorrect).count();
    }

    private static @Nullable Double medianMillis(List<AnsweredTrial> answers) {
        return answers.isEmpty()
                ? null
                : new Median()
                        .evaluate(answers.stream()
                                .mapToDouble(answer -> answer.times().responseMillis())
                                .toArray());
    }

    /** An image at its place in an item. */
    private record Place(int number, StudyItem item, StudyImage image) {}

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (StudyItem item : store.items()) {
            item.images().forEach(image -> places.add(new Place(places.size() + 1, item, image)));
        }
        return places;
    }

    /**
     * The number of images in all items; one that is in several items counts in each.
     *
     * @return the highest number of an image
     */
    public int images() {
        return store.items().stream().mapToInt(item -> item.images().size()).sum();
    }

    /**
     * Some images by number.
     *
     * @param offset images to pass over
     * @param limit images at most
     * @return without agreement
     * @throws StudyRefusal never
     * @throws IOException if the store fails
     */
    public List<ImageTotals> images(int offset, int limit) throws StudyRefusal, IOException {
        return store.read(reader -> {
            Map<Integer, Integer> open = open(reader);
            List<ImageTotals> totals = new ArrayList<>();
            for (Place place : places().stream().skip(offset).limit(limit).toList()) {
                totals.add(totals(reader, place, open, null));
            }
            return totals;
        });
    }

    /** Given trials of each item in all conditions, answered or open. */
    private Map<Integer, Integer> open(StudyReader reader) throws IOException {
        Map<Integer, Integer> loads = new HashMap<>();
        for (ItemKind kind : ItemKind.values()) {
            for (ViewingCondition condition : plan.conditions()) {
                reader.loads(kind, condition).forEach(load -> loads.merge(load.item(), load.load(), Integer::sum));
            }
        }
        return loads;
    }

    private ImageTotals totals(
            StudyReader reader, Place place, Map<Integer, Integer> given, ImageTotals.@Nullable Agreement agreed)
            throws IOException {
        List<AnsweredTrial> answers = reader.answersTo(place.item.number()).stream()
                .filter(answer -> !answer.excluded())
                .toList();
        StudyImage image = place.image;
        return new ImageTotals(
                place.number,
                image.file(),
                image.truth(),
                image.source(),
                place.item.number(),
                place.item.kind(),
                image.size().width(),
                image.size().height(),
                place.item.kind() == ItemKind.TRIAL
                        ? reader.annotators() * plan.conditions().size()
                        : 0,
                answers.size(),
                Math.max(0, given.getOrDefault(place.item.number(), 0) - answers.size()),
                correct(answers),
                (int) answers.stream()
                        .filter(answer ->
                                !answer.strokes().get(answer.shown().indexOf(image)).isEmpty())
                        .count(),
                medianMillis(answers),
                agreed);
    }

    /**
     * An image with the agreement of its annotators.
     *
     * @param number of the image
     * @throws StudyRefusal if there is no such image
     * @throws IOException if the store fails
     */
    public ImageTotals image(int number) throws StudyRefusal, IOException {
        Place place = place(number);
        return store.read(reader -> {
            var found = LiveAgreement.of(StudyAnnotations.of(answersOn(reader, place.image), place.image.file()));
            return totals(
                    reader,
                    place,
                    open(reader),
                    found == null
                            ? null
                            : new ImageTotals.Agreement(
                                    found.annotators(),
                                    found.meanIou(),
                                    found.meanDice(),
                                    found.fleissKappa().isPresent()
                                            ? found.fleissKappa().getAsDouble()
                                            : null));
        });
    }

    private Place place(int number) throws StudyRefusal {
        return places().stream()
                .filter(place -> place.number == number)
                .findFirst()
                .orElseThrow(() -> new StudyRefusal(Reason.NOT_FOUND, "there is no image " + number));
    }

    private List<AnsweredTrial> answersOn(StudyReader reader, StudyImage image) throws IOException {
        List<AnsweredTrial> answers = new ArrayList<>();
        for (StudyItem item : store.items()) {
            if (item.images().contains(image)) {
                answers.addAll(reader.answersTo(item.number()));
            }
        }
        return answers;
    }

    /**
     * The image with a number.
     *
     * @throws StudyRefusal if there is none
     */
    public StudyImage picture(int number) throws StudyRefusal {
        return place(number).image;
    }

    /**
     * All answers on the image with a number.
     *
     * @throws StudyRefusal if there is no such image
     * @throws IOException if the store fails
     */
    public List<AnsweredTrial> answersOn(int number) throws StudyRefusal, IOException {
        Place place = place(number);
        return store.read(reader -> answersOn(reader, place.image));
    }

    /**
     * All participants in the order in which they joined.
     *
     * @throws StudyRefusal never
     * @throws IOException if the store fails
     */
    public List<ParticipantTotals> participants() throws StudyRefusal, IOException {
        return store.read(reader -> {
            Map<String, List<AnsweredTrial>> answers =
                    reader.decisions(SessionStates.COUNTED).stream()
                            .collect(Collectors.groupingBy(AnsweredTrial::participant));
            return reader.participants().stream()
                    .map(participant -> totals(participant, answers.getOrDefault(participant.pseudonym(), List.of())))
                    .toList();
        });
    }

    private ParticipantTotals totals(StudyParticipant participant, List<AnsweredTrial> answers) {
        Map<ItemKind, List<AnsweredTrial>> byKind =
                answers.stream().collect(Collectors.groupingBy(answer -> answer.item().kind()));
        List<AnsweredTrial> trials = byKind.getOrDefault(ItemKind.TRIAL, List.of());
        List<AnsweredTrial> checks = byKind.getOrDefault(ItemKind.CHECK, List.of());
        int failed = checks.size() - correct(checks);
        Double median = medianMillis(trials);
        return new ParticipantTotals(
                participant.pseudonym(),
                participant.condition(),
                participant.step(),
                participant.language(),
                participant.joined(),
                participant.seen(),
                trials.size(),
                plan.trials() + plan.checks(),
                correct(trials),
                median,
                trials.isEmpty()
                        ? null
                        : (double) Suspicions.count(trials, suspicions.watched(trials)) / trials.size(),
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
        return participants().stream()
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
