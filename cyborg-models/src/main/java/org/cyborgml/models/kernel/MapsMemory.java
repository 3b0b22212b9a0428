package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Memory for feature maps that live no longer than a pass and that layers of ours alone read. */
public interface MapsMemory {

    /** ND4J's own, outside of workspaces. */
    MapsMemory HOST = HostBlock::new;

    /**
     * Takes memory.
     *
     * @param type type of the numbers
     * @param length how many
     * @return a block that holds them
     */
    Block allocate(DataType type, long length);

    /** A piece of memory. */
    interface Block {

        /**
         * Type of its numbers.
         *
         * @return the type
         */
        DataType type();

        /**
         * The number of values that it holds.
         *
         * @return at least 1
         */
        long length();

        /**
         * An array at the start of this block.
         *
         * @param shape of no more numbers than the block holds
         * @return an array in c order whose numbers are undefined
         */
        INDArray array(long[] shape);

        /** Gives the memory back; arrays in it must not be used any more. */
        void close();
    }

    /** A block of ND4J's memory. */
    final class HostBlock implements Block {

        private final DataType type;
        private final DataBuffer memory;

        private HostBlock(DataType type, long length) {
            this.type = type;
            try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                this.memory = Nd4j.createUninitializedDetached(type, length).data();
            }
        }

        @Override
        public DataType type() {
            return type;
        }

        @Override
        public long length() {
            return memory.length();
        }

        @Override
        public INDArray array(long[] shape) {
            return type == DataType.BFLOAT16
                    ? new Bfloat16Maps(memory, shape)
                    : Nd4j.create(memory, shape, Nd4j.getStrides(shape, 'c'), 0, 'c', type);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
