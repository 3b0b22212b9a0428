package org.cyborgml.scoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.data.DataException;

/**
 * An ensemble of detectors of two classes, as Bonettini et al. ("Video face manipulation detection through ensemble of CNNs", ICPR
 * 2020) combine theirs: the mean of the members' raw logits, then the sigmoid. Of a video, it is the mean over its frames.
 * Immutable.
 */
public final class Ensemble {

    private final List<ScoreTable> members;

    private Ensemble(List<ScoreTable> members) {
        this.members = members;
    }

    /**
     * An ensemble.
     *
     * @param members scores of each detector, at least one
     * @return the ensemble
     * @throws DataException if several members are given and one has a score that has no logit
     */
    public static Ensemble of(List<ScoreTable> members) throws DataException {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble must have a member");
        }
        if (members.size() > 1) {
            for (ScoreTable member : members) {
                member.requireLogits();
            }
        }
        return new Ensemble(List.copyOf(members));
    }

    /**
     * The logits of images.
     *
     * @param paths of the images
     * @return the mean of the members' logits of each, in the same order
     * @throws DataException if a member has no score of one
     */
    public Map<String, Double> logits(Collection<String> paths) throws DataException {
        Map<String, Double> means = new LinkedHashMap<>();
        for (String path : paths) {
            double sum = 0;
            for (ScoreTable member : members) {
                sum += member.require(path);
            }
            means.put(path, sum / members.size());
        }
        return means;
    }

    /**
     * The logits of videos whose frames are images: those of one folder are one video.
     *
     * @param frames logits by the frames' paths
     * @return the mean over the frames of each video, by the path of its folder; the folder of frames in none is "."
     */
    public static Map<String, Double> ofVideos(Map<String, Double> frames) {
        Map<String, List<Double>> byVideo = new LinkedHashMap<>();
        frames.forEach((path, logit) ->
                byVideo.computeIfAbsent(video(path), video -> new ArrayList<>()).add(logit));
        Map<String, Double> means = new LinkedHashMap<>();
        byVideo.forEach((video, logits) -> means.put(
                video,
                logits.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return means;
    }

    private static String video(String path) {
        int slash = path.replace('\\', '/').lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    /**
     * The score behind a logit.
     *
     * @param logit any number
     * @return its sigmoid, in [0,1]
     */
    public static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
