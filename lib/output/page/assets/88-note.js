/*
 * The note: one A4 of the scenario, before and after, to print.
 */
/* A picture of a box on paper: by day, whatever the screen is. */
function picture(canvas, box, width, height, isAfter) {
  canvas.width = 2 * width;
  canvas.height = 2 * height;
  const context = canvas.getContext("2d");
  context.setTransform(2, 0, 0, 2, 0, 0);
  const scale = 0.9 * Math.min(width / (box[2] - box[0]), height / (box[3] - box[1]));
  const view = { context, palette: DAY, width, height, scale,
    x: width / 2 - scale * (box[0] + box[2]) / 2, y: height / 2 + scale * (box[1] + box[3]) / 2 };
  drawMap(view, shown, findings.filter((finding) => !finding.sliver));
  if (isAfter) drawScenario(view);
  drawNames(view, shown);
}

function noteBox() {
  const touched = scenario.entries.flatMap((entry) => [...entry.take, ...entry.release, ...sharesNow(entry).keys()]);
  return touched.length ? joinBoxes(touched.map((unit) => boxes.units[unit])) : regionBox;
}

function fillNote() {
  const effects = effectsNow(), box = noteBox();
  const pictures = [false, true].map((isAfter) => {
    const canvas = element("canvas", { role: "img", "aria-label": isAfter ? text("After") : text("Before") });
    picture(canvas, box, 420, 300, isAfter);
    return element("figure", {}, element("figcaption", {}, isAfter ? text("After") : text("Before")), canvas);
  });
  byId("note").replaceChildren(
    element("h2", {}, text("What if?") + " " + effects.states.map(({ name }) => name).slice(0, 3).join(", ") + (effects.states.length > 3 ? "…" : "")),
    element("p", {}, data.title, " · ", data.made),
    element("div", { class: "pictures" }, ...pictures),
    figuresTable(effects), sizesHint(effects), element("p", {}, regionWords(effects)),
    element("h2", {}, text("What changes")), ...scenario.entries.map(noteChanges), element("h2", {}, text("Effects")), effectsList(effects),
    element("p", { class: "hint" }, text("A hypothesis to discuss: nothing is decided.")));
}

function noteChanges(entry) {
  const names = (list) => byPopulation(list).slice(0, 40).map((unit) => units[unit].name).join(", ") + (list.size > 40 ? " …" : "");
  return element("p", {}, element("strong", {}, named(nameOfEntry(entry))), text(": "),
    [entry.take.size ? text("takes %s", names(entry.take)) : "", entry.release.size ? text("releases %s", names(entry.release)) : ""]
      .filter(Boolean).join("; ") || text("nothing changes"));
}

function printNote() {
  fillNote();
  document.documentElement.classList.add("prints-note");
  window.print();
}
window.addEventListener("afterprint", () => document.documentElement.classList.remove("prints-note"));
