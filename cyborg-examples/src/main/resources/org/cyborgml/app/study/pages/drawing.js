// A stroke in the making: from the first press of a pointer, or of the space bar, to the finished stroke.

import {isVisible} from './shapes.js';

/** A press nearer than this to the first corner, in CSS pixels, closes a polygon. */
export const CLOSING_DISTANCE = 14;

/** Points of a line nearer to each other than this, in CSS pixels, are left out: no eye tells the difference. */
const LEAST_DISTANCE = 0.75;

export class Drawing {
  #tools;
  #clock;
  #stroke = null;
  #hover = null;
  #room;
  #left = 0;

  /**
   * @param tools the tool and the brush in use
   * @param clock gives milliseconds since the images were shown
   * @param room gives how many points the next stroke may have
   */
  constructor(tools, clock, room) {
    this.#tools = tools;
    this.#clock = clock;
    this.#room = room;
  }

  /** True from the begin of a stroke to its end. */
  get isOpen() {
    return this.#stroke !== null;
  }

  /** True if the stroke in the making is a polygon, which takes more than one press. */
  get isPolygon() {
    return this.#stroke?.tool === 'polygon';
  }

  /** The corners of the polygon in the making. */
  get corners() {
    return this.isPolygon ? this.#stroke.points : [];
  }

  /** The stroke as it would be if it ended here. */
  get preview() {
    return this.isPolygon && this.#hover
        ? {...this.#stroke, points: [...this.#stroke.points, this.#hover]}
        : this.#stroke;
  }

  /** Begins a stroke; of a polygon sets one more corner. */
  press(x, y) {
    const {tool} = this.#tools;
    const point = this.#point(x, y);
    if (tool === 'polygon' && this.isPolygon) {
      this.#add(point);
    } else {
      this.#left = this.#room();
      if (this.#left === 0) {
        return;
      }
      const isLine = tool === 'brush' || tool === 'eraser';
      this.#stroke = {
        tool,
        size: isLine ? this.#tools.size : 0,
        points: isLine || tool === 'polygon' ? [point] : [point, point],
      };
    }
    this.#hover = null;
  }

  /** Goes on with the stroke; `pixel` is the size of a CSS pixel in pixels of the image. */
  move(x, y, pixel) {
    if (!this.isOpen) {
      return;
    }
    const point = this.#point(x, y);
    const {tool, points} = this.#stroke;
    if (tool === 'polygon') {
      this.#hover = point;
    } else if (tool === 'rectangle' || tool === 'ellipse') {
      points[1] = point;
    } else if (Math.hypot(x - points.at(-1)[0], y - points.at(-1)[1]) >= LEAST_DISTANCE * pixel) {
      this.#add(point);
    }
  }

  #add(point) {
    if (this.#stroke.points.length < this.#left) {
      this.#stroke.points.push(point);
    }
  }

  /** Ends the stroke: gives it, or null if it is too small to be one. */
  finish() {
    const stroke = this.#stroke;
    this.cancel();
    return stroke !== null && isVisible(stroke) ? stroke : null;
  }

  /** Forgets the stroke. */
  cancel() {
    this.#stroke = null;
    this.#hover = null;
  }

  /** Hundredths of a pixel are finer than any pointer, tenths of a millisecond than any clock in a browser. */
  #point(x, y) {
    return [Math.round(x * 100) / 100, Math.round(y * 100) / 100, Math.round(this.#clock() * 10) / 10];
  }
}
