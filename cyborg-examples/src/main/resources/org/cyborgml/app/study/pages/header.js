// The head and the foot of the participant's page: title, progress, language, the way out, and what is stored.

import {el, paragraphs} from './dom.js';
import {LANGUAGE_NAMES} from './words.js';

/** Shows the foot: a button that shows the plan's text about the data, at every step. */
export function showFooter(bottom, words) {
  const privacy = words.plan('privacy');
  bottom.replaceChildren(...(privacy === '' ? [] : [el('button', {
    type: 'button', class: 'link', 'data-action': 'privacy', onclick: () => showPrivacy(words, privacy),
  }, words.of('privacyTitle'))]));
}

function showPrivacy(words, text) {
  const dialog = el('dialog', {'aria-labelledby': 'privacy-title', onclose: () => dialog.remove()},
      el('h2', {id: 'privacy-title'}, words.of('privacyTitle')),
      paragraphs(text),
      el('div', {class: 'actions'}, el('button', {type: 'button', class: 'quiet', onclick: () => dialog.close()}, words.of('close'))));
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * Shows the head for a state of the session.
 *
 * @param actions language(code), withdraw()
 */
export function showHeader(top, words, state, actions) {
  const inTrials = state.step === 'trials' || state.step === 'practice';
  const {answered, total, practiceAnswered, practiceTotal} = state.progress;
  const [done, all, name] = state.step === 'practice'
      ? [practiceAnswered, practiceTotal, 'practice']
      : [answered, total, 'progress'];
  const text = words.of(name, {number: Math.min(all, done + 1), total: all});
  const over = state.step === 'done' || state.step === 'full' || state.step === 'declined';
  top.replaceChildren(
      el('span', {class: 'title'}, words.plan('title')),
      inTrials
          ? el('span', {class: 'progress'}, el('progress', {max: all, value: done, 'aria-label': text}), el('span', {}, text))
          : el('span', {class: 'progress'}),
      el('span', {class: 'side'},
          state.languages.length > 1 && !inTrials && !over ? languages(words, state, actions) : null,
          state.step === 'declined' ? null : el('button', {type: 'button', class: 'link', 'data-action': 'withdraw', onclick: () => confirmLeaving(words, actions)},
              words.of('withdraw'))));
}

function languages(words, state, actions) {
  return el('label', {class: 'language'},
      el('span', {class: 'unseen'}, words.of('language')),
      el('select', {onchange: (event) => actions.language(event.target.value)},
          state.languages.map((code) => el('option', {value: code, selected: code === state.language, lang: code},
              LANGUAGE_NAMES[code.split('-')[0]] ?? code))));
}

function confirmLeaving(words, actions) {
  const dialog = el('dialog', {'aria-labelledby': 'leave-title', onclose: () => dialog.remove()},
      el('h2', {id: 'leave-title'}, words.of('withdrawTitle')),
      el('p', {}, words.of('withdrawText')),
      el('div', {class: 'actions'},
          el('button', {type: 'button', class: 'quiet', onclick: () => dialog.close()}, words.of('cancel')),
          el('button', {
            type: 'button',
            class: 'danger',
            'data-action': 'withdraw-now',
            onclick: () => {
              dialog.close();
              actions.withdraw();
            },
          }, words.of('withdrawYes'))));
  document.body.append(dialog);
  dialog.showModal();
}
