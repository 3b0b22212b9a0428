// The page's own texts in the participant's language; the study's plan can replace each by a text "ui.NAME".

import {de} from './words-de.js';
import {en} from './words-en.js';
import {es} from './words-es.js';
import {fr} from './words-fr.js';

const LANGUAGES = {de, en, es, fr};

export const LANGUAGE_NAMES = {de: 'Deutsch', en: 'English', es: 'Español', fr: 'Français'};

export class Words {
  #own;
  #plan = {};

  constructor(language) {
    this.use(language, {});
  }

  /** Changes to a language and the texts of the plan in it. */
  use(language, plan) {
    this.language = language;
    this.#own = LANGUAGES[language.split('-')[0]] ?? en;
    this.#plan = plan;
  }

  /** A text of the page by its name, with {values} put in. */
  of(name, values = {}) {
    const text = this.#plan[`ui.${name}`] ?? this.#own[name] ?? en[name];
    return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  /** A text of the plan by its key; empty if it has none. */
  plan(key) {
    return this.#plan[key] ?? '';
  }
}
