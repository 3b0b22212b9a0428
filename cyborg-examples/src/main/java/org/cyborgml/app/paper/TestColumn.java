package org.cyborgml.app.paper;

/**
 * What a column of the tables is about: a test set, or all of them together.
 *
 * @param id key of its results
 * @param title for people
 */
record TestColumn(String id, String title) {}
