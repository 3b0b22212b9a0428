// The page of questions about the participant.

import {el} from './dom.js';

/** Shows the questions and gives the answers by id; those without an answer are left out. */
export function questions(stage, words, list) {
  const fields = list.map((question) => new Field(question, words));
  return new Promise((resolve) => {
    const submit = (event) => {
      event.preventDefault();
      const faulty = fields.filter((field) => !field.check());
      if (faulty.length > 0) {
        faulty[0].focus();
        return;
      }
      resolve(Object.fromEntries(fields
          .map((field) => [field.id, field.value])
          .filter(([, value]) => value !== null)));
    };
    stage.replaceChildren(el('form', {class: 'text questions', novalidate: true, onsubmit: submit},
        el('h1', {}, words.of('questionsTitle')),
        fields.map((field) => field.element),
        el('div', {class: 'actions'}, el('button', {type: 'submit', class: 'primary', 'data-action': 'continue'}, words.of('continue')))));
  });
}

class Field {
  #question;
  #words;
  #problem;

  constructor(question, words) {
    this.id = question.id;
    this.#question = question;
    this.#words = words;
    this.#problem = el('p', {class: 'problem', id: `problem-${question.id}`, role: 'alert'});
    const text = words.plan(`question.${question.id}`) || question.id;
    const label = question.required ? text : `${text} (${words.of('optional')})`;
    this.element = question.type === 'number' || question.type === 'text'
        ? el('div', {class: 'field'}, el('label', {for: this.#inputId}, label), this.#input(), this.#problem)
        : el('fieldset', {class: 'field'}, el('legend', {}, label), this.#choices(), this.#problem);
  }

  get #inputId() {
    return `answer-${this.id}`;
  }

  #input() {
    const {type, minimum, maximum, required} = this.#question;
    return el(type === 'text' ? 'textarea' : 'input', {
      id: this.#inputId,
      type: type === 'number' ? 'number' : null,
      inputmode: type === 'number' ? 'decimal' : null,
      step: type === 'number' ? 'any' : null,
      min: minimum,
      max: maximum,
      maxlength: type === 'text' ? 2000 : null,
      rows: type === 'text' ? 3 : null,
      required,
      'aria-describedby': this.#problem.id,
    });
  }

  #choices() {
    const {type, choices, id} = this.#question;
    return choices.map((value) => el('label', {class: 'option'},
        el('input', {type: type === 'choices' ? 'checkbox' : 'radio', name: `answer-${id}`, value}),
        el('span', {}, this.#words.plan(`question.${id}.${value}`) || value)));
  }

  get #inputs() {
    return [...this.element.querySelectorAll('input, textarea')];
  }

  /** The answer; null if there is none. */
  get value() {
    const [first] = this.#inputs;
    const chosen = this.#inputs.filter((input) => input.checked).map((input) => input.value);
    switch (this.#question.type) {
      case 'number':
        return first.value === '' ? null : first.valueAsNumber;
      case 'text':
        return first.value.trim() || null;
      case 'choices':
        return chosen.length > 0 ? chosen : null;
      default:
        return chosen[0] ?? null;
    }
  }

  /** Shows the fault of the answer, if there is one; true if there is none. */
  check() {
    const {required, type, minimum = -Infinity, maximum = Infinity} = this.#question;
    const {value} = this;
    let problem = '';
    if (value === null) {
      problem = required || this.#inputs[0].validity.badInput ? 'required' : '';
    } else if (type === 'number' && !(value >= minimum && value <= maximum)) {
      problem = 'outOfRange';
    }
    this.#problem.textContent = problem && this.#words.of(problem, {minimum, maximum});
    this.#inputs.forEach((input) => input.setAttribute('aria-invalid', String(problem !== '')));
    return problem === '';
  }

  focus() {
    this.#inputs[0].focus();
  }
}
