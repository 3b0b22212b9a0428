/**
 * The report of an annotation study: human accuracy with and without highlighting, times, learning, bias, agreement of the
 * annotators, convergence of the maps, and examples, as one page with its figures and tables as files.
 *
 * <p>It is made of answers and annotations in memory and knows neither the server nor the store.
 */
@NullMarked
package org.cyborgml.app.study.report;

import org.jspecify.annotations.NullMarked;
