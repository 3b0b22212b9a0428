package org.cyborgml.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory that this process takes, on systems that report it as Linux does. */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern KIBIBYTES = Pattern.compile("(\\d+) kB");

    private ProcessMemory() {}

    /** The most that it has taken so far, in MiB. */
    static OptionalLong peak() throws IOException {
        return mebibytes("VmHWM:");
    }

    /** The memory in use now, in MiB. */
    static OptionalLong now() throws IOException {
        return mebibytes("VmRSS:");
    }

    private static OptionalLong mebibytes(String key) throws IOException {
        if (Files.isReadable(STATUS)) {
            for (String line : Files.readAllLines(STATUS)) {
                Matcher matcher = KIBIBYTES.matcher(line);
                if (line.startsWith(key) && matcher.find()) {
                    return OptionalLong.of(Long.parseLong(matcher.group(1)) / 1024);
                }
            }
        }
        return OptionalLong.empty();
    }
}
