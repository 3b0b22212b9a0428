package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.cyborgml.models.kernel.Program.Argument;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers of feature maps in blocks by oneDNN in float; of plain ones by ND4J. In memory the blocks of a batch follow each
 * other as those of one sample with N times the channels, so that a number for each map is one for each channel.
 */
final class OneDnnPerMap implements PerMapKernel {

    private record ScaleCase(MapsShape shape, boolean hasSummands) {}

    private final PerMapKernel plain = new Nd4jPerMap();
    private final ProgramCache<MapsShape, Program> means = new ProgramCache<>();
    private final ProgramCache<MapsShape, Program> products = new ProgramCache<>();
    private final ProgramCache<ScaleCase, Program> scalings = new ProgramCache<>();

    /** The same memory as maps of one sample. */
    private static MapsShape joined(INDArray maps) {
        MapsShape held = MapsShape.of(maps);
        return new MapsShape(1, held.samples() * held.channels(), held.height(), held.width());
    }

    private static boolean isPlain(INDArray maps) {
        return ChannelBlocks.size(maps) == 1;
    }

    private static MapsShape perMap(MapsShape shape) {
        return new MapsShape(1, shape.channels(), 1, 1);
    }

    @Override
    public void means(INDArray maps, INDArray result) {
        if (isPlain(maps)) {
            plain.means(maps, result);
            return;
        }
        MapsShape shape = joined(maps);
        means.get(shape, () -> {
                    Program.Builder program = new Program.Builder();
                    memory in = program.array(OneDnn.blocked(DataType.FLOAT, shape));
                    addMeans(program, shape, in, program.array(OneDnn.blocked(DataType.FLOAT, perMap(shape))));
                    return program.build();
                })
                .run(maps, result);
    }

    @Override
    public void products(INDArray maps, INDArray others, INDArray sums) {
        if (isPlain(maps)) {
            plain.products(maps, others, sums);
            return;
        }
        MapsShape shape = joined(maps);
        products.get(shape, () -> productMeans(shape)).run(maps, others, sums);
        sums.muli(shape.height() * shape.width());
    }

    private static void addMeans(Program.Builder program, MapsShape shape, memory from, memory to) {
        long[] window = {shape.height(), shape.width()};
        long[] none = {0, 0};
        try (memory.desc in = OneDnn.blocked(DataType.FLOAT, shape);
                memory.desc out = OneDnn.blocked(DataType.FLOAT, perMap(shape));
                pooling_forward.desc what = new pooling_forward.desc(
                        prop_kind.forward_inference,
                        algorithm.pooling_avg_exclude_padding,
                        in,
                        out,
                        window,
                        window,
                        none,
                        none)) {
            pooling_forward.primitive_desc how =
                    new pooling_forward.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU);
            program.execute(
                    how,
                    new pooling_forward(how),
                    List.of(new Argument(dnnl.DNNL_ARG_SRC, from), new Argument(dnnl.DNNL_ARG_DST, to)));
        }
    }

    private static Program productMeans(MapsShape shape) {
        Program.Builder program = new Program.Builder();
        memory a = program.array(OneDnn.blocked(DataType.FLOAT, shape));
        memory b = program.array(OneDnn.blocked(DataType.FLOAT, shape));
        memory result = program.array(OneDnn.blocked(DataType.FLOAT, perMap(shape)));
        memory product = program.scratch(OneDnn.blocked(DataType.FLOAT, shape));
        multiply(program, shape, List.of(), List.of(a, b, product));
        addMeans(program, shape, product, result);
        return program.build();
    }

    @Override
    public void scale(INDArray maps, INDArray factors, @Nullable INDArray summands, INDArray result) {
        if (isPlain(maps)) {
            plain.scale(maps, factors, summands, result);
            return;
        }
        ScaleCase key = new ScaleCase(joined(maps), summands != null);
        scalings.get(key, () -> scaling(key)).run(maps, factors, summands, result);
    }

    private static Program scaling(ScaleCase key) {
        Program.Builder program = new Program.Builder();
        memory in = program.array(OneDnn.blocked(DataType.FLOAT, key.shape));
        memory factors = program.array(OneDnn.blocked(DataType.FLOAT, perMap(key.shape)));
        List<memory> summands =
                key.hasSummands ? List.of(program.array(OneDnn.blocked(DataType.FLOAT, perMap(key.shape)))) : List.of();
        memory out = program.array(OneDnn.blocked(DataType.FLOAT, key.shape));
        multiply(program, key.shape, summands, List.of(in, factors, out));
        return program.build();
    }

    /** The product of two of the operands into the third, and then summands, each one for every map. */
    private static void multiply(
            Program.Builder program, MapsShape shape, List<memory> summands, List<memory> operands) {
        List<Argument> arguments = new ArrayList<>(List.of(
                new Argument(dnnl.DNNL_ARG_SRC_0, operands.get(0)),
                new Argument(dnnl.DNNL_ARG_SRC_1, operands.get(1)),
                new Argument(dnnl.DNNL_ARG_DST, operands.get(2))));
        try (post_ops after = new post_ops();
                memory.desc perMap = OneDnn.blocked(DataType.FLOAT, perMap(shape));
                memory.desc first = operands.get(0).get_desc();
                memory.desc second = operands.get(1).get_desc();
                memory.desc result = operands.get(2).get_desc();
                binary.desc what = new binary.desc(algorithm.binary_mul, first, second, result)) {
            for (int i = 0; i < summands.size(); i++) {
                after.append_binary(algorithm.binary_add, perMap);
                arguments.add(new Argument(
                        dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (i + 1) | dnnl.DNNL_ARG_SRC_1, summands.get(i)));
            }
            try (primitive_attr attributes = OneDnn.with(after)) {
                binary.primitive_desc how = new binary.primitive_desc(what, attributes, OneDnn.CPU);
                program.execute(how, new binary(how), arguments);
            }
        }
    }
}
