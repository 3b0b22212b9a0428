/** Serves a study over HTTP; the requests are in {@code docs/study-api.md}. */
@NullMarked
package org.cyborgml.app.study.web;

import org.jspecify.annotations.NullMarked;
