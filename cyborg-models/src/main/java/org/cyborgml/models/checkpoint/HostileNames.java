package org.cyborgml.models.checkpoint;

import java.util.Set;

/**
 * Functions of Python that no checkpoint needs and that would run code where Python loads the file. None runs here; still, a file that
 * names one is not what it pretends to be.
 */
final class HostileNames {

    private static final Set<String> MODULES = Set.of(
            "os",
            "posix",
            "nt",
            "subprocess",
            "sys",
            "runpy",
            "importlib",
            "imp",
            "pty",
            "socket",
            "shutil",
            "ctypes",
            "code",
            "codeop",
            "pickle",
            "_pickle",
            "cPickle",
            "marshal",
            "commands",
            "webbrowser",
            "pdb",
            "timeit",
            "bdb",
            "trace");

    private static final Set<String> NAMES =
            Set.of("torch.storage._load_from_bytes", "torch.load", "torch.hub.load", "numpy.load");

    private static final Set<String> BUILTINS = Set.of("builtins", "__builtin__");

    /** Types of values among Python's builtins, as opposed to its functions; and what members of enums are pickled with. */
    private static final Set<String> VALUE_TYPES = Set.of(
            "getattr",
            "set",
            "frozenset",
            "complex",
            "bytearray",
            "bytes",
            "slice",
            "range",
            "xrange",
            "list",
            "dict",
            "tuple",
            "int",
            "long",
            "float",
            "str",
            "unicode",
            "bool",
            "object");

    private HostileNames() {}

    static boolean contain(String module, String name) {
        int dot = module.indexOf('.');
        String top = dot < 0 ? module : module.substring(0, dot);
        return MODULES.contains(top)
                || NAMES.contains(module + "." + name)
                || (BUILTINS.contains(module) && !VALUE_TYPES.contains(name));
    }
}
