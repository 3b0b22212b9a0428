package org.cyborgml.app.report;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import java.util.Locale;

/**
 * Colours for values from 0 to 1, of evenly rising lightness, so that they read the same with any colour vision and in print
 * without colour.
 */
public enum ColourMap {
    /** From dark violet over green to yellow (matplotlib's viridis). */
    VIRIDIS(
            0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26,
            0xfde725),
    /** From black to white. */
    GREY(0x000000, 0xffffff);

    private final ImmutableIntArray anchors;

    ColourMap(int... anchors) {
        this.anchors = ImmutableIntArray.copyOf(anchors);
    }

    /**
     * The colour of a value.
     *
     * @param value 0 to 1; beyond, the nearest end's colour
     * @return 0xRRGGBB
     */
    public int rgb(double value) {
        double at = Math.min(1, Math.max(0, value)) * (anchors.length() - 1);
        int low = Math.min((int) at, anchors.length() - 2);
        return mix(anchors.get(low), anchors.get(low + 1), at - low);
    }

    /** A colour between two, channel by channel. */
    static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            mixed |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return mixed;
    }

    /** A legend of the colours from 0 to 1. */
    public String svg(String label) {
        Svg svg = Svg.figure(220, 40, label + ", from 0 to 1");
        drawScale(svg, 10, 4, 200, List.of("0", label, "1"));
        return svg.finish();
    }

    /** A bar of the colours with texts at its start, middle and end below. */
    void drawScale(Svg svg, double x, double y, double width, List<String> labels) {
        String id = "scale-" + name().toLowerCase(Locale.ROOT);
        svg.open("linearGradient", "id", id);
        for (int i = 0; i < anchors.length(); i++) {
            svg.empty(
                    "stop",
                    "offset",
                    (double) i / (anchors.length() - 1),
                    "stop-color",
                    String.format("#%06x", anchors.get(i)));
        }
        svg.close();
        svg.empty("rect", "x", x, "y", y, "width", width, "height", 12, "fill", "url(#" + id + ")");
        svg.label(x, y + 27, "start", labels.get(0))
                .label(x + width / 2, y + 27, "middle", labels.get(1))
                .label(x + width, y + 27, "end", labels.get(2));
    }
}
