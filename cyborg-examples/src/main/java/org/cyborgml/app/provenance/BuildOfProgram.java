package org.cyborgml.app.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * The build that made this program, as its jar has it.
 *
 * @param version of the program
 * @param commit that was built, in short
 * @param isChanged whether files differed from that commit
 */
public record BuildOfProgram(String version, String commit, boolean isChanged) {

    private static final String UNKNOWN = "unknown";

    /** This program's; of classes that are in no jar, the version is "(not packaged)". */
    public static BuildOfProgram current() {
        try (InputStream in = BuildOfProgram.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            Attributes main = in == null ? new Attributes() : new Manifest(in).getMainAttributes();
            String commit = main.getValue("Cyborg-Commit");
            if (commit != null) {
                return new BuildOfProgram(
                        main.getValue(Attributes.Name.IMPLEMENTATION_VERSION),
                        commit,
                        Boolean.parseBoolean(main.getValue("Cyborg-Changed")));
            }
        } catch (IOException e) {
            // A jar that cannot be read here has ended the program long before.
            return new BuildOfProgram(UNKNOWN, UNKNOWN, false);
        }
        return new BuildOfProgram("(not packaged)", UNKNOWN, false);
    }

    /** In words: {@code 0.1.0, commit 30b52ba012}. */
    @Override
    public String toString() {
        return version + (commit.equals(UNKNOWN) ? "" : ", commit " + commit + (isChanged ? " with changes" : ""));
    }
}
