package org.cyborgml.models.checkpoint;

import java.util.List;
import java.util.Map;

/** The objects that a pickle may name, call and refer to. Unknown ones are refused; no class is ever looked up or loaded. */
interface PickleObjects {

    /** Stands for Python's None. */
    Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    /**
     * The object that stands for a global name.
     *
     * @param place where the pickle names it, for errors
     * @param module a module's name
     * @param name a name in it
     */
    Object global(ByteCursor place, String module, String name) throws CheckpointException;

    /**
     * The result of a call.
     *
     * @param place where the pickle calls, for errors
     * @param function any object of the pickle
     * @param arguments the call's arguments
     */
    Object call(ByteCursor place, Object function, PickleTuple arguments) throws CheckpointException;

    /**
     * A new instance of a class, as {@code object.__new__} makes it.
     *
     * @param place where the pickle makes it, for errors
     * @param type any object of the pickle
     * @param arguments the constructor's arguments
     */
    Object instance(ByteCursor place, Object type, PickleTuple arguments) throws CheckpointException;

    /**
     * Sets the state of an object.
     *
     * @param place where the pickle sets it, for errors
     * @param object any object of the pickle, which stays on the stack
     * @param state its pickled state
     */
    void setState(ByteCursor place, Object object, Object state) throws CheckpointException;

    /**
     * The object outside the pickle that an identifier stands for.
     *
     * @param place where the pickle refers to it, for errors
     * @param id any object of the pickle
     */
    Object persistent(ByteCursor place, Object id) throws CheckpointException;

    /** Describes an object in a few words for an error. */
    static String describe(Object object) {
        if (object instanceof String text) {
            return "the text " + CheckpointException.quote(text);
        }
        if (object instanceof Number || object instanceof Boolean || object == NONE) {
            return "the value " + CheckpointException.quote(object.toString());
        }
        if (object instanceof Map) {
            return "a dict";
        }
        if (object instanceof PickleTuple) {
            return "a tuple";
        }
        if (object instanceof List) {
            return "a list";
        }
        return object.toString();
    }
}
