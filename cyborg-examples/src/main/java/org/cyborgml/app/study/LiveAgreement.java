package org.cyborgml.app.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.cyborgml.saliency.agreement.AnnotatorAgreement;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageFileException;
import org.jspecify.annotations.Nullable;

/**
 * Agreement of annotators on all images so far. It is counted in a thread of its own, item after item, and again for items that
 * have new answers: comparing all masks takes longer than anyone waits for a page.
 */
final class LiveAgreement implements AutoCloseable {

    private final StudyStore store;
    private final Map<Integer, Counted> counted = new ConcurrentHashMap<>();
    private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread;

    LiveAgreement(StudyStore store) {
        this.store = store;
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread made = new Thread(work, "study-agreement");
            made.setDaemon(true);
            return made;
        });
    }

    /** The agreement on an item's images when these participants had highlighted. */
    private record Counted(Set<String> participants, List<AnnotatorAgreement> images) {}

    /**
     * The agreement on the items that are counted. Items that have got or lost answers since then are counted next, and stay
     * out until they are.
     */
    StudyOverview.@Nullable Agreement soFar(List<AnsweredTrial> decisions) {
        Map<Integer, Set<String>> participants = decisions.stream()
                .filter(LiveAgreement::isHighlighting)
                .collect(Collectors.groupingBy(
                        answer -> answer.item().number(),
                        Collectors.mapping(AnsweredTrial::participant, Collectors.toSet())));
        participants.values().removeIf(who -> who.size() < 2);
        counted.keySet().retainAll(participants.keySet());
        List<AnnotatorAgreement> all = new ArrayList<>();
        participants.forEach((item, who) -> {
            Counted before = counted.get(item);
            if (before != null && before.participants.equals(who)) {
                all.addAll(before.images);
            } else if (waiting.add(item)) {
                thread.execute(() -> count(item));
            }
        });
        if (all.isEmpty()) {
            return null;
        }
        OptionalDouble kappa = all.stream()
                .flatMapToDouble(image -> image.fleissKappa().stream())
                .average();
        return new StudyOverview.Agreement(
                all.size(),
                all.stream().mapToDouble(AnnotatorAgreement::meanIou).average().orElseThrow(),
                kappa.isPresent() ? kappa.getAsDouble() : null);
    }

    private static boolean isHighlighting(AnsweredTrial answer) {
        return !answer.excluded() && answer.condition() == ViewingCondition.ANNOTATED;
    }

    private void count(int item) {
        waiting.remove(item);
        try {
            List<AnsweredTrial> answers = store.read(reader -> reader.answersTo(item));
            Set<String> who = answers.stream()
                    .filter(LiveAgreement::isHighlighting)
                    .map(AnsweredTrial::participant)
                    .collect(Collectors.toSet());
            List<AnnotatorAgreement> images = new ArrayList<>();
            for (StudyImage image : store.items().get(item - 1).images()) {
                AnnotatorAgreement agreement = of(StudyAnnotations.of(answers, image.file()));
                if (agreement != null) {
                    images.add(agreement);
                }
            }
            counted.put(item, new Counted(who, images));
        } catch (StudyRefusal | IOException e) {
            // The next look at the overview asks for it again.
        }
    }

    /** The agreement of records of one image; null if there are fewer than two. */
    static @Nullable AnnotatorAgreement of(List<AnnotationRecord> records) {
        if (records.size() < 2) {
            return null;
        }
        try {
            List<BinaryMask> masks = new ArrayList<>();
            for (AnnotationRecord entry : records) {
                masks.add(Rasterizer.withDefaults().mask(entry));
            }
            return AnnotatorAgreement.of(masks);
        } catch (ImageFileException e) {
            throw new IllegalStateException("a shape is in no file", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
