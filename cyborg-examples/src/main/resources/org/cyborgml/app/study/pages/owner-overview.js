// The view of the whole study: progress, people, accuracy, times, agreement.

import {el} from './dom.js';
import {bar, figure, intervalLine, number, percent, seconds, table, unseen, whole} from './owner-numbers.js';

const CONDITIONS = {annotated: 'With highlighting', unannotated: 'Without highlighting'};

export async function overviewView(owner) {
  const study = owner.overview;
  return [link(study, owner), progress(study), people(study), agreement(study), accuracy(study)];
}

function link({participantsUrl, paused}, owner) {
  return el('section', {class: 'card'},
      el('h2', {}, 'Participants’ link'),
      el('p', {class: 'row'}, el('code', {class: 'address'}, participantsUrl),
          navigator.clipboard
              ? el('button', {
                type: 'button', class: 'quiet', 'data-key': 'copy',
                onclick: () => owner.attempt(async () => {
                  await navigator.clipboard.writeText(participantsUrl);
                  owner.say('The link is copied.');
                }),
              }, 'Copy')
              : null),
      paused ? el('p', {class: 'hint'}, 'The study is paused: nobody can join, and no images are shown. Answers are still taken.') : null);
}

function progress({trials, items, images, annotators, conditions}) {
  const {wanted, answered, open, abandoned} = trials;
  return el('section', {class: 'card'},
      el('h2', {}, 'Progress'),
      el('p', {class: 'large'}, `${whole(answered)} of ${whole(wanted)} answers`, el('span', {class: 'hint'}, ` ${percent(wanted ? answered / wanted : 0)}`)),
      bar(answered, wanted, 'Answers'),
      el('p', {class: 'hint'}, `${whole(items)} ${items === images ? 'images' : `pairs of ${whole(images)} images`}, ${annotators} people for each`
          + `${conditions.length > 1 ? ' and condition' : ''}. ${whole(open)} being looked at now; ${whole(abandoned)} given up and back in the pool.`));
}

function people({participants}) {
  const {joined, consented, active, finished, declined, excluded} = participants;
  return el('section', {class: 'card half'},
      el('h2', {}, 'People'),
      el('dl', {class: 'figures'},
          figure('Joined', whole(joined)), figure('Agreed', whole(consented)), figure('Active now', whole(active)),
          figure('Finished', whole(finished)), figure('Declined', whole(declined)), figure('Left out', whole(excluded))));
}

function accuracy({byCondition, design, classes}) {
  const chance = 1 / (design === 'pairs' ? 2 : classes.length);
  return el('section', {class: 'card'},
      el('h2', {}, 'Right decisions'),
      table('Right decisions', ['Condition', 'Answers', 'Right', '95 % interval', unseen('Interval'), 'Median time'],
          byCondition.map(({condition, answered, correct, medianMillis, interval}) => el('tr', {},
              el('th', {scope: 'row'}, CONDITIONS[condition]),
              el('td', {}, whole(answered)),
              el('td', {}, answered ? percent(correct / answered) : '–'),
              el('td', {}, interval ? `${percent(interval[0])} to ${percent(interval[1])}` : '–'),
              el('td', {}, interval ? intervalLine(correct / answered, interval, chance, CONDITIONS[condition]) : null),
              el('td', {}, seconds(medianMillis))))),
      el('p', {class: 'hint'}, `The line shows 0 to 100 %; its tick is chance, ${percent(chance)}. The report’s intervals also hold for other people and other images.`));
}

function agreement({agreement: found}) {
  return el('section', {class: 'card half'},
      el('h2', {}, 'Agreement of the highlights'),
      found === null
          ? el('p', {class: 'hint'}, 'No image was highlighted by two people yet.')
          : el('dl', {class: 'figures'},
              figure('Images', whole(found.images)), figure('Mean IoU', number(found.meanIou)), figure('Fleiss’ kappa', number(found.fleissKappa))));
}
