package org.cyborgml.saliency.face;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.file.NamedRows;
import org.cyborgml.saliency.file.PathKey;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.jspecify.annotations.Nullable;

/**
 * Boxes and landmarks that another program found (img2pose, RetinaFace, MTCNN, a person): a csv with a header and a row for each face.
 * Columns, in any order and case:
 *
 * <ul>
 *   <li>{@code path} (or image, file, filename): of the photograph, below the folder of photographs;
 *   <li>the box: {@code left, top, right, bottom} (or x1, y1, x2, y2; xmin, ymin, xmax, ymax), or {@code x, y, width, height}
 *       (or x, y, w, h);
 *   <li>landmarks: {@code left_eye_x, left_eye_y, right_eye_x, right_eye_y, nose_x, nose_y, left_mouth_x, left_mouth_y,
 *       right_mouth_x, right_mouth_y} (or mouth_left_x and so on). Left and right may be the viewer's or the subject's, see
 *       {@link Landmarks#ofEitherSide};
 *   <li>{@code score} (or confidence, prob), in [0,1]; 1 if there is no such column.
 * </ul>
 *
 * <p>Box or landmarks may be missing, as columns or as empty cells of a row. Coordinates count from the upper left corner of the
 * photograph. Immutable.
 */
public final class FaceTable {

    private static final String[][] BOXES = {
        {"left", "top", "right", "bottom"}, {"x1", "y1", "x2", "y2"}, {"xmin", "ymin", "xmax", "ymax"}
    };

    private static final String[][] SIZED_BOXES = {{"x", "y", "width", "height"}, {"x", "y", "w", "h"}};

    private static final String[][] PLACES = {
        {"left_eye"}, {"right_eye"}, {"nose"}, {"left_mouth", "mouth_left"}, {"right_mouth", "mouth_right"}
    };

    private final Map<String, List<Face>> faces;

    private FaceTable(Map<String, List<Face>> faces) {
        this.faces = faces;
    }

    /**
     * Reads a csv.
     *
     * @param file as above
     * @return its faces
     * @throws IOException if it cannot be read, lacks columns or a row is no face; the message names the file and the line
     */
    public static FaceTable read(Path file) throws IOException {
        NamedRows table = NamedRows.read(file);
        String path = table.anyOf("path", "image", "file", "filename")
                .orElseThrow(() -> new IOException(file + ": has no column \"path\" for the photographs"));
        String[] box = columns(table, BOXES);
        String[] sized = box == null ? columns(table, SIZED_BOXES) : null;
        List<String> places = places(table);
        if (box == null && sized == null && places.isEmpty()) {
            throw new IOException(file + ": has neither boxes (columns left, top, right, bottom or x, y, width, height)"
                    + " nor landmarks (columns left_eye_x to right_mouth_y)");
        }
        Optional<String> score = table.anyOf("score", "confidence", "prob");
        Map<String, List<Face>> faces = new LinkedHashMap<>();
        for (NamedRows.Row row : table.rows()) {
            try {
                Face face = new Face(
                        box(row, box, sized), landmarks(row, places), score.isPresent() ? row.number(score.get()) : 1);
                faces.computeIfAbsent(PathKey.of(row.filled(path)), photograph -> new ArrayList<>())
                        .add(face);
            } catch (IllegalArgumentException e) {
                throw row.error(String.valueOf(e.getMessage()));
            }
        }
        return new FaceTable(faces);
    }

    private static String @Nullable [] columns(NamedRows table, String[][] choices) {
        for (String[] names : choices) {
            if (List.of(names).stream().allMatch(table::has)) {
                return names;
            }
        }
        return null;
    }

    /** The beginnings of the landmarks' columns; none if one is missing. */
    private static List<String> places(NamedRows table) {
        List<String> found = new ArrayList<>();
        for (String[] names : PLACES) {
            List.of(names).stream()
                    .filter(name -> table.has(name + "_x") && table.has(name + "_y"))
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found.size() == Landmarks.COUNT ? found : List.of();
    }

    private static Optional<BoundingBox> box(NamedRows.Row row, String @Nullable [] corners, String @Nullable [] sized)
            throws IOException {
        String[] names = corners == null ? sized : corners;
        if (names == null || row.isEmpty(names[0])) {
            return Optional.empty();
        }
        double x = row.number(names[0]);
        double y = row.number(names[1]);
        double third = row.number(names[2]);
        double fourth = row.number(names[3]);
        return Optional.of(
                corners == null ? new BoundingBox(x, y, third, fourth) : new BoundingBox(x, y, third - x, fourth - y));
    }

    private static Optional<Landmarks> landmarks(NamedRows.Row row, List<String> places) throws IOException {
        if (places.isEmpty() || row.isEmpty(places.get(0) + "_x")) {
            return Optional.empty();
        }
        List<Point> points = new ArrayList<>();
        for (String place : places) {
            points.add(new Point(row.number(place + "_x"), row.number(place + "_y")));
        }
        return Optional.of(
                Landmarks.ofEitherSide(points.get(0), points.get(1), points.get(2), points.get(3), points.get(4)));
    }

    /**
     * The faces of a photograph.
     *
     * @param photograph its path below the folder of photographs
     * @return in the order of the rows; none if it has no row
     */
    public List<Face> faces(String photograph) {
        return List.copyOf(faces.getOrDefault(PathKey.of(photograph), List.of()));
    }

    /**
     * The photographs that have a face.
     *
     * @return their paths
     */
    public Set<String> photographs() {
        return Set.copyOf(faces.keySet());
    }
}
