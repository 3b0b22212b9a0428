package org.cyborgml.app.sharing;

/**
 * A lease that another process holds.
 *
 * @param name of the lease
 * @param process that holds it, such as {@code 4711@node7}
 * @param doing how far it is, in words; empty if it has not said
 */
public record HeldLease(String name, String process, String doing) {

    /** All of it in words. */
    @Override
    public String toString() {
        return name + " by " + process + (doing.isEmpty() ? "" : " (" + doing + ")");
    }
}
