// The tool and the brush in use, common to all images of a trial.

export const TOOLS = ['brush', 'eraser', 'rectangle', 'ellipse', 'polygon', 'move'];
export const LEAST_RADIUS = 1;
export const GREATEST_RADIUS = 40;

export class Tools extends EventTarget {
  #tool = 'brush';
  #radius = 8;

  get tool() {
    return this.#tool;
  }

  set tool(tool) {
    this.#tool = tool;
    this.#changed();
  }

  /** Radius of brush and eraser in pixels of the image. */
  get radius() {
    return this.#radius;
  }

  set radius(radius) {
    this.#radius = Math.max(LEAST_RADIUS, Math.min(GREATEST_RADIUS, Math.round(radius)));
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
