// Small words for making elements.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes, listeners ("onclick") and children; what is null or false is left out. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A text as paragraphs, which blank lines part. */
export function paragraphs(text, className = null) {
  return text.trim().split(/\n\s*\n/).map((paragraph) => el('p', {class: className}, paragraph.trim()));
}

/** An icon that says nothing to those who cannot see it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

const ICONS = {
  brush: 'M20 4l-9 9M9.5 12.5l3 3M8 14c-2 0-3 1.500-3 3.500 0 1.200-.8 2-2 2 1 1 2.500 1.500 4 1.500 2.500 0 4-1.500 4-3.500s-1-3.500-3-3.500z',
  eraser: 'M8 20l-5-5a1.500 1.500 0 0 1 0-2l9-9a1.500 1.500 0 0 1 2 0l6 6a1.500 1.500 0 0 1 0 2l-8 8zM7 9l8 8M8 20h12',
  rectangle: 'M4 6h16v12H4z',
  ellipse: 'M12 6c5 0 8.500 2.700 8.500 6s-3.500 6-8.500 6-8.500-2.700-8.500-6 3.500-6 8.500-6z',
  polygon: 'M12 3.500l8 6-3 10.500H7L4 9.500z',
  move: 'M12 3v18M3 12h18M12 3l-2.500 2.500M12 3l2.500 2.500M12 21l-2.500-2.500M12 21l2.500-2.500M3 12l2.500-2.500M3 12l2.500 2.500M21 12l-2.500-2.500M21 12l-2.500 2.500',
  undo: 'M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-4',
  redo: 'M16 5l4 4-4 4M20 9H10a6 6 0 0 0 0 12h4',
  clear: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  zoomIn: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500L21 21M7.500 10.500h6M10.500 7.500v6',
  zoomOut: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500L21 21M7.500 10.500h6',
  check: 'M4 12.500l5.500 5.500L20 6.500',
  cross: 'M5 5l14 14M19 5L5 19',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4.500v15l12-7.500z',
};
