package org.cyborgml.saliency.image;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** OpenCV's Gaussian blur of a plane of floats, mirrored at its borders without repeating them. */
public final class GaussianSmoothing {

    private GaussianSmoothing() {}

    /**
     * The kernel side that OpenCV itself picks for floats: four sigmas to each side, odd.
     *
     * @param sigma width of the Gaussian in pixels, at least 0
     * @return pixels
     */
    public static int kernelSide(double sigma) {
        return (int) Math.rint(sigma * 4 * 2 + 1) | 1;
    }

    /**
     * Blurs a plane.
     *
     * @param plane the plane
     * @param sigma width of the Gaussian in pixels, at least 0; 0 leaves the plane as it is
     * @return the blurred plane
     */
    public static FloatPlane blur(FloatPlane plane, double sigma) {
        return blur(plane, sigma, sigma);
    }

    /**
     * Blurs a plane by another width in each direction.
     *
     * @param plane the plane
     * @param sigmaX horizontal width of the Gaussian in pixels
     * @param sigmaY vertical width in pixels; both above 0, or both 0, which leaves the plane as it is
     * @return the blurred plane
     */
    public static FloatPlane blur(FloatPlane plane, double sigmaX, double sigmaY) {
        if (sigmaX == 0 && sigmaY == 0) {
            return plane;
        }
        float[] values = plane.toArray();
        try (FloatPointer in = new FloatPointer(values);
                Mat from = new Mat(plane.height(), plane.width(), opencv_core.CV_32FC1, in);
                Mat to = new Mat(plane.height(), plane.width(), opencv_core.CV_32FC1);
                Size kernel = new Size(kernelSide(sigmaX), kernelSide(sigmaY))) {
            opencv_imgproc.GaussianBlur(from, to, kernel, sigmaX, sigmaY, opencv_core.BORDER_REFLECT_101);
            new FloatPointer(to.data()).get(values);
        }
        return FloatPlane.wrap(plane.size(), values);
    }
}
