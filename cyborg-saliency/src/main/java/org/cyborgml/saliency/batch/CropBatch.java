package org.cyborgml.saliency.batch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.opencv.global.opencv_core;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.Face;
import org.cyborgml.saliency.face.FaceChoice;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.face.FaceCropper;
import org.cyborgml.saliency.file.FailureReason;
import org.cyborgml.saliency.geometry.CropTransform;
import org.cyborgml.saliency.image.FolderListing;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageHeader;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;

/**
 * Crops the faces of a folder of photographs into a folder of PNG files. A photograph that cannot be used, or has no face, is listed
 * in the result, and the others are cropped. Photographs are read, cropped and written by a thread more than there are processors;
 * meanwhile OpenCV has no threads of its own in this process, which would wait for each other.
 *
 * <p>Immutable: {@code withX} gives a changed copy.
 */
public final class CropBatch {

    private final FaceCropper cropper;
    private final FaceChoice choice;
    private final BatchProgress progress;

    private CropBatch(FaceCropper cropper, FaceChoice choice, BatchProgress progress) {
        this.cropper = cropper;
        this.choice = choice;
        this.progress = progress;
    }

    /**
     * A batch without listener.
     *
     * @param cropper computes each crop
     * @param choice the faces of a photograph that are cropped
     * @return the batch
     */
    public static CropBatch with(FaceCropper cropper, FaceChoice choice) {
        return new CropBatch(cropper, choice, BatchProgress.silent());
    }

    /**
     * Sets the listener.
     *
     * @param listener called after each photograph
     * @return a batch with it
     */
    public CropBatch withProgress(BatchProgress listener) {
        return new CropBatch(cropper, choice, listener);
    }

    /** Outcome for one photograph. */
    private record Outcome(List<FaceCrop> crops, List<BatchFailure> failures, boolean hasFace) {}

    /**
     * Crops a folder.
     *
     * @param photographs the folder, with the folders below it
     * @param finder tells where the faces are
     * @param out the folder for the crops; created if it is missing
     * @return the crops, and the photographs that gave none
     * @throws IOException if the folder cannot be listed or holds no image, or the disk fails
     */
    public CropBatchResult crop(Path photographs, FaceFinder finder, Path out) throws IOException {
        FolderListing listing = FolderListing.of(photographs);
        List<String> paths = listing.images();
        if (paths.isEmpty()) {
            throw new IOException("image folder " + photographs + " holds no PNG, JPEG, BMP or WebP file"
                    + listing.leftOut().map(others -> "; " + others).orElse(""));
        }
        Files.createDirectories(out);
        CropNames names = new CropNames(paths, choice);
        // One more than there are processors, since one of them waits for the disk now and then.
        int threads = Runtime.getRuntime().availableProcessors() + 1;
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        int threadsOfOpenCv = opencv_core.getNumThreads();
        opencv_core.setNumThreads(1);
        List<FaceCrop> crops = new ArrayList<>();
        List<String> withoutFace = new ArrayList<>();
        List<BatchFailure> failures = new ArrayList<>();
        try {
            Queue<Future<Outcome>> underWay = new ArrayDeque<>();
            int begun = 0;
            for (int done = 0; done < paths.size(); done++) {
                while (begun < paths.size() && underWay.size() < 2 * threads) {
                    String path = paths.get(begun++);
                    underWay.add(workers.submit(() -> one(photographs, path, finder, names, out)));
                }
                Outcome outcome = result(underWay.remove());
                crops.addAll(outcome.crops());
                failures.addAll(outcome.failures());
                if (!outcome.hasFace()) {
                    withoutFace.add(paths.get(done));
                }
                progress.finished(done + 1, paths.size(), paths.get(done));
            }
        } finally {
            workers.shutdownNow();
            opencv_core.setNumThreads(threadsOfOpenCv);
        }
        return new CropBatchResult(CropTable.of(crops), withoutFace, failures);
    }

    private static Outcome result(Future<Outcome> work) throws IOException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException disk) {
                throw disk;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private Outcome one(Path photographs, String path, FaceFinder finder, CropNames names, Path out)
            throws IOException {
        Path file = photographs.resolve(path);
        try {
            Raster photograph =
                    ImageDecoder.withDefaults().read(file).toEightBits().toRgb();
            List<Face> faces = choice.of(finder.faces(path, photograph), photograph.size());
            List<FaceCrop> crops = new ArrayList<>();
            for (Face face : faces) {
                int number = crops.size() + 1;
                CropTransform transform = cropper.transform(face, photograph.size());
                crops.add(new FaceCrop(names.of(path, number), path, number, face, transform));
            }
            for (FaceCrop crop : crops) {
                write(crop.transform().apply(photograph), out.resolve(crop.path()));
            }
            return new Outcome(crops, List.of(), !crops.isEmpty());
        } catch (ImageFileException e) {
            return failed(path, e.file(), e.reason());
        } catch (IOException e) {
            if (FailureReason.isOfTheDisk(e)) {
                throw e;
            }
            return failed(path, file.toString(), "its crop cannot be written: " + FailureReason.of(e));
        } catch (RuntimeException | OutOfMemoryError e) {
            return failed(path, file.toString(), FailureReason.of(e));
        }
    }

    private static Outcome failed(String path, String file, String reason) {
        return new Outcome(List.of(), List.of(new BatchFailure(path, file, reason)), true);
    }

    private static void write(Raster crop, Path file) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        PngWriter.write(crop, file);
    }

    /**
     * Tells if viewers turn a photograph by its EXIF orientation, which decoding does not: a detector sees such a face lying.
     *
     * @param photograph the file
     * @return true if it is stored turned; false too if its header cannot be read
     */
    public static boolean isStoredTurned(Path photograph) {
        try {
            return ImageDecoder.withDefaults().readHeader(photograph).orientation() != ImageHeader.UPRIGHT;
        } catch (ImageFileException e) {
            return false;
        }
    }
}
