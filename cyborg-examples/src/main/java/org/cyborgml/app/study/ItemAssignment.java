package org.cyborgml.app.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Picks the item of a trial, so that all items get their annotators as evenly as can be, and its sides. */
final class ItemAssignment {

    private final RandomGenerator random;

    ItemAssignment(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The item that was given least, drawn at random among equal ones.
     *
     * @param unseen items of which the participant has seen no image
     * @param annotators wanted for each
     * @return empty if every item has its annotators
     */
    Optional<ItemLoad> pick(List<ItemLoad> unseen, int annotators) {
        int least = unseen.stream().mapToInt(ItemLoad::load).min().orElse(annotators);
        if (least >= annotators) {
            return Optional.empty();
        }
        List<ItemLoad> equal =
                unseen.stream().filter(item -> item.load() == least).toList();
        return Optional.of(equal.get(random.nextInt(equal.size())));
    }

    /** The order of a pair's images: the first class goes to the side where it was less often, or to a random one. */
    List<Integer> sides(ItemLoad item) {
        int reversed = item.load() - item.upright();
        boolean isUpright = item.upright() == reversed ? random.nextBoolean() : item.upright() < reversed;
        return isUpright ? List.of(0, 1) : List.of(1, 0);
    }

    /** Draws whether the next of some trials is a check, so that every place is equally likely. */
    boolean isCheck(int checksLeft, int trialsLeft) {
        return random.nextInt(checksLeft + trialsLeft) < checksLeft;
    }

    /** The condition, or order of conditions, that has the fewest participants; a random one of equals. */
    List<ViewingCondition> fewest(
            List<List<ViewingCondition>> orders, Map<List<ViewingCondition>, Integer> participants) {
        List<List<ViewingCondition>> shuffled = new ArrayList<>(orders);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled.stream()
                .min(Comparator.comparingInt(order -> participants.getOrDefault(order, 0)))
                .orElseThrow();
    }

    /** A random class of a pair. */
    int firstPrompt() {
        return random.nextInt(2);
    }
}
