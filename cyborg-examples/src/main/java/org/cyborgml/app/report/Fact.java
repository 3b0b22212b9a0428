package org.cyborgml.app.report;

/**
 * A row of a table of names and values.
 *
 * @param name the name
 * @param value the value
 */
public record Fact(String name, String value) {}
