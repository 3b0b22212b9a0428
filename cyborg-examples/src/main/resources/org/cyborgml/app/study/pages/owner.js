// The owner's pages: asks for the token, shows the chosen view and keeps it up to date.

import {dataView} from './owner-data.js';
import {imagesView} from './owner-images.js';
import {overviewView} from './owner-overview.js';
import {participantsView} from './owner-participants.js';
import {el, icon} from './dom.js';
import {json, Refused, send} from './http.js';

const MEMORY = 'cyborg-owner';
const SECONDS = 5;
const VIEWS = {
  overview: ['Overview', overviewView],
  images: ['Images', imagesView],
  participants: ['Participants', participantsView],
  data: ['Data', dataView],
};

const stage = document.getElementById('stage');
const top = document.getElementById('top');
const status = document.getElementById('status');

let token = sessionStorage.getItem(MEMORY) ?? '';
let overview;
let view;
let timer;

/** Requests to the server and actions on the page, for the views. */
const owner = {
  get overview() {
    return overview;
  },
  get: (path) => json('GET', `/api/owner/${path}`, {token}),
  post: (path, body) => json('POST', `/api/owner/${path}`, {token, body}),
  remove: (path) => json('DELETE', `/api/owner/${path}`, {token}),
  async blob(path) {
    const long = AbortSignal.timeout(600_000);
    return (await send('GET', `/api/owner/${path}`, {token, signal: long})).blob();
  },
  refresh: () => refresh(),
  say,
  take(next) {
    overview = next;
    showHeader();
  },
};

function say(text) {
  status.textContent = text;
  status.hidden = text === '';
}

/** Runs an action of the owner and tells if it fails. */
owner.attempt = async (action) => {
  try {
    say('');
    return await action();
  } catch (error) {
    fail(error);
    return undefined;
  }
};

function fail(error) {
  if (error instanceof Refused && error.status === 401) {
    askForToken('The token does not fit this study.');
  } else {
    say(`The server does not do that: ${error.message}`);
  }
}

function showHeader() {
  const {title, paused} = overview;
  top.replaceChildren(
      el('div', {class: 'head'},
          el('h1', {class: 'title'}, title),
          el('span', {class: `badge ${paused ? 'warn' : 'good'}`}, paused ? 'Paused' : 'Running'),
          el('button', {
            type: 'button', class: 'quiet', 'data-action': 'pause', 'data-key': 'pause',
            onclick: () => owner.attempt(async () => {
              owner.take(await owner.post('pause', {paused: !paused}));
              await refresh();
            }),
          }, icon(paused ? 'play' : 'pause'), paused ? 'Continue the study' : 'Pause the study')),
      el('nav', {'aria-label': 'Views'}, Object.entries(VIEWS).map(([name, [text]]) => el('a', {
        href: `#${name}`, 'data-key': `view-${name}`, 'aria-current': name === view ? 'page' : null,
      }, text))));
  document.title = `${title}: ${VIEWS[view][0]}`;
}

/** Shows a view's parts anew if they differ; what had the focus has it again, and tables stay where they were scrolled to. */
function render(parts) {
  const next = el('div', {class: 'view'}, parts);
  next.dataset.view = view;
  const shown = stage.firstElementChild;
  showHeader();
  if (shown?.isEqualNode(next)) {
    return;
  }
  const isSameView = shown?.dataset.view === view;
  const places = isSameView ? [...stage.querySelectorAll('.scroll')].map((table) => table.scrollLeft) : [];
  const key = document.activeElement?.dataset?.key;
  stage.replaceChildren(next);
  stage.querySelectorAll('.scroll').forEach((table, i) => { table.scrollLeft = places[i] ?? 0; });
  if (key) {
    document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({preventScroll: true});
  }
}

async function refresh() {
  clearTimeout(timer);
  const shown = view;
  try {
    overview = await owner.get('overview');
    const parts = await VIEWS[shown][1](owner);
    if (shown === view && !stage.contains(document.activeElement?.closest('[data-editing]'))) {
      render(parts);
    }
    say('');
  } catch (error) {
    fail(error);
    if (error instanceof Refused && error.status === 401) {
      return;
    }
  }
  clearTimeout(timer);
  timer = setTimeout(() => (document.hidden ? waitUntilSeen() : refresh()), 1000 * SECONDS);
}

function waitUntilSeen() {
  document.addEventListener('visibilitychange', () => refresh(), {once: true});
}

function choose() {
  const name = location.hash.slice(1);
  if (name in VIEWS) {
    view = name;
    stage.focus({preventScroll: true});
    refresh();
  } else if (name !== '') {
    enter(name);
  }
}

function askForToken(problem) {
  clearTimeout(timer);
  sessionStorage.removeItem(MEMORY);
  top.replaceChildren();
  const input = el('input', {type: 'password', id: 'token', autocomplete: 'off', required: true});
  stage.replaceChildren(el('form', {
    class: 'card login',
    onsubmit: (event) => {
      event.preventDefault();
      enter(input.value.trim());
    },
  },
  el('h1', {}, 'The owner’s pages'),
  el('p', {}, 'Open the link that “study serve” has printed, or paste its token here.'),
  el('label', {for: 'token'}, 'Token'), input,
  problem ? el('p', {class: 'problem', role: 'alert'}, problem) : null,
  el('div', {class: 'actions'}, el('button', {type: 'submit', class: 'primary'}, 'Open'))));
  input.focus();
}

/** The token leaves the address, so that it is in no history and no bookmark. */
function enter(given) {
  token = given;
  sessionStorage.setItem(MEMORY, token);
  history.replaceState(null, '', `${location.pathname}#overview`);
  view = 'overview';
  refresh();
}

addEventListener('hashchange', choose);
const given = location.hash.slice(1);
if (given !== '' && !(given in VIEWS)) {
  enter(given);
} else if (token === '') {
  askForToken('');
} else if (given === '') {
  enter(token);
} else {
  choose();
}
