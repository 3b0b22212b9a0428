package org.cyborgml.models.checkpoint;

/**
 * Stands for a class of Python that is not known here, for what is made of it and for what that would hold. It is a name alone:
 * nothing is looked up, loaded or run, and what a pickle puts into it is dropped.
 *
 * @param name module and class
 */
record PickleForeign(String name) {

    /** The reason why it cannot be used where a tensor is needed. */
    String reason() {
        return "needs the class " + CheckpointException.quote(name)
                + ": only tensors and plain containers are read, no code is run; save the model's state_dict() alone";
    }

    @Override
    public String toString() {
        return "an object of the class " + CheckpointException.quote(name);
    }
}
