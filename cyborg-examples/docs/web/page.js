// The page: loads a network and a picture, and draws the map over the picture.

import { Network } from './network.js';
import { enlarged, readPicture } from './pictures.js';

// matplotlib's viridis, as in CYBORG's reports.
const COLOURS = [
  [0x44, 0x01, 0x54], [0x48, 0x24, 0x75], [0x41, 0x44, 0x87], [0x35, 0x5f, 0x8d], [0x2a, 0x78, 0x8e], [0x21, 0x91, 0x8c],
  [0x22, 0xa8, 0x84], [0x44, 0xbf, 0x70], [0x7a, 0xd1, 0x51], [0xbd, 0xdf, 0x26], [0xfd, 0xe7, 0x25],
];
const PICTURES = 6;

const element = (id) => document.getElementById(id);
let network = null;
let picture = null;
let seen = null;
let shownClass = 0;

function make(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

/** Runs one step of a person's; what goes wrong is told on the page. */
async function attempt(step) {
  element('error').hidden = true;
  try {
    await step();
  } catch (error) {
    element('error').textContent = error.message;
    element('error').hidden = false;
  }
}

async function openNetwork(name, bytes) {
  network = await Network.open(bytes);
  const notes = network.metadata;
  element('loaded').textContent = `${name}: ${notes.get('architecture') ?? 'network'}, images of ${notes.get('width')}x${notes.get('height')}`;
  element('notes').replaceChildren(
    ...[...notes].flatMap(([key, value]) => [make('dt', key), make('dd', value)]));
  await explain();
}

async function openPicture(blob) {
  picture = await readPicture(blob);
  await explain();
}

async function explain() {
  if (network === null || picture === null) {
    return;
  }
  seen = await network.explain(picture);
  shownClass = seen.predicted;
  element('result').hidden = false;
  element('time').textContent = `${seen.milliseconds.toFixed(1)} ms in this browser`;
  show();
}

function show() {
  const hasMaps = network.metadata.get('maps') === 'all';
  element('classes').replaceChildren(...seen.classes.map((name, c) => {
    const row = make(hasMaps ? 'button' : 'div', '');
    if (hasMaps) {
      row.type = 'button';
      row.setAttribute('aria-pressed', c === shownClass);
      row.addEventListener('click', () => {
        shownClass = c;
        show();
      });
    }
    const share = seen.probabilities[c];
    row.append(
      make('span', c === seen.predicted ? `${name} (predicted)` : name),
      make('span', `${(100 * share).toFixed(1)} %`),
      make('meter', '', { min: 0, max: 1, value: share, 'aria-label': name }));
    return row;
  }));
  draw();
}

/** The picture with the map's colours over it. */
function draw() {
  const { width, height, rgb } = picture;
  const canvas = element('canvas');
  const scale = Math.max(1, Math.ceil(448 / width));
  canvas.width = width * scale;
  canvas.height = height * scale;
  const map = seen.maps[shownClass];
  const values = map === undefined ? null : enlarged(map.values, map.h, map.w, canvas.height, canvas.width);
  const opacity = values === null ? 0 : element('opacity').value / 100;
  const context = canvas.getContext('2d');
  const drawn = context.createImageData(canvas.width, canvas.height);
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const at = y * canvas.width + x;
      const pixel = 3 * (Math.floor(y / scale) * width + Math.floor(x / scale));
      const colour = opacity === 0 ? [0, 0, 0] : colourOf(values[at]);
      for (let c = 0; c < 3; c++) {
        drawn.data[4 * at + c] = Math.round(rgb[pixel + c] * (1 - opacity) + colour[c] * opacity);
      }
      drawn.data[4 * at + 3] = 255;
    }
  }
  context.putImageData(drawn, 0, 0);
}

function colourOf(value) {
  const at = Math.min(1, Math.max(0, value)) * (COLOURS.length - 1);
  const low = Math.min(Math.trunc(at), COLOURS.length - 2);
  return COLOURS[low].map((channel, c) => channel + (COLOURS[low + 1][c] - channel) * (at - low));
}

function press(button) {
  element('pictures').querySelectorAll('button').forEach((other) => other.setAttribute('aria-pressed', other === button));
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status} ${answer.statusText}`);
  }
  return answer.blob();
}

function addPicture(address, alt) {
  const button = make('button', '', { type: 'button', 'aria-pressed': false });
  const image = make('img', '', { src: address, alt });
  image.addEventListener('error', () => button.remove());
  button.append(image);
  button.addEventListener('click', () => attempt(async () => {
    press(button);
    await openPicture(await fetched(address));
  }));
  element('pictures').append(button);
  return button;
}

element('network').addEventListener('change', ({ target }) => attempt(async () => {
  const [file] = target.files;
  await openNetwork(file.name, new Uint8Array(await file.arrayBuffer()));
}));
element('picture').addEventListener('change', ({ target }) => attempt(async () => {
  press(null);
  await openPicture(target.files[0]);
}));
element('opacity').addEventListener('input', draw);

const buttons = Array.from({ length: PICTURES }, (_, i) => addPicture(`pictures/${i}.png`, `picture ${i + 1}`));
attempt(async () => {
  const answer = await fetch('network.onnx');
  if (!answer.ok) {
    element('loaded').textContent = 'There is no network.onnx in the folder of this page: choose a file.';
    return;
  }
  await openNetwork('network.onnx', new Uint8Array(await answer.arrayBuffer()));
  if (picture === null && buttons[0].isConnected) {
    buttons[0].click();
  }
});
