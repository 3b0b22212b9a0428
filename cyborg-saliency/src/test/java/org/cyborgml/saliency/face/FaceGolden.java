package org.cyborgml.saliency.face;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.geometry.BoundingBox;

/** The files of {@code src/test/python/make_face_goldens.py}. */
final class FaceGolden {

    static final Path FOLDER = Path.of("src/test/resources/golden/face");

    private FaceGolden() {}

    /** Rows of numbers. */
    static List<double[]> rows(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name)).stream()
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }

    /** Five points of a row, from a place on. */
    static Landmarks landmarks(double[] row, int from) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            points.add(new Point(row[from + 2 * i], row[from + 2 * i + 1]));
        }
        return Landmarks.of(points);
    }

    /** A face of the oracle: x, y, width, height, five points, score. */
    static double[] row(Face face) {
        BoundingBox box = face.extent();
        List<Double> row = new ArrayList<>(List.of(box.x(), box.y(), box.width(), box.height()));
        face.landmarks().orElseThrow().points().forEach(point -> row.addAll(List.of(point.x(), point.y())));
        row.add(face.score());
        return row.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
