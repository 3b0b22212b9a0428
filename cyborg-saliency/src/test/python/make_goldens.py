"""Makes the golden files of cyborg-saliency with Pillow and SciPy: python3 make_goldens.py ../resources/golden

Made with Pillow 9.4.0 (libjpeg-turbo 2.1.5), NumPy 1.24.2 and SciPy 1.10.1. The pictures are drawn here: smooth noise as
light, sharp edges as objects, fine noise as texture, saturated black and white included, like photographs.
"""
import sys

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
for name in ["jpeg_420", "jpeg_444_progressive", "jpeg_grey", "jpeg_exif_rotated"]:
    Image.open(f"{OUT}/{name}.jpg").save(f"{OUT}/{name}_decoded.png")
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
