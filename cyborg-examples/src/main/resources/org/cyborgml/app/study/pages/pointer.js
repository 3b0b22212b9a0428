// Mouse, pen and fingers on an image. One pointer draws or, with the tool "move", moves the image; two fingers zoom and move it.

import {CLOSING_DISTANCE} from './drawing.js';

export class PointerInput {
  #editor;
  #fingers = new Map();
  #drawer = null;
  #last = null;
  #pinch = null;

  constructor(editor, signal) {
    this.#editor = editor;
    const on = (type, listener) => editor.canvas.addEventListener(type, listener, {signal, passive: false});
    on('pointerdown', (event) => this.#down(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#up(event));
    on('pointercancel', (event) => this.#lost(event));
    on('dblclick', () => this.#closePolygon());
    on('wheel', (event) => this.#wheel(event));
    on('contextmenu', (event) => event.preventDefault());
  }

  #down(event) {
    if (!this.#editor.isEnabled || event.button !== 0) {
      return;
    }
    event.preventDefault();
    this.#editor.canvas.focus({preventScroll: true});
    if (event.pointerType === 'touch') {
      this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
      if (this.#fingers.size === 2) {
        this.#beginPinch();
        return;
      }
    }
    if (this.#drawer !== null || this.#pinch !== null) {
      return;
    }
    this.#editor.canvas.setPointerCapture(event.pointerId);
    this.#drawer = event.pointerId;
    this.#last = [event.clientX, event.clientY];
    if (this.#editor.tools.tool === 'move') {
      return;
    }
    if (this.#closesPolygon(event)) {
      this.#drawer = null;
      this.#editor.finish();
      return;
    }
    this.#editor.drawing.press(...this.#editor.imagePoint(event.clientX, event.clientY));
    this.#editor.changed();
  }

  #move(event) {
    if (this.#fingers.has(event.pointerId)) {
      this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
    }
    if (this.#pinch !== null) {
      this.#goOnPinching();
    } else if (this.#drawer === event.pointerId && this.#editor.tools.tool === 'move') {
      this.#drag(event);
    } else if (this.#drawer === event.pointerId || this.#editor.drawing.isPolygon) {
      // Between two frames a pen or a mouse reports several places; all of them belong to the stroke.
      const events = event.getCoalescedEvents?.() ?? [];
      for (const one of events.length > 0 ? events : [event]) {
        this.#extend(one);
      }
      this.#editor.redraw();
    }
  }

  #up(event) {
    this.#fingers.delete(event.pointerId);
    if (this.#pinch !== null) {
      this.#pinch = this.#fingers.size < 2 ? null : this.#pinch;
      this.#drawer = null;
    } else if (this.#drawer === event.pointerId) {
      this.#drawer = null;
      if (!this.#editor.drawing.isPolygon) {
        this.#extend(event);
        this.#editor.finish();
      }
    }
  }

  #lost(event) {
    this.#fingers.delete(event.pointerId);
    this.#pinch = null;
    if (this.#drawer === event.pointerId) {
      this.#drawer = null;
      if (!this.#editor.drawing.isPolygon) {
        this.#editor.finish();
      }
    }
  }

  #extend({clientX, clientY}) {
    this.#editor.drawing.move(...this.#editor.imagePoint(clientX, clientY), this.#editor.pixel);
  }

  #drag(event) {
    const factor = this.#editor.canvas.width / this.#editor.canvas.getBoundingClientRect().width;
    this.#editor.view.moveBy((event.clientX - this.#last[0]) * factor, (event.clientY - this.#last[1]) * factor);
    this.#last = [event.clientX, event.clientY];
    this.#editor.redraw();
  }

  #closesPolygon(event) {
    const {corners} = this.#editor.drawing;
    if (corners.length < 3) {
      return false;
    }
    const [x, y] = this.#editor.canvasPoint(event.clientX, event.clientY);
    const [firstX, firstY] = this.#editor.view.toCanvas(...corners[0]);
    return Math.hypot(x - firstX, y - firstY) <= CLOSING_DISTANCE * devicePixelRatio;
  }

  #closePolygon() {
    if (this.#editor.drawing.corners.length >= 3) {
      this.#editor.finish();
    }
  }

  /** A second finger means that the first one did not draw. */
  #beginPinch() {
    if (this.#drawer !== null && !this.#editor.drawing.isPolygon) {
      this.#editor.cancel();
    }
    this.#drawer = null;
    this.#pinch = {...this.#grip(), scale: this.#editor.view.scale};
  }

  #grip() {
    const [a, b] = [...this.#fingers.values()].map(([x, y]) => this.#editor.canvasPoint(x, y));
    return {centre: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], distance: Math.hypot(a[0] - b[0], a[1] - b[1])};
  }

  #goOnPinching() {
    if (this.#fingers.size !== 2) {
      return;
    }
    const {view} = this.#editor;
    const now = this.#grip();
    view.moveBy(now.centre[0] - this.#pinch.centre[0], now.centre[1] - this.#pinch.centre[1]);
    view.zoomTo(this.#pinch.scale * now.distance / Math.max(1, this.#pinch.distance), ...now.centre);
    this.#pinch.centre = now.centre;
    this.#editor.changed();
  }

  /** With Ctrl, as browsers zoom; without, the page scrolls. */
  #wheel(event) {
    if (!this.#editor.isEnabled || !event.ctrlKey) {
      return;
    }
    event.preventDefault();
    this.#editor.view.step(event.deltaY < 0 ? 1 : -1, ...this.#editor.canvasPoint(event.clientX, event.clientY));
    this.#editor.changed();
  }
}
