package org.cyborgml.saliency.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** JPEG and WebP read, PNG and JPEG written by OpenCV: the one place where its BGR order, its byte order and its matrices are seen. */
final class OpenCvCodec {

    /** OpenCV's own limit, above which it prints and throws. */
    private static final int MAXIMUM_PIXELS = 1 << 30;

    private OpenCvCodec() {}

    /** Decodes a JPEG or WebP file whose structure was found whole. */
    static Raster decode(byte[] file, String name, ImageHeader header) throws ImageFileException {
        ImageSize size = header.size();
        if (size.pixels() > MAXIMUM_PIXELS) {
            throw new ImageFileException(
                    name,
                    "is " + size + ", " + size.pixels() + " pixels: at most " + MAXIMUM_PIXELS + " of a "
                            + header.format() + " are read");
        }
        try (BytePointer bytes = new BytePointer(file);
                Mat buffer = new Mat(1, file.length, opencv_core.CV_8UC1, bytes);
                Mat decoded = decode(buffer, name)) {
            int channels = header.channels().count();
            if (decoded.cols() != size.width()
                    || decoded.rows() != size.height()
                    || decoded.type() != opencv_core.CV_MAKETYPE(opencv_core.CV_8U, channels)) {
                throw new ImageFileException(
                        name,
                        "decodes to " + decoded.cols() + "x" + decoded.rows() + ", " + decoded.channels()
                                + " channels where its header says " + size + " " + header.channels());
            }
            byte[] data = new byte[Math.multiplyExact(size.pixels(), channels)];
            decoded.data().get(data);
            if (header.channels().isColour()) {
                swapRedAndBlue(data, channels);
            }
            return Raster.wrap(size, header.channels(), SampleDepth.EIGHT_BITS, data);
        }
    }

    private static Mat decode(Mat buffer, String name) throws ImageFileException {
        Mat decoded;
        try {
            decoded = opencv_imgcodecs.imdecode(buffer, opencv_imgcodecs.IMREAD_UNCHANGED);
        } catch (RuntimeException e) {
            ImageFileException failure = new ImageFileException(name, "cannot be decoded: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
        if (decoded.empty()) {
            decoded.close();
            throw new ImageFileException(name, "cannot be decoded: its tables or headers are damaged");
        }
        return decoded;
    }

    private static void swapRedAndBlue(byte[] data, int channels) {
        for (int i = 0; i < data.length; i += channels) {
            byte blue = data[i];
            data[i] = data[i + 2];
            data[i + 2] = blue;
        }
    }

    /** Encodes as PNG; grey with alpha, which OpenCV does not write, as RGBA. */
    static byte[] encodePng(Raster image) {
        int[] order =
                switch (image.channels()) {
                    case GREY -> new int[] {0};
                    case GREY_ALPHA -> new int[] {0, 0, 0, 1};
                    case RGB -> new int[] {2, 1, 0};
                    case RGBA -> new int[] {2, 1, 0, 3};
                };
        boolean sixteen = image.depth() == SampleDepth.SIXTEEN_BITS;
        int type = opencv_core.CV_MAKETYPE(sixteen ? opencv_core.CV_16U : opencv_core.CV_8U, order.length);
        try (Mat mat = new Mat(image.height(), image.width(), type);
                BytePointer encoded = new BytePointer()) {
            fill(mat, image, order);
            return encoded(opencv_imgcodecs.imencode(".png", mat, encoded), encoded, image, "PNG");
        }
    }

    /** Encodes grey or RGB as JPEG. */
    static byte[] encodeJpeg(Raster image, int quality) {
        int[] order = image.channels() == Channels.GREY ? new int[] {0} : new int[] {2, 1, 0};
        int type = opencv_core.CV_MAKETYPE(opencv_core.CV_8U, order.length);
        try (Mat mat = new Mat(image.height(), image.width(), type);
                BytePointer encoded = new BytePointer();
                IntPointer settings = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
            fill(mat, image, order);
            return encoded(opencv_imgcodecs.imencode(".jpg", mat, encoded, settings), encoded, image, "JPEG");
        }
    }

    private static byte[] encoded(boolean done, BytePointer encoded, Raster image, String format) {
        if (!done) {
            throw new IllegalStateException("OpenCV could not encode " + image + " as " + format);
        }
        byte[] file = new byte[Math.toIntExact(encoded.limit())];
        encoded.get(file);
        return file;
    }

    private static void fill(Mat mat, Raster image, int[] order) {
        byte[] from = image.bigEndianBytes();
        int pixels = image.size().pixels();
        int channels = image.channels().count();
        if (image.depth() == SampleDepth.EIGHT_BITS) {
            byte[] samples = new byte[Math.multiplyExact(pixels, order.length)];
            for (int pixel = 0, to = 0; pixel < pixels; pixel++) {
                for (int channel : order) {
                    samples[to++] = from[pixel * channels + channel];
                }
            }
            mat.data().put(samples);
        } else {
            short[] samples = new short[Math.multiplyExact(pixels, order.length)];
            for (int pixel = 0, to = 0; pixel < pixels; pixel++) {
                for (int channel : order) {
                    int at = 2 * (pixel * channels + channel);
                    samples[to++] = (short) ((from[at] << 8) | (from[at + 1] & 0xff));
                }
            }
            new ShortPointer(mat.data()).put(samples);
        }
    }
}
