/**
 * DL4J's training pages, on this machine's own address alone. What they need is part of the jar with {@code -Pui} only: it is a
 * web server and libraries of 2020.
 */
@NullMarked
package org.cyborgml.examples.ui;

import org.jspecify.annotations.NullMarked;
