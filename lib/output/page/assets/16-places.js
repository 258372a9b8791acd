/*
 * Who is beside whom, what hangs together, and where a name can stand.
 */
/* The parts of units on the two sides of each arc: what hangs together does so part by part, for a
 * commune may have an island. Made when it is first asked for. */
let partsOfUnits = null;
function unitParts() {
  if (partsOfUnits) return partsOfUnits;
  const left = new Int32Array(arcs.count).fill(-1), right = new Int32Array(arcs.count).fill(-1);
  const unitOf = [], first = [];
  shapes.units.forEach((shape, unit) => {
    first.push(unitOf.length);
    for (const part of shape) {
      for (const ring of part)
        for (const ref of ring) (ref & 1 ? right : left)[ref >> 1] = unitOf.length;
      unitOf.push(unit);
    }
  });
  first.push(unitOf.length);
  partsOfUnits = { left, right, unitOf, first };
  return partsOfUnits;
}

/* The units that share a border with each, with its length in metres. */
let neighboursOfUnits = null;
function unitNeighbours(unit) {
  if (!neighboursOfUnits) {
    neighboursOfUnits = units.map(() => new Map());
    for (let arc = 0; arc < arcs.count; arc++) {
      const one = sides.left[arc], two = sides.right[arc];
      if (one < 0 || two < 0 || one === two) continue;
      let length = 0;
      for (let i = arcs.first[arc] + 1; i < arcs.first[arc + 1]; i++)
        length += Math.hypot(arcs.xs[i] - arcs.xs[i - 1], arcs.ys[i] - arcs.ys[i - 1]);
      length *= quantum_m;
      neighboursOfUnits[one].set(two, (neighboursOfUnits[one].get(two) || 0) + length);
      neighboursOfUnits[two].set(one, (neighboursOfUnits[two].get(one) || 0) + length);
    }
  }
  return neighboursOfUnits[unit];
}

/* The pieces that whole units make, those that share a border together: lists of units, the one
 * with most units first. */
function piecesOf(list) {
  const { left, right, unitOf, first } = unitParts();
  const isIn = new Set(list), piece = new Map();
  const root = (part) => {
    while (piece.get(part) !== part) part = piece.get(part);
    return part;
  };
  for (const unit of isIn)
    for (let part = first[unit]; part < first[unit + 1]; part++) piece.set(part, part);
  for (const unit of isIn)
    for (const part of shapes.units[unit])
      for (const ring of part)
        for (const ref of ring) {
          const one = left[ref >> 1], two = right[ref >> 1];
          if (piece.has(one) && piece.has(two)) piece.set(root(one), root(two));
        }
  const found = new Map();
  for (const part of piece.keys()) {
    const at = root(part);
    if (!found.has(at)) found.set(at, new Set());
    found.get(at).add(unitOf[part]);
  }
  return [...found.values()].map((units) => [...units]).sort((a, b) => b.length - a.length);
}

/* The units around a list: those that share a border with one of it, with the length shared. */
function around(list) {
  const isIn = new Set(list), found = new Map();
  for (const unit of list)
    for (const [other, length] of unitNeighbours(unit))
      if (!isIn.has(other)) found.set(other, (found.get(other) || 0) + length);
  return found;
}

/* The perimeters that border a list of units, with the metres shared, the longest border first. */
function perimetersAround(list, exceptPerimeter = -1) {
  const metres = new Map();
  for (const [unit, length] of around(list))
    for (const claim of units[unit].claims)
      if (claim.perimeter !== exceptPerimeter)
        metres.set(claim.perimeter, (metres.get(claim.perimeter) || 0) + length * claim.share);
  return [...metres].map(([perimeter, length]) => ({ perimeter, length })).sort((a, b) => b.length - a.length);
}

/* Where the name of a unit stands: the middle of the widest row of its largest part. */
const placesOfNames = new Map();
function namePlace(unit) {
  if (placesOfNames.has(unit)) return placesOfNames.get(unit);
  let largest = null, size = -1;
  for (const part of shapes.units[unit]) {
    const box = boxOfShape([part]), area = (box[2] - box[0]) * (box[3] - box[1]);
    if (area > size) [largest, size] = [{ part, box }, area];
  }
  const place = largest && widestRow(largest.part, largest.box);
  placesOfNames.set(unit, place);
  return place;
}

function widestRow(part, box) {
  let best = { place: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2], width: box[2] - box[0], score: -1 };
  for (const share of [0.5, 0.42, 0.58, 0.35, 0.65]) {
    const y = box[1] + (box[3] - box[1]) * share, crossings = [];
    for (const ring of part)
      for (const ref of ring) {
        const end = arcs.first[(ref >> 1) + 1];
        for (let i = arcs.first[ref >> 1] + 1; i < end; i++) {
          const ya = arcs.ys[i - 1], yb = arcs.ys[i];
          if (ya > y !== yb > y)
            crossings.push(arcs.xs[i - 1] + ((y - ya) / (yb - ya)) * (arcs.xs[i] - arcs.xs[i - 1]));
        }
      }
    crossings.sort((a, b) => a - b);
    for (let i = 1; i < crossings.length; i += 2) {
      const width = crossings[i] - crossings[i - 1], score = width * (1 - Math.abs(share - 0.5));
      if (score > best.score) best = { place: [(crossings[i] + crossings[i - 1]) / 2, y], width, score };
    }
  }
  return best;
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
