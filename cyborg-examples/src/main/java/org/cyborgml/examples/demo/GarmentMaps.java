package org.cyborgml.examples.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.saliency.map.SaliencyMapBuilder;

/**
 * Saliency maps of garments: masks in the place of people's annotations. The mask of an image is its pixels of a grey value
 * above 1 before any patch; the map is the mask blurred and scaled to [0,1] as people's annotations would be, on the grid of
 * the CAM.
 */
final class GarmentMaps {

    /** A pixel brighter than this belongs to the garment. */
    static final int BACKGROUND = 1;

    /** The paper's sigma of 5 pixels at 224, taken to the side of these images: 5 * 28 / 224. */
    static final double SIGMA = 0.625;

    private final SaliencyMapBuilder builder =
            SaliencyMapBuilder.asInPaper().withJudgements(Judgements.ALL).withSigma(SIGMA);
    private final CamGrid grid;

    GarmentMaps(CamGrid grid) {
        this.grid = grid;
    }

    static BinaryMask mask(LabelledImages clean, int image) {
        Raster raster = Raster.of(clean.side(), clean.side(), Channels.GREY, clean.image(image));
        return BinaryMask.above(raster, BACKGROUND);
    }

    /** The map of an image at its own size. */
    SaliencyMap map(LabelledImages clean, int image) throws IOException {
        ImageSize size = new ImageSize(clean.side(), clean.side());
        String name = Integer.toString(image);
        AnnotationRecord mask =
                new AnnotationRecord(name, size, "mask", null, null, List.of(new Annotation.Mask(mask(clean, image))));
        return builder.build(new AnnotatedImage(name, size, List.of(mask))).map();
    }

    /** The maps of all images on the CAM's grid. */
    List<SaliencyMap> onGrid(LabelledImages clean) throws IOException {
        List<SaliencyMap> maps = new ArrayList<>();
        for (int i = 0; i < clean.size(); i++) {
            maps.add(grid.downsize(map(clean, i)));
        }
        return maps;
    }
}
