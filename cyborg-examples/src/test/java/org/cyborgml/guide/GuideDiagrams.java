package org.cyborgml.guide;

/** The guide's diagrams of boxes and arrows. */
final class GuideDiagrams {

    private static final String YOURS = "#f5f6f8";
    private static final String OURS = "#e3eef7";

    private GuideDiagrams() {}

    /** What the head adds to a network. */
    static Drawing head() {
        return new Drawing(760, 250, "A network with the CYBORG head")
                .box(14, 90, 90, 60, YOURS, "image", "[N, 3, H, W]")
                .arrow(104, 120, 134, 120)
                .box(136, 90, 130, 60, YOURS, "your layers")
                .arrow(266, 120, 296, 120)
                .box(298, 90, 120, 60, YOURS, "feature maps", "[N, F, h, w]")
                .arrow(418, 120, 448, 120)
                .box(450, 90, 120, 60, OURS, "class maps", "[N, C, h, w]")
                .arrow(570, 108, 604, 62)
                .box(606, 24, 140, 60, OURS, "probabilities", "mean, then softmax")
                .arrow(570, 132, 604, 178)
                .box(606, 156, 140, 60, OURS, "saliency", "one class, from 0 to 1")
                .note(676, 102, "with the label")
                .note(676, 234, "with the human map")
                .note(201, 172, "grey: yours")
                .note(510, 172, "blue: the head");
    }

    /** Who computes a layer. */
    static Drawing kernels() {
        return new Drawing(760, 270, "A layer asks for kernels, of which there are three sets")
                .box(14, 100, 150, 60, YOURS, "DL4J network", "fit, output")
                .arrow(164, 130, 194, 130)
                .box(196, 100, 180, 60, OURS, "our layers", "convolution, batch norm, ...")
                .arrow(376, 130, 406, 130)
                .box(408, 100, 110, 60, OURS, "kernels", "one interface")
                .arrow(518, 115, 554, 56)
                .box(556, 20, 190, 60, OURS, "oneDNN", "CPU: fp32, bf16")
                .arrow(518, 130, 554, 130)
                .box(556, 100, 190, 60, OURS, "CUDA and cuDNN", "NVIDIA GPU")
                .arrow(518, 145, 554, 206)
                .box(556, 180, 190, 60, OURS, "ND4J's operations", "everywhere: fp32, double");
    }
}
