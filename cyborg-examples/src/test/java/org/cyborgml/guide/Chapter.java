package org.cyborgml.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A page in Markdown, parsed: a chapter of the guide, or another page of this project.
 *
 * @param file the page
 * @param document its nodes
 */
public record Chapter(Path file, Node document) {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    /**
     * A block of code.
     *
     * @param language the word behind the opening fence; empty for an indented block
     * @param text its lines
     */
    public record Block(String language, String text) {}

    /**
     * Reads a page.
     *
     * @throws IOException if it cannot be read
     */
    public static Chapter read(Path file) throws IOException {
        return new Chapter(file, PARSER.parse(Files.readString(file)));
    }

    String id() {
        return String.valueOf(file.getFileName()).replace(".md", "");
    }

    /** The text of the first heading. */
    String title() {
        List<String> titles = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                titles.add(textOf(heading));
            }
        });
        return titles.get(0);
    }

    /** The anchors that a code host gives the headings. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.add(anchor(heading));
            }
        });
        return anchors;
    }

    /** The anchor of a heading: its words in small letters, joined by hyphens, without punctuation. */
    static String anchor(Heading heading) {
        return textOf(heading)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String textOf(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text one) {
                text.append(one.getLiteral());
            }

            @Override
            public void visit(Code one) {
                text.append(one.getLiteral());
            }
        });
        return text.toString();
    }

    /** The blocks of code, in order. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                blocks.add(new Block(block.getInfo(), block.getLiteral()));
            }

            @Override
            public void visit(IndentedCodeBlock block) {
                blocks.add(new Block("", block.getLiteral()));
            }
        });
        return blocks;
    }

    /** The texts in code font within paragraphs and tables, in order. */
    public List<String> code() {
        List<String> code = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Code one) {
                code.add(one.getLiteral());
            }
        });
        return code;
    }

    /** Where links and images lead, in order. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links;
    }
}
