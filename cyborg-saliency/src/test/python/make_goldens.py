"""Makes the golden files of cyborg-saliency with Pillow, SciPy and OpenCV: python3 make_goldens.py ../resources/golden

Made with Pillow 9.4.0 (libjpeg-turbo 2.1.5), NumPy 1.24.2, SciPy 1.10.1 and OpenCV 4.6.0, all of Debian 12. The pictures are drawn here: smooth noise as
light, sharp edges as objects, fine noise as texture, saturated black and white included, like photographs.
"""
import os
import struct
import subprocess
import sys
import zlib

import cv2
import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

OUT = sys.argv[1]


def picture(width, height, seed):
    rng = np.random.default_rng(seed)
    light = np.stack([gaussian_filter(rng.normal(size=(height, width)), min(width, height) / 8) for _ in range(3)], -1)
    light = (light - light.min()) / np.ptp(light)
    yy, xx = np.mgrid[0:height, 0:width]
    for _ in range(6):
        cx, cy, r = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0.05, 0.3) * min(width, height)
        inside = (xx - cx) ** 2 + (yy - cy) ** 2 < r * r
        light[inside] = 0.3 * light[inside] + 0.7 * rng.uniform(-0.2, 1.2, size=3)
    light[:, width // 3 : width // 3 + 2] = 1.0
    texture = rng.normal(scale=0.05, size=light.shape)
    return Image.fromarray((np.clip(light + texture, 0, 1) * 255).astype(np.uint8), "RGB")


# Resizing: source, then each target size. Odd, even, up, down, mixed, one pixel, the CAM grids.
for name, image in [
    ("rgb", picture(97, 71, 1)),
    ("grey", picture(83, 120, 2).convert("L")),
]:
    image.save(f"{OUT}/{name}.png")
    for w, h in [(7, 7), (8, 8), (10, 10), (33, 29), (97, 20), (41, 71), (131, 113), (50, 150), (1, 1)]:
        image.resize((w, h), Image.BILINEAR).save(f"{OUT}/{name}_{w}x{h}.png")

# Mode F: 32-bit floats, little endian.
plane = np.asarray(picture(45, 37, 3).convert("L"), dtype=np.float32) / np.float32(255)
plane.astype("<f4").tofile(f"{OUT}/float_45x37.f32")
for w, h in [(7, 7), (60, 51), (13, 80)]:
    np.asarray(Image.fromarray(plane, "F").resize((w, h), Image.BILINEAR)).astype("<f4").tofile(f"{OUT}/float_{w}x{h}.f32")

# Files of every kind, each beside what Pillow makes of it.
small = picture(53, 39, 4)
small.save(f"{OUT}/jpeg_420.jpg", quality=75)
small.save(f"{OUT}/jpeg_444_progressive.jpg", quality=90, subsampling=0, progressive=True)
small.convert("L").save(f"{OUT}/jpeg_grey.jpg", quality=80)
exif = Image.Exif()
exif[0x0112] = 6
small.save(f"{OUT}/jpeg_exif_rotated.jpg", quality=75, exif=exif)
bgr = np.asarray(small)[:, :, ::-1]
for name, progressive in [("jpeg_restart", 0), ("jpeg_restart_progressive", 1)]:
    cv2.imwrite(f"{OUT}/{name}.jpg", bgr, [cv2.IMWRITE_JPEG_RST_INTERVAL, 3, cv2.IMWRITE_JPEG_PROGRESSIVE, progressive])
# cjpeg of libjpeg-turbo 2.1.5: each component in a scan of its own, without progression; luminance subsampled upright only.
small.save(f"{OUT}/small.ppm")
with open(f"{OUT}/scans.txt", "w") as file:
    file.write("0;\n1;\n2;\n")
for name, options in [("jpeg_scans", ["-scans", f"{OUT}/scans.txt"]), ("jpeg_440", ["-sample", "1x2"])]:
    subprocess.run(["cjpeg", *options, "-outfile", f"{OUT}/{name}.jpg", f"{OUT}/small.ppm"], check=True)
os.remove(f"{OUT}/small.ppm")
os.remove(f"{OUT}/scans.txt")
for name in [
    "jpeg_420",
    "jpeg_444_progressive",
    "jpeg_grey",
    "jpeg_exif_rotated",
    "jpeg_restart",
    "jpeg_restart_progressive",
    "jpeg_scans",
    "jpeg_440",
]:
    Image.open(f"{OUT}/{name}.jpg").save(f"{OUT}/{name}_decoded.png")
# Four components: CMYK as Pillow writes it, and the same bytes declared to be YCCK by Adobe's segment.
four = small.convert("CMYK")
four.putdata([(c, m, y, (c * 7 + m * 3 + y) % 97) for c, m, y, _ in four.getdata()])
for name, options in [("cmyk", {}), ("cmyk_420", {"subsampling": 2}), ("cmyk_progressive", {"progressive": True})]:
    four.save(f"{OUT}/jpeg_{name}.jpg", quality=80, **options)
    content = bytearray(open(f"{OUT}/jpeg_{name}.jpg", "rb").read())
    content[content.find(b"Adobe") + 11] = 2
    open(f"{OUT}/jpeg_{name.replace('cmyk', 'ycck')}.jpg", "wb").write(content)
    for kind in [name, name.replace("cmyk", "ycck")]:
        Image.open(f"{OUT}/jpeg_{kind}.jpg").convert("RGB").save(f"{OUT}/jpeg_{kind}_decoded.png")

# WebP, of which a transparent pixel keeps its colour in the lossless file with "exact" only.
with_alpha = small.copy()
with_alpha.putalpha(Image.fromarray(np.tile(np.arange(53, dtype=np.uint8) * 4, (39, 1)), "L"))
for name, image, options in [
    ("lossy", small, {"quality": 60}),
    ("lossless", small, {"lossless": True}),
    ("lossy_alpha", with_alpha, {"quality": 60}),
    ("lossless_alpha", with_alpha, {"lossless": True}),
    ("exact_alpha", with_alpha, {"lossless": True, "exact": True}),
]:
    image.save(f"{OUT}/webp_{name}.webp", **options)
    Image.open(f"{OUT}/webp_{name}.webp").save(f"{OUT}/webp_{name}_decoded.png")
small.save(f"{OUT}/webp_animated.webp", save_all=True, append_images=[small.rotate(180)], quality=20)


# BMP of every depth, which Pillow reads and in part does not write.
def write_bmp(name, rows, bits, palette=b"", upside_down=False, masks=b"", core=False):
    height, width = rows.shape[:2]
    if bits < 16:
        shifts = np.arange(bits)[::-1]
        lines = np.packbits((rows[:, :, None] >> shifts & 1).reshape(height, -1).astype(np.uint8), axis=1)
    else:
        lines = rows.reshape(height, -1).view(np.uint8)
    stride = (width * bits + 31) // 32 * 4
    lines = np.pad(lines, ((0, 0), (0, stride - lines.shape[1])))
    if not upside_down:
        lines = lines[::-1]
    if core:
        head = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        compression = 3 if masks else 0
        colours = len(palette) // 4
        head = struct.pack(
            "<IiiHHIIiiII", 40, width, -height if upside_down else height, 1, bits, compression, 0, 0, 0, colours, 0
        )
    start = 14 + len(head) + len(masks) + len(palette)
    with open(f"{OUT}/bmp_{name}.bmp", "wb") as file:
        file.write(b"BM" + struct.pack("<IHHI", start + lines.size, 0, 0, start) + head + masks + palette + lines.tobytes())
    Image.open(f"{OUT}/bmp_{name}.bmp").convert("RGB").save(f"{OUT}/bmp_{name}_decoded.png")


pixels = np.asarray(picture(23, 19, 6))
colours = np.random.default_rng(9).integers(0, 256, (256, 4)).astype(np.uint8)
for bits in [1, 4, 8]:
    write_bmp(str(bits), pixels[:, :, 0].astype(np.uint32) >> 8 - bits, bits, colours[: 1 << bits].tobytes())
write_bmp("core", pixels[:, :, 0].astype(np.uint32) >> 4, 4, colours[:16, :3].tobytes(), core=True)
write_bmp("24", np.ascontiguousarray(pixels[:, :, ::-1]), 24)
write_bmp("top_down", np.ascontiguousarray(pixels[:, :, ::-1]), 24, upside_down=True)
write_bmp("32", np.dstack([pixels[:, :, ::-1], pixels[:, :, :1]]), 32)
fifths = pixels.astype(np.uint16) >> 3
write_bmp("555", fifths[:, :, 0] << 10 | fifths[:, :, 1] << 5 | fifths[:, :, 2], 16)
write_bmp(
    "565",
    fifths[:, :, 0] << 11 | pixels[:, :, 1].astype(np.uint16) >> 2 << 5 | fifths[:, :, 2],
    16,
    masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F),
)

small.quantize(32).save(f"{OUT}/png_palette.png")
palette = small.quantize(16)
palette.save(f"{OUT}/png_palette_transparent.png", transparency=3)
rgba = small.copy()
rgba.putalpha(Image.fromarray(np.tile(np.arange(53, dtype=np.uint8) * 4, (39, 1)), "L"))
rgba.save(f"{OUT}/png_rgba.png")
rgba.convert("LA").save(f"{OUT}/png_grey_alpha.png")
small.convert("1").save(f"{OUT}/png_one_bit.png")
for name in ["png_palette", "png_palette_transparent", "png_rgba", "png_grey_alpha", "png_one_bit"]:
    Image.open(f"{OUT}/{name}.png").convert("RGB").save(f"{OUT}/{name}_rgb.png")
small.convert("L").save(f"{OUT}/small_grey.png")
small.save(f"{OUT}/small_rgb.png")
sixteen = (np.arange(20 * 30, dtype=np.uint32) * 109).astype(np.uint16).reshape(20, 30)
Image.fromarray(sixteen, "I;16").save(f"{OUT}/png_grey16.png")

# The authors' protocol for maps: grey, straight to the grid, min-max.
grid = np.asarray(Image.open(f"{OUT}/rgb.png").convert("L").resize((7, 7), Image.BILINEAR), dtype=np.float64)
np.savetxt(f"{OUT}/cam_grid_7x7.csv", (grid - grid.min()) / np.ptp(grid), delimiter=",", fmt="%.17g")

# The paper's map of three annotators, two of them right: sum, Gaussian of sigma 5 cut at 4 sigma with mirrored borders, min-max.
masks = []
for box in [(5, 8, 30, 28), (20, 15, 50, 35)]:
    mask = Image.new("L", (64, 48))
    ImageDraw.Draw(mask).rectangle(box, fill=1)
    masks.append(np.asarray(mask, dtype=np.float64))
blurred = gaussian_filter(sum(masks), 5, mode="mirror", truncate=4)
np.savetxt(f"{OUT}/paper_map_64x48.csv", (blurred - blurred.min()) / np.ptp(blurred), delimiter=",", fmt="%.9g")

# Every colour type and depth of PNG, plain and interlaced, which Pillow reads but does not write. Rows take the five filters in turn.
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def filtered(rows, step):
    out, above = b"", np.zeros(rows.shape[1], dtype=int)
    for y, row in enumerate(rows.astype(int)):
        left = np.concatenate([np.zeros(step, dtype=int), row])[: len(row)]
        corner = np.concatenate([np.zeros(step, dtype=int), above])[: len(row)]
        estimate = left + above - corner
        distances = np.abs(estimate - np.stack([left, above, corner]))
        paeth = np.choose(distances.argmin(0), [left, above, corner])
        prediction = [0 * row, left, above, (left + above) // 2, paeth][y % 5]
        out += bytes([y % 5]) + ((row - prediction) % 256).astype(np.uint8).tobytes()
        above = row
    return out


def write_png(name, samples, bits, colour, interlaced, extra=b""):
    height, width, channels = samples.shape
    data = b""
    for left, top, step_x, step_y in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[top::step_y, left::step_x]
        if part.size == 0:
            continue
        flat = part.reshape(part.shape[0], -1)
        shifts = np.arange(bits)[::-1]
        packed = np.packbits((flat[:, :, None] >> shifts & 1).reshape(flat.shape[0], -1).astype(np.uint8), axis=1)
        data += filtered(packed, max(1, bits * channels // 8))
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    packed = zlib.compress(data)
    half = len(packed) // 2
    body = chunk(b"IDAT", packed[:half]) + chunk(b"IDAT", packed[half:])
    with open(f"{OUT}/{name}.png", "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + body + chunk(b"IEND", b""))


smooth = np.asarray(picture(23, 19, 6)).astype(np.uint32)
noise = np.random.default_rng(7).integers(-9, 9, (19, 23, 4))
for interlaced in [False, True]:
    for colour, channels, depths in [(0, 1, [1, 2, 4, 8, 16]), (2, 3, [8, 16]), (3, 1, [1, 2, 4, 8]), (4, 2, [8, 16]), (6, 4, [8, 16])]:
        for bits in depths:
            samples = np.concatenate([smooth, smooth[::-1, :, :1]], axis=2)[:, :, :channels]
            samples = samples >> 8 - bits if bits <= 8 else samples * 257 + noise[:, :, :channels] & 0xFFFF
            suffix = "_interlaced" if interlaced else ""
            name = f"kind_{colour}_{bits}{suffix}"
            extra = chunk(b"PLTE", np.random.default_rng(bits).integers(0, 256, 3 << bits).astype(np.uint8).tobytes()) if colour == 3 else b""
            write_png(name, samples, bits, colour, interlaced, extra)
            if not interlaced and (colour, bits) != (0, 16):
                Image.open(f"{OUT}/{name}.png").convert("RGB").save(f"{OUT}/{name}_rgb.png")
            if colour == 3 and not interlaced:
                # The indices: what a segmentation is about.
                Image.fromarray(np.asarray(Image.open(f"{OUT}/{name}.png"))).save(f"{OUT}/{name}_indices.png")
            # libpng, by OpenCV, finds the same picture in the interlaced file.
            assert np.array_equal(*(cv2.imread(f"{OUT}/kind_{colour}_{bits}{end}.png", -1) for end in ["", suffix])), name
transparent = smooth.copy()
transparent[3:7, 5:11] = [10, 200, 30]
for bits in [8, 16]:
    key = [10, 200, 30] if bits == 8 else [v * 257 for v in (10, 200, 30)]
    samples = transparent if bits == 8 else transparent * 257
    write_png(f"kind_2_{bits}_transparent", samples, bits, 2, False, chunk(b"tRNS", struct.pack(">HHH", *key)))

# OpenCV's own blur of floats: kernel side left to OpenCV, mirrored borders. Narrower than the kernel, too.
for width, height, sigma in [(40, 30, 5), (40, 30, 0.8), (33, 50, 12.5), (1, 20, 5), (25, 1, 2), (3, 3, 5)]:
    values = np.random.default_rng(8).random((height, width), dtype=np.float32)
    values.astype("<f4").tofile(f"{OUT}/blur_{width}x{height}.f32")
    cv2.GaussianBlur(values, (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101).astype("<f4").tofile(
        f"{OUT}/blur_{width}x{height}_{sigma}.f32"
    )

# The paper's crop of a face at (30.4, 9.5), 40 wide and 50 high, on rgb.png (97x71): grown to 22.4 .. 78.4 and -15.5 .. 69.5, edges
# rounded to 22 .. 78 and -15 .. 70 (floor(v + 0.5)); then resized to 56x48. The same on its grey as floats.
photo = Image.open(f"{OUT}/rgb.png")
grey = np.asarray(photo.convert("L"), dtype=np.float32) / np.float32(255)
for rule, image, plane, box in [
    ("CLIP", photo, grey, (22, 0, 78, 70)),
    ("PAD_ZERO", photo, grey, (22, -15, 78, 70)),
    (
        "PAD_REPLICATE",
        Image.fromarray(np.pad(np.asarray(photo), ((15, 0), (0, 0), (0, 0)), mode="edge")),
        np.pad(grey, ((15, 0), (0, 0)), mode="edge"),
        (22, 0, 78, 85),
    ),
]:
    image.crop(box).resize((56, 48), Image.BILINEAR).save(f"{OUT}/crop_{rule}.png")
    floats = Image.fromarray(plane, "F").crop(box).resize((56, 48), Image.BILINEAR)
    np.asarray(floats).astype("<f4").tofile(f"{OUT}/crop_{rule}.f32")
