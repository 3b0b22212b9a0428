package org.cyborgml.app.report;

import java.util.List;

/** A part of a report page. */
public sealed interface Item {

    /**
     * The heading of a section.
     *
     * @param text the heading
     */
    record Heading(String text) implements Item {}

    /**
     * The heading of a part of a section.
     *
     * @param text the heading
     */
    record Subheading(String text) implements Item {}

    /**
     * Text.
     *
     * @param text a paragraph
     */
    record Paragraph(String text) implements Item {}

    /**
     * Text in small print.
     *
     * @param text a paragraph
     */
    record Note(String text) implements Item {}

    /**
     * Text as it is typed, such as a command.
     *
     * @param text one or more lines
     */
    record Code(String text) implements Item {}

    /**
     * A list with bullets.
     *
     * @param lines its entries
     */
    record Bullets(List<String> lines) implements Item {
        /** Copies the lines. */
        public Bullets {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Numbers in large print.
     *
     * @param entries from left to right
     */
    record Headlines(List<Headline> entries) implements Item {
        /** Copies the entries. */
        public Headlines {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A number in large print.
     *
     * @param name the quantity
     * @param value the number
     * @param spread its standard deviation or interval
     */
    record Headline(String name, String value, String spread) {}

    /**
     * Items in a box.
     *
     * @param tone its look
     * @param label its name, for those who cannot see it
     * @param items inside of it
     */
    record Box(Tone tone, String label, List<Item> items) implements Item {
        /** Copies the items. */
        public Box {
            items = List.copyOf(items);
        }
    }

    /** The look of a box. */
    enum Tone {
        /** As the page in brief. */
        SUMMARY("summary"),
        /** As a warning. */
        WARNING("summary warning");

        private final String styleClass;

        Tone(String styleClass) {
            this.styleClass = styleClass;
        }

        /** Classes of the style sheet. */
        public String styleClass() {
            return styleClass;
        }
    }

    /**
     * A figure; its panels stand side by side where there is room.
     *
     * @param id name of its files
     * @param number counted from 1
     * @param caption the text behind its number
     * @param panels its charts
     * @param layout width of the panels
     */
    record Figure(String id, int number, String caption, List<Panel> panels, Layout layout) implements Item {
        /** Copies the panels. */
        public Figure {
            panels = List.copyOf(panels);
        }

        /** The figure as one svg element. */
        public String svg() {
            return panels.size() == 1 && panels.get(0).title().isEmpty()
                    ? panels.get(0).svg()
                    : new PanelGrid(caption, layout.columns, panels).svg();
        }
    }

    /** Width of the panels of a figure. */
    enum Layout {
        /** Three side by side. */
        NARROW("panels panels-narrow", 3),
        /** Two side by side. */
        WIDE("panels panels-wide", 2),
        /** One below the other. */
        WHOLE("wide", 1);

        private final String styleClass;
        private final int columns;

        Layout(String styleClass, int columns) {
            this.styleClass = styleClass;
            this.columns = columns;
        }

        /** Classes of the style sheet. */
        public String styleClass() {
            return styleClass;
        }
    }

    /**
     * Small pictures in groups.
     *
     * @param number of the figure, counted from 1
     * @param caption the text behind its number
     * @param groups each under its title
     * @param scale legend of the colours, one svg element; empty for none
     */
    record Gallery(int number, String caption, List<PictureRow> groups, String scale) implements Item {
        /** Copies the groups. */
        public Gallery {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Pictures that belong together.
     *
     * @param title above them
     * @param pictures from left to right
     */
    record PictureRow(String title, List<Thumbnail> pictures) {
        /** Copies the pictures. */
        public PictureRow {
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * Small pictures side by side.
     *
     * @param pictures from left to right
     * @param size of each
     * @param scale legend of the colours, one svg element; empty for none
     * @param caption the text below; empty for none
     */
    record Pictures(List<Thumbnail> pictures, Size size, String scale, String caption) implements Item {
        /** Copies the pictures. */
        public Pictures {
            pictures = List.copyOf(pictures);
        }
    }

    /** The size of small pictures. */
    enum Size {
        /** Three side by side. */
        LARGE("maps"),
        /** As many side by side as there is room for. */
        SMALL("runs");

        private final String styleClass;

        Size(String styleClass) {
            this.styleClass = styleClass;
        }

        /** Classes of the style sheet. */
        public String styleClass() {
            return styleClass;
        }
    }

    /**
     * Images that are files, each with its prediction and a link to it.
     *
     * @param cards the images
     */
    record Cards(List<Card> cards) implements Item {
        /** Copies the images. */
        public Cards {
            cards = List.copyOf(cards);
        }
    }

    /**
     * An image.
     *
     * @param overlay address of the image with its CAM
     * @param human address of the human map; empty if there is none
     * @param path of the image
     * @param verdict the predicted class and its probability
     * @param correctness of the prediction
     * @param note the class shown and the agreement
     */
    record Card(String overlay, String human, String path, String verdict, Correctness correctness, String note) {}

    /**
     * Links to the pages before and behind.
     *
     * @param previous file of the page before; empty if there is none
     * @param next file of the next page; empty if there is none
     */
    record Neighbours(String previous, String next) implements Item {}

    /**
     * A table.
     *
     * @param id name of its files
     * @param number counted from 1; 0 for none
     * @param caption the text behind its number
     * @param table its rows
     * @param csv its numbers in full, the header first; empty for none
     */
    record DataTable(String id, int number, String caption, Table table, List<List<String>> csv) implements Item {
        /** Copies the rows. */
        public DataTable {
            csv = csv.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A table of names and values.
     *
     * @param facts its rows
     * @param width room of the names
     */
    record Facts(List<Fact> facts, Names width) implements Item {
        /** Copies the rows. */
        public Facts {
            facts = List.copyOf(facts);
        }

        /** Facts with short names. */
        public static Facts of(List<Fact> facts) {
            return new Facts(facts, Names.SHORT);
        }
    }

    /** Room of the names in a table of facts. */
    enum Names {
        /** A few words. */
        SHORT("facts"),
        /** Paths of files. */
        LONG("facts hashes");

        private final String styleClass;

        Names(String styleClass) {
            this.styleClass = styleClass;
        }

        /** Classes of the style sheet. */
        public String styleClass() {
            return styleClass;
        }
    }
}
