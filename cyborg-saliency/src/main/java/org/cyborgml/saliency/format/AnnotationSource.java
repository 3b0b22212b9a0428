package org.cyborgml.saliency.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.file.PlainText;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** An annotation file that is being read: its content, and what the caller has set. */
public final class AnnotationSource {

    /** The largest file that is read: 256 MiB. */
    public static final int MOST_BYTES = 1 << 28;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    // LabelMe keeps the whole image in one text.
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MOST_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final byte[] bytes;
    private final String text;
    private final @Nullable JsonNode json;
    private final @Nullable String annotator;
    private final ReadingOptions options;
    private final @Nullable ImageIndex images;

    private AnnotationSource(
            Path file, byte[] bytes, @Nullable String annotator, ReadingOptions options, @Nullable ImageIndex images)
            throws IOException {
        this.file = file;
        this.bytes = bytes;
        this.annotator = annotator;
        this.options = options;
        this.images = images;
        this.text = decode(bytes, file);
        this.json = begins('{') || begins('[') ? parse(text, file) : null;
    }

    static AnnotationSource read(
            Path file, @Nullable String annotator, ReadingOptions options, @Nullable ImageIndex images)
            throws IOException {
        return of(file, content(file), annotator, options, images);
    }

    static AnnotationSource of(
            Path file, byte[] bytes, @Nullable String annotator, ReadingOptions options, @Nullable ImageIndex images)
            throws IOException {
        return new AnnotationSource(file, bytes, annotator, options, images);
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new AnnotationFormatException(
                        file + ": has more than " + MOST_BYTES + " bytes: at most so many are read; split the file");
            }
            return bytes;
        }
    }

    private static String decode(byte[] bytes, Path file) throws AnnotationFormatException {
        // Tools export archives, and masks as images.
        if (begins(bytes, 'P', 'K', 3, 4) || begins(bytes, 0x1f, 0x8b)) {
            throw new AnnotationFormatException(file + ": is an archive: unpack it, and give what is in it");
        }
        if (begins(bytes, 0x89, 'P', 'N', 'G') || begins(bytes, 0xff, 0xd8, 0xff)) {
            throw new AnnotationFormatException(
                    file + ": is an image: give the folder that holds a folder of masks for each annotator");
        }
        try {
            return PlainText.decode(bytes, file);
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        }
    }

    /** JSON within another form. */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(JsonFields.quote(text) + ": must be JSON", e);
        }
    }

    private static boolean begins(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i == bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode parse(String text, Path file) throws IOException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw failure(
                    file + ": is not valid JSON: " + e.getOriginalMessage() + " at line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()),
                    e);
        }
    }

    static AnnotationFormatException failure(String message, Throwable cause) {
        AnnotationFormatException failure = new AnnotationFormatException(message);
        failure.initCause(cause);
        return failure;
    }

    /**
     * The file.
     *
     * @return its path
     */
    public Path file() {
        return file;
    }

    /**
     * The file's content.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The content as text.
     *
     * @return the decoded UTF-8, without a byte order mark
     */
    public String text() {
        return text;
    }

    /**
     * The annotator, for forms that do not name one.
     *
     * @param otherwise the name if the caller has not set one
     * @return the name of the annotator's folder if the file lies in one, else the given name
     */
    public String annotatorOr(String otherwise) {
        return annotator == null ? otherwise : annotator;
    }

    /**
     * The settings of the reader.
     *
     * @return the options
     */
    public ReadingOptions options() {
        return options;
    }

    /**
     * The size of an image, for forms that do not state it.
     *
     * @param image the image's path in the annotation file
     * @return the size in the header of the image file
     * @throws IllegalArgumentException if there is no such image, or its header cannot be read; the message says which
     */
    public ImageSize sizeOf(String image) {
        if (images == null) {
            throw new IllegalArgumentException(
                    "the file does not state the size of the image: give the folder of the images (--images)");
        }
        return images.size(images.find(image));
    }

    /** The file's name without its extension. */
    String stem() {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The parsed content of a JSON file; empty for others. */
    Optional<JsonNode> json() {
        return Optional.ofNullable(json);
    }

    /** True if the first character that is no white space is this one. */
    boolean begins(char first) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == first;
    }
}
