// A network in an ONNX file, run by ONNX Runtime Web from node_modules.

import { cells, readMetadata } from './metadata.js';
import { planes, resized } from './pictures.js';

const RUNTIME = './node_modules/onnxruntime-web/dist/';

async function runtime() {
  try {
    const ort = await import(`${RUNTIME}ort.wasm.min.mjs`);
    ort.env.wasm.wasmPaths = new URL(RUNTIME, document.baseURI).href;
    ort.env.wasm.numThreads = 1; // more need headers that a plain server does not send
    return ort;
  } catch (error) {
    throw new Error('ONNX Runtime Web is not there: run "npm install" in the folder of this page', { cause: error });
  }
}

export class Network {
  #ort;
  #session;

  /** What the file notes about itself. */
  metadata;

  constructor(ort, session, metadata) {
    this.#ort = ort;
    this.#session = session;
    this.metadata = metadata;
  }

  /** Opens the bytes of a file. */
  static async open(bytes) {
    const metadata = readMetadata(bytes);
    for (const key of ['input', 'height', 'width', 'mean', 'deviation', 'resampling']) {
      if (!metadata.has(key)) {
        throw new Error(`the file does not note its ${key}: write it with "cyborg convert network.safetensors network.onnx"`);
      }
    }
    const ort = await runtime();
    return new Network(ort, await ort.InferenceSession.create(bytes), metadata);
  }

  /** Names of the classes in the order of the probabilities; one logit is that of the second of two. */
  classes(count) {
    const names = this.metadata.has('classes') ? cells(this.metadata.get('classes')) : [];
    return Array.from({ length: Math.max(2, count) }, (_, i) => names[i] ?? `class ${i}`);
  }

  /**
   * Classifies and explains a picture.
   *
   * The result has the classes with their probabilities, the predicted one, and maps: one for each class, or the same one for all.
   */
  async explain(picture) {
    const note = (key) => this.metadata.get(key);
    const numbers = (key) => note(key).split(',').map(Number);
    const height = Number(note('height'));
    const width = Number(note('width'));
    const shown = resized(picture, width, height, note('resampling'));
    const normalisation = note('input') === 'pixels' ? null : { mean: numbers('mean'), deviation: numbers('deviation') };
    const image = new this.#ort.Tensor('float32', planes(shown, normalisation), [1, 3, height, width]);
    const start = performance.now();
    const outputs = await this.#session.run({ [this.#session.inputNames[0]]: image });
    const milliseconds = performance.now() - start;
    const given = [...outputs.probabilities.data];
    const probabilities = given.length === 1 ? [1 - given[0], given[0]] : given;
    return {
      milliseconds,
      probabilities,
      classes: this.classes(given.length),
      predicted: probabilities.indexOf(Math.max(...probabilities)),
      maps: maps(outputs, probabilities.length),
    };
  }
}

/** A map {values, h, w} for each class; none where the file gives none. */
function maps(outputs, count) {
  const tensor = outputs.cams ?? outputs.saliency;
  if (tensor === undefined) {
    return [];
  }
  const [h, w] = tensor.dims.slice(-2);
  const ofClass = (c) => ({ values: tensor.data.subarray(c * h * w, (c + 1) * h * w), h, w });
  return Array.from({ length: count }, (_, c) => ofClass(outputs.cams === undefined ? 0 : c));
}
