// Draws marks on a canvas whose units are pixels of the image.

/** Adds a mark to a mask: draws in opaque colour, or erases. */
export function paintMark(context, mark) {
  context.globalCompositeOperation = mark.mode === 'erase' ? 'destination-out' : 'source-over';
  context.beginPath();
  switch (mark.type) {
    case 'stroke':
      strokePath(context, mark);
      break;
    case 'box':
      context.rect(...mark.values);
      context.fill();
      break;
    case 'ellipse':
      context.ellipse(...mark.values.slice(0, 4), 0, 0, 2 * Math.PI);
      context.fill();
      break;
    case 'polygon':
      tracePoints(context, mark.points);
      context.closePath();
      context.fill('evenodd');
      break;
    default:
      throw new Error(`mark of unknown type ${mark.type}`);
  }
}

function strokePath(context, {points, radius}) {
  if (points.length === 1) {
    context.arc(points[0][0], points[0][1], radius, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.lineWidth = 2 * radius;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  tracePoints(context, points);
  context.stroke();
}

export function tracePoints(context, points) {
  points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
}

/** A rectangle between two corners. */
export function boxBetween(a, b) {
  return {
    type: 'box',
    values: [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])].map(rounded),
    times: [a[2], b[2]],
  };
}

/** The ellipse within the rectangle between two corners. */
export function ellipseBetween(a, b) {
  return {
    type: 'ellipse',
    values: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, Math.abs(a[0] - b[0]) / 2, Math.abs(a[1] - b[1]) / 2, 0].map(rounded),
    times: [a[2], b[2]],
  };
}

/** Hundredths of a pixel: finer than any pointer. */
export function rounded(value) {
  return Math.round(value * 100) / 100;
}

/** A shape of less than a pixel is a slip of the hand, not a mark. */
export function isVisible(mark) {
  switch (mark.type) {
    case 'box':
      return mark.values[2] >= 1 && mark.values[3] >= 1;
    case 'ellipse':
      return mark.values[2] >= 0.5 && mark.values[3] >= 0.5;
    case 'polygon':
      return mark.points.length >= 3;
    default:
      return mark.points.length > 0;
  }
}
