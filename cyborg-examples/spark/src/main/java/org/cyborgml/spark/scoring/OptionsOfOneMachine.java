package org.cyborgml.spark.scoring;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code cyborg score} and {@code cyborg cam} that mean nothing on Spark: refused with what to do instead. */
final class OptionsOfOneMachine {

    private static final String ANY_VALUE = "0..*";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private void refuse(String option, String instead) {
        throw new ParameterException(command.root().commandLine(), option + " is not done on Spark: " + instead);
    }

    @Option(names = "--onnx", hidden = true, arity = ANY_VALUE)
    private void refuseOnnx(String[] given) {
        refuse("--onnx", "give cyborg score --onnx, and --shard for many processes");
    }

    @Option(names = "--ensemble", hidden = true, arity = ANY_VALUE)
    private void refuseEnsemble(String[] given) {
        refuse(
                "--ensemble",
                "score by each member with --logits and --table-format csv, and give the joined score files to cyborg"
                        + " score --ensemble");
    }

    @Option(names = "--videos", hidden = true, arity = ANY_VALUE)
    private void refuseVideos(String[] given) {
        refuse("--videos", "give it to cyborg score --ensemble with the score files");
    }

    @Option(names = "--shard", hidden = true, arity = ANY_VALUE)
    private void refuseShard(String[] given) {
        refuse("--shard", "Spark shares the images out itself; leave it out");
    }

    @Option(names = "--fast", hidden = true, arity = ANY_VALUE)
    private void refuseFast(String[] given) {
        refuse("--fast", "the scores of an image would differ from task to task; leave it out");
    }

    @Option(names = "--json", hidden = true, arity = ANY_VALUE)
    private void refuseJson(String[] given) {
        refuse("--json", "the files in --out are what programs read; leave it out");
    }

    @Option(names = "--method", hidden = true, arity = ANY_VALUE)
    private void refuseMethod(String[] given) {
        refuse("--method", "give cyborg cam --method some of the images");
    }

    @Option(names = "--as-maps", hidden = true, arity = ANY_VALUE)
    private void refuseMaps(String[] given) {
        refuse("--as-maps", "give cyborg cam --as-maps, with split files of their own for many processes");
    }

    @Option(names = "--side", hidden = true, arity = ANY_VALUE)
    private void refuseSide(String[] given) {
        refuse("--side", "there are no overlays; leave it out");
    }
}
