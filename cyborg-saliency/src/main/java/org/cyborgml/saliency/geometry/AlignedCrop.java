package org.cyborgml.saliency.geometry;

import java.util.Arrays;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * A crop by any affine map, such as the similarity that brings a face's landmarks to a template. Every pixel of the crop is the
 * bilinear sample of the photograph at its centre; where the crop is smaller than what it shows, by a factor of 1.5 or
 * more, it is the mean of a grid of such samples, so that it does not alias.
 *
 * @param map where the photograph's points lie on the crop
 * @param source the size of the photograph
 * @param target the size of the crop
 * @param border the rule for places off the photograph, not {@link BorderRule#CLIP}
 */
public record AlignedCrop(AffineMap map, ImageSize source, ImageSize target, BorderRule border)
        implements CropTransform {

    /** The largest reduction: a face of 64 times the side of its crop. */
    private static final int MOST_SAMPLES = 64;

    /**
     * Checks the rule and the scale.
     *
     * @throws IllegalArgumentException if the rule is CLIP, or lengths shrink to less than 1/64
     */
    public AlignedCrop {
        if (border == BorderRule.CLIP) {
            throw new IllegalArgumentException("a crop that may be turned cannot be clipped: must be padded");
        }
        if (!(map.scale() >= 1.0 / MOST_SAMPLES)) {
            throw new IllegalArgumentException("crop at scale " + map.scale() + ": must be at least 1/" + MOST_SAMPLES);
        }
    }

    @Override
    public Raster apply(Raster photograph) {
        requireSource(photograph.size());
        if (photograph.depth() != SampleDepth.EIGHT_BITS
                || photograph.channels() == Channels.GREY_ALPHA
                || photograph.channels() == Channels.RGBA) {
            throw new IllegalArgumentException(photograph + " cannot be cropped: call toRgb() or toGrey() first");
        }
        byte[] from = photograph.toBytes();
        int channels = photograph.channels().count();
        byte[] to = new byte[Math.multiplyExact(target.pixels(), channels)];
        float[] samples = new float[channels];
        float[] sums = new float[channels];
        Grid grid = new Grid();
        for (int pixel = 0; pixel < target.pixels(); pixel++) {
            Arrays.fill(sums, 0);
            for (int part = 0; part < grid.parts(); part++) {
                grid.at(pixel, part);
                Arrays.fill(samples, 0);
                for (int corner = 0; corner < 4; corner++) {
                    float weight = grid.weight(corner);
                    if (weight != 0) {
                        int at = grid.index(corner) * channels;
                        for (int channel = 0; channel < channels; channel++) {
                            samples[channel] += weight * (from[at + channel] & 0xff);
                        }
                    }
                }
                for (int channel = 0; channel < channels; channel++) {
                    sums[channel] += samples[channel];
                }
            }
            for (int channel = 0; channel < channels; channel++) {
                to[pixel * channels + channel] = (byte) Math.min(255, (int) (sums[channel] / grid.parts() + 0.5f));
            }
        }
        return Raster.of(target.width(), target.height(), photograph.channels(), to);
    }

    @Override
    public SaliencyMap apply(SaliencyMap saliency) {
        requireSource(saliency.size());
        float[] from = saliency.toArray();
        float[] to = new float[target.pixels()];
        // Weights sum to 1 only within rounding.
        Grid grid = new Grid();
        for (int pixel = 0; pixel < to.length; pixel++) {
            double sum = 0;
            for (int part = 0; part < grid.parts(); part++) {
                grid.at(pixel, part);
                for (int corner = 0; corner < 4; corner++) {
                    float weight = grid.weight(corner);
                    sum += weight == 0 ? 0 : weight * from[grid.index(corner)];
                }
            }
            to[pixel] = (float) Math.min(sum / grid.parts(), 1);
        }
        return SaliencyMap.of(FloatPlane.wrap(target, to));
    }

    /** The places on the photograph where a pixel of the crop is sampled, and the four pixels about each. */
    private final class Grid {

        private final AffineMap back = map.inverse();
        private final int side = Math.max(1, (int) Math.rint(1 / map.scale()));
        private int left;
        private int top;
        private float right;
        private float below;

        int parts() {
            return side * side;
        }

        /** Goes to a place of a pixel; coordinates count pixels from the centre of the first. */
        void at(int pixel, int part) {
            int row = pixel / target.width();
            int rowOfPart = part / side;
            double x = pixel % target.width() + (part % side + 0.5) / side;
            double y = row + (rowOfPart + 0.5) / side;
            double fromX = back.x(x, y) - 0.5;
            double fromY = back.y(x, y) - 0.5;
            left = (int) Math.floor(fromX);
            top = (int) Math.floor(fromY);
            right = (float) (fromX - left);
            below = (float) (fromY - top);
        }

        /** The share of a pixel about the place, from the upper left to the lower right one; 0 off the photograph if that is black. */
        float weight(int corner) {
            float weight = (corner % 2 == 0 ? 1 - right : right) * (corner < 2 ? 1 - below : below);
            int column = left + corner % 2;
            int row = top + corner / 2;
            boolean isOff = column < 0 || row < 0 || column >= source.width() || row >= source.height();
            return isOff && border == BorderRule.PAD_ZERO ? 0 : weight;
        }

        /** The index of that pixel, or of the nearest on the photograph. */
        int index(int corner) {
            int column = Math.max(0, Math.min(source.width() - 1, left + corner % 2));
            int row = Math.max(0, Math.min(source.height() - 1, top + corner / 2));
            return row * source.width() + column;
        }
    }
}
