// The participant's page: joins the study or goes on with it, and walks through its steps.

import {showFooter, showHeader} from './header.js';
import {json, Refused, send} from './http.js';
import {insist, Outbox} from './outbox.js';
import {questions} from './questions.js';
import * as steps from './steps.js';
import {draft} from './store.js';
import {Trial} from './trial.js';
import {Words} from './words.js';

const stage = document.getElementById('stage');
const top = document.getElementById('top');
const bottom = document.getElementById('bottom');
const status = document.getElementById('status');
const announcer = document.getElementById('announcer');
const words = new Words(navigator.language);
const study = location.pathname.split('/').filter(Boolean).at(-1);
const link = Object.fromEntries([...new URLSearchParams(location.search)].slice(0, 16));
const memory = `cyborg-study ${study} ${new URLSearchParams(link)}`;

let token = localStorage.getItem(memory);
let outbox;
let state;

/** Shows the participant that the server cannot be reached; the answers given meanwhile are kept. */
function waiting(fault) {
  status.hidden = fault === null;
  status.textContent = fault === null ? '' : words.of(fault.code === 'paused' ? (state ? 'paused' : 'pausedNew') : 'waiting');
}

function announce(text) {
  announcer.textContent = text;
}

function call(method, path, body) {
  return insist(() => json(method, path, {token, body}), waiting);
}

/** Joins in the browser's language if the study has it, else in the study's first. */
async function join() {
  const {language} = navigator;
  for (const wished of [language.split('-')[0], language]) {
    try {
      return await joinIn(wished);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 400)) {
        throw error;
      }
    }
  }
  return joinIn(undefined);
}

async function joinIn(language) {
  const {token: given, state: first} = await call('POST', '/api/sessions', {study, language, link});
  token = given;
  localStorage.setItem(memory, token);
  return first;
}

function begin() {
  outbox = new Outbox(token, waiting);
}

function forget() {
  localStorage.removeItem(memory);
  token = null;
}

/** Takes a state of the session over: language, texts, head of the page. */
function take(next) {
  state = next;
  words.use(state.language, state.texts);
  document.documentElement.lang = state.language;
  document.title = words.plan('title');
  showHeader(top, words, state, {language: changeLanguage, withdraw});
  showFooter(bottom, words);
}

/** Ends a step. If a lost response had ended it before, the server's state is taken. */
async function end(step, body) {
  try {
    take(await call('POST', `/api/session/${step}`, body));
  } catch (error) {
    if (!(error instanceof Refused && error.status === 409)) {
      throw error;
    }
    take(await call('GET', '/api/session'));
  }
}

async function changeLanguage(language) {
  take(await call('POST', '/api/session/language', {language}));
  show();
}

async function withdraw() {
  await call('POST', '/api/session/withdraw', {});
  forget();
  draft.clear();
  top.replaceChildren();
  bottom.replaceChildren();
  show = () => {};
  steps.message(stage, words.of('withdrawn'));
}

/** Loads the images of a trial. */
async function pictures(trial) {
  return Promise.all(trial.images.map(async ({id}) => {
    const response = await insist(() => send('GET', `/api/images/${id}`, {token}), waiting);
    const picture = new Image();
    picture.src = URL.createObjectURL(await response.blob());
    await picture.decode();
    URL.revokeObjectURL(picture.src);
    return picture;
  }));
}

async function runTrial() {
  const {trial, state: next} = await call('POST', '/api/trials/next', {});
  take(next);
  if (trial === null) {
    return;
  }
  const kept = draft.get(trial.id);
  const running = new Trial(trial, {state, words, draft, announce}, kept);
  if (kept) {
    announce(words.of('restored'));
  }
  const loaded = await pictures(trial);
  const answer = await running.run(stage, loaded);
  const result = await outbox.send(answer);
  running.close();
  if (!result.refused || result.refused.status === 409) {
    draft.clear();
  }
  if (result.refused) {
    await recover(result.refused);
    return;
  }
  if (result.feedback) {
    await steps.feedback(stage, words, result.feedback, {choices: trial.choices, isPair: state.design === 'pairs'});
  }
  take(result.state);
}

/** After a refused answer, takes the participant's step from the server. */
async function recover(refused) {
  if (refused.status !== 409) {
    throw refused;
  }
  take(await call('GET', '/api/session'));
}

const STEPS = {
  consent: async () => end('consent', {agreed: await steps.consent(stage, words)}),
  questions: async () => end('questions', {answers: await questions(stage, words, state.questions)}),
  instructions: async () => {
    await steps.instructions(stage, words, state);
    await end('instructions', {});
  },
  practice: runTrial,
  trials: runTrial,
};

/** Forgets the participant, so that another person can begin on this device. */
function another() {
  forget();
  location.reload();
}

function ending() {
  const [title, text] = {
    done: [words.of('doneTitle'), words.plan('thanks')],
    full: [words.of('fullTitle'), words.plan('full')],
    declined: [words.of('declinedTitle'), words.plan('declined')],
  }[state.step];
  steps.ending(stage, words, title, text, state.completion, Object.keys(link).length === 0 ? another : null);
}

function showFault(error) {
  const again = {text: words.of('reload'), run: () => location.reload()};
  console.warn(error);
  if (error instanceof Refused && error.code === 'already-joined') {
    steps.message(stage, words.of('alreadyJoined'));
  } else if (error instanceof Refused && error.status === 404) {
    steps.message(stage, words.of('notFound'));
  } else if (error instanceof Refused && error.status === 401) {
    forget();
    steps.message(stage, words.of('sessionGone'), again);
  } else {
    steps.message(stage, words.of('fault'), again);
  }
}

/** Shows step after step; a call while a step is shown (another language) shows that step anew. */
let show = async () => {
  const mine = show.turn = (show.turn ?? 0) + 1;
  try {
    while (state.step in STEPS) {
      const step = STEPS[state.step]();
      scrollTo({top: 0});
      stage.focus({preventScroll: true});
      await step;
      if (mine !== show.turn) {
        return;
      }
    }
    ending();
    stage.focus({preventScroll: true});
  } catch (error) {
    showFault(error);
  }
};

steps.message(stage, words.of('loading'));
try {
  if (token) {
    begin();
    await outbox.flush();
    take(await call('GET', '/api/session'));
  } else {
    const first = await join();
    begin();
    take(first);
  }
  await show();
} catch (error) {
  showFault(error);
}
