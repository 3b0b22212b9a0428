package org.cyborgml.models.checkpoint;

import java.util.zip.CRC32;

/**
 * One uncompressed record of a zip file.
 *
 * @param file the zip file
 * @param name the record's name
 * @param start where its bytes begin in the file
 * @param size number of its bytes
 * @param checksum their CRC-32, or 0 if the writer left it out, as PyTorch can
 */
record ZipRecord(FileBytes file, String name, long start, long size, long checksum) {

    private static final int CHUNK = 1 << 18;

    /** Compares the bytes with their checksum, if there is one. */
    void check() throws CheckpointException {
        if (checksum == 0) {
            return;
        }
        CRC32 found = new CRC32();
        for (long at = 0; at < size; at += CHUNK) {
            found.update(file.slice(start + at, (int) Math.min(CHUNK, size - at)));
        }
        if (found.getValue() != checksum) {
            throw file.error("record " + CheckpointException.quote(name) + " has the CRC-32 "
                    + Long.toHexString(found.getValue()) + ": must have " + Long.toHexString(checksum)
                    + ", so the file is damaged");
        }
    }
}
