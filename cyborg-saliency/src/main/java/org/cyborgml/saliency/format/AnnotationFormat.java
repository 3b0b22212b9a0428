package org.cyborgml.saliency.format;

import java.io.IOException;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.annotation.ParsedAnnotations;

/** A form of annotation files, recognised by a file's content. */
public interface AnnotationFormat {

    /**
     * The name by which the form is chosen.
     *
     * @return lower case, without blanks, for example {@code labelme}
     */
    String name();

    /**
     * One line on the form.
     *
     * @return the tool, and the parts by which a file of the form is recognised
     */
    String description();

    /**
     * Tells if a file is of this form.
     *
     * @param source the file
     * @return true if the file has the parts that only this form has; it may be damaged all the same
     */
    boolean recognises(AnnotationSource source);

    /**
     * Reads a file. The records beside a broken one are read, and everything that is wrong is listed.
     *
     * @param source a file of this form
     * @return its records and problems
     * @throws AnnotationFormatException if the file as a whole is not of the form
     * @throws IOException if it cannot be read
     */
    ParsedAnnotations read(AnnotationSource source) throws IOException;
}
