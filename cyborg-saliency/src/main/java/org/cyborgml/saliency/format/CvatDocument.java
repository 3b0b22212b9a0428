package org.cyborgml.saliency.format;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** One walk through a CVAT file. */
final class CvatDocument {

    private static final String VERSION = "1.1";
    private static final Splitter COMMAS = Splitter.on(',');
    private static final Splitter SEMICOLONS = Splitter.on(';').omitEmptyStrings();

    private final XMLStreamReader xml;
    private final AnnotationSource source;
    private final RecordCollector collector;
    private final List<String> open = new ArrayList<>();
    private String annotator;
    private int images;
    private int shapes;

    CvatDocument(XMLStreamReader xml, AnnotationSource source) {
        this.xml = xml;
        this.source = source;
        this.collector = new RecordCollector(source);
        this.annotator = source.stem();
    }

    ParsedAnnotations read() throws XMLStreamException, AnnotationFormatException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamReader.DTD, XMLStreamReader.ENTITY_REFERENCE ->
                    throw new AnnotationFormatException(source.file() + ": has entities: must have none");
                case XMLStreamReader.START_ELEMENT -> start(xml.getLocalName());
                case XMLStreamReader.END_ELEMENT -> open.remove(open.size() - 1);
                default -> {
                    // Text between elements has no meaning.
                }
            }
        }
        return collector.parsed(images + " images, none with a shape");
    }

    private void start(String name) throws XMLStreamException, AnnotationFormatException {
        open.add(name);
        String path = String.join("/", open);
        if (path.equals("annotations/version")) {
            String version = content();
            if (!version.equals(VERSION)) {
                throw new AnnotationFormatException(source.file() + ": is version " + JsonFields.quote(version)
                        + " of CVAT's XML: must be \"" + VERSION + "\"");
            }
        } else if (path.matches("annotations/meta/\\w+/assignee/username")) {
            String user = content();
            annotator = user.isBlank() ? annotator : user.strip();
        } else if (path.equals("annotations/track")) {
            throw new AnnotationFormatException(
                    source.file() + ": is of a video: export the task as \"CVAT for images 1.1\"");
        } else if (path.equals("annotations/image")) {
            image();
        }
    }

    /** The text of the element that has begun; the walk is then behind its end. */
    private String content() throws XMLStreamException {
        open.remove(open.size() - 1);
        return xml.getElementText();
    }

    private void image() throws XMLStreamException {
        String place = "image " + images++;
        String[] name = {""};
        RecordCollector.@Nullable Draft[] draft = {null};
        String written = attribute("name") == null ? "" : String.valueOf(attribute("name"));
        collector.attempt(written, place, () -> name[0] = ImageNames.relative(written));
        int[] size = {0, 0};
        collector.attempt(name[0], place, () -> {
            size[0] = whole("width");
            size[1] = whole("height");
        });
        shapes = 0;
        int depth = open.size();
        while (open.size() >= depth) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                open.remove(open.size() - 1);
            } else if (event == XMLStreamReader.START_ELEMENT) {
                open.add(xml.getLocalName());
                if (open.size() == depth + 1 && size[1] > 0) {
                    String part = place + ", shape " + shapes++;
                    collector.attempt(name[0], part, () -> {
                        if (draft[0] == null) {
                            draft[0] = collector.draft(
                                    name[0], source.annotatorOr(annotator), new ImageSize(size[0], size[1]));
                        }
                        shape(draft[0]);
                    });
                } else if (open.size() == depth + 2 && draft[0] != null) {
                    part(open.get(depth), name[0], place, draft[0]);
                }
            }
        }
    }

    /** Reads the inside of a shape: a tag's attribute that is the truth, the points of a skeleton. */
    private void part(String shape, String image, String place, RecordCollector.Draft draft) throws XMLStreamException {
        if (shape.equals("tag") && source.options().truth().equals(attribute("name"))) {
            String truth = content();
            collector.attempt(image, place, () -> draft.truth(truth.isBlank() ? null : truth));
        } else if (shape.equals("skeleton") && !"1".equals(attribute("outside"))) {
            collector.attempt(
                    image, place + ", shape " + (shapes - 1), () -> points().forEach(point -> draft.add(disc(point))));
        }
    }

    private void shape(RecordCollector.Draft draft) {
        String type = xml.getLocalName();
        switch (type) {
            case "polygon" -> draft.add(ForeignShapes.polygon(points()));
            case "polyline" -> draft.add(ForeignShapes.stroke(points(), source));
            case "points" -> points().forEach(point -> draft.add(disc(point)));
            case "box" -> draft.add(box());
            case "ellipse" ->
                draft.add(ForeignShapes.ellipse(
                        new Point(number("cx"), number("cy")), number("rx"), number("ry"), numberOrZero("rotation")));
            case "mask" -> draft.add(mask(draft.size()));
            case "skeleton" -> {
                // Its points stand within it.
            }
            case "tag" -> draft.decision(text("label"));
            default ->
                throw new IllegalArgumentException("shape of the type " + JsonFields.quote(type)
                        + ": must be polygon, polyline, points, box, ellipse, mask, skeleton or tag");
        }
    }

    private Annotation disc(Point point) {
        return ForeignShapes.stroke(List.of(point), source);
    }

    private Annotation box() {
        double left = number("xtl");
        double top = number("ytl");
        double width = number("xbr") - left;
        double height = number("ybr") - top;
        return ForeignShapes.box(
                new Point(left, top),
                width,
                height,
                numberOrZero("rotation"),
                new Point(left + width / 2, top + height / 2));
    }

    /** Runs of a box of the image, row after row. */
    private Annotation mask(ImageSize image) {
        ImageSize size = new ImageSize(whole("width"), whole("height"));
        PlacedMask.requireReadable(size);
        int[] runs = COMMAS.omitEmptyStrings()
                .trimResults()
                .splitToStream(text("rle"))
                .mapToInt(run -> whole("rle", run))
                .toArray();
        return PlacedMask.at(
                BinaryMask.ofRuns(size, runs),
                whole("left"),
                whole("top"),
                image,
                source.options().outside());
    }

    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (String pair : SEMICOLONS.split(text("points"))) {
            List<String> xy = COMMAS.splitToList(pair);
            if (xy.size() != 2) {
                throw new IllegalArgumentException(
                        "\"points\" has " + JsonFields.quote(pair) + ": must have an x and a y for each point");
            }
            points.add(new Point(number("points", xy.get(0)), number("points", xy.get(1))));
        }
        return points;
    }

    private @Nullable String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    private String text(String name) {
        String value = attribute(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }

    private double number(String name) {
        return number(name, text(name));
    }

    private double numberOrZero(String name) {
        return attribute(name) == null ? 0 : number(name);
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" has " + JsonFields.quote(text) + ": must be a number", e);
        }
    }

    private int whole(String name) {
        return whole(name, text(name));
    }

    private static int whole(String name, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" has " + JsonFields.quote(text) + ": must be a whole number", e);
        }
    }
}
