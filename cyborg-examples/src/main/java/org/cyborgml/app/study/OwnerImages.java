package org.cyborgml.app.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.study.StudyRefusal.Reason;
import org.jspecify.annotations.Nullable;

/** The images of a study as the owner sees them, each at its places in items. Safe for use by several threads. */
public final class OwnerImages {

    private final StudyPlan plan;
    private final StudyStore store;

    OwnerImages(StudyPlan plan, StudyStore store) {
        this.plan = plan;
        this.store = store;
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
    public int count() {
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
    public List<ImageTotals> page(int offset, int limit) throws StudyRefusal, IOException {
        return store.read(reader -> {
            Map<Integer, Integer> given = given(reader);
            Map<Integer, List<AnsweredTrial>> answers = new HashMap<>();
            List<ImageTotals> totals = new ArrayList<>();
            for (Place place : places().stream().skip(offset).limit(limit).toList()) {
                int item = place.item.number();
                if (!answers.containsKey(item)) {
                    answers.put(item, reader.answersTo(item));
                }
                totals.add(totals(
                        place, wanted(reader, place.item), given.getOrDefault(item, 0), answers.get(item), null));
            }
            return totals;
        });
    }

    /** Given trials of each item in all conditions, answered or open. */
    private Map<Integer, Integer> given(StudyReader reader) throws IOException {
        Map<Integer, Integer> loads = new HashMap<>();
        for (ItemKind kind : ItemKind.values()) {
            for (ViewingCondition condition : plan.conditions()) {
                reader.loads(kind, condition).forEach(load -> loads.merge(load.item(), load.load(), Integer::sum));
            }
        }
        return loads;
    }

    /** Answers wanted in all conditions together. */
    private int wanted(StudyReader reader, StudyItem item) throws IOException {
        return item.kind() == ItemKind.TRIAL
                ? reader.annotators() * plan.conditions().size()
                : 0;
    }

    private static ImageTotals totals(
            Place place, int wanted, int given, List<AnsweredTrial> all, ImageTotals.@Nullable Agreement agreed) {
        List<AnsweredTrial> answers =
                all.stream().filter(answer -> !answer.excluded()).toList();
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
                wanted,
                answers.size(),
                Math.max(0, given - answers.size()),
                AnswerTotals.correct(answers),
                (int) answers.stream()
                        .filter(answer -> !answer.strokes()
                                .get(answer.shown().indexOf(image))
                                .isEmpty())
                        .count(),
                AnswerTotals.medianMillis(answers),
                agreed);
    }

    /**
     * An image with the agreement of its annotators.
     *
     * @param number of the image
     * @throws StudyRefusal if there is no such image
     * @throws IOException if the store fails
     */
    public ImageTotals one(int number) throws StudyRefusal, IOException {
        Place place = place(number);
        return store.read(reader -> {
            var found = LiveAgreement.of(StudyAnnotations.of(answersOn(reader, place.image), place.image.file()));
            return totals(
                    place,
                    wanted(reader, place.item),
                    given(reader).getOrDefault(place.item.number(), 0),
                    reader.answersTo(place.item.number()),
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
}
