/*
 * Drawing on a canvas: the map of the screen and that of the note. A view is {context, palette,
 * scale, x, y, width, height}: pixels = x + scale * east, y - scale * north.
 *
 * Leaflet would draw a polygon for each unit, every border twice; here each line of the drawing
 * is there once, and a country of 35,000 communes is drawn in a fraction of a second.
 */
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

/* What would be a speck is drawn as one, and what has no room for a pattern gets none. */
function drawFinding(view, finding, kind, pattern) {
  const { context } = view, box = boxes.findings[finding.index];
  const width = view.scale * (box[2] - box[0]), height = view.scale * (box[3] - box[1]);
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
  const kind = view.palette.kinds[name], { context } = view;
  const pattern = kind.hatch || kind.dots ? patternOf(context, kind) : null;
  context.strokeStyle = kind.line;
  context.lineWidth = kind.width;
  for (const finding of list)
    if (kindOf(finding) === name && hasPlace(finding) && isSeen(view, boxes.findings[finding.index]))
      drawFinding(view, finding, kind, pattern);
  context.setLineDash([]);
}

function drawOutline(view, shape, isStrong = true) {
  const { context, palette } = view;
  context.beginPath();
  traceShape(view, shape);
  context.lineJoin = "round";
  context.strokeStyle = palette.chosenHalo;
  context.lineWidth = isStrong ? 7 : 5;
  context.stroke();
  context.strokeStyle = isStrong ? palette.chosen : palette.ink;
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

/* How wide a unit is on the screen, about, in pixels. */
const meanUnit = Math.sqrt((regionBox[2] - regionBox[0]) * (regionBox[3] - regionBox[1]) / Math.max(units.length, 1));

function drawTerritory(view) {
  const { context, palette } = view;
  context.fillStyle = palette.land;
  for (const unit of bareUnits) {
    context.beginPath();
    traceUnits(view, [unit]);
    context.fill();
  }
  perimeters.forEach((perimeter, index) => {
    if (!isSeen(view, boxes.perimeters[index])) return;
    context.fillStyle = palette.tints[tintOf[index]];
    context.beginPath();
    traceShape(view, shapes.perimeters[index]);
    context.fill("evenodd");
  });
}

function drawLines(view) {
  const { context, palette } = view, unitSize = view.scale * meanUnit;
  context.lineJoin = "round";
  if (unitSize > 9) {
    context.strokeStyle = palette.unit;
    context.lineWidth = unitSize > 30 ? 1 : 0.7;
    paintArcs(view, allArcsOfUnits);
  }
  context.strokeStyle = palette.perimeter;
  context.lineWidth = 1;
  perimeters.forEach((_, index) => {
    if (!isSeen(view, boxes.perimeters[index])) return;
    context.beginPath();
    traceShape(view, shapes.perimeters[index]);
    context.stroke();
  });
  context.lineWidth = 1.2;
  paintArcs(view, borders.region);
  context.strokeStyle = palette.group;
  context.lineWidth = 1.8;
  context.setLineDash([8, 3, 2, 3]);
  paintArcs(view, borders.groups);
  context.setLineDash([]);
}

/* What a filter leaves aside is dimmed. */
function drawVeil(view, isAside) {
  const { context } = view;
  context.fillStyle = view.palette.veil;
  units.forEach((_, unit) => {
    if (!isAside(unit) || !isSeen(view, boxes.units[unit])) return;
    context.beginPath();
    traceShape(view, shapes.units[unit]);
    context.fill();
  });
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* `shown` says by name which layers are wanted; `list` which findings; `isAside`, when it is
 * given, which units are dimmed. */
function drawMap(view, shown, list, isAside = null) {
  view.context.fillStyle = view.palette.ground;
  view.context.fillRect(0, 0, view.width, view.height);
  if (shown.ground) drawGround(view, "areas");
  drawTerritory(view);
  if (shown.ground) drawGround(view, "lines");
  if (shown["white-zone"]) drawKind(view, "white-zone", list);
  drawLines(view);
  if (isAside) drawVeil(view, isAside);
  for (const name of ["base", "outside", "overlap", "sliver"])
    if (shown[name]) drawKind(view, name, list);
}
