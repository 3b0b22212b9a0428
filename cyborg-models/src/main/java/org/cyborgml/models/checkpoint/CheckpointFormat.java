package org.cyborgml.models.checkpoint;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The formats of checkpoint files, told apart by their first bytes. */
enum CheckpointFormat {
    SAFETENSORS,
    PYTORCH_ZIP,
    PYTORCH_STREAM,
    HDF5;

    private static final int LONGEST_START = 16;
    private static final int ZIP_LOCAL_HEADER = 0x04034b50;
    private static final int ZIP_EMPTY_ARCHIVE = 0x06054b50;
    private static final int PICKLE_PROTOCOL = 0x80;

    static CheckpointFormat of(FileBytes file) throws CheckpointException {
        ByteBuffer start = file.slice(0, (int) Math.min(LONGEST_START, file.size()));
        int length = start.limit();
        // A safetensors header begins with a brace after its length; zip and pickle have other bytes in that place.
        if (length > 8 && start.get(8) == '{') {
            return SAFETENSORS;
        }
        if (length >= 8 && start.getLong(0) == Hdf5File.SIGNATURE) {
            return HDF5;
        }
        if (length >= 4 && (start.getInt(0) == ZIP_LOCAL_HEADER || start.getInt(0) == ZIP_EMPTY_ARCHIVE)) {
            return PYTORCH_ZIP;
        }
        if (length >= 2 && Byte.toUnsignedInt(start.get(0)) == PICKLE_PROTOCOL) {
            return PYTORCH_STREAM;
        }
        byte[] found = new byte[length];
        start.get(found);
        throw file.error("starts with the bytes [" + HexFormat.ofDelimiter(" ").formatHex(found) + "] in " + file.size()
                + ": must be safetensors, a .pth of PyTorch or an .h5 of Keras");
    }
}
