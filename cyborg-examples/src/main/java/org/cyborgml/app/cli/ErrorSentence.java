package org.cyborgml.app.cli;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cyborgml.saliency.file.FailureReason;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Puts whatever ends a command into one sentence for its user, with the way out; without names of classes. */
final class ErrorSentence {

    /** Names of exceptions and other classes, as {@code Throwable.toString} begins with them. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.){2,}[A-Z][A-Za-z0-9_$]*(?:Exception|Error)?(?::\\s*)?");

    private ErrorSentence() {}

    /** The sentence for an error that ends a command. */
    static String of(Throwable error) {
        Optional<String> natives = NativeFailure.sentence(error);
        if (natives.isPresent()) {
            return plain(natives.get());
        }
        if (error instanceof JacksonException json) {
            return plain(json.getOriginalMessage());
        }
        if (error instanceof IOException
                || error instanceof UncheckedIOException
                || error instanceof InvalidPathException
                || error instanceof OutOfMemoryError) {
            return plain(FailureReason.withFile(error));
        }
        if ((error instanceof IllegalArgumentException || error instanceof IllegalStateException)
                && error.getMessage() != null) {
            return plain(String.valueOf(error.getMessage()));
        }
        return "a fault of this program, "
                + plain(kind(error) + (error.getMessage() == null ? "" : ": " + error.getMessage()))
                + "; to report it, run the command again with java -D" + OneLineErrors.TRACE
                + "=true, which shows where"
                + " it happened";
    }

    /** The kind of an error in words: NullPointerException is a "null pointer". */
    private static String kind(Throwable error) {
        return error.getClass()
                .getSimpleName()
                .replaceFirst("(Exception|Error)$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    /** The sentence for words on the command line that cannot be read. */
    static String of(ParameterException error) {
        Throwable cause = error.getCause();
        // Picocli quotes what a converter throws by its class.
        if (cause != null
                && error.getArgSpec() != null
                && String.valueOf(error.getMessage()).contains(cause.getClass().getName())) {
            String reason = cause instanceof InvalidPathException
                    ? FailureReason.withFile(cause)
                    : cause.getMessage() == null ? "cannot be read" : plain(cause.getMessage());
            String what = error.getArgSpec().isOption()
                    ? "option '" + ((OptionSpec) error.getArgSpec()).longestName() + "'"
                    : "argument " + error.getArgSpec().paramLabel();
            return "Invalid value for " + what + ": " + reason;
        }
        return plain(String.valueOf(error.getMessage()));
    }

    private static String plain(String message) {
        return CLASS_NAME
                .matcher(message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " "))
                .replaceAll("");
    }
}
