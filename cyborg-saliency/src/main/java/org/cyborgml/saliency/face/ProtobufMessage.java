package org.cyborgml.saliency.face;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a message in Protocol Buffers' wire format. Wrong lengths and unknown kinds of fields are refused with an
 * {@link IllegalArgumentException}.
 */
final class ProtobufMessage {

    /** One field; of numbers the bits, of everything else the bytes. */
    record Field(int number, boolean isNumber, long bits, ByteBuffer bytes) {

        long number(String what) {
            if (!isNumber) {
                throw new IllegalArgumentException(what + " is no number");
            }
            return bits;
        }

        ByteBuffer bytes(String what) {
            if (isNumber) {
                throw new IllegalArgumentException(what + " is a number");
            }
            return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }

        String text(String what) {
            return StandardCharsets.UTF_8.decode(bytes(what)).toString();
        }

        ProtobufMessage message(String what) {
            return of(bytes(what));
        }
    }

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;
    private static final int LONGEST_VARINT = 10;

    private final List<Field> fields;

    private ProtobufMessage(List<Field> fields) {
        this.fields = fields;
    }

    static ProtobufMessage of(ByteBuffer bytes) {
        ByteBuffer at = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (at.hasRemaining()) {
            long key = varint(at);
            int number = (int) (key >>> 3);
            if (key >>> 3 < 1 || key >>> 3 > 1 << 20) {
                throw new IllegalArgumentException("a field has the number " + (key >>> 3));
            }
            ByteBuffer none = ByteBuffer.allocate(0);
            switch ((int) (key & 7)) {
                case VARINT -> fields.add(new Field(number, true, varint(at), none));
                case EIGHT_BYTES ->
                    fields.add(new Field(number, true, slice(at, Long.BYTES).getLong(), none));
                case FOUR_BYTES ->
                    fields.add(new Field(number, true, slice(at, Integer.BYTES).getInt(), none));
                case LENGTH -> fields.add(new Field(number, false, 0, slice(at, varint(at))));
                default -> throw new IllegalArgumentException("field " + number + " is of kind " + (key & 7));
            }
        }
        return new ProtobufMessage(fields);
    }

    private static ByteBuffer slice(ByteBuffer at, long length) {
        if (length < 0 || length > at.remaining()) {
            throw new IllegalArgumentException(
                    "a field of " + length + " bytes is longer than the " + at.remaining() + " that follow");
        }
        ByteBuffer slice = at.slice(at.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        at.position(at.position() + (int) length);
        return slice;
    }

    private static long varint(ByteBuffer at) {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (!at.hasRemaining()) {
                throw new IllegalArgumentException("a number is cut off");
            }
            byte next = at.get();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has more than " + LONGEST_VARINT + " bytes");
    }

    /** All fields, in their order. */
    List<Field> fields() {
        return fields;
    }

    /** All fields of a number. */
    List<Field> all(int number) {
        return fields.stream().filter(field -> field.number() == number).toList();
    }

    /** The field of a number that must be there once. */
    Field one(int number, String what) {
        List<Field> all = all(number);
        if (all.size() != 1) {
            throw new IllegalArgumentException("there are " + all.size() + " of " + what + ", must be one");
        }
        return all.get(0);
    }

    /** Whole numbers, packed into one field or each in its own. */
    static List<Long> numbers(List<Field> fields, String what) {
        List<Long> numbers = new ArrayList<>();
        for (Field field : fields) {
            if (field.isNumber()) {
                numbers.add(field.bits());
            } else {
                ByteBuffer packed = field.bytes(what);
                while (packed.hasRemaining()) {
                    numbers.add(varint(packed));
                }
            }
        }
        return numbers;
    }

    /** Refuses fields other than these. */
    ProtobufMessage only(String what, Integer... numbers) {
        for (Field field : fields) {
            if (!List.of(numbers).contains(field.number())) {
                throw new IllegalArgumentException(what + " has a field " + field.number() + ", which is not expected");
            }
        }
        return this;
    }
}
