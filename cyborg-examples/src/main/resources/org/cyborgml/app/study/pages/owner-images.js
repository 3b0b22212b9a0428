// The view of the images: completion, right decisions and times of each, and its saliency map as it is now.

import {el} from './dom.js';
import {bar, number, percent, seconds, table, unseen, whole} from './owner-numbers.js';

const PAGE = 24;
const KINDS = {trial: 'Trial', practice: 'Practice', check: 'Attention check'};
let offset = 0;
let judgements = 'correct';

export async function imagesView(owner) {
  const {total, images} = await owner.get(`images?offset=${offset}&limit=${PAGE}`);
  return [
    el('section', {class: 'card'},
        el('div', {class: 'row between'}, el('h2', {}, `Images ${total ? `${offset + 1} to ${offset + images.length} of ${whole(total)}` : ''}`), pages(owner, total)),
        table('Images', ['Image', 'Truth', 'Source', 'Use', 'Answers', unseen('Share'), 'Right', 'Median time', 'Highlighted by'],
            images.map((image) => row(owner, image)))),
  ];
}

function pages(owner, total) {
  const button = (text, by, key) => el('button', {
    type: 'button', class: 'quiet', 'data-key': key, disabled: offset + by < 0 || offset + by >= total,
    onclick: () => {
      offset += by;
      owner.refresh();
    },
  }, text);
  return el('div', {class: 'row'}, button('Previous', -PAGE, 'previous'), button('Next', PAGE, 'next'));
}

function row(owner, image) {
  const {number: id, file, truth, source, kind, wanted, answered, correct, annotators, medianMillis} = image;
  return el('tr', {},
      el('th', {scope: 'row'}, el('button', {type: 'button', class: 'link', 'data-key': `image-${id}`, onclick: () => show(owner, image)}, file)),
      el('td', {}, truth),
      el('td', {}, source ?? '–'),
      el('td', {}, KINDS[kind]),
      el('td', {}, kind === 'trial' ? `${answered} of ${wanted}` : String(answered)),
      el('td', {}, kind === 'trial' ? bar(answered, wanted, file) : null),
      el('td', {}, answered ? percent(correct / answered) : '–'),
      el('td', {}, seconds(medianMillis)),
      el('td', {}, String(annotators)));
}

/** The image with its map, made anew every few seconds while it is shown. */
async function show(owner, image) {
  const body = el('div', {class: 'map'});
  const dialog = el('dialog', {class: 'wide', 'aria-label': image.file, onclose: () => {
    clearInterval(timer);
    dialog.remove();
  }},
  el('div', {class: 'row between'}, el('h2', {}, image.file),
      el('button', {type: 'button', class: 'quiet', onclick: () => dialog.close()}, 'Close')),
  choice(() => update()),
  body);
  document.body.append(dialog);
  dialog.showModal();
  const photo = await owner.attempt(() => picture(owner, `images/${image.number}/picture`, 'The image'));
  const update = () => owner.attempt(async () => {
    const now = await owner.get(`images/${image.number}`);
    const map = now.annotators > 0 ? await mapOf(owner, image) : null;
    body.replaceChildren(el('div', {class: 'pictures'}, photo ?? null, map ?? el('p', {class: 'hint'}, now.annotators > 0
        ? 'All who have highlighted this image decided wrongly.' : 'Nobody has highlighted this image yet.')), facts(now));
  });
  const timer = setInterval(update, 5000);
  await update();
}

function choice(update) {
  return el('fieldset', {class: 'row'}, el('legend', {class: 'unseen'}, 'Whose highlights'),
      Object.entries({correct: 'Of right decisions', all: 'Of all decisions'}).map(([value, text]) => el('label', {class: 'option'},
          el('input', {
            type: 'radio', name: 'judgements', value, checked: judgements === value,
            onchange: () => {
              judgements = value;
              update();
            },
          }), text)));
}

async function picture(owner, path, name) {
  const image = el('img', {alt: name});
  image.src = URL.createObjectURL(await owner.blob(path));
  await image.decode();
  URL.revokeObjectURL(image.src);
  return el('figure', {}, image, el('figcaption', {}, name));
}

async function mapOf(owner, image) {
  try {
    return await picture(owner, `images/${image.number}/map?judgements=${judgements}`, 'Saliency map');
  } catch (error) {
    if (error.code === 'no-annotations') {
      return null;
    }
    throw error;
  }
}

function facts({truth, source, answered, correct, annotators, medianMillis, agreement}) {
  const entries = {
    'Truth': truth,
    'Source': source ?? '–',
    'Right decisions': answered ? `${correct} of ${answered}` : '–',
    'Median time': seconds(medianMillis),
    'Highlighted by': String(annotators),
    'Mean IoU': number(agreement?.meanIou),
    'Mean Dice': number(agreement?.meanDice),
    'Fleiss’ kappa': number(agreement?.fleissKappa),
  };
  return el('dl', {class: 'facts'}, Object.entries(entries).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}
