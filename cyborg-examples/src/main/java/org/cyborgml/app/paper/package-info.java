/**
 * The tables and figures of the CYBORG paper from the folder of an experiment: AUC by backbone, scenario and generator with
 * its significance, ROC curves and accuracies with bands, mean CAMs, agreement with people's maps.
 *
 * <p>{@link org.cyborgml.app.paper.PaperReport} is the entry. It reads what {@link org.cyborgml.app.experiment}
 * leaves on disk, needs neither network nor images, and is content with trials that are not finished.
 */
@NullMarked
package org.cyborgml.app.paper;

import org.jspecify.annotations.NullMarked;
