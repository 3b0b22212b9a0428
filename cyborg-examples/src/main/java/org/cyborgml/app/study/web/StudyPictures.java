package org.cyborgml.app.study.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyborgml.app.study.StudyImage;

/** The images of a study as participants get them: the file's pixels without anything else that it tells. */
final class StudyPictures {

    private final Path folder;

    StudyPictures(Path folder) {
        this.folder = folder;
    }

    WebResponse response(StudyImage image) throws IOException {
        PictureBytes picture = PictureBytes.withoutMetadata(Files.readAllBytes(folder.resolve(image.file())));
        return WebResponse.bytes(picture.type(), picture.bytes());
    }
}
