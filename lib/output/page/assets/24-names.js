/*
 * Names on the map, by zoom: départements behind all else; the CPTS; the largest towns at the
 * scale of a region, then every commune that has room. None lies on another.
 */
const FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";
const TOWNS = 14; /* named at the scale of a region */

/* The middle of a perimeter: of its units, by what they weigh; when that is outside, as of one in
 * pieces, of the largest of them. */
const placesOfPerimeters = perimeters.map((perimeter, index) => {
  const box = boxes.perimeters[index];
  let sum = 0, x = 0, y = 0, largest = -1, most = 0;
  for (const [unit, share] of perimeter.shares) {
    const of = boxes.units[unit], weight = share * units[unit].area_m2;
    if (!Number.isFinite(of[0])) continue;
    if (weight > most) [largest, most] = [unit, weight];
    sum += weight;
    x += weight * (of[0] + of[2]) / 2;
    y += weight * (of[1] + of[3]) / 2;
  }
  if (sum > 0 && !contains(shapes.perimeters[index], x / sum, y / sum)) {
    const found = namePlace(largest);
    if (found) return found.place;
  }
  return sum > 0 ? [x / sum, y / sum] : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
});

function sizeOfBox(box) {
  return (box[2] - box[0]) * (box[3] - box[1]);
}
const perimetersBySize = perimeters.map((_, index) => index)
  .sort((a, b) => sizeOfBox(boxes.perimeters[b]) - sizeOfBox(boxes.perimeters[a]));
const unitsByPopulation = hasPopulation ? byPopulation(units.map((_, index) => index))
  : units.map((_, index) => index).sort((a, b) => units[b].area_m2 - units[a].area_m2);

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

/* Places a name, unless it would lie on another; what is `tied` stays within so many pixels. */
class Names {
  constructor(view) {
    this.view = view;
    this.taken = [];
    view.context.textAlign = "center";
    view.context.textBaseline = "middle";
    view.context.lineJoin = "round";
  }
  put(place, words, { size, weight = 400, room = Infinity, dot = false, fill, isItalic = false, isWrapped = true }) {
    const { view } = this, { context } = view;
    const x = view.x + view.scale * place[0], y = view.y - view.scale * place[1];
    if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20) return false;
    context.font = `${isItalic ? "italic " : ""}${weight} ${size}px ${FONT}`;
    const lines = isWrapped ? wrap(words) : [words], width = Math.max(...lines.map((line) => context.measureText(line).width));
    if (width > room) return false;
    const height = size * 1.2 * lines.length, shift = dot ? height / 2 + 5 : 0;
    /* The name of a place in view is not cut by the edge of the map. */
    const first = view.margin, last = view.width - view.margin, edge = width / 2 + 4;
    const isSeen = x >= first && x <= last && width + 8 < last - first;
    const middle = isSeen ? Math.min(Math.max(x, first + edge), last - edge) : x;
    const spot = [middle - width / 2 - 3, y - height / 2 - shift, middle + width / 2 + 3, y + height / 2 - shift + (dot ? 7 : 0)];
    if (this.taken.some((other) => spot[0] < other[2] && spot[2] > other[0] && spot[1] < other[3] && spot[3] > other[1]))
      return false;
    this.taken.push(spot);
    if (dot) this.dot(x, y);
    lines.forEach((line, i) => {
      const at = y - shift + size * 1.2 * (i - (lines.length - 1) / 2);
      context.strokeStyle = view.palette.halo;
      context.lineWidth = 3;
      context.strokeText(line, middle, at);
      context.fillStyle = fill || view.palette.ink;
      context.fillText(line, middle, at);
    });
    return true;
  }
  dot(x, y) {
    const { context, palette } = this.view;
    context.beginPath();
    context.arc(x, y, 2.6, 0, 7);
    context.fillStyle = palette.ink;
    context.fill();
    context.strokeStyle = palette.halo;
    context.lineWidth = 1.2;
    context.stroke();
  }
}

let placesOfGroups = null;
function groupPlaces() {
  if (placesOfGroups) return placesOfGroups;
  const sums = new Map(groups.map((group) => [group, [0, 0, 0]]));
  units.forEach(({ group, area_m2 }, unit) => {
    const sum = sums.get(group), box = boxes.units[unit];
    if (!sum || !Number.isFinite(box[0])) return;
    sum[0] += area_m2 * (box[0] + box[2]) / 2;
    sum[1] += area_m2 * (box[1] + box[3]) / 2;
    sum[2] += area_m2;
  });
  placesOfGroups = [...sums].filter(([, sum]) => sum[2] > 0)
    .map(([group, [x, y, weight]]) => ({ group, place: [x / weight, y / weight] }));
  return placesOfGroups;
}

/* Whether a name moved away from the middle of its group is still on a unit of it. */
function isOfGroup(group, place) {
  const unit = unitAt(...place);
  return unit >= 0 && units[unit].group === group;
}

/* In spaced capitals, near the middle of each, where no other name is. */
const SHIFTS = [0, 20, -20, 40, -40, 60, -60, 80, -80];
function drawGroupNames(view, names) {
  const { context, scale } = view;
  if (groups.length < 2 || scale * meanUnit > 60) return;
  const isSmall = map.getSize().x < 600;
  context.letterSpacing = isSmall ? "1px" : "2px";
  for (const { group, place } of groupPlaces())
    for (const shift of SHIFTS)
      if ((!shift || isOfGroup(group, [place[0], place[1] + shift / scale])) &&
        names.put([place[0], place[1] + shift / scale], groupName(group).toUpperCase(),
        { size: isSmall ? 9.5 : 12, weight: 600, fill: view.palette.groupName, isWrapped: false })) break;
  context.letterSpacing = "0px";
}

function drawNames(view, shown) {
  const names = new Names(view), unitSize = view.scale * meanUnit;
  if (shown.ground)
    for (const { name, place } of ground.places) names.put(place, name, { size: 12, dot: true, isItalic: true });
  if (shown.towns)
    for (const unit of unitsByPopulation.slice(0, TOWNS)) {
      if (shown.ground && isOnGround(unit)) continue;
      const found = namePlace(unit);
      if (found && unitSize < 60)
        names.put(found.place, units[unit].name, { size: 11.5, dot: true, isItalic: true });
    }
  if (shown.names)
    for (const index of perimetersBySize)
      if (isSeen(view, boxes.perimeters[index]))
        names.put(placesOfPerimeters[index], perimeters[index].name, { size: 11.5, weight: 650,
          room: 1.25 * view.scale * (boxes.perimeters[index][2] - boxes.perimeters[index][0]) });
  if (shown.groups) drawGroupNames(view, names);
  if (shown.towns && unitSize > 26)
    for (const unit of unitsByPopulation) {
      if (!isSeen(view, boxes.units[unit]) || (shown.ground && isOnGround(unit))) continue;
      const found = namePlace(unit);
      if (found) names.put(found.place, units[unit].name, { size: unitSize > 90 ? 12.5 : 11,
        room: 1.15 * view.scale * found.width + 12 });
    }
}
