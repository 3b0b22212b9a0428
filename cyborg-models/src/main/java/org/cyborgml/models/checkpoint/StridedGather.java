package org.cyborgml.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Collects the elements of a strided or big-endian view in row-major order. */
final class StridedGather {

    private final FileBytes file;
    private final long start;
    private final long[] shape;
    private final long[] strides;
    private final ByteOrder order;
    private final int width;
    private final long end;
    private ByteBuffer window;
    private long windowStart;

    StridedGather(FileBytes file, long start, long[] shape, long[] strides, ByteOrder order, int width) {
        this.file = file;
        this.start = start;
        this.shape = shape;
        this.strides = strides;
        this.order = order;
        this.width = width;
        this.end = start + width * TensorShape.extent(shape, strides);
        this.windowStart = start;
        this.window = window(start);
    }

    ByteBuffer gather(long first, int count) {
        ByteBuffer gathered = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
        if (count == 0) {
            return gathered;
        }
        long[] index = new long[shape.length];
        long at = start;
        long rest = first;
        for (int i = shape.length - 1; i >= 0; i--) {
            index[i] = rest % shape[i];
            rest /= shape[i];
            at += index[i] * strides[i] * width;
        }
        while (true) {
            put(at, gathered);
            if (!gathered.hasRemaining()) {
                return gathered.flip();
            }
            int i = shape.length - 1;
            while (++index[i] == shape[i]) {
                at -= (shape[i] - 1) * strides[i] * width;
                index[i] = 0;
                i--;
            }
            at += strides[i] * width;
        }
    }

    private void put(long at, ByteBuffer target) {
        if (at < windowStart || at + width > windowStart + window.limit()) {
            windowStart = at;
            window = window(at);
        }
        int offset = (int) (at - windowStart);
        switch (width) {
            case 1 -> target.put(window.get(offset));
            case 2 -> target.putShort(window.getShort(offset));
            case 4 -> target.putInt(window.getInt(offset));
            default -> target.putLong(window.getLong(offset));
        }
    }

    private ByteBuffer window(long from) {
        return file.slice(from, (int) Math.min(end - from, file.longestSlice())).order(order);
    }
}
