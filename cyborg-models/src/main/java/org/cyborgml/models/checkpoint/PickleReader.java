package org.cyborgml.models.checkpoint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one pickle of Python (protocols 2 to 5), restricted to plain containers and numbers; all else is up to
 * {@link PickleObjects}. The opcodes are those of Python's {@code pickletools}.
 *
 * <p>Every opcode makes at most one object or copies at most the bytes that it takes up, and there is a bound on opcodes,
 * so memory is bounded too. Nothing here calls itself, and keys are never containers, so deep nesting does no harm.
 */
final class PickleReader {

    /** A checkpoint of 1,500 tensors has some 50,000. */
    private static final int MOST_OPERATIONS = 1 << 20;

    private static final int LATEST_PROTOCOL = 5;
    private static final int LONGEST_INTEGER = 1024;

    private final ByteCursor in;
    private final PickleObjects objects;
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private PickleReader(ByteCursor in, PickleObjects objects) {
        this.in = in;
        this.objects = objects;
    }

    /** Reads the pickle at the cursor and leaves the cursor behind it. */
    static Object read(ByteCursor in, PickleObjects objects) throws CheckpointException {
        return new PickleReader(in, objects).run();
    }

    private Object run() throws CheckpointException {
        for (int operations = 0; operations < MOST_OPERATIONS; operations++) {
            int opcode = in.unsignedByte();
            if (opcode == '.') {
                return pop();
            }
            if (!number(opcode) && !text(opcode) && !container(opcode) && !memory(opcode) && !object(opcode)) {
                throw in.error("opcode 0x" + Integer.toHexString(opcode)
                        + " is not one that tensors and plain containers need");
            }
        }
        throw in.error("pickle has more than " + MOST_OPERATIONS + " operations: must have no more");
    }

    private boolean number(int opcode) throws CheckpointException {
        switch (opcode) {
            case 'N' -> push(PickleObjects.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.signedInt());
            case 'K' -> push((long) in.unsignedByte());
            case 'M' -> push((long) in.unsignedShort());
            case 0x8a -> push(integer(in.unsignedByte()));
            case 0x8b -> push(integer(in.signedInt()));
            case 'G' -> push(in.bigEndianDouble());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int opcode) throws CheckpointException {
        switch (opcode) {
            case 0x8c, 'U' -> push(in.text(in.unsignedByte()));
            case 'X' -> push(in.text(in.unsignedInt()));
            case 'T' -> push(in.text(in.signedInt()));
            case 0x8d -> push(in.text(in.signedLong()));
            case 'C' -> push(new PickleBlob(in.bytes(in.unsignedByte())));
            case 'B' -> push(new PickleBlob(in.bytes(in.unsignedInt())));
            case 0x8e -> push(new PickleBlob(in.bytes(in.signedLong())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) throws CheckpointException {
        switch (opcode) {
            case '(' -> marks.add(stack.size());
            case ')' -> push(new PickleTuple(List.of()));
            case 't' -> push(new PickleTuple(popToMark()));
            case 0x85, 0x86, 0x87 -> push(new PickleTuple(popLast(opcode - 0x84)));
            case ']' -> push(new ArrayList<>());
            case 'l' -> push(new ArrayList<>(popToMark()));
            case 'a' -> addAll(popLast(1));
            // Sets serve as lists: no tensor stands in one.
            case 'e', 0x90 -> addAll(popToMark());
            case 0x8f -> push(new ArrayList<>());
            case 0x91 -> push(new ArrayList<>(popToMark()));
            case '}' -> push(new LinkedHashMap<>());
            case 'd' -> {
                List<Object> items = popToMark();
                push(new LinkedHashMap<>());
                putAll(items);
            }
            case 's' -> putAll(popLast(2));
            case 'u' -> putAll(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int opcode) throws CheckpointException {
        switch (opcode) {
            case 0x80 -> {
                int protocol = in.unsignedByte();
                if (protocol > LATEST_PROTOCOL) {
                    throw in.error("pickle protocol is " + protocol + ": must be at most " + LATEST_PROTOCOL);
                }
            }
            // A frame is only a hint for buffering.
            case 0x95 -> in.skip(8);
            case 'q' -> memo.put((long) in.unsignedByte(), top());
            case 'r' -> memo.put(in.unsignedInt(), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'h' -> push(recall(in.unsignedByte()));
            case 'j' -> push(recall(in.unsignedInt()));
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(top());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(int opcode) throws CheckpointException {
        switch (opcode) {
            case 'c', 'i' -> {
                String module = in.line();
                push(objects.global(in, module, in.line()));
                if (opcode == 'i') {
                    throw in.error("opcode 'i' makes an instance of a class: must not, in a checkpoint of tensors");
                }
            }
            case 0x93 -> {
                Object name = pop();
                Object module = pop();
                push(objects.global(in, string(module), string(name)));
            }
            case 'R' -> {
                Object arguments = pop();
                Object function = pop();
                push(objects.call(in, function, tuple(arguments)));
            }
            case 'Q' -> push(objects.persistent(in, pop()));
            case 0x92 -> {
                // As 0x81, with named arguments.
                Object named = pop();
                Object arguments = pop();
                Object type = pop();
                if (!(named instanceof Map)) {
                    throw in.error("named arguments are " + PickleObjects.describe(named) + ": must be a dict");
                }
                push(objects.instance(in, type, tuple(arguments)));
            }
            case 0x81 -> {
                Object arguments = pop();
                Object type = pop();
                push(objects.instance(in, type, tuple(arguments)));
            }
            case 'b' -> {
                Object state = pop();
                objects.setState(in, top(), state);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object integer(int length) throws CheckpointException {
        if (length < 0 || length > LONGEST_INTEGER) {
            throw in.error("integer has " + length + " bytes: must have at most " + LONGEST_INTEGER);
        }
        byte[] bytes = in.bytes(length);
        for (int i = 0; i < length / 2; i++) {
            byte swapped = bytes[i];
            bytes[i] = bytes[length - 1 - i];
            bytes[length - 1 - i] = swapped;
        }
        BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private void push(Object object) {
        stack.add(object);
    }

    private Object pop() throws CheckpointException {
        return popLast(1).get(0);
    }

    private Object top() throws CheckpointException {
        int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (stack.size() <= floor) {
            throw in.error("the stack is empty: the pickle is damaged");
        }
        return stack.get(stack.size() - 1);
    }

    private List<Object> popToMark() throws CheckpointException {
        if (marks.isEmpty()) {
            throw in.error("no mark is on the stack: the pickle is damaged");
        }
        int mark = marks.remove(marks.size() - 1);
        return removeFrom(mark);
    }

    private List<Object> popLast(int count) throws CheckpointException {
        int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (stack.size() - floor < count) {
            throw in.error(
                    "the stack has " + (stack.size() - floor) + " objects of " + count + ": the pickle is damaged");
        }
        return removeFrom(stack.size() - count);
    }

    private List<Object> removeFrom(int index) {
        List<Object> tail = stack.subList(index, stack.size());
        List<Object> removed = Collections.unmodifiableList(new ArrayList<>(tail));
        tail.clear();
        return removed;
    }

    private Object recall(long key) throws CheckpointException {
        Object object = memo.get(key);
        if (object == null) {
            throw in.error("memo " + key + " is read before it is written: the pickle is damaged");
        }
        return object;
    }

    private PickleTuple tuple(Object arguments) throws CheckpointException {
        if (arguments instanceof PickleTuple tuple) {
            return tuple;
        }
        throw in.error("a call's arguments are " + PickleObjects.describe(arguments) + ": must be a tuple");
    }

    private String string(Object object) throws CheckpointException {
        if (object instanceof String text) {
            return text;
        }
        throw in.error("a name is " + PickleObjects.describe(object) + ": must be text");
    }

    private void addAll(List<Object> items) throws CheckpointException {
        if (top() instanceof PickleForeign) {
            return;
        }
        if (!(top() instanceof ArrayList)) {
            throw in.error("an item is appended to " + PickleObjects.describe(top()) + ": must be a list");
        }
        @SuppressWarnings("unchecked") // All lists on the stack are made here.
        List<Object> list = (List<Object>) top();
        list.addAll(items);
    }

    private void putAll(List<Object> items) throws CheckpointException {
        if (top() instanceof PickleForeign) {
            return;
        }
        if (!(top() instanceof LinkedHashMap)) {
            throw in.error("an item is set on " + PickleObjects.describe(top()) + ": must be a dict");
        }
        @SuppressWarnings("unchecked") // All dicts on the stack are of this kind.
        Map<Object, Object> dict = (Map<Object, Object>) top();
        if (items.size() % 2 != 0) {
            throw in.error("a dict gets " + items.size() + " keys and values: must be pairs");
        }
        for (int i = 0; i < items.size(); i += 2) {
            Object key = items.get(i);
            if (key instanceof Map || key instanceof List) {
                throw in.error("a dict's key is " + PickleObjects.describe(key) + ": must not be a container");
            }
            // Keys of other kinds (tuples, objects) name no tensor, and their hashes would walk what they hold.
            if (key instanceof String || key instanceof Number || key instanceof Boolean || key == PickleObjects.NONE) {
                dict.put(key, items.get(i + 1));
            }
        }
    }
}
