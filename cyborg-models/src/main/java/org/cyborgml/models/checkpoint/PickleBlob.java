package org.cyborgml.models.checkpoint;

/** Bytes of Python. */
final class PickleBlob {

    private final byte[] content;

    /** Takes the array over. */
    PickleBlob(byte[] content) {
        this.content = content;
    }

    byte[] content() {
        return content;
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
