package org.cyborgml.models.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** The parameters of a launch in native memory, as cuLaunchKernel takes them; for one thread at a time. */
public final class LaunchArguments {

    /** As many bytes as the largest struct has, and more. */
    private static final int SLOT = 64;

    private static final int SLOTS = 24;

    private final Memory values = new Memory((long) SLOT * SLOTS);
    private final Memory pointers = new Memory((long) Long.BYTES * SLOTS);

    /** Room for the parameters of any kernel. */
    public LaunchArguments() {
        for (int i = 0; i < SLOTS; i++) {
            pointers.setPointer((long) Long.BYTES * i, values.share((long) SLOT * i));
        }
    }

    /**
     * Fills in parameters.
     *
     * @param arguments Integer, Long, Float, Double or Struct
     * @return an array of pointers to them, valid until the next call
     */
    public Pointer of(Object... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            write((long) SLOT * i, arguments[i]);
        }
        return pointers;
    }

    private void write(long at, Object argument) {
        if (argument instanceof Integer value) {
            values.setInt(at, value);
        } else if (argument instanceof Long value) {
            values.setLong(at, value);
        } else if (argument instanceof Float value) {
            values.setFloat(at, value);
        } else if (argument instanceof Double value) {
            values.setDouble(at, value);
        } else if (argument instanceof Struct struct) {
            int[] fields = struct.fields();
            values.write(at, fields, 0, fields.length);
        } else {
            throw new IllegalArgumentException("a kernel takes no " + argument.getClass());
        }
    }
}
