// Pictures as a network takes them: the pixels that CYBORG reads, resized bit for bit as it does (and Pillow).

const FRACTION = 2 ** 22;

/** The pixels of a picture, {width, height, rgb}: without colour management, row by row. */
export async function readPicture(blob) {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const rgba = context.getImageData(0, 0, width, height).data;
  const rgb = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    rgb.set(rgba.subarray(4 * i, 4 * i + 3), 3 * i);
  }
  return { width, height, rgb };
}

/** For each place of a shorter or longer line the cells that it is made of: {first, weights}, in fixed point. */
function triangles(inputs, outputs) {
  const scale = inputs / outputs;
  const support = Math.max(scale, 1);
  return Array.from({ length: outputs }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - support + 0.5), 0);
    const end = Math.min(Math.trunc(centre + support + 0.5), inputs);
    const weights = Array.from({ length: end - first }, (__, k) =>
      Math.max(0, 1 - Math.abs((k + first - centre + 0.5) / support)));
    const sum = weights.reduce((a, b) => a + b, 0);
    return { first, weights: weights.map((weight) => Math.trunc(0.5 + (weight / sum) * FRACTION)) };
  });
}

const clip = (sum) => Math.min(255, Math.floor((sum + FRACTION / 2) / FRACTION));

function alongRows({ width, height, rgb }, target) {
  const places = triangles(width, target);
  const out = new Uint8Array(3 * target * height);
  for (let y = 0; y < height; y++) {
    places.forEach(({ first, weights }, x) => {
      for (let c = 0; c < 3; c++) {
        const sum = weights.reduce((all, weight, k) => all + weight * rgb[3 * (y * width + first + k) + c], 0);
        out[3 * (y * target + x) + c] = clip(sum);
      }
    });
  }
  return { width: target, height, rgb: out };
}

function alongColumns({ width, height, rgb }, target) {
  const row = 3 * width;
  const out = new Uint8Array(row * target);
  triangles(height, target).forEach(({ first, weights }, y) => {
    for (let i = 0; i < row; i++) {
      out[y * row + i] = clip(weights.reduce((all, weight, k) => all + weight * rgb[(first + k) * row + i], 0));
    }
  });
  return { width, height: target, rgb: out };
}

/** The pixels under the centres of the places on a line, by adding up steps. */
function nearest(inputs, outputs) {
  const step = inputs / outputs;
  let place = step * 0.5;
  return Array.from({ length: outputs }, () => {
    const at = Math.min(inputs - 1, Math.trunc(place));
    place += step;
    return at;
  });
}

function ofNearest({ width, height, rgb }, toWidth, toHeight) {
  const columns = nearest(width, toWidth);
  const out = new Uint8Array(3 * toWidth * toHeight);
  nearest(height, toHeight).forEach((y, row) => columns.forEach((x, column) => {
    out.set(rgb.subarray(3 * (y * width + x), 3 * (y * width + x) + 3), 3 * (row * toWidth + column));
  }));
  return { width: toWidth, height: toHeight, rgb: out };
}

/** A picture of another size; resampling is bilinear (with antialiasing) or nearest. */
export function resized(picture, width, height, resampling) {
  if (resampling === 'nearest') {
    return ofNearest(picture, width, height);
  }
  const ofWidth = picture.width === width ? picture : alongRows(picture, width);
  return ofWidth.height === height ? ofWidth : alongColumns(ofWidth, height);
}

/** The values of a network's input [1, 3, H, W]; means and deviations normalise pixels divided by 255, null leaves them. */
export function planes({ width, height, rgb }, normalisation) {
  const cells = width * height;
  const values = new Float32Array(3 * cells);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < cells; i++) {
      const value = rgb[3 * i + c];
      values[c * cells + i] = normalisation === null
        ? value
        : (value / 255 - normalisation.mean[c]) / normalisation.deviation[c];
    }
  }
  return values;
}

/** A map of h x w cells at every pixel of a picture, bilinear between the centres of the cells. */
export function enlarged(map, h, w, height, width) {
  const line = (cells, places) => Array.from({ length: places }, (_, i) => {
    const at = Math.max(0, ((i + 0.5) * cells) / places - 0.5);
    const low = Math.min(Math.trunc(at), cells - 1);
    return { low, high: Math.min(low + 1, cells - 1), share: at - low };
  });
  const columns = line(w, width);
  const out = new Float32Array(height * width);
  line(h, height).forEach((row, y) => columns.forEach((column, x) => {
    const along = (r) => map[r * w + column.low] * (1 - column.share) + map[r * w + column.high] * column.share;
    out[y * width + x] = along(row.low) * (1 - row.share) + along(row.high) * row.share;
  }));
  return out;
}
