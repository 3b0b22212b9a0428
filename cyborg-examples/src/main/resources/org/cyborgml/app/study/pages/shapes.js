// Draws strokes on a canvas whose units are pixels of the image.

/** Adds a stroke to a mask: draws in opaque colour, or erases. */
export function paintStroke(context, {tool, size, points}) {
  context.globalCompositeOperation = tool === 'eraser' ? 'destination-out' : 'source-over';
  context.beginPath();
  switch (tool) {
    case 'brush':
    case 'eraser':
      paintLine(context, points, size);
      break;
    case 'rectangle': {
      const {left, top, width, height} = corners(points);
      context.rect(left, top, width, height);
      context.fill();
      break;
    }
    case 'ellipse': {
      const {left, top, width, height} = corners(points);
      context.ellipse(left + width / 2, top + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
      context.fill();
      break;
    }
    case 'polygon':
      trace(context, points);
      context.closePath();
      context.fill('evenodd');
      break;
    default:
      throw new Error(`stroke of unknown tool ${tool}`);
  }
}

function paintLine(context, points, size) {
  if (points.length === 1) {
    context.arc(points[0][0], points[0][1], size / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.lineWidth = size;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  trace(context, points);
  context.stroke();
}

function trace(context, points) {
  points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
}

function corners([a, b]) {
  return {
    left: Math.min(a[0], b[0]),
    top: Math.min(a[1], b[1]),
    width: Math.abs(a[0] - b[0]),
    height: Math.abs(a[1] - b[1]),
  };
}

/** A shape of less than a pixel is a slip of the hand, not a highlight. */
export function isVisible({tool, points}) {
  switch (tool) {
    case 'rectangle':
    case 'ellipse': {
      const {width, height} = corners(points);
      return width >= 1 && height >= 1;
    }
    case 'polygon':
      return points.length >= 3;
    default:
      return points.length > 0;
  }
}
