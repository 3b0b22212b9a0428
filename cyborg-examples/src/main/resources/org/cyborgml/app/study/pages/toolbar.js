// The tools below the images of a trial.

import {el, icon} from './dom.js';
import {GREATEST_SIZE, LEAST_SIZE, TOOLS} from './tools.js';

/**
 * Makes the toolbar.
 *
 * @param parts words, tools, marking, editors (those that can be marked now), signal (ends its listeners)
 */
export function toolbar({words, tools, marking, editors, signal}) {
  const enabled = () => editors.filter((editor) => editor.isEnabled);
  const size = el('input', {
    type: 'range', min: LEAST_SIZE, max: GREATEST_SIZE, value: tools.size, id: 'brush-size',
    oninput: () => { tools.size = size.valueAsNumber; },
  });
  const button = (name, action) => el('button', {
    type: 'button', class: 'tool', title: words.of(name), 'aria-label': words.of(name), 'data-action': name, onclick: action,
  }, icon(name));
  const undo = button('undo', () => marking.undo());
  const redo = button('redo', () => marking.redo());
  const clear = button('clear', () => enabled().forEach((editor) => marking.clear(editor.image)));
  const zoom = (direction) => enabled().forEach((editor) => {
    editor.view.step(direction);
    editor.changed();
  });
  const close = el('button', {
    type: 'button', class: 'quiet', 'data-action': 'closeShape', hidden: true,
    onclick: () => enabled().forEach((editor) => editor.finish()),
  }, words.of('closeShape'));
  const reduced = el('p', {class: 'hint', hidden: true}, words.of('reduced'));

  const update = () => {
    undo.disabled = !marking.canUndo;
    redo.disabled = !marking.canRedo;
    clear.disabled = !enabled().some((editor) => marking.of(editor.image).length > 0);
    size.value = tools.size;
    close.hidden = !enabled().some((editor) => editor.drawing.corners.length >= 3);
    reduced.hidden = !enabled().some((editor) => editor.view.isReduced);
    bar.querySelector(`input[value="${tools.tool}"]`).checked = true;
  };
  const bar = el('div', {class: 'toolbar'},
      el('fieldset', {class: 'tools'},
          el('legend', {class: 'unseen'}, words.of('tools')),
          TOOLS.map((tool) => el('label', {class: 'tool', title: words.of(tool)},
              el('input', {
                type: 'radio', name: 'tool', value: tool, class: 'unseen', 'aria-label': words.of(tool),
                onchange: () => { tools.tool = tool; },
              }),
              icon(tool)))),
      el('div', {class: 'tools'}, undo, redo, clear,
          button('zoomOut', () => zoom(-1)), button('zoomIn', () => zoom(1))),
      el('div', {class: 'brush'}, el('label', {for: 'brush-size'}, words.of('size')), size),
      close, reduced);
  for (const source of [marking, tools]) {
    source.addEventListener('change', update, {signal});
  }
  for (const editor of editors) {
    editor.canvas.addEventListener('drawing', update, {signal});
  }
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || bar.closest('[hidden]')) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key === 'z' || key === 'y') {
      event.preventDefault();
      if (key === 'y' || event.shiftKey) {
        marking.redo();
      } else {
        marking.undo();
      }
    }
  }, {signal});
  update();
  return {element: bar, update};
}
