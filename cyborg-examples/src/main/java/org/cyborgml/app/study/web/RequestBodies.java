package org.cyborgml.app.study.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cyborgml.app.study.AnswerTimes;
import org.cyborgml.app.study.HighlightStroke;
import org.cyborgml.app.study.StrokePoint;
import org.cyborgml.app.study.StrokeTool;
import org.cyborgml.app.study.StudyAnswer;
import org.jspecify.annotations.Nullable;

/** The bodies of requests. */
final class RequestBodies {

    private static final int MOST_PARAMETERS = 16;
    private static final int LONGEST_PARAMETER = 200;

    private RequestBodies() {}

    /** A body without content. */
    record Nothing() {}

    /** Joins a study. */
    record Join(String study, @Nullable String language, @Nullable Map<String, String> link) {

        Join {
            require("study", study);
            if (link != null && link.size() > MOST_PARAMETERS) {
                throw new IllegalArgumentException("link: at most " + MOST_PARAMETERS + " parameters are allowed");
            }
            if (link != null) {
                link.forEach((name, value) -> {
                    if (value == null || name.length() > LONGEST_PARAMETER || value.length() > LONGEST_PARAMETER) {
                        throw new IllegalArgumentException(
                                "link: names and values have at most " + LONGEST_PARAMETER + " characters");
                    }
                });
            }
        }
    }

    /** Changes the language. */
    record Language(String language) {
        Language {
            require("language", language);
        }
    }

    /** Agrees to take part, or not. */
    record Consent(@JsonProperty(required = true) boolean agreed) {}

    /** Answers questions. */
    record Questions(Map<String, Object> answers) {
        Questions {
            require("answers", answers);
        }
    }

    /** Leaves a participant out, or in again. */
    record Exclusion(@JsonProperty(required = true) boolean excluded) {}

    /** Pauses the study, or lets it go on. */
    record Pause(@JsonProperty(required = true) boolean paused) {}

    /** Wants more annotators. */
    record Extension(@JsonProperty(required = true) int annotators) {}

    /** One stroke. */
    record Stroke(String image, String tool, @JsonProperty(required = true) double size, List<double[]> points) {

        Stroke {
            require("image of a stroke", image);
            require("tool of a stroke", tool);
            require("points of a stroke", points);
        }

        HighlightStroke stroke() {
            StrokeTool used;
            try {
                used = StrokeTool.valueOf(tool.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("tool of a stroke: is unknown", e);
            }
            List<StrokePoint> read = new ArrayList<>(points.size());
            for (double[] point : points) {
                if (point == null || point.length != 3) {
                    throw new IllegalArgumentException("point of a stroke: must be [x, y, t]");
                }
                read.add(new StrokePoint(point[0], point[1], point[2]));
            }
            return new HighlightStroke(image, used, size, read);
        }
    }

    /** The times of an answer. */
    record Times(
            @JsonProperty(required = true) double loaded,
            @JsonProperty(required = true) double shown,
            @JsonProperty(required = true) double decided,
            @JsonProperty(required = true) double sent,
            @JsonProperty(required = true) double hidden) {}

    /** An answer. */
    record Answer(
            String key, String trial, String choice, @Nullable Integer confidence, List<Stroke> strokes, Times times) {

        Answer {
            require("key", key);
            require("trial", trial);
            require("choice", choice);
            require("strokes", strokes);
            require("times", times);
        }

        StudyAnswer answer() {
            List<HighlightStroke> read = new ArrayList<>(strokes.size());
            for (Stroke stroke : strokes) {
                require("stroke", stroke);
                read.add(stroke.stroke());
            }
            return new StudyAnswer(
                    key,
                    trial,
                    choice,
                    confidence,
                    read,
                    new AnswerTimes(times.loaded, times.shown, times.decided, times.sent, times.hidden));
        }
    }

    private static void require(String what, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(what + ": is missing");
        }
    }
}
