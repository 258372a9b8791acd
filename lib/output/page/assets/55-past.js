/*
 * What moved since the last run, linked with the map: a finding is chosen, and of what is resolved
 * the units where it was are outlined.
 */
let goneUnits = []; /* where something was */

function showGone(units, message) {
  tell("pickUnit", -1);
  goneUnits = units;
  byId("detail").replaceChildren(element("h3", {}, text("Resolved")), element("p", {}, named(message)));
  showBox(joinBoxes(units.map((unit) => boxes.units[unit])));
  redraw();
}

function linkRow(row) {
  const { finding, units: list } = row.dataset;
  const units = (list || "").split(" ").filter(Boolean).map(Number);
  if (finding === undefined && !units.length) return;
  const heading = row.cells[0];
  heading.replaceChildren(element("button", { type: "button", onclick: () => {
    if (finding !== undefined) tell("pickFinding", findings[Number(finding)], "table");
    else showGone(units, row.cells[1].textContent);
    byId("map").scrollIntoView({ block: "nearest" });
  } }, ...heading.childNodes));
}

listeners.pickFinding.push(() => {
  goneUnits = [];
});
listeners.pickUnit.push(() => {
  goneUnits = [];
});

overlays.push((view) => {
  if (!goneUnits.length) return;
  view.context.beginPath();
  traceShape(view, shapeOfUnits(goneUnits));
  view.context.setLineDash([6, 4]);
  view.context.strokeStyle = INK;
  view.context.lineWidth = 2.5;
  view.context.stroke();
  view.context.setLineDash([]);
});
