package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import org.cyborgml.app.sharing.Lease;
import org.cyborgml.app.sharing.Leases;

/**
 * Files that trials of several processes need. They are made in the folder of the trial that needs them first, and moved to their
 * place when they are whole.
 *
 * @param leases of the experiment
 * @param root the experiment's folder
 * @param work the trial's
 */
record SharedFiles(Leases leases, Path root, Path work) implements CommonFiles {

    @Override
    public void require(Path file, Maker maker) throws IOException {
        Path name = root.relativize(file);
        Optional<Lease> lease = leases.await(name.toString().replace('\\', '/'), () -> Files.exists(file));
        if (lease.isEmpty()) {
            return;
        }
        try (Lease held = lease.get()) {
            if (!Files.exists(file)) {
                make(work.resolve(name), file, maker);
            }
            held.end();
        }
    }

    private void make(Path made, Path file, Maker maker) throws IOException {
        Files.createDirectories(Objects.requireNonNull(made.getParent()));
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        maker.make(made);
        // Another process that was taken for dead may have made it too, with the same bits.
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FolderSnapshot.delete(work.resolve(root.relativize(file).getName(0)));
    }
}
