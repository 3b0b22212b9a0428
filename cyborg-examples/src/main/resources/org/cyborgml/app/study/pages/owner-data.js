// The view of the data: exports, backup, more annotators, and what is stored.

import {el} from './dom.js';

const EXPORTS = [
  ['annotations.json', 'Highlights and decisions, for “saliency build”'],
  ['annotations.csv', 'The same as a table'],
  ['trials.csv', 'An answer a row: decision, truth, times'],
  ['participants.csv', 'A participant a row, with the answers to questions'],
  ['payments.csv', 'Completion codes and the parameters of the links. The only file that tells who someone is'],
];

export async function dataView(owner) {
  return [exports(owner), backup(owner), extension(owner), stored()];
}

function exports(owner) {
  return el('section', {class: 'card'},
      el('h2', {}, 'Export'),
      el('ul', {class: 'files'}, EXPORTS.map(([name, text]) => el('li', {},
          el('div', {}, el('strong', {}, name), el('p', {class: 'hint'}, text)),
          download(owner, `export/${name}`, name)))));
}

function backup(owner) {
  return el('section', {class: 'card'},
      el('h2', {}, 'Backup'),
      el('p', {class: 'hint'}, 'A consistent copy of the study’s database, made while the study goes on.'),
      download(owner, 'backup', `study-${new Date().toISOString().slice(0, 10)}.sqlite`));
}

function stored() {
  return el('section', {class: 'card'},
      el('h2', {}, 'What is stored'),
      el('p', {}, 'The database holds participants under random names, their answers, highlights and times and, apart from them, the parameters of their links that the plan lists. Of tokens only hashes are kept. Network addresses are neither stored nor logged.'),
      el('p', {}, 'A participant can delete all their data at every step by “Leave the study”; so can you, on the page Participants. A backup that was made before keeps them.'));
}

function download(owner, path, name) {
  return el('button', {
    type: 'button', class: 'quiet', 'data-key': name, 'aria-label': `Download ${name}`,
    onclick: () => owner.attempt(async () => {
      owner.say(`${name} is being made …`);
      const address = URL.createObjectURL(await owner.blob(path));
      el('a', {href: address, download: name}).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      owner.say('');
    }),
  }, 'Download');
}

function extension(owner) {
  const {annotators} = owner.overview;
  const input = el('input', {type: 'number', id: 'annotators', min: annotators, max: 10_000, value: annotators, 'data-key': 'annotators', required: true});
  return el('section', {class: 'card'},
      el('h2', {}, 'More annotators'),
      el('p', {class: 'hint'}, 'How many people see each image or pair. The number can only rise; new participants are then given what is missing.'),
      el('form', {
        class: 'row', 'data-editing': true,
        onsubmit: (event) => {
          event.preventDefault();
          owner.attempt(async () => {
            owner.take(await owner.post('extend', {annotators: input.valueAsNumber}));
            input.blur();
            await owner.refresh();
            owner.say(`Each image or pair is now shown to ${owner.overview.annotators} people.`);
          });
        },
      },
      el('label', {for: 'annotators'}, 'People for each'), input,
      el('button', {type: 'submit', class: 'quiet', 'data-action': 'extend'}, 'Extend')));
}
