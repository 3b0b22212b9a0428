package org.cyborgml.models;

/** Ways to make the attention map of a {@link SelfAttention} network. */
public enum AttentionKind {

    /** Regressed from the feature maps: the sigmoid of a separable convolution to one channel. */
    DIRECT_REGRESSION,

    /** The manipulation appearance model: a sum of ten learned templates, whose weights are computed from the feature maps. */
    TEMPLATES
}
