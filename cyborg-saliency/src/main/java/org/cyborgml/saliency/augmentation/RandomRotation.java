package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;
import org.cyborgml.saliency.image.Raster;

/**
 * Rotates image and saliency map about their centre, with bilinear interpolation and at the same size; pixels from outside are
 * black, and 0 in the map.
 *
 * @param degrees the largest angle to either side, in [0,180]
 */
public record RandomRotation(double degrees) implements AugmentationStep {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public RandomRotation {
        Range.require("degrees", degrees, 0, 180);
    }

    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        double angle = Math.toRadians(degrees * (2 * random.nextDouble() - 1));
        return angle == 0 ? pair : pair.moved(image -> turn(image, angle));
    }

    /** Turns anticlockwise as it is seen, rows going down. */
    static Raster turn(Raster image, double angle) {
        int width = image.width();
        int height = image.height();
        int channels = image.channels().count();
        byte[] from = image.toBytes();
        byte[] to = new byte[from.length];
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sourceX = middleX + cos * (x - middleX) - sin * (y - middleY);
                double sourceY = middleY + sin * (x - middleX) + cos * (y - middleY);
                int left = (int) Math.floor(sourceX);
                int top = (int) Math.floor(sourceY);
                for (int c = 0; c < channels; c++) {
                    double value = 0;
                    for (int corner = 0; corner < 4; corner++) {
                        int column = left + corner % 2;
                        int row = top + corner / 2;
                        if (column >= 0 && column < width && row >= 0 && row < height) {
                            value += (1 - Math.abs(sourceX - column))
                                    * (1 - Math.abs(sourceY - row))
                                    * (from[(row * width + column) * channels + c] & 0xff);
                        }
                    }
                    to[(y * width + x) * channels + c] = (byte) Math.rint(value);
                }
            }
        }
        return Raster.of(width, height, image.channels(), to);
    }
}
