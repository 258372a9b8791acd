/*
 * The workshop: who takes what, and what it comes to, at once. A strip under the map always says
 * the figures.
 */
const parts = {};

function tryTaking(perimeter, list) {
  remember();
  workOn(perimeter);
  takeUnits(list);
  openTab("what-if");
  scenarioChanged();
}

function tryNew(title, list) {
  remember();
  workOn(-1, nameForLists(text("New CPTS: %s", title)));
  takeUnits(list);
  openTab("what-if");
  scenarioChanged();
}

function tryKeeping(keeper, finding) {
  remember();
  workOn(keeper);
  for (const other of finding.perimeters)
    if (other !== keeper) for (const unit of finding.units) releaseUnit(entryOf(other), unit);
  openTab("what-if");
  scenarioChanged();
}

/* ---- the form -------------------------------------------------------------------------------- */

function action(words, onPress, attributes = {}) {
  return element("button", { type: "button", onclick: onPress, ...attributes }, words);
}

function buildChoice() {
  const select = parts.choice = element("select", { id: "who", onchange: () => {
    remember();
    const isEntry = select.value.startsWith("new");
    if (isEntry) scenario.active = Number(select.value.slice(3));
    else if (select.value !== "") workOn(Number(select.value));
    scenarioChanged();
  } });
  const name = parts.name = element("input", { type: "text", maxlength: 120, onchange: () => {
    const entry = activeEntry();
    if (!entry || entry.perimeter >= 0 || !nameForLists(name.value)) return;
    remember();
    entry.name = nameForLists(name.value);
    scenarioChanged();
  } });
  parts.nameLabel = element("label", {}, text("Name of the new CPTS"), name);
  return [element("div", { class: "row" }, element("label", { class: "wide" }, text("CPTS being edited"), select),
    action(text("New CPTS"), () => {
      remember();
      const count = scenario.entries.filter((entry) => entry.perimeter < 0).length;
      workOn(-1, text("New CPTS") + (count ? " " + number(count + 1) : ""));
      scenarioChanged();
      parts.name.select();
    })), parts.nameLabel];
}

function fillChoice() {
  const sorted = [...perimeters].sort((a, b) => collator.compare(a.name, b.name));
  parts.choice.replaceChildren(element("option", { value: "" }, text("Choose a CPTS")),
    ...scenario.entries.flatMap((entry, i) => entry.perimeter < 0 ? [element("option", { value: "new" + i }, entry.name)] : []),
    ...sorted.map(({ index, name }) => element("option", { value: String(index) }, name)));
}

function buildAdding() {
  const message = parts.message = element("p", { role: "status", class: "hint" });
  const list = element("textarea", { rows: 4, id: "pasted", placeholder: "06088\nDigne-les-Bains\nLa Garde (83)" });
  const zone = suggestingBox({ id: "add-box", label: text("Add or remove a commune, or take a whole zone"),
    placeholder: text("Code, name or zone"), filter: ({ kind }) => kind !== "perimeter",
    onPick: ({ kind, index }, input) => {
      input.value = "";
      toggleUnits(kind === "finding" ? findings[index].units : [index]);
      showBox(kind === "finding" ? boxes.findings[index] : boxes.units[index]);
    } });
  const paste = element("details", {}, element("summary", {}, text("Paste a list")),
    element("label", { for: "pasted" }, text("Codes or names, one a line")), list,
    element("div", { class: "row" }, action(text("Take these"), () => pasteList(list.value, true)),
      action(text("Release these"), () => pasteList(list.value, false))));
  return [zone, paste, message];
}

function pasteList(content, isTaken) {
  const { found, unknown, several } = readList(content), entry = activeEntry();
  if (!entry) {
    parts.message.textContent = text("Choose a CPTS first.");
    return;
  }
  if (found.length) {
    remember();
    if (isTaken) takeUnits(found);
    else for (const unit of found) releaseUnit(entry, unit);
    scenarioChanged();
  }
  parts.message.textContent = [text("Read: %s.", unitCount(found.length)),
    unknown.length ? text("Not found: %s.", unknown.slice(0, 8).join(", ")) : "",
    several.length ? text("Several have this name, give the code: %s.", several.slice(0, 8).join(", ")) : ""].filter(Boolean).join(" ");
}

function buildSaving() {
  const file = element("input", { type: "file", accept: ".csv,text/csv", class: "hidden", tabindex: "-1", "aria-hidden": "true", onchange: async () => {
    if (file.files[0]) parts.message.textContent = loadScenario(await file.files[0].text());
    file.value = "";
  } });
  parts.undo = action(text("Undo"), undo);
  parts.redo = action(text("Redo"), redo);
  return [element("div", { class: "row" }, parts.undo, parts.redo, action(text("Start again"), () => {
    remember();
    scenario.entries = [];
    scenario.active = -1;
    scenarioChanged();
  })), element("div", { class: "row" }, action(text("Save the scenario"), () => download("scenario.csv", scenarioCsv())),
    action(text("Load a scenario"), () => file.click()), file, action(text("Save the declaration"), () => download("declarations.csv", declarationCsv())),
    action(text("Print the note"), printNote)),
  element("p", { class: "hint" }, text("The scenario is loaded again from here, and the address of the page keeps it too; check --perimeters reads the declaration."))];
}

function buildWhatIf() {
  const moves = element("input", { type: "checkbox", checked: scenario.moves, onchange: () => {
    scenario.moves = moves.checked;
  } });
  parts.figures = element("div", { class: "table", tabindex: "0", role: "region",
    "aria-label": text("The CPTS of the scenario, before and after") });
  parts.changes = element("div");
  parts.effects = element("div");
  byId("what-if").append(...buildChoice(),
    element("p", { class: "hint" }, text("Click places on the map, or surround them with the lasso, to take or release them.")),
    element("label", { class: "check" }, moves, text("What it takes, the others release")),
    ...buildAdding(), parts.figures, parts.changes, parts.effects, ...buildSaving());
}

/* ---- what it comes to ------------------------------------------------------------------------ */

function pair(before, after) {
  return before === null ? after : before === after ? after : before + " → " + after;
}

function mark(isEstimate) {
  return isEstimate ? "≈ " : "";
}

function stateRow({ name, before, after }) {
  const cell = (one, two) => element("td", { class: "number" }, pair(one, two));
  const people = hasPopulation ? [
    cell(before && number(Math.round(before.people.known)), mark(after.isEstimate) + number(Math.round(after.people.known))),
    cell(before && sizeMark(before.people), sizeMark(after.people))] : [];
  return element("tr", {}, element("th", { scope: "row" }, named(name)), cell(before && number(before.units), number(after.units)),
    ...people, cell(before && number(before.pieces), mark(after.isEstimate) + number(after.pieces)));
}

function heading(words, isNumber = true) {
  return element("th", { scope: "col", class: isNumber ? "number" : null }, words);
}

function figuresTable({ states }) {
  return element("table", {}, element("caption", { class: "hidden" }, text("The CPTS of the scenario, before and after")),
    element("thead", {}, element("tr", {}, heading(text("CPTS"), false), heading(unitsShort()),
      ...(hasPopulation ? [heading(text("Inhabitants")), heading(text("Size"))] : []), heading(text("Pieces")))),
    element("tbody", {}, ...states.map(stateRow)));
}

/* What the sizes of the table are. */
function sizesHint({ states }) {
  const lines = hasPopulation ? classLines(states.flatMap(({ before, after }) => before ? [before.people, after.people] : [after.people])) : [];
  return element("ul", { class: "hint sizes" }, ...lines.map((words) => element("li", {}, words)));
}

function changeItem(entry, unit, sign) {
  return element("li", {}, sign + " ", named(units[unit].name), " ", action(text("undo"), () => forget(entry, unit),
    { class: "link", "aria-label": text("Undo: %s", units[unit].name) }));
}

function changesOf(entry) {
  const items = [...byPopulation(entry.take)].map((unit) => changeItem(entry, unit, "+"))
    .concat([...byPopulation(entry.release)].map((unit) => changeItem(entry, unit, "−")));
  return items.length ? element("details", { open: items.length <= 20 }, element("summary", {}, named(nameOfEntry(entry)), text(": "),
    [entry.take.size ? text("takes %s", unitCount(entry.take.size)) : "", entry.release.size ? text("releases %s", unitCount(entry.release.size)) : ""]
      .filter(Boolean).join(", ")), element("ul", { class: "places" }, ...items)) : "";
}

function effectLine(title, list) {
  if (!list.length) return "";
  const people = list.reduce((sum, unit) => sum + (units[unit].population || 0), 0);
  return element("li", {}, element("strong", {}, title, text(": ")), byPopulation(list).slice(0, 12).map((unit) => units[unit].name).join(", "),
    list.length > 12 ? " …" : "", hasPopulation ? ` (${inhabitants(people)})` : "");
}

function effectsList(effects) {
  const lines = [effectLine(text("New overlaps"), effects.newOverlaps), effectLine(text("New white zones"), effects.newWhiteZones),
    effectLine(text("Overlaps removed"), effects.goneOverlaps), effectLine(text("White zones removed"), effects.goneWhiteZones)].filter(Boolean);
  return lines.length ? element("ul", { class: "effects" }, ...lines) : element("p", { class: "hint" }, text("Nothing is changed yet."));
}

/* "36,729 → 56,986 inhabitants · 1 → size 2: 40,000 to 79,999 inhabitants · 1 piece · ceiling …" */
function stripOf({ name, before, after }) {
  const words = [];
  if (hasPopulation) {
    words.push(pair(before && number(Math.round(before.people.known)), mark(after.isEstimate) + inhabitants(after.people.known)));
    words.push((before && sizeMark(before.people) !== sizeMark(after.people) ? sizeMark(before.people) + " → " : "") + (sizeWords(after.people) || "–"));
  } else words.push(pair(before && number(before.units), unitCount(after.units)));
  words.push(before && before.pieces !== after.pieces ? text("pieces %s", pair(number(before.pieces), mark(after.isEstimate) + number(after.pieces)))
    : mark(after.isEstimate) + plural("%s piece", "%s pieces", after.pieces));
  const one = before ? ceilingOf(before.people) : null, two = ceilingOf(after.people);
  if (hasPopulation && (one || two)) words.push(one === two ? text("ceiling unchanged") : text("ceiling %s", pair(before && (one ? euros(one) : "?"), two ? euros(two) : "?")));
  return element("span", {}, element("strong", {}, named(name)), text(": ") + words.join(" · "));
}

function measureWords(value) {
  return hasPopulation ? number(Math.round(value)) : squareKilometres(value);
}

function regionWords({ region }) {
  const white = pair(measureWords(region.whiteBefore), mark(region.isEstimate) + measureWords(region.whiteAfter));
  const overlaps = pair(measureWords(region.overlapBefore), mark(region.isEstimate) + measureWords(region.overlapAfter));
  return hasPopulation ? text("Region, in inhabitants: white zones %s, overlaps %s", white, overlaps)
    : text("Region: white zones %s, overlaps %s", white, overlaps);
}

function showStrip(effects) {
  const active = effects.states.find(({ entry }) => entry === activeEntry()) || effects.states[0];
  byId("strip").hidden = state.tab !== "what-if";
  byId("strip").replaceChildren(active ? stripOf(active) : element("span", {}, text("Choose a CPTS, then click places on the map.")),
    element("span", {}, regionWords(effects)));
}

/* After each change: the form, the strip, the map and the address. */
function scenarioChanged() {
  const effects = parts.last = effectsNow(), entry = activeEntry();
  fillChoice();
  parts.choice.value = !entry ? "" : entry.perimeter < 0 ? "new" + scenario.active : String(entry.perimeter);
  parts.nameLabel.hidden = !entry || entry.perimeter >= 0;
  if (entry && entry.perimeter < 0) parts.name.value = entry.name;
  parts.figures.replaceChildren(...(effects.states.length ? [figuresTable(effects), sizesHint(effects)] : []));
  parts.changes.replaceChildren(...scenario.entries.map(changesOf));
  parts.effects.replaceChildren(effectsList(effects));
  parts.undo.disabled = !scenario.past.length;
  parts.redo.disabled = !scenario.future.length;
  showStrip(effects);
  writeFragment();
  redraw();
}
watchers.push((patch) => {
  if (patch.tab) scenarioChanged();
});

/* ---- on the map ------------------------------------------------------------------------------ */

function drawScenario(view) {
  const { context, palette } = view, effects = parts.last;
  if (!effects) return;
  /* What goes is painted over, before the scenario. */
  const gone = effects.goneWhiteZones.concat(effects.goneOverlaps)
    .filter((unit) => !effects.newOverlaps.includes(unit) && !effects.newWhiteZones.includes(unit));
  context.beginPath();
  traceUnits(view, gone);
  context.fillStyle = palette.tints[0];
  context.fill();
  context.strokeStyle = palette.unit;
  context.lineWidth = 1;
  context.stroke();
  scenario.entries.forEach((entry, i) => {
    const shape = shapeOfUnits([...sharesNow(entry).keys()]);
    context.beginPath();
    traceShape(view, shape);
    context.fillStyle = palette.subject;
    if (i === scenario.active || entry.perimeter < 0) context.fill("evenodd");
    context.strokeStyle = palette.chosen;
    context.lineWidth = i === scenario.active ? 3 : 1.6;
    context.stroke();
  });
  const paint = (name, list) => {
    if (!list.length) return;
    const kind = palette.kinds[name];
    context.beginPath();
    traceUnits(view, list);
    context.fillStyle = patternOf(context, kind);
    context.fill();
    context.strokeStyle = kind.line;
    context.lineWidth = 2;
    context.stroke();
  };
  paint("overlap", effects.newOverlaps);
  paint("white-zone", effects.newWhiteZones);
}
overlays.push((view) => {
  if (state.tab === "what-if") drawScenario(view);
});
