package org.cyborgml.app.experiment;

import java.util.OptionalDouble;

/**
 * Time left of an experiment, estimated from its pace so far. There is no estimate for trainings that end on a plateau.
 *
 * @param trial seconds until the trial under way is finished; empty before anything was measured and while the trial is such a
 *     training
 * @param plan seconds until all trials are; empty before anything was measured and while there are such trainings to come
 */
public record TimeLeft(OptionalDouble trial, OptionalDouble plan) {}
