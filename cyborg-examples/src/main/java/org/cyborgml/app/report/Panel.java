package org.cyborgml.app.report;

/**
 * A chart with its title.
 *
 * @param title above it
 * @param svg one svg element
 */
public record Panel(String title, String svg) {}
