package org.cyborgml.metrics;

import com.google.common.collect.ImmutableMap;
import java.util.Collections;
import java.util.Map;

/**
 * The error rates of presentation attack detection at one threshold, in the terms of ISO/IEC 30107-3.
 *
 * @param threshold presentations with a score at or above it are called attacks
 * @param apcerBySpecies attack presentation classification error rate of each attack instrument species: the share of its
 *     attacks called bona fide, in [0,1]; at least one species
 * @param bpcer bona fide presentation classification error rate: the share of bona fide presentations called attacks, in
 *     [0,1]
 */
public record PresentationAttackRates(double threshold, Map<String, Double> apcerBySpecies, double bpcer) {
    /**
     * Checks the rates and copies the map in its order.
     *
     * @throws IllegalArgumentException if there is no species or a rate is NaN or outside [0,1]
     */
    public PresentationAttackRates {
        Arguments.notEmpty("apcerBySpecies", apcerBySpecies.size());
        apcerBySpecies.forEach((species, rate) -> Arguments.rate("APCER of species '" + species + "'", rate));
        Arguments.rate("BPCER", bpcer);
        apcerBySpecies = ImmutableMap.copyOf(apcerBySpecies);
    }

    /**
     * The APCER of the detector: that of the worst species.
     *
     * @return the highest APCER of any species, in [0,1]
     */
    public double apcer() {
        return Collections.max(apcerBySpecies.values());
    }

    /**
     * The species with the highest APCER.
     *
     * @return its name; the first in the map's order where several share it
     */
    public String worstSpecies() {
        return Collections.max(apcerBySpecies.entrySet(), Map.Entry.comparingByValue())
                .getKey();
    }

    /**
     * The average classification error rate of the PAD literature.
     *
     * @return (APCER + BPCER) / 2, in [0,1]
     */
    public double acer() {
        return (apcer() + bpcer) / 2;
    }
}
