// The marks of one trial, with undo and redo. A mark belongs to a place: the name of the image that it is drawn on.
//
// A mark is one of
//   {type: "stroke", mode: "draw" or "erase", radius, points: [[x, y, ms], ...]}
//   {type: "box", values: [left, top, width, height], times: [ms, ms]}
//   {type: "ellipse", values: [centre x, centre y, radius x, radius y, 0], times: [ms, ms]}
//   {type: "polygon", points: [[x, y, ms], ...]}
// in pixels of the image, where (0,0) is the upper left corner of its first pixel; times count from when the images were shown.

export class Marking extends EventTarget {
  #done = [];
  #undone = [];

  /** Adds a mark; what was undone before can no longer be redone. */
  add(place, mark) {
    this.#push({place, mark});
  }

  /** Takes all marks of a place away, as a step that can be undone. */
  clear(place) {
    if (this.of(place).length > 0) {
      this.#push({place, mark: null});
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

  /** The marks of a place in the order drawn. */
  of(place) {
    const steps = this.#done.filter((step) => step.place === place);
    const cleared = steps.findLastIndex((step) => step.mark === null);
    return steps.slice(cleared + 1).map((step) => step.mark);
  }

  /** How many marks of a place highlight something: an eraser's do not. */
  count(place) {
    return this.of(place).filter((mark) => mark.mode !== 'erase').length;
  }

  /** All steps, for a draft that outlives the page. */
  steps() {
    return structuredClone({done: this.#done, undone: this.#undone});
  }

  /** Takes the steps of a draft. */
  restore(steps) {
    this.#done = steps.done;
    this.#undone = steps.undone;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
