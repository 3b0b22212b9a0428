/**
 * DL4J's training pages, on this machine's own address alone. What they need is part of the jar with {@code -Pui} only: it is a
 * web server of an old line.
 */
@NullMarked
package org.cyborgml.app.ui;

import org.jspecify.annotations.NullMarked;
