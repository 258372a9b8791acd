/*
 * Putting it together, and the printed map.
 */
function printMap() {
  const canvas = byId("print-map"), width = 1500;
  const box = regionBox, ratio = (box[3] - box[1]) / (box[2] - box[0]) || 1;
  const height = Math.round(Math.min(1.15, Math.max(0.55, ratio)) * width);
  canvas.width = width;
  canvas.height = height;
  canvas.hidden = false;
  const context = canvas.getContext("2d");
  const scale = Math.min((width - 60) / (box[2] - box[0]), (height - 60) / (box[3] - box[1]));
  const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  /* Drawn at half the size of its pixels: lines as thick as on the screen. */
  context.setTransform(2, 0, 0, 2, 0, 0);
  const view = { context, width: width / 2, height: height / 2, scale: scale / 2,
    x: width / 4 - (scale / 2) * middle[0], y: height / 4 + (scale / 2) * middle[1] };
  context.fillStyle = "#fff";
  drawMap(view, shown);
  if (table.chosen && hasPlace(table.chosen)) drawHighlight(view, table.chosen, true);
  if (whatIf.isOn) for (const overlay of overlays) overlay(view);
}

fillLegend();
fillFilters();
fillHead();
buildWhatIf();
renew();
document.querySelectorAll("table.sortable").forEach(makeSortable);
document.querySelectorAll("tr[data-finding], tr[data-units]").forEach(linkRow);
showAll();
drawing.addTo(map);
map.setMaxBounds(map.getBounds().pad(0.5));
byId("mode-look").addEventListener("click", () => setMode(false));
byId("mode-what-if").addEventListener("click", () => setMode(true));
byId("map").addEventListener("mouseleave", () => hover(null));
window.addEventListener("beforeprint", printMap);
window.addEventListener("afterprint", () => {
  byId("print-map").hidden = true;
});
document.documentElement.dataset.ready = "yes";
