package org.cyborgml.saliency.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationTest {

    private static Raster grey(int width, int height) {
        byte[] samples = new byte[width * height];
        new Random(3).nextBytes(samples);
        return Raster.of(width, height, Channels.GREY, samples);
    }

    private static Raster green(Raster rgb) {
        byte[] samples = rgb.toBytes();
        byte[] green = new byte[samples.length / 3];
        for (int i = 0; i < green.length; i++) {
            green[i] = samples[3 * i + 1];
        }
        return Raster.of(rgb.width(), rgb.height(), Channels.GREY, green);
    }

    private static ImageAndMap sameTwice(int width, int height) {
        Raster grey = grey(width, height);
        return ImageAndMap.of(grey, Optional.of(grey));
    }

    static Stream<AugmentationStep> moving() {
        return Stream.of(
                new HorizontalFlip(0.5),
                new RandomCrop(11),
                new RandomZoom(0.4),
                new RandomRotation(30),
                new ShorterSide(9));
    }

    /** A map that is the image's green plane stays it, whatever moves. */
    @ParameterizedTest
    @MethodSource("moving")
    void theMapMovesAsTheImageDoes(AugmentationStep step) {
        for (int seed = 0; seed < 20; seed++) {
            ImageAndMap moved = step.apply(sameTwice(23, 17), new SplittableRandom(seed));
            assertThat(moved.map()).contains(green(moved.image()));
        }
    }

    static Stream<AugmentationStep> recolouring() {
        return Stream.of(
                new RandomBlur(1, 3),
                new RandomJpeg(1, 30, 60),
                new RandomColours(1),
                new RandomNoise(1, 3, 7),
                new RandomDownscale(1, 0.5, 0.9));
    }

    @ParameterizedTest
    @MethodSource("recolouring")
    void colourChangesLeaveTheMapAlone(AugmentationStep step) {
        ImageAndMap pair = sameTwice(23, 17);
        ImageAndMap changed = step.apply(pair, new SplittableRandom(1));
        assertThat(changed.map()).isEqualTo(pair.map());
        assertThat(changed.image()).isNotEqualTo(pair.image());
        assertThat(changed.image().size()).isEqualTo(pair.image().size());
    }

    private static double[] levels(Raster image) {
        byte[] samples = image.toBytes();
        double[] levels = new double[samples.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = samples[i] & 0xff;
        }
        return levels;
    }

    private static Raster plain(int side, int red, int green, int blue) {
        byte[] samples = new byte[3 * side * side];
        for (int i = 0; i < samples.length; i += 3) {
            samples[i] = (byte) red;
            samples[i + 1] = (byte) green;
            samples[i + 2] = (byte) blue;
        }
        return Raster.of(side, side, Channels.RGB, samples);
    }

    @Test
    void noiseHasTheDeviationAsked() {
        ImageAndMap grey = new ImageAndMap(plain(100, 128, 128, 128), Optional.empty());
        double[] levels = levels(
                new RandomNoise(1, 5, 5).apply(grey, new SplittableRandom(2)).image());
        assertThat(Arrays.stream(levels).average().orElseThrow()).isCloseTo(128, within(0.1));
        assertThat(Math.sqrt(Arrays.stream(levels)
                        .map(v -> (v - 128) * (v - 128))
                        .average()
                        .orElseThrow()))
                .isCloseTo(5, within(0.1));
        assertThat(new RandomNoise(0, 5, 5).apply(grey, new SplittableRandom(2)))
                .isSameAs(grey);
    }

    /** Both kinds of change come, each within its limits; a plain image stays plain. */
    @Test
    void coloursChangeWithinTheirLimits() {
        ImageAndMap grey = new ImageAndMap(plain(2, 100, 100, 100), Optional.empty());
        ImageAndMap skin = new ImageAndMap(plain(2, 200, 150, 120), Optional.empty());
        int coloured = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] ofGrey = levels(
                    new RandomColours(1).apply(grey, new SplittableRandom(seed)).image());
            assertThat(ofGrey).containsExactly(Arrays.copyOf(ofGrey, 12), within(0.0));
            assertThat(Arrays.stream(ofGrey).max().orElseThrow()).isLessThanOrEqualTo(100 * 1.2 + 51 + 0.5);
            assertThat(Arrays.stream(ofGrey).min().orElseThrow()).isGreaterThanOrEqualTo(100 * 0.8 - 51 - 0.5);
            // Grey stays grey unless its saturation has risen.
            coloured += ofGrey[0] != ofGrey[1] || ofGrey[1] != ofGrey[2] ? 1 : 0;
            double[] ofSkin = levels(
                    new RandomColours(1).apply(skin, new SplittableRandom(seed)).image());
            assertThat(ofSkin[0]).isGreaterThan(ofSkin[2]);
        }
        assertThat(coloured).isBetween(20, 80);
    }

    /** A board of single pixels becomes grey at half the size, an even slope stays. */
    @Test
    void downscalingTakesTheFinestDetail() {
        byte[] board = new byte[3 * 32 * 32];
        byte[] slope = new byte[board.length];
        for (int i = 0; i < board.length; i++) {
            int x = i / 3 % 32;
            int y = i / 96;
            board[i] = (byte) ((x + y) % 2 == 0 ? 255 : 0);
            slope[i] = (byte) (8 * x);
        }
        RandomDownscale half = new RandomDownscale(1, 0.5, 0.5);
        double[] blurred = levels(half.apply(
                        new ImageAndMap(Raster.of(32, 32, Channels.RGB, board), Optional.empty()),
                        new SplittableRandom(1))
                .image());
        assertThat(Arrays.stream(blurred).max().orElseThrow()).isLessThan(150);
        assertThat(Arrays.stream(blurred).min().orElseThrow()).isGreaterThan(100);
        double[] kept = levels(half.apply(
                        new ImageAndMap(Raster.of(32, 32, Channels.RGB, slope), Optional.empty()),
                        new SplittableRandom(1))
                .image());
        for (int i = 3 * 4; i < 3 * 28; i++) {
            assertThat(kept[i]).isCloseTo(8 * (i / 3), within(3.0));
        }
    }

    @Test
    void flipsHalfOfTheTimeAndTwiceIsNothing() {
        ImageAndMap pair = sameTwice(5, 3);
        HorizontalFlip always = new HorizontalFlip(1);
        ImageAndMap flipped = always.apply(pair, new SplittableRandom(1));
        assertThat(flipped.image().sample(0, 2, 0)).isEqualTo(pair.image().sample(4, 2, 0));
        assertThat(always.apply(flipped, new SplittableRandom(1))).isEqualTo(pair);
        SplittableRandom random = new SplittableRandom(2);
        long changed = Stream.generate(() -> new HorizontalFlip(0.5).apply(pair, random))
                .limit(2000)
                .filter(one -> !one.equals(pair))
                .count();
        // Four standard deviations of the binomial distribution.
        assertThat(changed / 2000.0).isCloseTo(0.5, within(0.045));
    }

    @Test
    void cropsReachEveryPlace() {
        ImageAndMap pair = sameTwice(6, 5);
        Set<ImageAndMap> crops = new HashSet<>();
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 500; i++) {
            crops.add(new RandomCrop(4).apply(pair, random));
        }
        assertThat(crops).hasSize(3 * 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomCrop(6).apply(pair, random))
                .withMessage("image of 6x5 is smaller than the crop of 6x6");
    }

    /** torchvision.transforms.Resize(256) gives these sizes. */
    @ParameterizedTest
    @CsvSource({"300,200,384,256", "200,300,256,384", "1023,700,374,256", "256,256,256,256", "100,333,256,852"})
    void theShorterSideIsResizedAsTorchvisionDoes(int width, int height, int newWidth, int newHeight) {
        ImageAndMap pair = new ShorterSide(256).apply(sameTwice(width, height), new SplittableRandom(1));
        assertThat(pair.image().size()).isEqualTo(new ImageSize(newWidth, newHeight));
    }

    @Test
    void aQuarterTurnMovesEveryPixel() {
        Raster image = grey(4, 4);
        Raster turned = RandomRotation.turn(image, Math.PI / 2);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                assertThat(turned.sample(x, y, 0)).isEqualTo(image.sample(3 - y, x, 0));
            }
        }
        assertThat(RandomRotation.turn(image, 0)).isEqualTo(image);
    }

    @Test
    void cornersOfATurnedImageAreBlack() {
        byte[] white = new byte[21 * 21];
        java.util.Arrays.fill(white, (byte) 255);
        Raster turned = RandomRotation.turn(Raster.of(21, 21, Channels.GREY, white), Math.PI / 4);
        assertThat(turned.sample(0, 0, 0)).isZero();
        assertThat(turned.sample(10, 10, 0)).isEqualTo(255);
    }

    @Test
    void zoomKeepsTheSizeAndTheWholeIfItMust() {
        ImageAndMap pair = sameTwice(23, 17);
        assertThat(new RandomZoom(1).apply(pair, new SplittableRandom(1))).isEqualTo(pair);
        ImageAndMap zoomed = new RandomZoom(0.3).apply(pair, new SplittableRandom(1));
        assertThat(zoomed.image().size()).isEqualTo(pair.image().size());
        assertThat(zoomed).isNotEqualTo(pair);
    }

    /** A dot blurred by sigma 2 has 1 / (2 pi sigma^2) of its light left in the middle. */
    @Test
    void blursByTheSigma() {
        byte[] dot = new byte[41 * 41];
        dot[20 * 41 + 20] = (byte) 255;
        double expected = 255 / (2 * Math.PI * 4);
        assertThat((double) RandomBlur.blur(Raster.of(41, 41, Channels.GREY, dot), 2)
                        .sample(20, 20, 0))
                .isCloseTo(expected, within(0.6));
    }

    @Test
    void theSeedDecides() {
        Augmentation augmentation = Augmentation.cnnDetection(0.5, 32);
        Raster image = grey(60, 45).toRgb();
        Optional<Raster> map = Optional.of(grey(20, 15));
        Set<ImageAndMap> all = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            ImageAndMap one = augmentation.apply(image, map, seed);
            assertThat(one).isEqualTo(augmentation.apply(image, map, seed));
            assertThat(one.image().size()).isEqualTo(new ImageSize(32, 32));
            all.add(one);
        }
        assertThat(all).hasSize(10);
    }

    @Test
    void nothingIsChangedByNone() {
        Raster image = grey(9, 7).toRgb();
        assertThat(Augmentation.none().apply(image, Optional.empty(), 5))
                .isEqualTo(new ImageAndMap(image, Optional.empty()));
        assertThat(Augmentation.none().isNone()).isTrue();
        assertThat(Augmentation.none()).hasToString("none");
        assertThat(Augmentation.cnnDetection(0.1, 224))
                .hasToString("ShorterSide[pixels=256], RandomBlur[probability=0.1, largestSigma=3.0], "
                        + "RandomJpeg[probability=0.1, lowestQuality=30, highestQuality=100], RandomCrop[side=224], "
                        + "HorizontalFlip[probability=0.5]");
    }

    @Test
    void mapsOfAnySizeAreStretchedOverTheImage() {
        Raster map = grey(3, 8);
        assertThat(ImageAndMap.of(grey(12, 10), Optional.of(map)).map())
                .contains(AntialiasedBilinear.to(12, 10).resize(map));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageAndMap(grey(12, 10).toRgb(), Optional.of(map)))
                .withMessageContaining("must be 8-bit grey of 12x10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageAndMap(map, Optional.empty()))
                .withMessageContaining("must be 8-bit RGB");
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                Arguments.of((Supplier<?>) () -> new HorizontalFlip(1.5), "probability must be in [0,1], found 1.5"),
                Arguments.of((Supplier<?>) () -> new HorizontalFlip(Double.NaN), "found NaN"),
                Arguments.of((Supplier<?>) () -> new RandomZoom(0), "smallest share must be in"),
                Arguments.of((Supplier<?>) () -> new RandomRotation(-1), "degrees must be in [0,180], found -1"),
                Arguments.of((Supplier<?>) () -> new RandomCrop(0), "side must be in [1,32767], found 0"),
                Arguments.of((Supplier<?>) () -> new ShorterSide(0), "shorter side must be in [1,32767], found 0"),
                Arguments.of((Supplier<?>) () -> new RandomBlur(0.5, -1), "largest sigma must be in [0,100], found -1"),
                Arguments.of((Supplier<?>) () -> new RandomJpeg(0.5, 0, 50), "lowest quality must be in [1,100]"),
                Arguments.of((Supplier<?>) () -> new RandomJpeg(0.5, 60, 50), "highest quality must be in [60,100]"),
                Arguments.of((Supplier<?>) () -> Augmentation.cnnDetection(0.5, 0), "shorter side must be in"));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void namesWhatIsOutOfRange(Supplier<?> made, String message) {
        assertThatIllegalArgumentException().isThrownBy(made::get).withMessageContaining(message);
    }
}
