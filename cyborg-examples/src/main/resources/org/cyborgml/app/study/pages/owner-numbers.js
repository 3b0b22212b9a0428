// Numbers and small pictures of numbers on the owner's pages.

import {el} from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';

export function percent(share) {
  return share === null || Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`;
}

export function seconds(milliseconds) {
  return milliseconds === null || milliseconds === undefined ? '–' : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function number(value, decimals = 2) {
  return value === null || value === undefined ? '–' : value.toFixed(decimals).replace(/^-(?=[0.]*$)/, '').replace('-', '−');
}

export function whole(value) {
  return value.toLocaleString('en');
}

/** A number in large print with its name. */
export function figure(name, value, note = '') {
  return el('div', {class: 'figure'}, el('dt', {}, name), el('dd', {}, value, note ? el('small', {}, note) : null));
}

/** A heading of a column whose cells speak for themselves: it is read to those who cannot see them. */
export function unseen(text) {
  return el('span', {class: 'unseen'}, text);
}

/** A table that scrolls by itself where the window is too narrow for it. */
export function table(name, headings, rows) {
  return el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': name}, el('table', {},
      el('thead', {}, el('tr', {}, headings.map((heading) => el('th', {scope: 'col'}, heading)))),
      el('tbody', {}, rows)));
}

/** A progress bar with its name. */
export function bar(done, wanted, name) {
  return el('progress', {max: Math.max(1, wanted), value: Math.min(done, wanted), 'aria-label': `${name}: ${done} of ${wanted}`});
}

/** A share with its interval on a line from 0 to 1, and a tick where chance is. */
export function intervalLine(share, [lower, upper], chance, name) {
  const svg = document.createElementNS(SVG, 'svg');
  const add = (tag, attributes) => {
    const element = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    svg.append(element);
  };
  svg.setAttribute('viewBox', '0 0 200 20');
  svg.setAttribute('class', 'interval');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', name);
  add('line', {x1: 0, x2: 200, y1: 10, y2: 10, class: 'track'});
  add('line', {x1: 200 * chance, x2: 200 * chance, y1: 2, y2: 18, class: 'chance'});
  add('line', {x1: 200 * lower, x2: 200 * upper, y1: 10, y2: 10, class: 'range'});
  add('circle', {cx: 200 * share, cy: 10, r: 5, class: 'point'});
  return svg;
}
