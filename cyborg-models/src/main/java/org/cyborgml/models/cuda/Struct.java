package org.cyborgml.models.cuda;

/** A parameter of a kernel that is a struct of 32-bit numbers. */
public interface Struct {

    /**
     * Its fields.
     *
     * @return the values in order
     */
    int[] fields();
}
