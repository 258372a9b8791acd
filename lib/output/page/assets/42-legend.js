/*
 * The legend: only what the map shows, each with a box that hides it.
 */
function legendLine(name, words, isLayer) {
  const canvas = ["names", "towns", "ground"].includes(name) ? null : element("canvas", { "aria-hidden": "true" });
  if (canvas) drawKey(canvas, name);
  if (!isLayer) return element("div", { class: "key" }, canvas, words);
  const input = element("input", { type: "checkbox", checked: shown[name], onchange: () => {
    shown[name] = input.checked;
    redraw();
  } });
  return element("label", {}, input, canvas, words);
}

function fillLegend() {
  const count = (kind) => passing.findings.filter((finding) => kindOf(finding) === kind && hasPlace(finding)).length;
  const lines = [];
  const add = (kind, words) => {
    if (words) lines.push(legendLine(kind, words, true));
  };
  const of = { overlap: count("overlap"), white: count("white-zone"), outside: count("outside"),
    sliver: count("sliver"), base: count("base") };
  if (of.overlap) add("overlap", plural("Overlap (%s)", "Overlaps (%s)", of.overlap));
  if (of.white) add("white-zone", plural("White zone (%s)", "White zones (%s)", of.white));
  if (of.outside) add("outside", text("Outside the region (%s)", number(of.outside)));
  if (of.sliver) add("sliver", plural("Sliver (%s)", "Slivers (%s)", of.sliver));
  if (of.base) add("base", plural("Defect of the base (%s)", "Defects of the base (%s)", of.base));
  if (state.tab === "what-if") lines.push(legendLine("subject", text("the CPTS of the scenario"), false));
  lines.push(legendLine("perimeter", text("CPTS, in several tints"), false));
  add("names", text("Names of the CPTS"));
  add("towns", text("Names of the {units}"));
  if (borders.groups.length) add("groups", text("{Groups}"));
  if (hasGround) add("ground", text("Map ground"));
  byId("layers").replaceChildren(...lines);
}
watchers.push((patch) => {
  if (patch.filter || patch.tab) fillLegend();
});
night.addEventListener("change", fillLegend);

/* Opens it in the first corner where it hides no place of the map; where it would, it is closed. */
const CORNERS = [[], ["at-top"], ["at-left"]];
function hidesPlaces(legend) {
  const from = byId("map").getBoundingClientRect(), box = legend.getBoundingClientRect();
  const at = (x, y) => map.containerPointToLatLng([x - from.left, y - from.top]);
  const under = L.latLngBounds(at(box.left, box.bottom), at(box.right, box.top));
  return boxes.units.some((unit) => Number.isFinite(unit[0]) && under.intersects(boundsOf(unit)));
}
function placeLegend() {
  const legend = byId("legend");
  for (const corner of CORNERS) {
    legend.classList.remove("at-top", "at-left");
    legend.classList.add(...corner);
    if (map.getSize().x >= 700 && !hidesPlaces(legend)) return;
  }
  legend.classList.remove("at-top", "at-left");
  legend.open = false;
}
