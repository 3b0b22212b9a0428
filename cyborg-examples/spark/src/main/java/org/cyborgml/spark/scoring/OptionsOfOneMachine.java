package org.cyborgml.spark.scoring;

import java.util.List;
import picocli.CommandLine.Option;

/** Options of {@code cyborg score} and {@code cyborg cam} that mean nothing on Spark: refused with what to do instead. */
final class OptionsOfOneMachine {

    /** Stands for the value of an option that has none. */
    private static final String GIVEN = "given";

    /** With a value or without. */
    private static final String ARITY = "0..1";

    @Option(names = "--onnx", hidden = true, arity = ARITY, fallbackValue = GIVEN)
    private List<String> onnx = List.of();

    @Option(names = "--ensemble", hidden = true, arity = ARITY, fallbackValue = GIVEN)
    private List<String> ensemble = List.of();

    @Option(names = "--videos", hidden = true, arity = ARITY, fallbackValue = GIVEN)
    private List<String> videos = List.of();

    @Option(names = "--shard", hidden = true, arity = ARITY, fallbackValue = GIVEN)
    private List<String> shard = List.of();

    @Option(names = "--fast", hidden = true, arity = ARITY, fallbackValue = GIVEN)
    private List<String> fast = List.of();

    @Option(names = "--json", hidden = true, arity = ARITY, fallbackValue = GIVEN)
    private List<String> json = List.of();

    @Option(names = "--method", hidden = true, arity = ARITY, fallbackValue = GIVEN)
    private List<String> method = List.of();

    @Option(names = "--as-maps", hidden = true, arity = ARITY, fallbackValue = GIVEN)
    private List<String> asMaps = List.of();

    @Option(names = "--side", hidden = true, arity = ARITY, fallbackValue = GIVEN)
    private List<String> side = List.of();

    /**
     * Refuses each of them.
     *
     * @throws IllegalArgumentException if one is given
     */
    void requireNone() {
        refuse(onnx, "--onnx", "give cyborg score --onnx, and --shard for many processes");
        refuse(
                ensemble,
                "--ensemble",
                "score by each member with --logits and --table-format csv, and give the joined score files to cyborg"
                        + " score --ensemble");
        refuse(videos, "--videos", "give it to cyborg score --ensemble with the score files");
        refuse(shard, "--shard", "Spark shares the images out itself; leave it out");
        refuse(fast, "--fast", "the scores of an image would differ from task to task; leave it out");
        refuse(json, "--json", "the files in --out are what programs read; leave it out");
        refuse(method, "--method", "give cyborg cam --method some of the images");
        refuse(asMaps, "--as-maps", "give cyborg cam --as-maps, with split files of their own for many processes");
        refuse(side, "--side", "there are no overlays; leave it out");
    }

    private static void refuse(List<String> given, String option, String instead) {
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(option + " is not done on Spark: " + instead);
        }
    }
}
