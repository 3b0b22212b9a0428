package org.cyborgml.app.experiment;

import java.util.OptionalDouble;

/**
 * How long an experiment still takes, as far as its pace so far tells. Nothing tells how long a training takes that its plateau ends.
 *
 * @param cell seconds until the cell under way is finished; empty before anything was measured and while the cell is such a
 *     training
 * @param plan seconds until all cells are; empty before anything was measured and while there are such trainings to come
 */
public record TimeLeft(OptionalDouble cell, OptionalDouble plan) {}
