package org.cyborgml.loss;

/** Feature maps that the class activation map is made of. The logits always come from the pooled ones. */
public enum FeatureTap {

    /**
     * The maps that the authors' code reads: for ResNet50 and Xception the bare output of the last convolution, before
     * batch norm and ReLU. The head then takes two feature inputs and applies one set of weights to both.
     */
    REFERENCE,

    /** The maps that global average pooling feeds to the classifier, as the paper's text has it. */
    POOLED
}
