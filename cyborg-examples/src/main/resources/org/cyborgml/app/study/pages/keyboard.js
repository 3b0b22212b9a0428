// Drawing without a pointer: arrows move a cross over the image, the space bar presses and lifts the pen.

const DEFAULT_STEP = 4;
const FINE_STEP = 1;
const COARSE_STEP = 20;
const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

const STEPS = {
  '[': ({tools}) => { tools.size -= 2; },
  ']': ({tools}) => { tools.size += 2; },
  '+': (editor) => zoom(editor, 1),
  '=': (editor) => zoom(editor, 1),
  '-': (editor) => zoom(editor, -1),
};

function zoom(editor, direction) {
  editor.view.step(direction);
  editor.changed();
}

export class KeyboardCursor {
  #editor;
  #announce;
  #at = null;

  /** @param announce reads a message of the page's texts to those who cannot see the cross */
  constructor(editor, announce, signal) {
    this.#editor = editor;
    this.#announce = announce;
    const on = (type, listener) => editor.canvas.addEventListener(type, listener, {signal});
    on('keydown', (event) => this.#key(event));
    on('blur', () => this.#hide());
    on('pointerdown', () => this.#hide());
  }

  #hide() {
    this.#at = null;
    this.#editor.redraw();
  }

  #key(event) {
    if (!this.#editor.isEnabled || event.metaKey || event.altKey) {
      return;
    }
    if (event.key in ARROWS) {
      this.#step(ARROWS[event.key], event.ctrlKey ? FINE_STEP : event.shiftKey ? COARSE_STEP : DEFAULT_STEP);
    } else if (event.ctrlKey) {
      return;
    } else if (event.key === ' ') {
      this.#press();
    } else if (event.key === 'Enter') {
      this.#finish();
    } else if (event.key === 'Escape' && this.#editor.drawing.isOpen) {
      this.#editor.cancel();
      this.#announce('strokeCancelled');
    } else if (event.key in STEPS) {
      STEPS[event.key](this.#editor);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #step([dx, dy], step) {
    if (this.#editor.tools.tool === 'move') {
      this.#editor.view.moveBy(-dx * step * this.#editor.view.scale, -dy * step * this.#editor.view.scale);
      this.#editor.redraw();
      return;
    }
    const [x, y] = this.#place();
    this.#at = this.#editor.inside([x + dx * step, y + dy * step]);
    this.#editor.drawing.move(...this.#at, 0);
    this.#editor.view.reveal(this.#at, 24 * devicePixelRatio);
    this.#editor.redraw();
    this.#announce('cursorAt', {x: Math.round(this.#at[0]), y: Math.round(this.#at[1])});
  }

  /** The cross begins in the middle of the image. */
  #place() {
    this.#at ??= [Math.floor(this.#editor.size.width / 2), Math.floor(this.#editor.size.height / 2)];
    return this.#at;
  }

  #press() {
    const {drawing, tools} = this.#editor;
    if (tools.tool === 'move') {
      return;
    }
    if (drawing.isOpen && !drawing.isPolygon) {
      this.#finish();
      return;
    }
    drawing.press(...this.#place());
    this.#editor.changed();
    if (drawing.isOpen) {
      this.#announce(drawing.isPolygon ? 'cornerSet' : 'penDown');
    }
  }

  #finish() {
    if (!this.#editor.drawing.isOpen) {
      return;
    }
    this.#editor.finish();
    this.#announce('penUp');
  }

  /** Draws the cross, light on dark so that it shows on every image; `pixel` is the size of a CSS pixel in units of the canvas. */
  draw(context, pixel) {
    if (this.#at === null || document.activeElement !== this.#editor.canvas) {
      return;
    }
    const [x, y] = this.#at;
    const {tools} = this.#editor;
    const arm = 10 * pixel;
    context.globalCompositeOperation = 'source-over';
    for (const [colour, width] of [['#000', 4], ['#fff', 1.6]]) {
      context.strokeStyle = colour;
      context.lineWidth = width * pixel;
      context.beginPath();
      context.moveTo(x - arm, y);
      context.lineTo(x + arm, y);
      context.moveTo(x, y - arm);
      context.lineTo(x, y + arm);
      context.stroke();
      if (tools.tool === 'brush' || tools.tool === 'eraser') {
        context.beginPath();
        context.arc(x, y, tools.size / 2, 0, 2 * Math.PI);
        context.stroke();
      }
    }
  }
}
