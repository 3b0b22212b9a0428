// A mark in the making: from the first press of a pointer, or of the space bar, to the finished mark.

import {boxBetween, ellipseBetween, isVisible, rounded} from './shapes.js';

/** Vertices nearer than this to the first one, in CSS pixels, close a polygon. */
export const CLOSING_DISTANCE = 14;

export class Drawing {
  #tools;
  #clock;
  #mark = null;
  #from = null;
  #hover = null;

  /**
   * @param tools the tool and the brush in use
   * @param clock gives whole milliseconds since the images were shown
   */
  constructor(tools, clock) {
    this.#tools = tools;
    this.#clock = clock;
  }

  /** Tells if a mark is begun and not finished. */
  get isOpen() {
    return this.#mark !== null;
  }

  /** Tells if the mark in the making is a polygon, which more than one press makes. */
  get isPolygon() {
    return this.#mark !== null && this.#mark.type === 'polygon';
  }

  /** The vertices of the polygon in the making. */
  get vertices() {
    return this.isPolygon ? this.#mark.points : [];
  }

  /** The mark as it would be if it ended here. */
  get preview() {
    return this.isPolygon && this.#hover
        ? {...this.#mark, points: [...this.#mark.points, this.#hover]}
        : this.#mark;
  }

  /** Begins a mark; of a polygon sets one more vertex. */
  press(x, y) {
    const point = this.#point(x, y);
    switch (this.#tools.tool) {
      case 'brush':
      case 'eraser':
        this.#mark = {
          type: 'stroke',
          mode: this.#tools.tool === 'eraser' ? 'erase' : 'draw',
          radius: this.#tools.radius,
          points: [point],
        };
        break;
      case 'rectangle':
      case 'ellipse':
        this.#from = point;
        this.#mark = this.#between(point);
        break;
      case 'polygon':
        this.#mark ??= {type: 'polygon', points: []};
        this.#mark.points.push(point);
        this.#hover = null;
        break;
      default:
    }
  }

  /** Goes on with the mark. */
  move(x, y) {
    if (!this.isOpen) {
      return;
    }
    const point = this.#point(x, y);
    if (this.#mark.type === 'stroke') {
      const last = this.#mark.points.at(-1);
      if (last[0] !== point[0] || last[1] !== point[1]) {
        this.#mark.points.push(point);
      }
    } else if (this.isPolygon) {
      this.#hover = point;
    } else {
      this.#mark = this.#between(point);
    }
  }

  /** Ends the mark: gives it, or null if it is too small to be one. */
  finish() {
    const mark = this.#mark;
    this.cancel();
    return mark !== null && isVisible(mark) ? mark : null;
  }

  /** Forgets the mark. */
  cancel() {
    this.#mark = null;
    this.#from = null;
    this.#hover = null;
  }

  #between(point) {
    return this.#tools.tool === 'ellipse' ? ellipseBetween(this.#from, point) : boxBetween(this.#from, point);
  }

  #point(x, y) {
    return [rounded(x), rounded(y), this.#clock()];
  }
}
