package org.cyborgml.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The guide as one page of HTML that needs no other file: chapters one after the other, figures inside, links between chapters
 * within the page, links to classes to their Javadoc.
 */
public final class GuidePage {

    private static final Pattern SOURCE = Pattern.compile("(.*cyborg-[a-z]+)/src/main/java/(.*)\\.java");

    private static final Pattern WIDTH = Pattern.compile("(?:<\\?xml[^>]*>\\s*)?<svg[^>]* width=\"(\\d+)\"");
    private static final int WIDEST_ON_PHONE = 500;

    private final Path folder;
    private final Path page;

    private GuidePage(Path folder, Path page) {
        this.folder = folder;
        this.page = page;
    }

    /**
     * Writes the page.
     *
     * @param arguments the folder of the guide and the page
     * @throws IOException if a file is missing or the page cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[1]).toAbsolutePath().normalize();
        Files.createDirectories(page.getParent());
        String html = new GuidePage(Path.of(arguments[0]).toAbsolutePath().normalize(), page).html();
        Files.writeString(page, html);
    }

    private String html() throws IOException {
        StringBuilder contents = new StringBuilder();
        StringBuilder chapters = new StringBuilder();
        for (Chapter chapter : Guide.chapters(folder)) {
            contents.append("<li><a href=\"#%s\">%s</a></li>\n".formatted(chapter.id(), chapter.title()));
            chapters.append("<section id=\"%s\">\n%s</section>\n".formatted(chapter.id(), rendered(chapter)));
        }
        return resource("/org/cyborgml/guide/page.html")
                .replace(
                        "{style}",
                        resource("/org/cyborgml/app/report/page.css") + resource("/org/cyborgml/guide/guide.css"))
                .replace("{contents}", contents)
                .replace("{chapters}", chapters);
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = GuidePage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("no resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String rendered(Chapter chapter) {
        Set<Node> wide = new HashSet<>();
        chapter.document().accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                link.setDestination(destination(chapter, link.getDestination()));
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                Path picture = chapter.file().resolveSibling(image.getDestination());
                if (isWide(picture)) {
                    wide.add(image);
                }
                image.setDestination(inside(picture));
            }
        });
        return HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Heading heading) {
                        attributes.put("id", chapter.id() + "--" + Chapter.anchor(heading));
                    } else if (tag.equals("table")) {
                        attributes.put("tabindex", "0");
                    } else if (wide.contains(node)) {
                        attributes.put("class", "wide");
                    }
                })
                .build()
                .render(chapter.document());
    }

    /** Where a link of the page leads: within it, to a Javadoc, or to a file beside it. */
    private String destination(Chapter chapter, String link) {
        if (link.startsWith("https://")) {
            return link;
        }
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        String anchor = hash < 0 ? "" : link.substring(hash + 1);
        Path target = path.isEmpty()
                ? chapter.file()
                : chapter.file().resolveSibling(path).normalize();
        String name = String.valueOf(target.getFileName());
        if (folder.equals(target.getParent()) && name.endsWith(".md")) {
            String id = name.replace(".md", "");
            return "#" + (anchor.isEmpty() ? id : id + "--" + anchor);
        }
        String fromHere = page.getParent().relativize(target).toString().replace('\\', '/');
        Matcher source = SOURCE.matcher(fromHere);
        if (source.matches()) {
            return source.group(1) + "/target/reports/apidocs/" + source.group(2) + ".html";
        }
        return fromHere + (anchor.isEmpty() ? "" : "#" + anchor);
    }

    /** Wide ones would have letters of four pixels on a phone: there they are to be moved sideways. */
    private static boolean isWide(Path picture) {
        try {
            Matcher width = WIDTH.matcher(Files.readString(picture, StandardCharsets.ISO_8859_1));
            return !width.lookingAt() || Integer.parseInt(width.group(1)) > WIDEST_ON_PHONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inside(Path picture) {
        try {
            String type = picture.toString().endsWith(".svg") ? "image/svg+xml" : "image/png";
            return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
