package org.cyborgml.app.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.cyborgml.app.demo.DemoResults.Provenance;
import org.cyborgml.app.provenance.Machine;

/**
 * Notes what results were made of and with.
 *
 * @param data the images
 * @param network its name and size, in words
 * @param parameters number of its parameters
 */
record Provenances(FashionMnist data, String network, long parameters) {

    Provenance of(String command, double seconds) {
        return new Provenance(
                command,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                seconds,
                Machine.versions(),
                Machine.hardware(),
                parameters,
                network,
                data.source(),
                data.sha256(),
                data.train().size(),
                data.validation().size(),
                data.test().size());
    }
}
