/**
 * Pieces of a self-contained report page: charts as SVG, maps and images as PNG in the page, numbers as text.
 *
 * <p>Charts carry the colours of a light page as attributes, so that a figure also stands alone as a file, and class names
 * by which the page's style sheet adapts them to a dark page. Nothing here knows what is reported.
 */
@NullMarked
package org.cyborgml.app.report;

import org.jspecify.annotations.NullMarked;
