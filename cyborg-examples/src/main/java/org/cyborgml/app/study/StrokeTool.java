package org.cyborgml.app.study;

/** The tool that drew a stroke; the points of each are described at {@link HighlightStroke}. */
public enum StrokeTool {
    /** A round brush. */
    BRUSH,
    /** Takes away what earlier strokes covered. */
    ERASER,
    /** An upright rectangle. */
    RECTANGLE,
    /** An upright ellipse. */
    ELLIPSE,
    /** A filled outline. */
    POLYGON
}
