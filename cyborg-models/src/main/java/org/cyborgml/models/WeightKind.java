package org.cyborgml.models;

/** The weights of a checkpoint that are meant. */
public enum WeightKind {
    /** The weights that training ended with. */
    TRAINED,
    /** Their exponential moving average (EMA), which some training scripts keep beside them. */
    AVERAGED
}
