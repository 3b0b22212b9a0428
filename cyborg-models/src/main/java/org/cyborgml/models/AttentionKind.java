package org.cyborgml.models;

/** How a {@link SelfAttention} network makes its attention map. */
public enum AttentionKind {

    /** Regressed from the feature maps: the sigmoid of a separable convolution to one channel. */
    DIRECT_REGRESSION,

    /** The manipulation appearance model: a sum of ten learned templates, weighted by what the feature maps show. */
    TEMPLATES
}
