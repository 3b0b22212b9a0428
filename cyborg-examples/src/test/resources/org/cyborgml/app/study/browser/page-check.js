// Checks the page that is shown against WCAG 2.2 AA, as far as a program can, and gives its faults as texts.
(() => {
  const faults = [];
  const fault = (rule, element, more = '') => faults.push(`${rule}: ${name(element)} ${more}`.trim());
  const name = (element) => `<${element.localName}${element.id ? ` id=${element.id}` : ''}${element.className.baseVal ?? (element.className ? ` class="${element.className}"` : '')}> ${
    (element.textContent ?? '').trim().slice(0, 30)}`;
  const modal = document.querySelector('dialog[open]');
  const all = [...(modal ?? document.body).querySelectorAll('*')].filter((element) => element.checkVisibility({visibilityProperty: true}));
  const isUnseen = (element) => element.closest('.unseen, noscript, svg, canvas') !== null;

  // 1.4.10: nothing lies beside a window of 320 CSS pixels or more, but what scrolls by itself.
  if (document.scrollingElement.scrollWidth > innerWidth) {
    const wide = all.filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5);
    fault('wider than the window', wide.at(-1) ?? document.body, `${document.scrollingElement.scrollWidth} of ${innerWidth}`);
  }

  // Text that its box cuts off.
  all.filter((element) => !isUnseen(element) && getComputedStyle(element).overflowX === 'hidden'
      && element.scrollWidth > element.clientWidth + 1).forEach((element) => fault('cut', element));

  // 1.4.3: contrast of text, 4.5 or for large text 3.
  const painter = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (colour) => {
    painter.clearRect(0, 0, 1, 1);
    painter.fillStyle = colour;
    painter.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = painter.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [br, bg, bb]) => [r, g, b].map((c, i) => c * a + [br, bg, bb][i] * (1 - a));
  const behind = (element) => {
    const own = element === null ? rgba(getComputedStyle(document.documentElement).colorScheme.includes('dark')
        && matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#fff') : rgba(getComputedStyle(element).backgroundColor);
    return own[3] === 1 || element === null ? own : over(own, behind(element.parentElement));
  };
  const luminance = (colour) => colour.slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const opacity = (element) => (element === null ? 1 : Number(getComputedStyle(element).opacity) * opacity(element.parentElement));
  for (const element of all) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    if (!hasText || isUnseen(element) || element.closest(':disabled, option')) {
      continue;
    }
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const back = behind(element);
    const ratio = contrast(over([...over(rgba(style.color), back), opacity(element)], back), back);
    if (ratio < (isLarge ? 3 : 4.5)) {
      fault('low contrast', element, `${ratio.toFixed(2)}, ${style.color}`);
    }
  }

  // 2.5.8: targets of 24 by 24; 4.1.2: each has a name; 2.4.7: its focus shows; and nothing covers it.
  const seen = (control) => {
    const label = control.closest('label');
    return label && isUnseen(control) ? label : control;
  };
  const nameOf = (control) => control.getAttribute('aria-label') || control.title
      || [...(control.labels ?? [])].map((label) => label.textContent).join('').trim()
      || (control.getAttribute('aria-labelledby') && document.getElementById(control.getAttribute('aria-labelledby'))?.textContent)
      || control.textContent.trim();
  const active = document.activeElement;
  const scroll = [scrollX, scrollY];
  for (const control of all.filter((element) => element.matches('a[href], button, input, select, textarea, summary, [tabindex="0"]'))) {
    const target = seen(control);
    const targets = [target, ...(control.labels ?? [])].map((element) => element.getBoundingClientRect());
    const inText = control.matches('p a');
    if (!inText && !targets.some(({width, height}) => width >= 24 && height >= 24)) {
      fault('small target', control, `${targets[0].width.toFixed(1)}x${targets[0].height.toFixed(1)}`);
    }
    if (!nameOf(control)) {
      fault('no name', control);
    }
    if (control.disabled) {
      continue;
    }
    document.activeElement?.blur();
    control.focus({focusVisible: true});
    const marks = [control, control.closest('label')].filter(Boolean).map((element) => getComputedStyle(element));
    if (document.activeElement !== control || !marks.some(({outlineStyle, outlineWidth}) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)) {
      fault('focus does not show', control);
    }
    target.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const {left, top, width, height} = target.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    if (there !== null && !target.contains(there) && !there.contains(target) && !there.closest('label')?.contains(target)) {
      fault('covered', control, `by ${name(there)}`);
    }
  }
  active?.focus({preventScroll: true});
  scrollTo(...scroll);

  // 1.1.1, 1.3.1, 2.4.2, 2.4.6, 3.1.1: images, headings, title, language.
  all.filter((element) => element.matches('img:not([alt]), canvas:not([aria-label]), svg:not([aria-hidden], [role=img], svg svg)'))
      .forEach((element) => fault('no text for a picture', element));
  const levels = all.filter((element) => element.matches('h1, h2, h3, h4')).map((element) => Number(element.localName[1]));
  if (!modal && levels.filter((level) => level === 1).length !== 1) {
    faults.push(`headings: ${levels.filter((level) => level === 1).length} of the first level`);
  }
  levels.forEach((level, i) => {
    if (i > 0 && level > levels[i - 1] + 1) {
      faults.push(`headings: ${levels[i - 1]} is followed by ${level}`);
    }
  });
  if (document.title === '' || document.documentElement.lang === '' || document.querySelectorAll('main').length !== 1) {
    faults.push(`page: title "${document.title}", language "${document.documentElement.lang}"`);
  }

  // 4.1.2: ids are of one element each, and what refers to one finds it. Figures may each define the same colours.
  const ids = [...document.querySelectorAll('[id]:not(svg *)')].map((element) => element.id);
  ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => faults.push(`id ${id} is there twice`));
  for (const attribute of ['aria-labelledby', 'aria-describedby', 'for']) {
    all.filter((element) => element.hasAttribute(attribute)).forEach((element) => element.getAttribute(attribute).split(' ')
        .filter((id) => document.getElementById(id) === null).forEach((id) => fault(`${attribute} of nothing`, element, id)));
  }
  return faults;
})()
