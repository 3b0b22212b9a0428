package org.cyborgml.saliency.face;

import java.io.IOException;

/** The file of a face detector cannot be used. The message names the file and the rule that it breaks. */
public final class FaceModelException extends IOException {

    private static final long serialVersionUID = 1;

    FaceModelException(String file, String reason) {
        super(file + ": " + reason);
    }
}
