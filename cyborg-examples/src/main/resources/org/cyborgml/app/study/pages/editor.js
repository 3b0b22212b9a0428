// An image that can be marked: shows it with its marks, and joins pointers and keys to the mark in the making.

import {Drawing} from './drawing.js';
import {KeyboardCursor} from './keyboard.js';
import {PointerInput} from './pointer.js';
import {paintMark} from './shapes.js';
import {View, displaySize} from './view.js';

const HIGHLIGHT = '#00b4ff';
const EDGE = '#00202e';
const OPACITY = 0.42;

export class Editor {
  #image;
  #place;
  #marking;
  #tools;
  #canvas;
  #drawing;
  #cursor;
  #mask = new OffscreenCanvas(1, 1);
  #frame = 0;
  #base = 1;
  #pixelSize;
  #stop = new AbortController();
  #sizes = new ResizeObserver((entries) => this.#resized(entries[0]));

  /**
   * @param place name of the image among those of the trial
   * @param options image (decoded), marking, tools, clock, pixelSize (CSS pixels for each pixel of the image), announce
   */
  constructor(place, {image, marking, tools, clock, pixelSize, announce}) {
    this.#place = place;
    this.#image = image;
    this.#marking = marking;
    this.#tools = tools;
    this.#pixelSize = pixelSize;
    this.#canvas = document.createElement('canvas');
    this.#canvas.className = 'picture';
    this.#canvas.tabIndex = -1;
    this.view = new View();
    this.#drawing = new Drawing(tools, clock);
    this.isEnabled = false;
    const {signal} = this.#stop;
    new PointerInput(this, signal);
    this.#cursor = new KeyboardCursor(this, announce, signal);
    marking.addEventListener('change', () => this.redraw(), {signal});
    tools.addEventListener('change', () => this.#toolChanged(), {signal});
  }

  get canvas() {
    return this.#canvas;
  }

  get drawing() {
    return this.#drawing;
  }

  get tools() {
    return this.#tools;
  }

  get marking() {
    return this.#marking;
  }

  get size() {
    return {width: this.#image.naturalWidth, height: this.#image.naturalHeight};
  }

  /** Device pixels for each pixel of the image, without zoom. */
  get scale() {
    return this.view.scale / this.view.zoom;
  }

  /** Puts the image on the page, inside of an element that gives it room. */
  attach(parent) {
    parent.append(this.#canvas);
    this.layOut();
    try {
      this.#sizes.observe(this.#canvas, {box: 'device-pixel-content-box'});
    } catch {
      this.#sizes.observe(this.#canvas);
    }
  }

  /** Takes the image off the page. */
  close() {
    this.#stop.abort();
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#canvas.remove();
  }

  /** Lets marks be made, or not. */
  enable(enabled) {
    this.isEnabled = enabled;
    this.#canvas.tabIndex = enabled ? 0 : -1;
    this.#canvas.classList.toggle('marking', enabled);
    if (!enabled) {
      this.#drawing.cancel();
    }
    this.redraw();
  }

  /** Computes the size anew: after the window or the pixel ratio has changed. */
  layOut() {
    const room = {width: this.#canvas.parentElement.clientWidth, height: Math.max(160, innerHeight * 0.8)};
    const shown = displaySize(this.size, this.#pixelSize, devicePixelRatio, room);
    this.#canvas.style.width = `${shown.width}px`;
    this.#canvas.style.height = `${shown.height}px`;
    this.#base = shown.scale;
    this.#fit();
  }

  #resized(entry) {
    const device = entry.devicePixelContentBoxSize?.[0];
    this.#canvas.width = device ? device.inlineSize : Math.round(entry.contentRect.width * devicePixelRatio);
    this.#canvas.height = device ? device.blockSize : Math.round(entry.contentRect.height * devicePixelRatio);
    this.#fit();
  }

  #fit() {
    this.view.fit(this.size, this.#canvas, this.#base);
    this.redraw();
  }

  /** The image's pixel coordinates under a place of the window. */
  imagePoint(clientX, clientY) {
    return this.view.toImage(...this.canvasPoint(clientX, clientY));
  }

  /** The place on the canvas, in device pixels, under a place of the window. */
  canvasPoint(clientX, clientY) {
    const box = this.#canvas.getBoundingClientRect();
    return [
      (clientX - box.left) * this.#canvas.width / box.width,
      (clientY - box.top) * this.#canvas.height / box.height,
    ];
  }

  /** A place within the image, at its edge for places beyond. */
  inside([x, y]) {
    return [Math.max(0, Math.min(this.size.width, x)), Math.max(0, Math.min(this.size.height, y))];
  }

  /** Ends the mark in the making and keeps it. */
  finish() {
    const mark = this.#drawing.finish();
    if (mark !== null) {
      this.#marking.add(this.#place, mark);
    }
    this.changed();
  }

  /** Forgets the mark in the making. */
  cancel() {
    this.#drawing.cancel();
    this.changed();
  }

  /** Draws again and tells the page that a mark was begun or ended. */
  changed() {
    this.redraw();
    this.#canvas.dispatchEvent(new CustomEvent('drawing', {bubbles: true}));
  }

  #toolChanged() {
    if (this.#drawing.isOpen) {
      this.cancel();
    }
    this.#canvas.dataset.tool = this.#tools.tool;
    this.redraw();
  }

  zoom(factor) {
    this.view.zoomTo(this.view.zoom * factor);
    this.redraw();
  }

  redraw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const {width, height} = this.#canvas;
    const context = this.#canvas.getContext('2d');
    const [left, top] = this.view.offset;
    const {scale} = this.view;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#image, left, top, this.size.width * scale, this.size.height * scale);
    const open = this.#drawing.preview;
    const marks = [...this.#marking.of(this.#place), ...(open ? [open] : [])];
    if (marks.length > 0) {
      this.#drawMarks(context, marks);
    }
    context.setTransform(scale, 0, 0, scale, left, top);
    this.#cursor.draw(context, scale);
  }

  /** One translucent layer for all marks, so that highlights which overlap are not darker. */
  #drawMarks(context, marks) {
    const {width, height} = this.#canvas;
    if (this.#mask.width !== width || this.#mask.height !== height) {
      this.#mask = new OffscreenCanvas(width, height);
    }
    const mask = this.#mask.getContext('2d');
    mask.setTransform(1, 0, 0, 1, 0, 0);
    mask.globalCompositeOperation = 'source-over';
    mask.clearRect(0, 0, width, height);
    mask.setTransform(this.view.scale, 0, 0, this.view.scale, ...this.view.offset);
    mask.fillStyle = HIGHLIGHT;
    mask.strokeStyle = HIGHLIGHT;
    marks.forEach((mark) => paintMark(mask, mark));
    context.globalAlpha = OPACITY;
    context.drawImage(this.#mask, 0, 0);
    context.globalAlpha = 1;
    this.#outline(context, mask);
  }

  /** A thin dark edge, so that a highlight shows on a light, a dark and a blue image. */
  #outline(context, mask) {
    const {width, height} = this.#canvas;
    const edge = new OffscreenCanvas(width, height);
    const edges = edge.getContext('2d');
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      edges.drawImage(this.#mask, dx * devicePixelRatio, dy * devicePixelRatio);
    }
    edges.globalCompositeOperation = 'destination-out';
    edges.drawImage(mask.canvas, 0, 0);
    edges.globalCompositeOperation = 'source-in';
    edges.fillStyle = EDGE;
    edges.fillRect(0, 0, width, height);
    context.globalAlpha = 0.8;
    context.drawImage(edge, 0, 0);
    context.globalAlpha = 1;
  }
}
