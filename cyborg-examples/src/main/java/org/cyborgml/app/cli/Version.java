package org.cyborgml.app.cli;

import org.cyborgml.app.provenance.BuildOfProgram;
import org.cyborgml.models.kernel.Kernels;
import picocli.CommandLine.IVersionProvider;

/** The version of this program with the commit that was built, and the kernels that would compute here. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "cyborg " + BuildOfProgram.current(),
            "kernels: " + kernels(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")"
        };
    }

    private static String kernels() {
        try {
            return Kernels.current() + ", precision " + Kernels.precision();
        } catch (RuntimeException | LinkageError e) {
            return "none: " + ErrorSentence.of(e);
        }
    }
}
