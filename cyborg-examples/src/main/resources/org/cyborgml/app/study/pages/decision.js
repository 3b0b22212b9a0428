// The participant's decision in a trial and their confidence in it, with the fields for both.

import {el} from './dom.js';

export class Decision {
  #trial;
  #state;
  #words;
  #changed;

  /**
   * @param trial as the server gave it
   * @param state of the session
   * @param words of the page
   * @param kept {choice, confidence} of an earlier visit to the page; undefined if there are none
   * @param changed told "choice" or "confidence" when the participant changes it
   */
  constructor(trial, state, words, kept, changed) {
    this.#trial = trial;
    this.#state = state;
    this.#words = words;
    this.#changed = changed;
    this.choice = kept?.choice ?? null;
    this.confidence = kept?.confidence ?? null;
  }

  get isPair() {
    return this.#state.design === 'pairs';
  }

  /** Index of the chosen image of a pair; -1 if there is none. */
  get chosenImage() {
    return this.isPair ? this.#trial.choices.indexOf(this.choice) : -1;
  }

  /** True while the participant is asked for their confidence and has not given it. */
  get lacksConfidence() {
    return this.#state.confidence > 0 && this.confidence === null;
  }

  /** The field that chooses an image of a pair. A click on the image chooses it, too, as long as it does not draw. */
  ofImage(index, canvas) {
    const field = this.#radio('choice', this.#trial.choices[index], this.#words.of('chooseThis', {number: index + 1}));
    canvas.addEventListener('click', () => {
      if (this.choice === null || this.#trial.condition !== 'annotated') {
        field.querySelector('input').click();
      }
    });
    return field;
  }

  /** The fields that choose the class of a single image. */
  ofClasses() {
    return el('fieldset', {class: 'choices'},
        el('legend', {class: 'unseen'}, this.#words.of('choose')),
        this.#trial.choices.map((name) => this.#radio('choice', name, this.#words.plan(`class.${name}`) || name)));
  }

  /** The fields of the confidence; null if it is not asked. */
  sureness() {
    const answers = Array.from({length: this.#state.confidence}, (_, i) => i + 1);
    return answers.length === 0 ? null : el('fieldset', {class: 'sureness'},
        el('legend', {}, this.#words.of('confidence')),
        el('span', {class: 'end'}, this.#words.of('unsure')),
        answers.map((value) => this.#radio('confidence', value, String(value))),
        el('span', {class: 'end'}, this.#words.of('sure')));
  }

  #radio(name, value, text) {
    const choose = () => {
      this[name] = value;
      this.#changed(name);
    };
    return el('label', {class: 'choice'},
        el('input', {type: 'radio', name, value, checked: this[name] === value, onchange: choose}),
        el('span', {}, text));
  }
}
