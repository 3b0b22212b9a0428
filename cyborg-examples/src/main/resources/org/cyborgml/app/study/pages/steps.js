// The steps of a session around its trials. Each shows itself on the stage and gives what the participant answered.

import {el, icon, paragraphs} from './dom.js';

function shown(stage, ...children) {
  stage.replaceChildren(el('div', {class: 'text'}, ...children));
}

function pressed(...buttons) {
  return new Promise((resolve) => buttons.forEach(([button, value]) =>
    button.addEventListener('click', () => resolve(value), {once: true})));
}

function button(text, className, action) {
  return el('button', {type: 'button', class: className, 'data-action': action}, text);
}

/** The consent page: true if the participant agrees. */
export function consent(stage, words) {
  const agree = button(words.of('agree'), 'primary', 'agree');
  const disagree = button(words.of('disagree'), 'quiet', 'disagree');
  const privacy = words.plan('privacy');
  shown(stage,
      el('h1', {}, words.plan('title') || words.of('consentTitle')),
      paragraphs(words.plan('consent')),
      privacy ? [el('h2', {}, words.of('privacyTitle')), paragraphs(privacy)] : null,
      el('div', {class: 'actions'}, agree, disagree));
  return pressed([agree, true], [disagree, false]);
}

/** The instructions, with those of the condition that begins. */
export async function instructions(stage, words, {condition}) {
  const begin = button(words.of('begin'), 'primary', 'begin');
  const own = words.plan('instructions');
  const ofCondition = words.plan(`instructions.${condition}`);
  shown(stage,
      el('h1', {}, words.of('instructionsTitle')),
      own ? paragraphs(own) : null,
      ofCondition ? paragraphs(ofCondition) : null,
      condition === 'annotated' ? help(words) : null,
      el('div', {class: 'actions'}, begin));
  await pressed([begin, true]);
}

function help(words) {
  return el('section', {class: 'help'},
      el('h2', {}, words.of('highlightTitle')),
      el('p', {}, words.of('highlightHelp')),
      el('p', {}, words.of('touchHelp')),
      el('details', {}, el('summary', {}, words.of('keyboardTitle')), el('p', {}, words.of('keyboardHelp'))));
}

/** Tells after a practice trial if the answer was right. */
export async function feedback(stage, words, {correct, truth}, {choices, isPair}) {
  const next = button(words.of('next'), 'primary', 'next');
  const answer = isPair
      ? words.of('truthImage', {number: choices.indexOf(truth) + 1})
      : words.of('truthClass', {name: words.plan(`class.${truth}`) || truth});
  shown(stage,
      el('div', {class: `verdict ${correct ? 'right' : 'wrong'}`, role: 'status'},
          icon(correct ? 'check' : 'cross'),
          el('div', {}, el('h1', {}, words.of(correct ? 'correct' : 'wrong')), el('p', {}, answer))),
      el('div', {class: 'actions'}, next));
  next.focus();
  await pressed([next, true]);
}

/** The last page. */
export function ending(stage, words, title, text, completion, another) {
  shown(stage,
      el('h1', {}, title),
      text ? paragraphs(text) : null,
      completion ? code(words, completion) : null,
      another ? el('p', {class: 'another'}, el('button', {type: 'button', class: 'link', onclick: another}, words.of('another'))) : null);
}

function code(words, completion) {
  const copied = el('span', {class: 'hint', role: 'status'});
  const copy = el('button', {
    type: 'button',
    class: 'quiet',
    onclick: async () => {
      await navigator.clipboard.writeText(completion.code);
      copied.textContent = words.of('copied');
    },
  }, words.of('copy'));
  return el('section', {class: 'completion'},
      el('h2', {}, words.of('code')),
      el('p', {class: 'code'}, el('code', {}, completion.code), navigator.clipboard ? copy : null, copied),
      completion.url ? el('p', {}, el('a', {href: completion.url, class: 'primary', rel: 'noreferrer'}, words.of('toPlatform'))) : null);
}

/** A message, with a button if there is something to do. */
export function message(stage, text, action) {
  shown(stage, el('h1', {class: 'unseen'}, document.title), paragraphs(text),
      action ? el('div', {class: 'actions'}, el('button', {type: 'button', class: 'primary', onclick: action.run}, action.text)) : null);
}
