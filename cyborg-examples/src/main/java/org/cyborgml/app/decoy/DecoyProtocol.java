package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Puts the patches on: those of training, which give the label away, and those of every test set. After Ross et al., "Right
 * for the Right Reasons" (IJCAI 2017), section 5: a 4x4 patch in a random corner, in training with the grey value 255 - 25 *
 * label.
 *
 * <p>One seed gives the same patches every time. The corners of a test set's images are the same for all sets that have
 * patches in corners, so that these differ by the value alone.
 */
final class DecoyProtocol {

    /** Part of the images to train on. */
    static final String TRAINING = "training";

    /** Part of the images to validate with. */
    static final String VALIDATION = "validation";

    /** Part of the images to test on. */
    static final String TEST = "test";

    private final long seed;

    /** The protocol of a seed. */
    DecoyProtocol(long seed) {
        this.seed = seed;
    }

    /**
     * Puts patches on images.
     *
     * @param part what the images are for; every part has patches of its own
     * @param clean the images
     * @param set the rule of the patches
     */
    DecoyImages patched(String part, GreyImages clean, PatchRule set) {
        SplittableRandom corners = Seeds.stream(seed, part + " corners");
        SplittableRandom others = Seeds.stream(seed, part + " " + set);
        List<Optional<Patch>> patches = new ArrayList<>();
        for (int i = 0; i < clean.size(); i++) {
            int furthest = clean.side() - Patch.SIDE;
            int corner = corners.nextInt(4);
            int x = corner % 2 * furthest;
            int y = corner / 2 * furthest;
            int label = clean.label(i);
            patches.add(
                    switch (set) {
                        case AS_TRAINED -> Optional.of(new Patch(x, y, Patch.valueOf(label)));
                        case RANDOM_VALUE -> Optional.of(new Patch(x, y, Patch.valueOf(others.nextInt(10))));
                        case NO_PATCH -> Optional.empty();
                        case OTHER_LABEL ->
                            Optional.of(new Patch(x, y, Patch.valueOf((label + 1 + others.nextInt(9)) % 10)));
                        case ELSEWHERE -> Optional.of(offCorners(others, furthest, Patch.valueOf(label)));
                    });
        }
        return DecoyImages.of(clean, patches);
    }

    /** A patch that touches one border and overlaps no corner patch's place. */
    private static Patch offCorners(SplittableRandom random, int furthest, int value) {
        int along = random.nextInt(Patch.SIDE, furthest - Patch.SIDE + 1);
        int across = random.nextBoolean() ? furthest : 0;
        return random.nextBoolean() ? new Patch(along, across, value) : new Patch(across, along, value);
    }
}
