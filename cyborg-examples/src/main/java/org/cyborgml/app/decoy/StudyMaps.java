package org.cyborgml.app.decoy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/** The saliency maps of the training images, by what they are of and how many images have one. Safe for several threads. */
final class StudyMaps {

    private final CamGrid grid;
    private final ObjectMaps maps;
    private final List<SaliencyMap> objects;
    private final SaliencyMap mean;

    StudyMaps(GreyImages clean, CamGrid grid) throws IOException {
        this.grid = grid;
        this.maps = new ObjectMaps(grid);
        this.objects = maps.onGrid(clean);
        MeanMapAccumulator accumulator = new MeanMapAccumulator();
        objects.forEach(accumulator::add);
        this.mean = accumulator.mean().scaled();
    }

    /**
     * One entry per image: its map, or none where the arm's share leaves it out. Which images have one is drawn from the
     * seed alone, so a smaller share's images are among those of a larger one.
     */
    List<Optional<SaliencyMap>> of(Arm arm, DecoyImages train, long seed) throws IOException {
        List<SaliencyMap> all = all(MapSource.of(arm.scenario()), train, Seeds.stream(seed, "shuffled maps"));
        int[] order = Seeds.shuffled(all.size(), Seeds.stream(seed, "images with a map"));
        List<Optional<SaliencyMap>> chosen = new ArrayList<>(Collections.nCopies(all.size(), Optional.empty()));
        long count = Math.round(arm.scenario().mapShare() * all.size());
        for (int i = 0; i < count; i++) {
            chosen.set(order[i], Optional.of(all.get(order[i])));
        }
        return chosen;
    }

    private List<SaliencyMap> all(MapSource source, DecoyImages train, SplittableRandom random) throws IOException {
        return switch (source) {
            case OBJECT -> objects;
            case NOT_PATCH -> notPatch(train);
            case MEAN -> Collections.nCopies(objects.size(), mean);
            case SHUFFLED -> shuffled(random);
            case UNIFORM -> {
                ImageSize size = new ImageSize(grid.width(), grid.height());
                yield Collections.nCopies(
                        objects.size(), SaliencyMap.of(FloatPlane.wrap(size, new float[size.pixels()])));
            }
        };
    }

    private List<SaliencyMap> notPatch(DecoyImages train) throws IOException {
        int side = train.images().side();
        List<SaliencyMap> all = new ArrayList<>();
        for (Optional<Patch> patch : train.patches()) {
            boolean[] free = new boolean[side * side];
            for (int i = 0; i < free.length; i++) {
                free[i] = patch.isEmpty() || !patch.get().covers(i % side, i / side);
            }
            all.add(grid.downsize(maps.map(BinaryMask.of(side, side, free))));
        }
        return all;
    }

    /** Every image has the map of the next one in an order drawn at random: all maps are used, none by its own image. */
    private List<SaliencyMap> shuffled(SplittableRandom random) {
        int[] order = Seeds.shuffled(objects.size(), random);
        List<SaliencyMap> all = new ArrayList<>(objects);
        for (int i = 0; i < order.length; i++) {
            all.set(order[i], objects.get(order[(i + 1) % order.length]));
        }
        return all;
    }
}
