package org.cyborgml.saliency.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** OpenCV's image files as rasters: the one place where its BGR order, its byte order and its matrices are seen. */
final class OpenCvCodec {

    private OpenCvCodec() {}

    static Raster decode(byte[] file, String name, ImageHeader header) throws ImageFileException {
        try (BytePointer bytes = new BytePointer(file);
                Mat buffer = new Mat(1, file.length, opencv_core.CV_8UC1, bytes);
                Mat decoded = decode(buffer, name)) {
            ImageSize size = header.size();
            if (decoded.cols() != size.width() || decoded.rows() != size.height() || !decoded.isContinuous()) {
                throw new ImageFileException(
                        name, "decodes to " + decoded.cols() + "x" + decoded.rows() + " where its header says " + size);
            }
            boolean sixteen = decoded.depth() == opencv_core.CV_16U;
            if (sixteen != (header.depth() == SampleDepth.SIXTEEN_BITS)
                    || (!sixteen && decoded.depth() != opencv_core.CV_8U)) {
                throw new ImageFileException(name, "decodes to samples of another depth than its header says");
            }
            int channels = decoded.channels();
            if (channels < header.channels().count()) {
                throw new ImageFileException(
                        name, "decodes to " + channels + " channels where its header says " + header.channels());
            }
            return raster(bigEndian(decoded, size.pixels() * channels, sixteen), channels, header);
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
            throw new ImageFileException(name, "cannot be decoded: its pixel data are damaged or cut");
        }
        return decoded;
    }

    private static byte[] bigEndian(Mat decoded, int samples, boolean sixteen) {
        if (!sixteen) {
            byte[] data = new byte[samples];
            decoded.data().get(data);
            return data;
        }
        short[] values = new short[samples];
        new ShortPointer(decoded.data()).get(values);
        byte[] data = new byte[Math.multiplyExact(2, samples)];
        for (int i = 0; i < samples; i++) {
            data[2 * i] = (byte) (values[i] >> 8);
            data[2 * i + 1] = (byte) values[i];
        }
        return data;
    }

    /** Takes from OpenCV's pixels (grey, BGR or BGRA) the channels that the header names. */
    private static Raster raster(byte[] data, int decodedChannels, ImageHeader header) {
        int[] order = decodedOrder(header.channels());
        if (order.length == 1 && decodedChannels == 1) {
            return Raster.wrap(header.size(), header.channels(), header.depth(), data);
        }
        int bytes = header.depth().bytes();
        int pixels = header.size().pixels();
        byte[] samples = new byte[Math.multiplyExact(pixels, order.length * bytes)];
        int to = 0;
        for (int pixel = 0; pixel < pixels; pixel++) {
            int from = pixel * decodedChannels;
            for (int channel : order) {
                for (int b = 0; b < bytes; b++) {
                    samples[to++] = data[(from + channel) * bytes + b];
                }
            }
        }
        return Raster.wrap(header.size(), header.channels(), header.depth(), samples);
    }

    private static int[] decodedOrder(Channels channels) {
        return switch (channels) {
            case GREY -> new int[] {0};
            case GREY_ALPHA -> new int[] {0, 3};
            case RGB -> new int[] {2, 1, 0};
            case RGBA -> new int[] {2, 1, 0, 3};
        };
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
            if (!opencv_imgcodecs.imencode(".png", mat, encoded)) {
                throw new IllegalStateException("OpenCV could not encode " + image + " as PNG");
            }
            byte[] file = new byte[Math.toIntExact(encoded.limit())];
            encoded.get(file);
            return file;
        }
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
