// The tool and the brush in use, common to all images of a trial.

export const TOOLS = ['brush', 'eraser', 'rectangle', 'ellipse', 'polygon', 'move'];
export const LEAST_SIZE = 2;
export const GREATEST_SIZE = 96;

export class Tools extends EventTarget {
  #tool = 'brush';
  #size = 20;

  get tool() {
    return this.#tool;
  }

  set tool(tool) {
    this.#tool = tool;
    this.#changed();
  }

  /** Width of brush and eraser in pixels of the image. */
  get size() {
    return this.#size;
  }

  set size(size) {
    this.#size = Math.max(LEAST_SIZE, Math.min(GREATEST_SIZE, Math.round(size)));
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
