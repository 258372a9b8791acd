/*
 * Drawing on a canvas: the screen's map, the printed one and the keys of the legend. A view is
 * {context, scale, x, y, width, height}: pixels = x + scale * east, y - scale * north.
 *
 * Leaflet would draw a polygon for each unit, every border twice; here each line of the drawing
 * is there once, and a country of 35,000 communes is drawn in a fraction of a second.
 */
const TINTS = ["#cfdcec", "#d6e6d2", "#efe3c6", "#dfd7ea", "#cfe5e4", "#ecd9d5", "#e2e2d6"];
const INK = "#1b2430";
const tintOf = colourPerimeters(TINTS.length);

const KINDS = {
  "overlap": { line: "#b3261e", width: 1.6, hatch: "rgba(179, 38, 30, .85)", slant: 1 },
  "white-zone": { fill: "#ffffff", line: "#3b4654", width: 1.6, dash: [5, 3], dots: "#7a8594" },
  "outside": { line: "#6b3a94", width: 1.6, hatch: "rgba(107, 58, 148, .85)", slant: -1 },
  "sliver": { line: "#c2410c", width: 1.4 },
  "base": { fill: "rgba(138, 90, 0, .18)", line: "#8a5a00", width: 1.2, dash: [2, 2] },
};

function kindOf(finding) {
  if (finding.sliver) return "sliver";
  return KINDS[finding.rule] ? finding.rule : "base";
}

/* ---- patterns ------------------------------------------------------------------------------ */

/* A tile of 8 pixels with a slanted line, or with a dot. */
function patternOf(context, kind) {
  const ratio = window.devicePixelRatio || 1, size = Math.round(8 * ratio);
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const paint = tile.getContext("2d");
  if (kind.dots) {
    paint.fillStyle = kind.fill;
    paint.fillRect(0, 0, size, size);
    paint.fillStyle = kind.dots;
    paint.beginPath();
    paint.arc(size / 2, size / 2, 0.8 * ratio, 0, 7);
    paint.fill();
  } else {
    paint.strokeStyle = kind.hatch;
    paint.lineWidth = 1.7 * ratio;
    paint.beginPath();
    for (const shift of [-size, 0, size]) {
      paint.moveTo(shift - 1, kind.slant > 0 ? size + 1 : -1);
      paint.lineTo(shift + size + 1, kind.slant > 0 ? -1 : size + 1);
    }
    paint.stroke();
  }
  const pattern = context.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

/* ---- paths --------------------------------------------------------------------------------- */

function isSeen(view, box) {
  const west = view.x + view.scale * box[0], east = view.x + view.scale * box[2];
  const south = view.y - view.scale * box[1], north = view.y - view.scale * box[3];
  return east >= -20 && west <= view.width + 20 && south >= -20 && north <= view.height + 20;
}

/* Goes along an arc; points nearer than half a pixel to the last are left out. */
function follow(view, ref, isStart) {
  const { context, scale } = view;
  const arc = ref >> 1, back = ref & 1;
  const from = arcs.first[arc], last = arcs.first[arc + 1] - 1, count = last - from;
  let px = Infinity, py = Infinity;
  for (let i = 0; i <= count; i++) {
    const at = back ? last - i : from + i;
    const x = view.x + scale * arcs.xs[at], y = view.y - scale * arcs.ys[at];
    if (i === 0 && isStart) context.moveTo(x, y);
    else if (i === count || Math.abs(x - px) > 0.5 || Math.abs(y - py) > 0.5) context.lineTo(x, y);
    else continue;
    px = x;
    py = y;
  }
}

function traceShape(view, shape) {
  for (const part of shape)
    for (const ring of part) {
      ring.forEach((ref, i) => follow(view, ref, i === 0));
      view.context.closePath();
    }
}

function traceArcs(view, list) {
  for (const arc of list) {
    const at = 4 * arc;
    if (isSeen(view, arcs.boxes.subarray(at, at + 4))) follow(view, 2 * arc, true);
  }
}

function traceUnits(view, list) {
  for (const unit of list)
    if (isSeen(view, boxes.units[unit])) traceShape(view, shapes.units[unit]);
}

/* A path of many thousand pieces takes seconds to paint, the same in runs a fraction of one. */
const RUN = 64;
function paintArcs(view, list) {
  const { context } = view;
  let count = 0;
  context.beginPath();
  for (const arc of list) {
    const at = 4 * arc;
    if (!isSeen(view, arcs.boxes.subarray(at, at + 4))) continue;
    follow(view, 2 * arc, true);
    if (++count % RUN === 0) {
      context.stroke();
      context.beginPath();
    }
  }
  context.stroke();
}

/* ---- findings ------------------------------------------------------------------------------ */

function sizeOnScreen(view, box) {
  return [view.scale * (box[2] - box[0]), view.scale * (box[3] - box[1])];
}

/* What would be a speck is drawn as one, and what has no room for a pattern gets none. */
function drawFinding(view, finding, kind, pattern) {
  const { context } = view, box = boxes.findings[finding.index];
  const [width, height] = sizeOnScreen(view, box);
  if (width < 2 && height < 2) {
    context.fillStyle = kind.line;
    context.fillRect(view.x + view.scale * box[0] - 0.5, view.y - view.scale * box[3] - 0.5, 2, 2);
    return;
  }
  context.beginPath();
  traceShape(view, shapeOfFinding(finding));
  if ((kind.fill || pattern) && width > 3 && height > 3) {
    context.fillStyle = pattern || kind.fill;
    context.fill("evenodd");
  }
  context.setLineDash(kind.dash && width + height > 40 ? kind.dash : []);
  context.stroke();
}

function drawKind(view, name, list) {
  const kind = KINDS[name], { context } = view;
  const pattern = kind.hatch || kind.dots ? patternOf(context, kind) : null;
  context.strokeStyle = kind.line;
  context.lineWidth = kind.width;
  for (const finding of list)
    if (isSeen(view, boxes.findings[finding.index])) drawFinding(view, finding, kind, pattern);
  context.setLineDash([]);
}

function drawHighlight(view, finding, isStrong) {
  const { context } = view;
  context.beginPath();
  traceShape(view, shapeOfFinding(finding));
  context.lineJoin = "round";
  context.strokeStyle = "rgba(255, 255, 255, .9)";
  context.lineWidth = isStrong ? 7 : 5;
  context.stroke();
  context.strokeStyle = isStrong ? "#0b3d91" : INK;
  context.lineWidth = isStrong ? 3.5 : 2;
  context.stroke();
}

/* ---- the territory ------------------------------------------------------------------------- */

const allArcsOfUnits = [];
const borders = { groups: [], region: [] };
for (let arc = 0; arc < arcs.count; arc++) {
  const left = sides.left[arc], right = sides.right[arc];
  if (left < 0 && right < 0) continue;
  allArcsOfUnits.push(arc);
  if (left < 0 || right < 0) borders.region.push(arc);
  else if (units[left].group !== units[right].group) borders.groups.push(arc);
}
const regionBox = joinBoxes(boxes.units.filter((box) => Number.isFinite(box[0])));
/* Units that no perimeter covers wholly: the ground shows there. */
const bareUnits = units.map((_, index) => index)
  .filter((index) => !units[index].claims.some((claim) => claim.share === 1));

function drawTerritory(view) {
  const { context } = view;
  context.fillStyle = "#f6f6f1";
  for (const unit of bareUnits) {
    context.beginPath();
    traceUnits(view, [unit]);
    context.fill();
  }
  perimeters.forEach((perimeter, index) => {
    if (!isSeen(view, boxes.perimeters[index])) return;
    context.fillStyle = TINTS[tintOf[index]];
    context.beginPath();
    traceShape(view, shapes.perimeters[index]);
    context.fill("evenodd");
  });
}

function drawLines(view) {
  const { context } = view;
  const unitSize = view.scale * Math.sqrt((regionBox[2] - regionBox[0]) *
    (regionBox[3] - regionBox[1]) / Math.max(units.length, 1));
  context.lineJoin = "round";
  if (unitSize > 9) {
    context.strokeStyle = unitSize > 30 ? "rgba(255, 255, 255, .95)" : "rgba(255, 255, 255, .7)";
    context.lineWidth = unitSize > 30 ? 1 : 0.7;
    paintArcs(view, allArcsOfUnits);
  }
  context.strokeStyle = "#5b6b80";
  context.lineWidth = 1;
  perimeters.forEach((_, index) => {
    if (!isSeen(view, boxes.perimeters[index])) return;
    context.beginPath();
    traceShape(view, shapes.perimeters[index]);
    context.stroke();
  });
  context.lineWidth = 1.2;
  paintArcs(view, borders.region);
  context.strokeStyle = "#2b3644";
  context.lineWidth = 1.8;
  context.setLineDash([8, 3, 2, 3]);
  paintArcs(view, borders.groups);
  context.setLineDash([]);
}

/* ---- names --------------------------------------------------------------------------------- */

/* The middle of the largest unit of a perimeter, or of its box when it is drawn by itself. */
const namePlaces = perimeters.map((perimeter, index) => {
  const box = boxes.perimeters[index];
  let sum = 0, x = 0, y = 0;
  for (const [unit, share] of perimeter.shares) {
    const of = boxes.units[unit], weight = share * units[unit].area_m2;
    if (!Number.isFinite(of[0])) continue;
    sum += weight;
    x += weight * (of[0] + of[2]) / 2;
    y += weight * (of[1] + of[3]) / 2;
  }
  return sum > 0 ? [x / sum, y / sum] : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
});

function wrap(name) {
  if (name.length < 18) return [name];
  const words = name.split(" ");
  let best = [name], least = Infinity;
  for (let i = 1; i < words.length; i++) {
    const lines = [words.slice(0, i).join(" "), words.slice(i).join(" ")];
    const longest = Math.max(lines[0].length, lines[1].length);
    if (longest < least) {
      least = longest;
      best = lines;
    }
  }
  return best;
}

function drawNames(view) {
  const { context } = view;
  const taken = [];
  context.font = "600 11.5px system-ui, 'Segoe UI', Roboto, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const order = perimeters.map((_, index) => index)
    .filter((index) => isSeen(view, boxes.perimeters[index]))
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  for (const index of order) {
    const lines = wrap(perimeters[index].name);
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    if (width > 1.25 * view.scale * (boxes.perimeters[index][2] - boxes.perimeters[index][0])) continue;
    const x = view.x + view.scale * namePlaces[index][0];
    const y = view.y - view.scale * namePlaces[index][1];
    const spot = [x - width / 2 - 3, y - 7 * lines.length, x + width / 2 + 3, y + 7 * lines.length];
    if (taken.some((other) => spot[0] < other[2] && spot[2] > other[0] &&
        spot[1] < other[3] && spot[3] > other[1])) continue;
    taken.push(spot);
    lines.forEach((line, i) => {
      const at = y + 14 * (i - (lines.length - 1) / 2);
      context.strokeStyle = "rgba(255, 255, 255, .85)";
      context.lineWidth = 3;
      context.strokeText(line, x, at);
      context.fillStyle = INK;
      context.fillText(line, x, at);
    });
  }
}

function sizeOf(perimeter) {
  const box = boxes.perimeters[perimeter];
  return (box[2] - box[0]) * (box[3] - box[1]);
}

/* ---- the whole ----------------------------------------------------------------------------- */

const byKind = Object.fromEntries(Object.keys(KINDS).map((name) =>
  [name, findings.filter((finding) => kindOf(finding) === name && hasPlace(finding))]));

/* `shown` tells by name which layers are wanted. */
function drawMap(view, shown) {
  view.context.clearRect(0, 0, view.width, view.height);
  drawTerritory(view);
  for (const name of ["white-zone"]) if (shown[name]) drawKind(view, name, byKind[name]);
  drawLines(view);
  for (const name of ["base", "outside", "overlap", "sliver"])
    if (shown[name]) drawKind(view, name, byKind[name]);
  if (shown.names) drawNames(view);
}

/* A small sample of a kind, of the size that the sheet gives it: to ask would lay the page out. */
function drawKey(canvas, name, width = 34, height = 20) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const kind = KINDS[name];
  context.beginPath();
  if (name === "sliver" || name === "groups") {
    context.moveTo(1, height / 2);
    context.lineTo(width - 1, height / 2);
  } else {
    context.rect(1.5, 1.5, width - 3, height - 3);
  }
  if (name === "perimeter") {
    context.fillStyle = TINTS[0];
    context.fill();
  } else if (kind && (kind.hatch || kind.dots)) {
    context.fillStyle = patternOf(context, kind);
    context.fill();
  } else if (kind && kind.fill) {
    context.fillStyle = kind.fill;
    context.fill();
  }
  context.strokeStyle = kind ? kind.line : name === "groups" ? "#2b3644" : "#5b6b80";
  context.lineWidth = kind ? kind.width : name === "groups" ? 1.8 : 1.2;
  context.setLineDash(name === "groups" ? [8, 3, 2, 3] : kind && kind.dash ? kind.dash : []);
  context.stroke();
}
