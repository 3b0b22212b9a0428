// The view of an image in a canvas. The scale is a whole number of device pixels for each pixel of the image, so that every
// pixel is a square of one colour: no resampling hides or makes artefacts. Only the view of the whole of an image that is larger
// than its canvas, which the participant asks for, is reduced.

const GREATEST_SIDE = 512;
const LEAST_SIDE = 240;
const GREATEST_ZOOM = 8;

export class View {
  #image = {width: 1, height: 1};
  #canvas = {width: 1, height: 1};
  #base = 1;
  #scale = 1;
  #left = 0;
  #top = 0;
  #placed = false;

  /** Sets the sizes: of the image in its pixels, of the canvas in device pixels, and the scale without zoom. */
  fit(image, canvas, base) {
    const centre = this.#placed
        ? this.toImage(this.#canvas.width / 2, this.#canvas.height / 2)
        : [image.width / 2, image.height / 2];
    const zoom = this.#scale / this.#base;
    this.#image = image;
    this.#canvas = canvas;
    this.#base = base;
    this.#scale = this.#placed ? this.#allowed(base * zoom) : base;
    this.#placed = true;
    this.#place(centre, canvas.width / 2, canvas.height / 2);
  }

  /** Device pixels for each pixel of the image. */
  get scale() {
    return this.#scale;
  }

  /** Upper left corner of the image on the canvas, in device pixels: whole numbers, since a fraction makes browsers interpolate. */
  get offset() {
    return [this.#left, this.#top];
  }

  /** True if the image is shown with fewer pixels than it has. */
  get isReduced() {
    return this.#scale < 1;
  }

  /** Makes the scale one step larger (1) or smaller (-1); the place of the image at (x, y) on the canvas stays there. */
  step(direction, x, y) {
    this.zoomTo(this.#scale < 1 ? direction : this.#scale + direction * Math.max(1, Math.round(this.#scale / 4)), x, y);
  }

  /** Sets the scale, or the nearest one that can be; the place of the image at (x, y) on the canvas stays there. */
  zoomTo(scale, x = this.#canvas.width / 2, y = this.#canvas.height / 2) {
    const fixed = this.toImage(x, y);
    this.#scale = this.#allowed(scale);
    this.#place(fixed, x, y);
  }

  /** Sets the scale that an image has at first. */
  reset() {
    this.zoomTo(this.#base);
  }

  #allowed(scale) {
    const whole = Math.min(this.#canvas.width / this.#image.width, this.#canvas.height / this.#image.height);
    const least = whole < this.#base ? whole : this.#base;
    return scale < 1 && least < 1 ? least : Math.max(Math.ceil(least), Math.min(GREATEST_ZOOM * this.#base, Math.round(scale)));
  }

  /** Moves the image by device pixels. */
  moveBy(dx, dy) {
    this.#left = bounded(this.#left + dx, this.#canvas.width, this.#image.width * this.#scale);
    this.#top = bounded(this.#top + dy, this.#canvas.height, this.#image.height * this.#scale);
  }

  /** Moves the image so that a place of it is on the canvas, at least a margin from its edge. */
  reveal([x, y], margin) {
    const [left, top] = this.toCanvas(x, y);
    this.moveBy(
        Math.max(0, margin - left) - Math.max(0, left - (this.#canvas.width - margin)),
        Math.max(0, margin - top) - Math.max(0, top - (this.#canvas.height - margin)));
  }

  /** The image's pixel coordinates at a place of the canvas, which is in device pixels. */
  toImage(x, y) {
    return [(x - this.#left) / this.#scale, (y - this.#top) / this.#scale];
  }

  /** The place on the canvas, in device pixels, of the image's pixel coordinates. */
  toCanvas(x, y) {
    return [x * this.#scale + this.#left, y * this.#scale + this.#top];
  }

  #place([imageX, imageY], x, y) {
    this.#left = x - imageX * this.#scale;
    this.#top = y - imageY * this.#scale;
    this.moveBy(0, 0);
  }
}

function bounded(offset, room, size) {
  return Math.round(size <= room ? (room - size) / 2 : Math.max(room - size, Math.min(0, offset)));
}

/**
 * The size at which the images of a trial are shown. Each of their pixels covers n x n device pixels, where n is the largest whole
 * number with which the longer side is at most 512 CSS pixels and the images fit into the room: side by side if they are then at
 * least 240 CSS pixels wide, else one below the other. n is never below 1: an image that is larger than the room is cut off at the
 * room's edge and can be moved.
 *
 * @param images sizes in pixels
 * @param ratio device pixels for each CSS pixel
 * @param room width that there is, in CSS pixels
 * @param gap between images, in CSS pixels
 * @returns {{scale: number, columns: number}}
 */
export function displaySize(images, ratio, room, gap) {
  const width = Math.max(...images.map((image) => image.width));
  const longest = Math.max(width, ...images.map((image) => image.height));
  const wished = Math.max(1, Math.floor(GREATEST_SIDE * ratio / longest));
  const columns = images.length;
  const beside = Math.min(wished, Math.floor((room - gap * (columns - 1)) / columns * ratio / width));
  if (beside >= 1 && (columns === 1 || width * beside / ratio >= LEAST_SIDE || beside === wished)) {
    return {scale: beside, columns};
  }
  return {scale: Math.max(1, Math.min(wished, Math.floor(room * ratio / width))), columns: 1};
}
