package org.cyborgml.app.decoy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.saliency.map.SaliencyMapBuilder;

/**
 * Saliency maps of garments or digits: masks in the place of people's annotations. The mask of an image is its pixels of a grey value
 * above 1 before any patch; the map is the mask blurred and scaled to [0,1] as people's annotations would be, on the grid of
 * the CAM.
 */
final class ObjectMaps {

    /** A pixel brighter than this belongs to the object. */
    static final int BACKGROUND = 1;

    /** The paper's sigma of 5 pixels at 224, taken to the side of these images: 5 * 28 / 224. */
    static final double SIGMA = 0.625;

    private final SaliencyMapBuilder builder =
            SaliencyMapBuilder.paper().withJudgements(Judgements.ALL).withSigma(SIGMA);
    private final CamGrid grid;

    /** Maps for a network. */
    ObjectMaps(CamGrid grid) {
        this.grid = grid;
    }

    /** The object of an image. */
    static BinaryMask mask(GreyImages clean, int image) {
        return BinaryMask.above(clean.raster(image), BACKGROUND);
    }

    /**
     * The map of an image at its own size.
     *
     * @throws IOException never, as no mask is a file
     */
    SaliencyMap map(GreyImages clean, int image) throws IOException {
        return map(mask(clean, image));
    }

    /** The map of a mask: blurred, scaled. */
    SaliencyMap map(BinaryMask mask) throws IOException {
        AnnotationRecord marked =
                new AnnotationRecord("image", mask.size(), "mask", null, null, List.of(new Annotation.Mask(mask)));
        return builder.build(new AnnotatedImage("image", mask.size(), List.of(marked)))
                .map();
    }

    /**
     * The maps of all images on the CAM's grid.
     *
     * @throws IOException never, as no mask is a file
     */
    List<SaliencyMap> onGrid(GreyImages clean) throws IOException {
        List<SaliencyMap> maps = new ArrayList<>();
        for (int i = 0; i < clean.size(); i++) {
            maps.add(grid.downsize(map(clean, i)));
        }
        return maps;
    }
}
