package org.cyborgml.saliency.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** COCO's JSON of instances: polygons, run lengths, boxes. */
final class CocoFormat implements AnnotationFormat {

    @Override
    public String name() {
        return "coco";
    }

    @Override
    public String description() {
        return "COCO instances: JSON with \"images\" and \"annotations\"";
    }

    @Override
    public boolean recognises(AnnotationSource source) {
        return source.json()
                .filter(json -> json.path("images").isArray()
                        && json.path("annotations").isArray())
                .isPresent();
    }

    private record Image(String name, ImageSize size, @Nullable String decision, @Nullable String truth) {}

    @Override
    public ParsedAnnotations read(AnnotationSource source) throws IOException {
        RecordCollector collector = new RecordCollector(source);
        JsonNode listed = JsonRoot.array(source, "images");
        JsonNode annotations = JsonRoot.array(source, "annotations");
        Map<String, Image> images = images(listed, source, collector);
        for (int i = 0; i < annotations.size(); i++) {
            JsonNode annotation = annotations.get(i);
            String id = annotation.path("image_id").asText();
            Image image = images.get(id);
            String place = "annotations[" + i + "]";
            if (image == null) {
                collector.problem("", place, "\"image_id\" is " + JsonFields.quote(id) + ": must be that of an image");
            } else {
                collector.attempt(image.name(), place, () -> {
                    RecordCollector.Draft draft =
                            collector.draft(image.name(), source.annotatorOr(source.stem()), image.size());
                    for (Annotation region : regions(annotation, image.size(), source)) {
                        draft.add(region);
                    }
                    draft.truth(image.truth());
                    draft.decision(image.decision());
                });
            }
        }
        return collector.parsed(listed.size() + " images, none with an annotation");
    }

    private static Map<String, Image> images(JsonNode list, AnnotationSource source, RecordCollector collector) {
        Map<String, Image> images = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode node = list.get(i);
            String place = "images[" + i + "]";
            collector.attempt(node.path("file_name").asText(), place, () -> {
                String name = ImageNames.relative(JsonFields.text(node, "file_name"));
                ImageSize size = JsonFields.has(node, "width") || JsonFields.has(node, "height")
                        ? JsonFields.size(node, "width", "height")
                        : source.sizeOf(name);
                String id = node.path("id").asText();
                Image image = new Image(
                        name,
                        size,
                        JsonFields.optionalText(node, source.options().decision()),
                        JsonFields.optionalText(node, source.options().truth()));
                if (id.isEmpty() || images.putIfAbsent(id, image) != null) {
                    throw new IllegalArgumentException("\"id\" is " + JsonFields.quote(id)
                            + ": must be there, and differ from those of other images");
                }
                String other = ids.putIfAbsent(name, id);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "\"file_name\" is also that of the image " + JsonFields.quote(other) + ": must differ");
                }
            });
        }
        return images;
    }

    private static List<Annotation> regions(JsonNode annotation, ImageSize size, AnnotationSource source) {
        if (source.options().cocoRegions() == CocoRegions.BOXES) {
            double[] box = JsonFields.numbers(annotation, "bbox");
            if (box.length != 4) {
                throw new IllegalArgumentException("\"bbox\" has " + box.length + " numbers: must have 4");
            }
            return List.of(new Annotation.Box(new Point(box[0], box[1]), box[2], box[3]));
        }
        JsonNode segmentation = annotation.path("segmentation");
        if (segmentation.isObject()) {
            return List.of(mask(segmentation, size));
        }
        if (!segmentation.isArray() || segmentation.isEmpty()) {
            throw new IllegalArgumentException(
                    annotation.has("bbox")
                            ? "has a box and no segmentation: ask for boxes (--boxes), or leave it out"
                            : "has no segmentation: must have one");
        }
        List<Annotation> regions = new ArrayList<>();
        if (segmentation.get(0).isNumber()) {
            regions.add(ForeignShapes.polygon(JsonFields.numbersOf(segmentation, "\"segmentation\"")));
            return regions;
        }
        for (JsonNode polygon : segmentation) {
            regions.add(ForeignShapes.polygon(JsonFields.numbersOf(polygon, "a polygon of \"segmentation\"")));
        }
        return regions;
    }

    private static Annotation mask(JsonNode segmentation, ImageSize size) {
        double[] stated = JsonFields.numbers(segmentation, "size");
        if (stated.length != 2 || stated[0] != size.height() || stated[1] != size.width()) {
            throw new IllegalArgumentException("\"size\" of the segmentation is "
                    + JsonFields.quote(segmentation.path("size").toString()) + ": must be [" + size.height() + ", "
                    + size.width() + "], height and width of the image");
        }
        JsonNode counts = segmentation.path("counts");
        int[] runs = counts.isTextual()
                ? CocoRuns.decode(counts.textValue())
                : WholeNumbers.of(JsonFields.numbers(segmentation, "counts"), "\"counts\"");
        return new Annotation.Mask(CocoRuns.mask(runs, size));
    }
}
