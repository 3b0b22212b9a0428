package org.cyborgml.examples.experiment;

import java.util.OptionalDouble;

/**
 * How long an experiment still takes, as far as its pace so far tells.
 *
 * @param cell seconds until the cell under way is finished; empty before anything was measured
 * @param plan seconds until all cells are
 */
public record TimeLeft(OptionalDouble cell, OptionalDouble plan) {}
