/*
 * The ground of the map, of the user's own layers: areas under the territories, lines over them,
 * places by name. Nothing when the run was given none.
 */
const ground = { areas: [], lines: [], places: [] };
if (data.ground) {
  const { cell, layers, places } = data.ground, reader = new Reader(data.ground.paths);
  let x = 0, y = 0;
  const readPath = () => {
    const points = new Float64Array(2 * reader.count());
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (let i = 0; i < points.length; i += 2) {
      x += reader.signed() * cell;
      y += reader.signed() * cell;
      points[i] = x;
      points[i + 1] = y;
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
    return { points, box: [west, south, east, north] };
  };
  for (const [tone, isArea] of layers)
    ground[isArea ? "areas" : "lines"].push({ tone, paths: Array.from({ length: reader.count() }, readPath) });
  ground.places = places.map(([name, east, north]) => ({ name, place: [east * cell, north * cell] }));
  delete data.ground;
}
const hasGround = ground.places.length + ground.lines.length + ground.areas.length > 0;
const namesOfGround = new Set(ground.places.map(({ name }) => plain(name)));

/* Whether it is named as a place of the ground. */
function isOnGround(unit) {
  return namesOfGround.size > 0 && namesOfGround.has(plain(units[unit].name));
}

/* A layer is one path: neighbouring areas show no seam. */
function drawGround(view, what) {
  const { context, palette, scale } = view;
  for (const { tone, paths } of ground[what]) {
    context.beginPath();
    for (const { points, box } of paths) {
      if (!isSeen(view, box)) continue;
      for (let i = 0; i < points.length; i += 2)
        context[i ? "lineTo" : "moveTo"](view.x + scale * points[i], view.y - scale * points[i + 1]);
      if (what === "areas") context.closePath();
    }
    if (what === "areas") {
      context.fillStyle = palette.grounds[tone];
      context.fill();
    } else {
      context.strokeStyle = palette.ways[tone];
      context.lineWidth = 1.1;
      context.lineJoin = "round";
      context.stroke();
    }
  }
}
