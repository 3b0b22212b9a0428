// The strokes of one trial, with undo and redo. A stroke is what docs/study-api.md calls so: {image, tool, size, points}, where
// points are [x, y, ms] in pixels of the image, and (0,0) is the upper left corner of its first pixel.

export class Marking extends EventTarget {
  #done = [];
  #undone = [];

  /** Adds a stroke; what was undone before can no longer be redone. */
  add(stroke) {
    this.#push(stroke);
  }

  /** Takes all strokes of an image away, as a step that can be undone. */
  clear(image) {
    if (this.of(image).length > 0) {
      this.#push({image, tool: 'clear'});
    }
  }

  #push(step) {
    this.#done.push(step);
    this.#undone = [];
    this.#changed();
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  undo() {
    this.#move(this.#done, this.#undone);
  }

  redo() {
    this.#move(this.#undone, this.#done);
  }

  #move(from, to) {
    if (from.length > 0) {
      to.push(from.pop());
      this.#changed();
    }
  }

  /** The strokes of an image in the order drawn. */
  of(image) {
    const steps = this.#done.filter((step) => step.image === image);
    return steps.slice(steps.findLastIndex((step) => step.tool === 'clear') + 1);
  }

  /** Number of strokes of an image that highlight something: an eraser's do not. */
  highlights(image) {
    return this.of(image).filter((stroke) => stroke.tool !== 'eraser').length;
  }

  /** All steps, for a draft that outlives the page. */
  steps() {
    return structuredClone({done: this.#done, undone: this.#undone});
  }

  /** Takes the steps of a draft. */
  restore({done, undone}) {
    this.#done = done;
    this.#undone = undone;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
