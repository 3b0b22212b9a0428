// The view of the participants: step, numbers, suspicions, and a switch that leaves them out.

import {el} from './dom.js';
import {percent, seconds, table, unseen} from './owner-numbers.js';

const SUSPICIONS = {'too-fast': 'too fast', 'one-sided': 'one-sided', 'failed-checks': 'failed checks'};
const STEPS = {
  consent: 'consent', questions: 'questions', instructions: 'instructions', practice: 'practice', trials: 'trials',
  done: 'finished', full: 'no image left', declined: 'declined',
};
let onlySuspicious = false;

export async function participantsView(owner) {
  const {participants} = await owner.get('participants');
  const suspicious = participants.filter((one) => one.suspicions.length > 0);
  const shown = onlySuspicious ? suspicious : participants;
  const pairs = owner.overview.design === 'pairs';
  const headings = ['Participant', 'Left out', 'Suspicion', 'Step', 'Answers', 'Right', 'Median time', pairs ? 'Left' : 'One class', 'Checks failed', 'Last seen', unseen('Delete')];
  return [
    el('section', {class: 'card'},
        el('div', {class: 'row between'},
            el('h2', {}, `${participants.length} participants, ${suspicious.length} suspicious`),
            el('label', {class: 'option'}, el('input', {
              type: 'checkbox', checked: onlySuspicious, 'data-key': 'only-suspicious',
              onchange: (event) => {
                onlySuspicious = event.target.checked;
                owner.refresh();
              },
            }), 'Suspicious only')),
        el('p', {class: 'hint'}, 'The answers of people who are left out count in nothing: not in maps, exports or the report. They are kept, and the switch can be turned back.'),
        shown.length === 0
            ? el('p', {}, onlySuspicious ? 'Nobody is suspicious.' : 'Nobody has joined yet.')
            : table('Participants', headings, shown.map((one) => row(owner, one)))),
  ];
}

function row(owner, one) {
  const {participant, step, answered, total, correct, medianMillis, leftShare, checks, checksFailed, suspicions, excluded, seen} = one;
  return el('tr', {class: excluded ? 'excluded' : null},
      el('th', {scope: 'row'}, participant),
      el('td', {}, el('input', {
        type: 'checkbox', role: 'switch', class: 'switch', checked: excluded, 'aria-label': `Leave ${participant} out`,
        'data-key': `exclude-${participant}`,
        onchange: (event) => owner.attempt(async () => {
          await owner.post(`participants/${encodeURIComponent(participant)}/exclude`, {excluded: event.target.checked});
          await owner.refresh();
        }),
      })),
      el('td', {}, suspicions.map((name) => el('span', {class: 'badge warn'}, SUSPICIONS[name] ?? name))),
      el('td', {}, STEPS[step] ?? step),
      el('td', {}, `${answered} of ${total}`),
      el('td', {}, answered ? percent(correct / answered) : '–'),
      el('td', {}, seconds(medianMillis)),
      el('td', {}, answered ? percent(leftShare) : '–'),
      el('td', {}, checks ? `${checksFailed} of ${checks}` : '–'),
      el('td', {}, ago(seen)),
      el('td', {}, el('button', {type: 'button', class: 'link', 'data-key': `delete-${participant}`, onclick: () => confirmDeletion(owner, participant)}, 'Delete')));
}

function ago(time) {
  if (!time) {
    return '–';
  }
  const minutes = Math.max(0, (Date.now() - Date.parse(time)) / 60_000);
  if (minutes < 60) {
    return `${Math.round(minutes)} min ago`;
  }
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h ago` : `${Math.round(minutes / 1440)} days ago`;
}

function confirmDeletion(owner, participant) {
  const dialog = el('dialog', {'aria-labelledby': 'delete-title', onclose: () => dialog.remove()},
      el('h2', {id: 'delete-title'}, `Delete ${participant}?`),
      el('p', {}, 'All their answers and highlights are deleted for good. To keep the data but not count them, use the switch.'),
      el('div', {class: 'actions'},
          el('button', {type: 'button', class: 'quiet', onclick: () => dialog.close()}, 'Cancel'),
          el('button', {
            type: 'button', class: 'danger',
            onclick: () => owner.attempt(async () => {
              dialog.close();
              await owner.remove(`participants/${encodeURIComponent(participant)}`);
              await owner.refresh();
            }),
          }, 'Delete')));
  document.body.append(dialog);
  dialog.showModal();
}
