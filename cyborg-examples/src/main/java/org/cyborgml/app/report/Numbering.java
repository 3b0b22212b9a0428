package org.cyborgml.app.report;

import java.util.List;
import org.cyborgml.app.report.Item.DataTable;
import org.cyborgml.app.report.Item.Figure;
import org.cyborgml.app.report.Item.Gallery;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.Item.PictureRow;

/** Numbers the tables and figures of a page in the order in which they are made. */
public final class Numbering {

    private int tables;
    private int figures;

    /** Before the first table and figure. */
    public Numbering() {}

    /** The number of the last table. */
    public int tables() {
        return tables;
    }

    /** The next table. */
    public DataTable table(String id, String caption, Table table, List<List<String>> csv) {
        tables++;
        return new DataTable(id, tables, caption, table, csv);
    }

    /** The next figure, of charts. */
    public Figure figure(String id, String caption, List<Panel> panels, Layout layout) {
        figures++;
        return new Figure(id, figures, caption, panels, layout);
    }

    /** The next figure, of pictures with the colours of CAMs. */
    public Gallery gallery(String caption, List<PictureRow> groups) {
        return gallery(caption, groups, "CAM");
    }

    /**
     * The next figure, of pictures.
     *
     * @param scale name of the quantity that the colours show
     */
    public Gallery gallery(String caption, List<PictureRow> groups, String scale) {
        figures++;
        return new Gallery(figures, caption, groups, ColourMap.VIRIDIS.svg(scale));
    }
}
