package org.cyborgml.saliency.geometry;

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
            throw new IllegalArgumentException(
                    "crop at scale " + map.scale() + ": must be at least 1/" + MOST_SAMPLES);
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
        sample(channels, at -> from[at] & 0xff, (at, value) -> to[at] = (byte) Math.floor(value + 0.5));
        return Raster.of(target.width(), target.height(), photograph.channels(), to);
    }

    @Override
    public SaliencyMap apply(SaliencyMap saliency) {
        requireSource(saliency.size());
        float[] from = saliency.toArray();
        float[] to = new float[target.pixels()];
        // Weights sum to 1 only within rounding.
        sample(1, at -> from[at], (at, value) -> to[at] = (float) Math.min(value, 1));
        return SaliencyMap.of(FloatPlane.wrap(target, to));
    }

    /** Reads a sample of the photograph. */
    @FunctionalInterface
    private interface Reading {
        double at(int index);
    }

    /** Writes a sample of the crop. */
    @FunctionalInterface
    private interface Writing {
        void put(int index, double value);
    }

    private void sample(int channels, Reading from, Writing to) {
        AffineMap back = map.inverse();
        int grid = Math.max(1, (int) Math.rint(1 / map.scale()));
        double[] sums = new double[channels];
        for (int row = 0, at = 0; row < target.height(); row++) {
            for (int column = 0; column < target.width(); column++, at += channels) {
                java.util.Arrays.fill(sums, 0);
                for (int part = 0; part < grid * grid; part++) {
                    double x = column + (part % grid + 0.5) / grid;
                    double y = row + (part / grid + 0.5) / grid;
                    add(sums, from, back.x(x, y) - 0.5, back.y(x, y) - 0.5);
                }
                for (int channel = 0; channel < channels; channel++) {
                    to.put(at + channel, sums[channel] / (grid * grid));
                }
            }
        }
    }

    /** Adds the bilinear sample at a place that counts pixels from the centre of the first. */
    private void add(double[] sums, Reading from, double x, double y) {
        double left = Math.floor(x);
        double top = Math.floor(y);
        for (int corner = 0; corner < 4; corner++) {
            double column = left + corner % 2;
            double row = top + corner / 2;
            double weight = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
            boolean isOff = column < 0 || row < 0 || column >= source.width() || row >= source.height();
            if (weight == 0 || (isOff && border == BorderRule.PAD_ZERO)) {
                continue;
            }
            int nearestColumn = (int) Math.max(0, Math.min(source.width() - 1, column));
            int nearestRow = (int) Math.max(0, Math.min(source.height() - 1, row));
            int at = (nearestRow * source.width() + nearestColumn) * sums.length;
            for (int channel = 0; channel < sums.length; channel++) {
                sums[channel] += weight * from.at(at + channel);
            }
        }
    }
}
