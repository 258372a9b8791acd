/*
 * The drawing: arcs, which neighbours share, and the shapes made of them. A place on the map is
 * [x, y] in cells of the grid of the drawing, y going north.
 */
/* Numbers in base 128, as lib/output/topology.c puts them. */
class Reader {
  constructor(base64) {
    const letters = atob(base64);
    this.bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) this.bytes[i] = letters.charCodeAt(i);
    this.at = 0;
  }
  count() {
    let value = 0, scale = 1, byte;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte & 0x80);
    return value;
  }
  signed() {
    const value = this.count();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
}

/* Arc a: points xs[first[a]] to xs[first[a + 1] - 1]; boxes[4a ..]: west, south, east, north. */
const arcs = (() => {
  const reader = new Reader(data.map.arcs);
  const count = reader.count();
  const first = new Uint32Array(count + 1);
  /* A point takes two bytes at least. */
  const xs = new Int32Array(reader.bytes.length >> 1), ys = new Int32Array(xs.length);
  const boxes = new Float64Array(4 * count);
  let x = 0, y = 0, used = 0;
  for (let a = 0; a < count; a++) {
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    first[a] = used;
    for (let left = reader.count(); left > 0; left--) {
      x += reader.signed();
      y += reader.signed();
      xs[used] = x;
      ys[used++] = y;
      if (x < west) west = x;
      if (y < south) south = y;
      if (x > east) east = x;
      if (y > north) north = y;
    }
    boxes[4 * a] = west;
    boxes[4 * a + 1] = south;
    boxes[4 * a + 2] = east;
    boxes[4 * a + 3] = north;
  }
  first[count] = used;
  return { count, first, xs, ys, boxes };
})();

/* A shape is a list of parts, a part a list of rings, a ring the arcs it goes along: 2a, or 2a + 1
 * when it goes backwards. */
const shapes = (() => {
  const reader = new Reader(data.map.features);
  const readRing = () => {
    const ring = [];
    let ref = 0;
    for (let left = reader.count(); left > 0; left--) ring.push(ref += reader.signed());
    return ring;
  };
  const list = (item) => Array.from({ length: reader.count() }, item);
  const read = (items) => items.map(() => list(() => list(readRing)));
  return { units: read(units), perimeters: read(perimeters), findings: read(findings) };
})();
const quantum_m = data.map.quantum_m;
delete data.map;

/* The units on the two sides of each arc; -1: none. */
const sides = (() => {
  const left = new Int32Array(arcs.count).fill(-1), right = new Int32Array(arcs.count).fill(-1);
  shapes.units.forEach((shape, unit) => {
    for (const part of shape)
      for (const ring of part)
        for (const ref of ring) (ref & 1 ? right : left)[ref >> 1] = unit;
  });
  return { left, right };
})();

function boxOfShape(shape) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of shape)
    for (const ref of part[0]) {
      const at = 4 * (ref >> 1);
      box[0] = Math.min(box[0], arcs.boxes[at]);
      box[1] = Math.min(box[1], arcs.boxes[at + 1]);
      box[2] = Math.max(box[2], arcs.boxes[at + 2]);
      box[3] = Math.max(box[3], arcs.boxes[at + 3]);
    }
  return box;
}

function joinBoxes(boxes) {
  return boxes.reduce((all, box) => [Math.min(all[0], box[0]), Math.min(all[1], box[1]),
    Math.max(all[2], box[2]), Math.max(all[3], box[3])], [Infinity, Infinity, -Infinity, -Infinity]);
}

const boxes = {
  units: shapes.units.map(boxOfShape),
  findings: shapes.findings.map(boxOfShape),
};
findings.forEach((finding, index) => {
  if (finding.fromUnits)
    boxes.findings[index] = joinBoxes(finding.units.map((unit) => boxes.units[unit]));
});
boxes.perimeters = perimeters.map((perimeter, index) => shapes.perimeters[index].length
  ? boxOfShape(shapes.perimeters[index])
  : joinBoxes([...perimeter.shares.keys()].map((unit) => boxes.units[unit])));

function hasPlace(finding) {
  return Number.isFinite(boxes.findings[finding.index][0]);
}

/* Whether a place is in a shape: how often a ray to the east meets its rings. */
function contains(shape, x, y) {
  let inside = false;
  for (const part of shape)
    for (const ring of part)
      for (const ref of ring) {
        const end = arcs.first[(ref >> 1) + 1];
        for (let i = arcs.first[ref >> 1] + 1; i < end; i++) {
          const ya = arcs.ys[i - 1], yb = arcs.ys[i];
          if (ya > y !== yb > y) {
            const xa = arcs.xs[i - 1], xb = arcs.xs[i];
            if (x < xa + ((y - ya) / (yb - ya)) * (xb - xa)) inside = !inside;
          }
        }
      }
  return inside;
}

function inBox(box, x, y, margin = 0) {
  return x >= box[0] - margin && x <= box[2] + margin && y >= box[1] - margin && y <= box[3] + margin;
}

/* The unit at a place, or -1. */
function unitAt(x, y) {
  for (let unit = 0; unit < units.length; unit++)
    if (inBox(boxes.units[unit], x, y) && contains(shapes.units[unit], x, y)) return unit;
  return -1;
}

/* The gravest finding of a list at a place; null. */
function findingAt(x, y, unit, list, margin) {
  for (const finding of list) {
    const box = boxes.findings[finding.index];
    if (!inBox(box, x, y, finding.sliver ? margin : 0)) continue;
    if (finding.fromUnits ? finding.units.includes(unit)
      : finding.sliver || contains(shapes.findings[finding.index], x, y)) return finding;
  }
  return null;
}

/* Rings made of refs in any order, each ending where another begins. */
function chain(refs) {
  const starting = new Map(), rings = [];
  const key = (ref, isEnd) => {
    const arc = ref >> 1;
    const at = Boolean(ref & 1) === isEnd ? arcs.first[arc] : arcs.first[arc + 1] - 1;
    return arcs.xs[at] * 1048576 + arcs.ys[at];
  };
  for (const ref of refs) {
    const from = key(ref, false);
    if (starting.has(from)) starting.get(from).push(ref);
    else starting.set(from, [ref]);
  }
  for (const list of starting.values())
    while (list.length) {
      const ring = [];
      for (let ref = list.pop(); ref !== undefined; ref = starting.get(key(ref, true))?.pop())
        ring.push(ref);
      rings.push(ring);
    }
  return rings;
}

/* The shape of whole units together: the arcs that have one of them on one side only. */
function shapeOfUnits(list) {
  const isIn = new Set(list), refs = [];
  for (const unit of list)
    for (const part of shapes.units[unit])
      for (const ring of part)
        for (const ref of ring)
          if (!isIn.has((ref & 1 ? sides.left : sides.right)[ref >> 1])) refs.push(ref);
  return refs.length ? [chain(refs)] : [];
}

/* What is made of whole units gets its shape from them: perimeters now, findings when drawn. */
shapes.perimeters.forEach((shape, index) => {
  if (!shape.length) shapes.perimeters[index] = shapeOfUnits([...perimeters[index].shares.keys()]);
});

function shapeOfFinding(finding) {
  if (finding.fromUnits && !shapes.findings[finding.index].length)
    shapes.findings[finding.index] = shapeOfUnits(finding.units);
  return shapes.findings[finding.index];
}
