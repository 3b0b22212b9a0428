/**
 * The annotation study: people look at images in a browser, decide, and highlight the regions that made them decide (Boyd et
 * al., WACV 2023, sections 4.1 and 4.2, appendix A). This package holds its rules and knows neither HTTP nor SQL.
 *
 * <ul>
 *   <li>{@link org.cyborgml.app.study.StudyPlan}: what the researcher decided, read from {@code study.yaml};
 *   <li>{@link org.cyborgml.app.study.StudyItem}: a pair of images or a single image, shown in one trial;
 *   <li>{@link org.cyborgml.app.study.StudySessions}: what participants do, step by step;
 *   <li>{@link org.cyborgml.app.study.StudyStore}: where it is kept;
 *   <li>{@link org.cyborgml.app.study.AnsweredTrial}: one answer with all that is known about it, for reports and exports.
 * </ul>
 */
@NullMarked
package org.cyborgml.app.study;

import org.jspecify.annotations.NullMarked;
