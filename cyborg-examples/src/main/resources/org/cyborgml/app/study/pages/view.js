// The view of an image in a canvas. The scale is a whole number of device pixels for each pixel of the image, so that every
// pixel is shown as a square of one colour: no resampling hides or makes artefacts.

export class View {
  #image = {width: 1, height: 1};
  #canvas = {width: 1, height: 1};
  #base = 1;
  #scale = 1;
  #left = 0;
  #top = 0;

  /** Sets the sizes: of the image in its pixels, of the canvas in device pixels, and the scale without zoom. */
  fit(image, canvas, base) {
    const centre = this.toImage(this.#canvas.width / 2, this.#canvas.height / 2);
    const first = this.#image.width !== image.width || this.#image.height !== image.height;
    const zoom = this.#scale / this.#base;
    this.#image = image;
    this.#canvas = canvas;
    this.#base = base;
    this.#scale = Math.round(base * zoom);
    this.#place(first ? [image.width / 2, image.height / 2] : centre, canvas.width / 2, canvas.height / 2);
  }

  get scale() {
    return this.#scale;
  }

  get zoom() {
    return this.#scale / this.#base;
  }

  get offset() {
    return [this.#left, this.#top];
  }

  /** Zooms; the place of the image at (x, y) on the canvas stays there. */
  zoomTo(zoom, x = this.#canvas.width / 2, y = this.#canvas.height / 2) {
    const fixed = this.toImage(x, y);
    this.#scale = Math.max(this.#base, Math.min(8 * this.#base, Math.round(this.#base * zoom)));
    this.#place(fixed, x, y);
  }

  /** Moves the image by device pixels. */
  moveBy(dx, dy) {
    this.#left += dx;
    this.#top += dy;
    this.#bound();
  }

  /** Moves the image so that a place of it is within the canvas. */
  reveal([x, y], margin) {
    const [cx, cy] = this.toCanvas(x, y);
    this.moveBy(
        Math.max(0, margin - cx) - Math.max(0, cx - (this.#canvas.width - margin)),
        Math.max(0, margin - cy) - Math.max(0, cy - (this.#canvas.height - margin)));
  }

  /** The image's pixel coordinates at a place of the canvas, which is in device pixels. */
  toImage(x, y) {
    return [(x - this.#left) / this.#scale, (y - this.#top) / this.#scale];
  }

  /** The place on the canvas of the image's pixel coordinates. */
  toCanvas(x, y) {
    return [x * this.#scale + this.#left, y * this.#scale + this.#top];
  }

  #place([imageX, imageY], x, y) {
    this.#left = x - imageX * this.#scale;
    this.#top = y - imageY * this.#scale;
    this.#bound();
  }

  /** Offsets are whole numbers: a fraction would make the browser interpolate. */
  #bound() {
    this.#left = bounded(this.#left, this.#canvas.width, this.#image.width * this.#scale);
    this.#top = bounded(this.#top, this.#canvas.height, this.#image.height * this.#scale);
  }
}

function bounded(offset, room, size) {
  return Math.round(size <= room ? (room - size) / 2 : Math.max(room - size, Math.min(0, offset)));
}

/**
 * The size at which an image is shown: as near to `pixelSize` CSS pixels for each of its pixels as a whole number of device
 * pixels allows, smaller where the room is too narrow, never below one device pixel.
 *
 * @returns scale in device pixels, width and height in CSS pixels
 */
export function displaySize(image, pixelSize, ratio, room) {
  const wished = Math.max(1, Math.round(pixelSize * ratio));
  const largest = Math.max(1, Math.floor(room.width * ratio / image.width));
  const scale = Math.min(wished, largest);
  return {
    scale,
    width: Math.min(image.width * scale / ratio, room.width),
    height: Math.min(image.height * scale / ratio, room.height),
  };
}
