/*
 * What the page is about: the data at its end, decoded, and what is asked of it. Nothing here
 * touches the page itself.
 *
 * Units, perimeters and findings are known by their index. A place on the map is [x, y] in cells of
 * the grid of the drawing, y going north.
 */
/* Whatever goes wrong, the tables that need no script are shown: see page.css. */
window.addEventListener("error", () => {
  document.documentElement.dataset.ready = "no";
});

const data = JSON.parse(document.getElementById("data").textContent);
const language = document.documentElement.lang;

/* ---- words and numbers --------------------------------------------------------------------- */

function fill(message, values) {
  let next = 0;
  return message.replace(/%(?:(\d)\$)?[s%]/g, (mark, place) =>
    mark === "%%" ? "%" : String(values[place ? place - 1 : next++]));
}

function text(message, ...values) {
  return fill(data.texts[message] || message, values);
}

/* French says "0 finding", English "0 findings": the third form is that of none. */
function plural(one, many, count, ...values) {
  const forms = data.texts[one] || [one, many, many];
  const form = count === 0 ? forms[2] : count === 1 ? forms[0] : forms[1];
  return fill(form, values.length ? values : [number(count)]);
}

function number(value, decimals = 0) {
  if (value === null || !Number.isFinite(value)) return "–";
  return value.toLocaleString(language,
    { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function squareKilometres(area_m2) {
  const km2 = area_m2 / 1e6;
  return km2 > 0 && km2 < 0.01 ? "< " + number(0.01, 2) : number(km2, 2);
}

/* Letters without accents nor case, for searching. */
function plain(words) {
  return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

/* ---- records ------------------------------------------------------------------------------- */

const rules = data.rules.map(([name, words]) => ({ name, words }));
const severities = data.severities.map(([name, words]) => ({ name, words }));

const units = data.units.map(([code, name, group, population, area_m2, whiteShare]) =>
  ({ code, name, group, population, area_m2, whiteShare, claims: [] }));

const perimeters = data.perimeters.map((perimeter, index) => {
  const shares = new Map();
  for (const unit of perimeter.whole) shares.set(unit, 1);
  for (let i = 0; i < perimeter.partial.length; i += 2)
    shares.set(perimeter.partial[i], perimeter.partial[i + 1]);
  for (const [unit, share] of shares) units[unit].claims.push({ perimeter: index, share });
  return { id: perimeter.id, name: perimeter.name || perimeter.id, status: perimeter.status, shares };
});

const findings = data.findings.map((values, index) => {
  const [id, rule, severity, sliver, claimants, touched, area_m2, width_m, population, estimated,
    fromUnits, message, state = "", stateWords = "", since = "", acceptedBy, acceptedUntil, reason] = values;
  return { index, id, rule: rules[rule].name, ruleWords: rules[rule].words,
    severity: severities[severity].name, severityWords: severities[severity].words,
    sliver: sliver === 1, perimeters: claimants, units: touched, area_m2, width_m, population,
    estimated: estimated === 1, fromUnits: fromUnits === 1, message, state, stateWords, since,
    accepted: acceptedBy ? { by: acceptedBy, until: acceptedUntil, reason } : null };
});

const hasPopulation = units.some((unit) => unit.population !== null);

function claimantNames(finding) {
  return finding.perimeters.map((perimeter) => perimeters[perimeter].name);
}

function unitNames(finding, most = 4) {
  const names = finding.units.slice(0, most).map((unit) => units[unit].name);
  const more = finding.units.length - names.length;
  return names.join(", ") + (more > 0 ? " " + plural("and %s more unit", "and %s more units", more) : "");
}

function sentence(finding) {
  if (finding.message) return finding.message;
  const who = claimantNames(finding).join(" / ");
  return text("Sliver %s m wide", number(finding.width_m, 1)) + (who ? ": " + who : "");
}

/* 1, 2, ...; 0 when nobody lives there. */
function sizeClass(population) {
  return data.size_classes.filter((from) => population >= from).length;
}

/* ---- the drawing --------------------------------------------------------------------------- */

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

/* The gravest finding at a place among those that `isShown` lets through; null. */
function findingAt(x, y, unit, isShown, margin) {
  for (const finding of findings) {
    const box = boxes.findings[finding.index];
    if (!inBox(box, x, y, finding.sliver ? margin : 0) || !isShown(finding)) continue;
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

/* A colour for each perimeter that none of its neighbours has, as far as `count` colours go. */
function colourPerimeters(count) {
  const neighbours = perimeters.map(() => new Set());
  const meet = (one, two) => {
    if (one !== two) {
      neighbours[one].add(two);
      neighbours[two].add(one);
    }
  };
  const claimsOf = (unit) => unit < 0 ? [] : units[unit].claims.slice(0, 8);
  for (let arc = 0; arc < arcs.count; arc++) {
    const around = claimsOf(sides.left[arc]).concat(claimsOf(sides.right[arc]));
    for (let i = 1; i < around.length; i++)
      for (let j = 0; j < i; j++) meet(around[i].perimeter, around[j].perimeter);
  }
  const colours = new Array(perimeters.length).fill(-1), used = new Array(count).fill(0);
  const order = perimeters.map((_, index) => index)
    .sort((a, b) => neighbours[b].size - neighbours[a].size || a - b);
  for (const perimeter of order) {
    const taken = new Set([...neighbours[perimeter]].map((other) => colours[other]));
    let best = -1;
    for (let colour = 0; colour < count; colour++)
      if (!taken.has(colour) && (best < 0 || used[colour] < used[best])) best = colour;
    colours[perimeter] = best < 0 ? perimeter % count : best;
    used[colours[perimeter]]++;
  }
  return colours;
}
