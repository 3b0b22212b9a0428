// An image that can be marked: shows it with its strokes, and joins pointers and keys to the stroke in the making.

import {Drawing} from './drawing.js';
import {KeyboardCursor} from './keyboard.js';
import {PointerInput} from './pointer.js';
import {paintStroke} from './shapes.js';
import {View} from './view.js';

const HIGHLIGHT = '#00b4ff';
const EDGE = '#00202e';
const OPACITY = 0.42;

export class Editor {
  #picture;
  #mask = new OffscreenCanvas(1, 1);
  #edge = new OffscreenCanvas(1, 1);
  #frame = 0;
  #base = 1;
  #cursor;
  #stop = new AbortController();
  #sizes = new ResizeObserver((entries) => this.#resized(entries[0]));

  /**
   * @param image name of the image, as strokes call it
   * @param parts picture (a decoded img element), marking, tools, clock (ms since the images were shown), room (how many points
   *     the next stroke may have), announce (reads a text of the page by its name)
   */
  constructor(image, {picture, marking, tools, clock, room, announce}) {
    this.image = image;
    this.#picture = picture;
    this.size = {width: picture.naturalWidth, height: picture.naturalHeight};
    this.marking = marking;
    this.tools = tools;
    this.view = new View();
    this.drawing = new Drawing(tools, clock, room);
    this.isEnabled = false;
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'picture';
    this.canvas.dataset.image = image;
    const {signal} = this.#stop;
    new PointerInput(this, signal);
    this.#cursor = new KeyboardCursor(this, announce, signal);
    marking.addEventListener('change', () => this.redraw(), {signal});
    tools.addEventListener('change', () => this.#toolChanged(), {signal});
    this.#toolChanged();
    try {
      this.#sizes.observe(this.canvas, {box: 'device-pixel-content-box'});
    } catch {
      this.#sizes.observe(this.canvas);
    }
  }

  /** Frees what the image holds and takes it off the page. */
  close() {
    this.#stop.abort();
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.canvas.remove();
  }

  /** Lets strokes be made and shows them, or neither. */
  enable(enabled) {
    this.isEnabled = enabled;
    this.canvas.toggleAttribute('data-marking', enabled);
    if (enabled) {
      this.canvas.tabIndex = 0;
    } else {
      this.canvas.removeAttribute('tabindex');
      this.drawing.cancel();
    }
    this.redraw();
  }

  /** Sets the size on the page: device pixels for each pixel of the image, and the width that there is. */
  layOut(scale, room) {
    this.#base = scale;
    this.canvas.style.width = `${Math.min(this.size.width * scale / devicePixelRatio, room)}px`;
    this.canvas.style.height = `${this.size.height * scale / devicePixelRatio}px`;
    this.#fit();
  }

  #resized(entry) {
    if (entry.contentRect.width === 0) {
      return;
    }
    const device = entry.devicePixelContentBoxSize?.[0];
    this.canvas.width = devicePixels(entry.contentRect.width, device?.inlineSize);
    this.canvas.height = devicePixels(entry.contentRect.height, device?.blockSize);
    this.#fit();
    this.#draw();
  }

  #fit() {
    this.view.fit(this.size, {width: this.canvas.width, height: this.canvas.height}, this.#base);
  }

  /** True once the image is drawn at its size. */
  get isShown() {
    return this.canvas.width > 1 && this.canvas.isConnected;
  }

  /** The place on the canvas, in device pixels, under a place of the window. */
  canvasPoint(clientX, clientY) {
    const box = this.canvas.getBoundingClientRect();
    return [
      (clientX - box.left) * this.canvas.width / box.width,
      (clientY - box.top) * this.canvas.height / box.height,
    ];
  }

  /** The image's pixel coordinates under a place of the window, at the image's edge for places beyond. */
  imagePoint(clientX, clientY) {
    return this.inside(this.view.toImage(...this.canvasPoint(clientX, clientY)));
  }

  /** A place within the image, at its edge for places beyond. */
  inside([x, y]) {
    return [Math.max(0, Math.min(this.size.width, x)), Math.max(0, Math.min(this.size.height, y))];
  }

  /** The size of a CSS pixel in pixels of the image. */
  get pixel() {
    return devicePixelRatio / this.view.scale;
  }

  /** Ends the stroke in the making and keeps it. */
  finish() {
    const stroke = this.drawing.finish();
    if (stroke !== null) {
      this.marking.add({image: this.image, ...stroke});
    }
    this.changed();
  }

  /** Forgets the stroke in the making. */
  cancel() {
    this.drawing.cancel();
    this.changed();
  }

  /** Draws again and tells the page that a stroke was begun or ended, or the view changed. */
  changed() {
    this.redraw();
    this.canvas.dispatchEvent(new CustomEvent('drawing', {bubbles: true}));
  }

  #toolChanged() {
    if (this.drawing.isOpen) {
      this.cancel();
    }
    this.canvas.dataset.tool = this.tools.tool;
    this.redraw();
  }

  redraw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const {width, height} = this.canvas;
    const context = this.canvas.getContext('2d');
    const {scale, offset: [left, top]} = this.view;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.imageSmoothingEnabled = this.view.isReduced;
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.#picture, left, top, this.size.width * scale, this.size.height * scale);
    if (!this.isEnabled) {
      return;
    }
    const open = this.drawing.preview;
    const strokes = [...this.marking.of(this.image), ...(open ? [open] : [])];
    if (strokes.length > 0) {
      this.#drawStrokes(context, strokes);
    }
    context.setTransform(scale, 0, 0, scale, left, top);
    this.#cursor.draw(context, this.pixel);
  }

  /** One translucent layer for all strokes, so that where they overlap is not darker. */
  #drawStrokes(context, strokes) {
    const mask = cleared(this.#mask, this.canvas);
    mask.setTransform(this.view.scale, 0, 0, this.view.scale, ...this.view.offset);
    mask.fillStyle = HIGHLIGHT;
    mask.strokeStyle = HIGHLIGHT;
    strokes.forEach((stroke) => paintStroke(mask, stroke));
    context.globalAlpha = OPACITY;
    context.drawImage(this.#mask, 0, 0);
    this.#drawEdge(context);
    context.globalAlpha = 1;
  }

  /** A thin dark edge, so that a highlight shows on a light, a dark and a blue image. */
  #drawEdge(context) {
    const edge = cleared(this.#edge, this.canvas);
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      edge.drawImage(this.#mask, dx * devicePixelRatio, dy * devicePixelRatio);
    }
    edge.globalCompositeOperation = 'destination-out';
    edge.drawImage(this.#mask, 0, 0);
    edge.globalCompositeOperation = 'source-in';
    edge.fillStyle = EDGE;
    edge.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.globalAlpha = 0.8;
    context.drawImage(this.#edge, 0, 0);
  }
}

/** A length in device pixels, as the browser rounds it where it reports that for the present pixel ratio. */
function devicePixels(length, told) {
  const exact = length * devicePixelRatio;
  return told !== undefined && Math.abs(told - exact) < 1 ? told : Math.round(exact);
}

/** An empty layer of the size of a canvas. */
function cleared(layer, {width, height}) {
  if (layer.width !== width || layer.height !== height) {
    layer.width = width;
    layer.height = height;
  }
  const context = layer.getContext('2d');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'source-over';
  context.clearRect(0, 0, width, height);
  return context;
}
