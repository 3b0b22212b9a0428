package org.cyborgml.app.paper;

import java.util.List;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.PanelGrid;
import org.cyborgml.app.report.Table;

/** What a section of the report holds. For its template, which must see them, and its files. */
public sealed interface Item {

    /**
     * Text.
     *
     * @param text a paragraph
     */
    record Paragraph(String text) implements Item {}

    /**
     * A figure; its panels stand side by side where there is room.
     *
     * @param id name of its files
     * @param number counted from 1
     * @param caption what it shows, behind its number
     * @param panels its charts
     * @param layout how wide the panels are
     */
    record Figure(String id, int number, String caption, List<Panel> panels, Layout layout) implements Item {

        /**
         * Copies the panels.
         *
         * @param id name of its files
         * @param number counted from 1
         * @param caption what it shows, behind its number
         * @param panels its charts
         * @param layout how wide the panels are
         */
        public Figure {
            panels = List.copyOf(panels);
        }

        /** The figure as one svg element. */
        String svg() {
            return panels.size() == 1 && panels.get(0).title().isEmpty()
                    ? panels.get(0).svg()
                    : new PanelGrid(caption, layout.columns, panels).svg();
        }
    }

    /** How wide the panels of a figure are. */
    enum Layout {
        /** Three side by side. */
        NARROW("panels panels-narrow", 3),
        /** Two side by side. */
        WIDE("panels panels-wide", 2);

        private final String styleClass;
        private final int columns;

        Layout(String styleClass, int columns) {
            this.styleClass = styleClass;
            this.columns = columns;
        }

        /**
         * The layout in the style sheet.
         *
         * @return classes
         */
        public String styleClass() {
            return styleClass;
        }
    }

    /**
     * A table.
     *
     * @param id name of its files
     * @param number counted from 1
     * @param caption what it shows, behind its number
     * @param table its rows
     * @param csv its numbers in full, the header first
     */
    record DataTable(String id, int number, String caption, Table table, List<List<String>> csv) implements Item {

        /**
         * Copies the rows.
         *
         * @param id name of its files
         * @param number counted from 1
         * @param caption what it shows, behind its number
         * @param table its rows
         * @param csv its numbers in full, the header first
         */
        public DataTable {
            csv = csv.stream().map(List::copyOf).toList();
        }
    }
}
