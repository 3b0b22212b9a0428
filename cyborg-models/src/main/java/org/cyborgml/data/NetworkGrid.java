package org.cyborgml.data;

import java.util.List;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkSummary;
import org.cyborgml.saliency.map.CamGrid;

/** The grid of a network's CAM, to which human maps are brought. */
public final class NetworkGrid {

    private NetworkGrid() {}

    /**
     * Finds it from the shapes of the network's layers; nothing is run.
     *
     * @param network a network
     * @return the grid
     */
    public static CamGrid of(Network network) {
        List<Long> map = NetworkSummary.of(network).rows().stream()
                .filter(row -> row.name().equals(CyborgHead.SALIENCY))
                .map(NetworkSummary.Row::output)
                .findFirst()
                .orElseThrow();
        return new CamGrid(Math.toIntExact(map.get(2)), Math.toIntExact(map.get(1)));
    }
}
