/*
 * The lasso and the rectangle: the places whose middle is inside are taken, or released when the
 * CPTS holds them all.
 */
const lasso = { tool: "", points: null, buttons: {} };

function isDrawing() {
  return lasso.tool !== "" && state.tab === "what-if";
}

function chooseTool(tool) {
  lasso.tool = lasso.tool === tool ? "" : tool;
  for (const [name, button] of Object.entries(lasso.buttons)) button.setAttribute("aria-pressed", String(name === lasso.tool));
  map.dragging[isDrawing() ? "disable" : "enable"]();
  map.closeTooltip(tip);
  byId("map").classList.toggle("drawing", isDrawing());
}

function buildLasso() {
  lasso.buttons.lasso = addButton("topleft", "◌", text("Lasso: surround places"), () => chooseTool("lasso"));
  lasso.buttons.rectangle = addButton("topleft", "▭", text("Rectangle: take the places inside"), () => chooseTool("rectangle"));
  for (const button of Object.values(lasso.buttons)) {
    button.setAttribute("aria-pressed", "false");
    button.parentElement.classList.add("workshop");
  }
}

function pointOf(event) {
  const { lng, lat } = map.mouseEventToLatLng(event);
  return [lng / quantum_m, lat / quantum_m];
}

function outline() {
  const [first, last] = [lasso.points[0], lasso.points[lasso.points.length - 1]];
  return lasso.tool === "lasso" ? lasso.points : [first, [last[0], first[1]], last, [first[0], last[1]]];
}

function isInside(polygon, [x, y]) {
  let inside = false;
  polygon.forEach(([xa, ya], i) => {
    const [xb, yb] = polygon[(i + 1) % polygon.length];
    if (ya > y !== yb > y && x < xa + ((y - ya) / (yb - ya)) * (xb - xa)) inside = !inside;
  });
  return inside;
}

function unitsInside(polygon) {
  const box = joinBoxes(polygon.map(([x, y]) => [x, y, x, y]));
  return units.map((_, unit) => unit).filter((unit) => {
    const of = boxes.units[unit];
    if (!(of[0] <= box[2] && of[2] >= box[0] && of[1] <= box[3] && of[3] >= box[1])) return false;
    const found = namePlace(unit);
    return found && isInside(polygon, found.place);
  });
}

byId("map").addEventListener("pointerdown", (event) => {
  if (!isDrawing() || event.target.closest(".leaflet-control")) return;
  lasso.points = [pointOf(event)];
  byId("map").setPointerCapture(event.pointerId);
});
byId("map").addEventListener("pointermove", (event) => {
  if (!lasso.points) return;
  lasso.points.push(pointOf(event));
  redraw();
});
byId("map").addEventListener("pointerup", () => {
  if (!lasso.points) return;
  const polygon = outline();
  const list = lasso.points.length > 2 ? unitsInside(polygon) : [];
  lasso.points = null;
  redraw();
  toggleUnits(list);
});
byId("map").addEventListener("pointercancel", () => {
  lasso.points = null;
  redraw();
});

overlays.push((view) => {
  if (!lasso.points) return;
  const { context, palette } = view;
  context.beginPath();
  for (const [x, y] of outline()) context.lineTo(view.x + view.scale * x, view.y - view.scale * y);
  context.closePath();
  context.fillStyle = palette.subject;
  context.fill();
  context.setLineDash([5, 4]);
  context.strokeStyle = palette.chosen;
  context.lineWidth = 2;
  context.stroke();
  context.setLineDash([]);
});
watchers.push((patch) => {
  if (patch.tab && lasso.tool) chooseTool(lasso.tool);
});
