package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * Maps as tiles in colours with one scale for all, from the least to the greatest value, whose legend stands below.
 *
 * @param name what the figure shows, for those who cannot see it
 * @param columns tiles side by side, at least 1
 * @param blocks rows of tiles under a title
 */
public record TileChart(String name, int columns, List<Block> blocks) {

    private static final ColourMap COLOURS = ColourMap.VIRIDIS;
    private static final double TILE = 96;
    private static final double GAP = 12;
    private static final double LINE = 13;
    private static final double TITLE = 20;
    private static final double SCALE_WIDTH = 200;
    private static final int PIXELS_ABOUT = 200;
    private static final int LETTERS = 16;

    /**
     * Tiles under a title.
     *
     * @param title above them; empty for none
     * @param tiles in order, broken into lines
     */
    public record Block(String title, List<Tile> tiles) {

        /** Copies the tiles. */
        public Block {
            tiles = List.copyOf(tiles);
        }
    }

    /**
     * A map with its caption.
     *
     * @param map the map
     * @param caption lines of text below it
     */
    public record Tile(SaliencyMap map, List<String> caption) {

        /** Copies the caption. */
        public Tile {
            caption = List.copyOf(caption);
        }
    }

    /**
     * Checks and copies the blocks.
     *
     * @throws IllegalArgumentException if there is no column, no block or a block without tiles
     */
    public TileChart {
        blocks = List.copyOf(blocks);
        Preconditions.checkArgument(columns >= 1, "columns %s: must be at least 1", columns);
        Preconditions.checkArgument(
                !blocks.isEmpty()
                        && blocks.stream().noneMatch(block -> block.tiles().isEmpty()),
                "figure \"%s\" must have blocks, each with at least 1 tile",
                name);
    }

    /** A text as lines that fit below a tile. */
    public static List<String> lines(String text) {
        return Svg.lines(text, LETTERS);
    }

    /** Draws the figure. */
    public String svg() {
        double width = Math.max(columns * (TILE + GAP) - GAP, SCALE_WIDTH) + 4;
        double height = blocks.stream().mapToDouble(this::height).sum();
        Svg svg = Svg.figure(width, height + 44, name);
        double y = 0;
        for (Block block : blocks) {
            draw(svg, block, y);
            y += height(block);
        }
        String most = Numbers.fixed(greatest(), 2);
        COLOURS.drawScale(svg, 2, height + 8, SCALE_WIDTH, List.of(Numbers.fixed(least(), 2), "value", most));
        return svg.finish();
    }

    private double height(Block block) {
        int lines = (block.tiles().size() + columns - 1) / columns;
        return titleHeight(block) + lines * lineHeight(block);
    }

    private static double titleHeight(Block block) {
        return block.title().isEmpty() ? 2 : TITLE;
    }

    private static double lineHeight(Block block) {
        int captions =
                block.tiles().stream().mapToInt(t -> t.caption().size()).max().orElse(0);
        return TILE + captions * LINE + GAP;
    }

    private void draw(Svg svg, Block block, double top) {
        if (!block.title().isEmpty()) {
            svg.title(2, top + 13, block.title());
        }
        for (int i = 0; i < block.tiles().size(); i++) {
            double x = 2 + i % columns * (TILE + GAP);
            int line = i / columns;
            double y = top + titleHeight(block) + line * lineHeight(block);
            draw(svg, block.tiles().get(i), x, y);
        }
    }

    private void draw(Svg svg, Tile tile, double x, double y) {
        Picture picture = Picture.of(tile.map(), least(), greatest(), COLOURS);
        // Whole pixels per cell, so that viewers that smooth what they enlarge leave the cells' edges sharp.
        int factor = Math.max(1, PIXELS_ABOUT / Math.max(picture.width(), picture.height()));
        svg.empty(
                "image",
                "x",
                x,
                "y",
                y,
                "width",
                TILE,
                "height",
                TILE,
                "preserveAspectRatio",
                "none",
                "href",
                picture.enlarged(factor).dataUri());
        for (int line = 0; line < tile.caption().size(); line++) {
            svg.label(x, y + TILE + 12 + line * LINE, "start", tile.caption().get(line));
        }
    }

    private double least() {
        return values().min().orElseThrow();
    }

    private double greatest() {
        double most = values().max().orElseThrow();
        return most > least() ? most : least() + 1e-6;
    }

    private DoubleStream values() {
        return blocks.stream().flatMap(block -> block.tiles().stream()).flatMapToDouble(tile -> {
            float[] values = tile.map().toArray();
            return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
        });
    }
}
