package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import java.util.List;

/**
 * Charts side by side and below each other as one figure, each under its title.
 *
 * @param name what the figure shows, for those who cannot see it
 * @param columns how many stand side by side, at least 1
 * @param panels the charts, at least one
 */
public record PanelGrid(String name, int columns, List<Panel> panels) {

    private static final double GAP = 22;
    private static final double TITLE = 20;

    /**
     * Checks and copies the panels.
     *
     * @throws IllegalArgumentException if there is no panel or no column
     */
    public PanelGrid {
        panels = List.copyOf(panels);
        Preconditions.checkArgument(!panels.isEmpty(), "figure \"%s\" has no panel: at least 1 is needed", name);
        Preconditions.checkArgument(columns >= 1, "columns %s: must be at least 1", columns);
    }

    /** Draws the figure. */
    public String svg() {
        List<Svg.Size> sizes =
                panels.stream().map(panel -> Svg.Size.of(panel.svg())).toList();
        double wide = sizes.stream().mapToDouble(Svg.Size::width).max().orElseThrow();
        double high = sizes.stream().mapToDouble(Svg.Size::height).max().orElseThrow() + TITLE;
        int across = Math.min(columns, panels.size());
        int down = (panels.size() + across - 1) / across;
        Svg svg = Svg.figure(across * (wide + GAP) - GAP, down * (high + GAP) - GAP, name);
        for (int i = 0; i < panels.size(); i++) {
            double x = i % across * (wide + GAP);
            int line = i / across;
            double y = line * (high + GAP);
            svg.title(x + 2, y + 13, panels.get(i).title());
            // Charts of one row may have legends of different heights: their lower ends are level.
            svg.embed(panels.get(i).svg(), x, y + high - sizes.get(i).height());
        }
        return svg.finish();
    }
}
