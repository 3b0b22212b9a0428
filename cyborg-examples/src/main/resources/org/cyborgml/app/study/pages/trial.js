// One trial: images, decision, confidence and highlights, until the answer is sent.

import {TrialClock} from './clock.js';
import {Decision} from './decision.js';
import {el} from './dom.js';
import {Editor} from './editor.js';
import {Marking} from './marking.js';
import {toolbar} from './toolbar.js';
import {Tools} from './tools.js';
import {displaySize} from './view.js';

const GAP = 16;
const LEAST_ROOM = 8;

/** The tool and the brush stay from trial to trial. */
const tools = new Tools();

export class Trial {
  #trial;
  #state;
  #words;
  #draft;
  #announce;
  #marking = new Marking();
  #clock;
  #decision;
  #editors = [];
  #key;
  #stop = new AbortController();
  #closed = new AbortController();
  #parts = {};

  /**
   * @param trial as the server gave it
   * @param page state (of the session), words, draft (where the trial is kept), announce
   * @param kept what an earlier visit to the page left of this trial; undefined if nothing
   */
  constructor(trial, {state, words, draft, announce}, kept) {
    this.#trial = trial;
    this.#state = state;
    this.#words = words;
    this.#draft = draft;
    this.#announce = announce;
    this.#clock = new TrialClock(kept?.clock);
    this.#key = kept?.key ?? crypto.randomUUID();
    this.#decision = new Decision(trial, state, words, kept, (name) => this.#decided(name));
    if (kept) {
      this.#marking.restore(kept.steps);
    }
  }

  /** Shows the trial and gives the answer that the participant sends. */
  async run(stage, pictures) {
    this.#clock.first('loaded');
    this.#editors = this.#trial.images.map(({id}, i) => this.#editor(id, pictures[i], i));
    const sent = new Promise((resolve) => { this.#parts.send = resolve; });
    const form = this.#form();
    stage.replaceChildren(form);
    this.#layOut();
    addEventListener('resize', () => this.#layOut(), {signal: this.#closed.signal});
    this.#watchRatio();
    this.#marking.addEventListener('change', () => this.#save(), {signal: this.#stop.signal});
    addEventListener('pagehide', () => this.#save(), {signal: this.#stop.signal});
    this.#update();
    await this.#painted();
    this.#clock.first('shown');
    form.dataset.shown = '';
    this.#save();
    const answer = await sent;
    this.#stop.abort();
    return answer;
  }

  /** Takes the trial off the page. */
  close() {
    this.#stop.abort();
    this.#closed.abort();
    this.#clock.close();
    this.#editors.forEach((editor) => editor.close());
  }

  #editor(id, picture, i) {
    const editor = new Editor(id, {
      picture,
      marking: this.#marking,
      tools,
      clock: () => this.#clock.sinceShown(),
      announce: (name, values) => this.#announce(this.#words.of(name, values)),
      room: () => this.#room(),
    });
    const values = {number: i + 1, total: this.#trial.images.length};
    editor.canvas.setAttribute('aria-label', this.#words.of(values.total > 1 ? 'imageLabel' : 'image', values));
    return editor;
  }

  #form() {
    const {prompt, condition} = this.#trial;
    const words = this.#words;
    const question = prompt ? words.plan(`prompt.${prompt}`) : words.plan('prompt');
    const parts = this.#parts;
    parts.images = el('div', {class: 'images', role: 'group', 'aria-labelledby': 'question'}, this.#editors.map((editor, i) => this.#figure(editor, i)));
    parts.problem = el('p', {class: 'problem', role: 'alert'});
    parts.button = el('button', {type: 'submit', class: 'primary', 'data-action': 'send'}, words.of('send'));
    if (condition === 'annotated') {
      parts.toolbar = toolbar({words, tools, marking: this.#marking, editors: this.#editors, signal: this.#stop.signal});
      parts.hint = el('p', {class: 'hint'});
      parts.mark = el('section', {class: 'mark'}, parts.hint, parts.toolbar.element,
          el('p', {class: 'unseen', id: 'keys'}, words.of('keyboardHelp')));
    }
    return el('form', {class: 'trial', novalidate: true, onsubmit: (event) => this.#submit(event)},
        el('h1', {id: 'question'}, question),
        parts.images,
        this.#decision.isPair ? null : this.#decision.ofClasses(),
        parts.mark,
        this.#decision.sureness(),
        el('div', {class: 'actions'}, parts.problem, parts.button));
  }

  #figure(editor, i) {
    return el('figure', {}, editor.canvas,
        this.#decision.isPair ? el('figcaption', {}, this.#decision.ofImage(i, editor.canvas)) : null);
  }

  #decided(name) {
    if (name === 'choice') {
      this.#clock.last('decided');
    }
    this.#update();
    this.#save();
  }

  /** The images that can be marked now. */
  get #marked() {
    if (this.#trial.condition !== 'annotated' || this.#decision.choice === null) {
      return [];
    }
    return this.#decision.isPair && this.#state.highlight === 'chosen'
        ? [this.#editors[this.#decision.chosenImage]]
        : this.#editors;
  }

  #update() {
    const marked = this.#marked;
    for (const editor of this.#editors) {
      editor.enable(marked.includes(editor));
      editor.canvas.setAttribute('role', editor.isEnabled ? 'application' : 'img');
      if (editor.isEnabled) {
        editor.canvas.setAttribute('aria-describedby', 'keys');
      } else {
        editor.canvas.removeAttribute('aria-describedby');
      }
    }
    this.#parts.problem.textContent = '';
    if (!this.#parts.mark) {
      return;
    }
    this.#parts.mark.hidden = this.#decision.choice === null;
    this.#parts.hint.textContent = marked.length === 1 && this.#editors.length > 1
        ? this.#words.of('markNowOne', {number: this.#editors.indexOf(marked[0]) + 1})
        : this.#words.of('markNow');
    this.#parts.toolbar.update();
    this.#placeTools();
  }

  #layOut() {
    const room = this.#parts.images.clientWidth;
    const {scale, columns} = displaySize(this.#editors.map((editor) => editor.size), devicePixelRatio, room, GAP);
    this.#parts.images.classList.toggle('beside', columns > 1);
    this.#editors.forEach((editor) => editor.layOut(scale, (room - GAP * (columns - 1)) / columns));
    this.#placeTools();
  }

  /** The tools stand right below the one image that can be marked, where images are one below the other. */
  #placeTools() {
    const {mark, images} = this.#parts;
    const [first, ...others] = this.#marked;
    if (!mark) {
      return;
    }
    if (first && others.length === 0 && this.#editors.length > 1 && !images.classList.contains('beside')) {
      first.canvas.closest('figure').append(mark);
    } else if (mark.parentElement !== images.parentElement) {
      images.after(mark);
    }
  }

  /** A window on another screen has another pixel ratio, and perhaps the same size. */
  #watchRatio() {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      this.#layOut();
      this.#watchRatio();
    }, {once: true, signal: this.#closed.signal});
  }

  /** Waits until the images were on the screen for a frame. */
  async #painted() {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    do {
      await frame();
    } while (!this.#editors.every((editor) => editor.isShown));
    await frame();
  }

  #strokes() {
    return this.#marked.flatMap((editor) => this.#marking.of(editor.image));
  }

  /** Number of points that the next stroke may have. */
  #room() {
    const strokes = this.#strokes();
    const {limits} = this.#trial;
    const points = limits.points - strokes.reduce((sum, stroke) => sum + stroke.points.length, 0);
    const room = strokes.length < limits.strokes ? points : 0;
    this.#parts.problem.textContent = room < LEAST_ROOM ? this.#words.of('tooMany') : '';
    return room < LEAST_ROOM ? 0 : room;
  }

  #missing() {
    const {leastStrokes} = this.#trial.limits;
    const highlights = this.#marked.reduce((sum, editor) => sum + this.#marking.highlights(editor.image), 0);
    if (this.#decision.choice === null) {
      return ['chooseFirst', 'input[name="choice"]'];
    }
    if (this.#marked.some((editor) => editor.drawing.isOpen)) {
      return ['finishFirst', 'canvas[data-marking]'];
    }
    if (this.#trial.condition === 'annotated' && highlights < leastStrokes) {
      return [leastStrokes === 1 ? 'markFirstOne' : 'markFirst', 'canvas[data-marking]'];
    }
    return this.#decision.lacksConfidence ? ['confidenceFirst', 'input[name="confidence"]'] : null;
  }

  #submit(event) {
    event.preventDefault();
    const missing = this.#missing();
    if (missing) {
      this.#parts.problem.textContent = this.#words.of(missing[0], {count: this.#trial.limits.leastStrokes});
      document.querySelector(missing[1])?.focus();
      return;
    }
    this.#parts.button.disabled = true;
    this.#parts.button.textContent = this.#words.of('sending');
    this.#editors.forEach((editor) => editor.enable(false));
    this.#parts.send({
      key: this.#key,
      trial: this.#trial.id,
      choice: this.#decision.choice,
      confidence: this.#decision.confidence,
      strokes: this.#strokes(),
      times: this.#clock.times(),
    });
  }

  #save() {
    this.#draft.put(this.#trial.id, {
      key: this.#key,
      choice: this.#decision.choice,
      confidence: this.#decision.confidence,
      steps: this.#marking.steps(),
      clock: this.#clock.state(),
    });
  }
}
