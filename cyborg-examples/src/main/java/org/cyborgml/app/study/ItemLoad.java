package org.cyborgml.app.study;

/**
 * Counts of the times that an item was given in a condition: answers of participants who count, and open trials.
 *
 * @param item number of the item
 * @param load answered and open trials
 * @param upright those of them with the first class on the left
 */
public record ItemLoad(int item, int load, int upright) {}
