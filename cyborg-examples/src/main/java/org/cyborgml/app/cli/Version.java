package org.cyborgml.app.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"cyborg " + (version == null ? "(not packaged)" : version)};
    }
}
