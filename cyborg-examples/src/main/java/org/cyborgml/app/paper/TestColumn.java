package org.cyborgml.app.paper;

/**
 * A column of the tables: a test set, or all of them together.
 *
 * @param id key of its results
 * @param title for people
 */
record TestColumn(String id, String title) {}
