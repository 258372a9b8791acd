/*
 * What if this CPTS took, or left, these units? Choose one, or a new one, click units, and see
 * its inhabitants, its size, the overlaps and the white zones that would come and go.
 *
 * Only whole units are added and removed, so the figures are exact wherever claims are of whole
 * units; where one is partial, shares are taken for what they are and the figure is an estimate.
 */
const NEW = -1;

const whatIf = {
  isOn: false,
  perimeter: 0, /* NEW for one that does not exist yet */
  name: "",
  shares: new Map(), /* by unit, as it would be */
  before: new Map(),

  begin(perimeter) {
    this.perimeter = perimeter;
    this.before = perimeter === NEW ? new Map() : perimeters[perimeter].shares;
    this.shares = new Map(this.before);
    this.show();
  },

  toggle(unit) {
    if (this.shares.has(unit)) this.shares.delete(unit);
    else this.shares.set(unit, 1);
    this.show();
  },

  changes() {
    const changed = [];
    for (const [unit, share] of this.shares)
      if (this.before.get(unit) !== share) changed.push({ unit, isAdded: true, share });
    for (const [unit, share] of this.before)
      if (!this.shares.has(unit)) changed.push({ unit, isAdded: false, share });
    return changed.sort((a, b) => a.unit - b.unit);
  },

  /* What others claim of a unit. */
  others(unit) {
    return units[unit].claims.filter((claim) => claim.perimeter !== this.perimeter);
  },

  population(shares) {
    let sum = 0;
    for (const [unit, share] of shares) sum += share * (units[unit].population || 0);
    return sum;
  },

  /* Conflicts that would come and go, unit by unit. */
  effects() {
    const found = { newOverlaps: [], newWhiteZones: [], goneOverlaps: [], goneWhiteZones: [] };
    for (const { unit, isAdded, share } of this.changes()) {
      const others = this.others(unit);
      if (others.length) (isAdded ? found.newOverlaps : found.goneOverlaps).push({ unit, others });
      else if (isAdded) {
        if (units[unit].whiteShare > 0) found.goneWhiteZones.push({ unit, others });
      } else if (share > 0) found.newWhiteZones.push({ unit, others });
    }
    return found;
  },
};

/* ---- showing -------------------------------------------------------------------------------- */

const whatIfParts = {};

function buildWhatIf() {
  const choice = element("select", { onchange: () => whatIf.begin(Number(choice.value)) },
    ...perimeters.map((perimeter, index) => element("option", { value: index }, perimeter.name)),
    element("option", { value: NEW }, text("New CPTS")));
  const name = element("input", { type: "text", value: text("New CPTS"), oninput: () => {
    whatIf.name = name.value;
  } });
  const nameLabel = element("label", {}, text("Name of the new CPTS"), name);
  const sought = element("input", { type: "text", autocomplete: "off" });
  const message = element("p", { role: "status" });
  const form = element("form", { class: "row", onsubmit: (event) => {
    event.preventDefault();
    message.textContent = addByName(sought.value);
    sought.select();
  } }, element("label", {}, text("Add or remove a unit: code or name"), sought),
  element("button", { type: "submit" }, text("OK")));
  const outcome = element("div", { "aria-live": "polite" });
  const save = element("button", { type: "button", onclick: saveList }, text("Save this CPTS (CSV)"));
  const saveAll = element("button", { type: "button", onclick: saveDeclaration },
    text("Save all CPTS (CSV)"));
  const undo = element("button", { type: "button", onclick: () => whatIf.begin(whatIf.perimeter) },
    text("Start again"));
  Object.assign(whatIfParts, { choice, nameLabel, outcome, name });
  whatIf.name = name.value;
  byId("what-if").append(element("div", { class: "what-if" },
    element("label", {}, text("CPTS"), choice), nameLabel,
    element("p", { class: "hint" }, text("Click units on the map to add or remove them.")),
    form, message, outcome, element("div", { class: "row" }, save, saveAll, undo),
    element("p", { class: "hint" }, text("The command check reads the list of all CPTS: --perimeters FILE."))));
}

/* Adds or removes the unit of that code or name; what to say about it. */
function addByName(words) {
  const sought = plain(words.trim());
  if (!sought) return "";
  let found = units.findIndex((unit) => plain(unit.code) === sought);
  if (found < 0) {
    const named = units.map((_, unit) => unit).filter((unit) => plain(units[unit].name) === sought);
    if (named.length > 1)
      return text("Several units have this name; give a code: %s",
        named.slice(0, 8).map((unit) => units[unit].code).join(", "));
    found = named.length ? named[0] : -1;
  }
  if (found < 0) return text("No unit has this code or this name.");
  const isIn = whatIf.shares.has(found);
  whatIf.toggle(found);
  return isIn ? text("%s is removed.", units[found].name) : text("%s is added.", units[found].name);
}

function unitsEffect(title, effects) {
  if (!effects.length) return null;
  let population = 0;
  for (const { unit } of effects) population += units[unit].population || 0;
  return element("div", {}, element("h3", {}, title + (hasPopulation
    ? " – " + plural("%s inhabitant", "%s inhabitants", population) : "")),
  element("ul", {}, ...effects.slice(0, 20).map(({ unit, others }) => element("li", {},
    named(units[unit].name), others.length ? ": " : "",
    ...namedList(others.map((claim) => perimeters[claim.perimeter].name)))),
  effects.length > 20 ? element("li", {}, plural("and %s more unit", "and %s more units", effects.length - 20)) : null));
}

function figuresOf() {
  const row = (title, before, after) => element("tr", {}, element("th", { scope: "row" }, title),
    element("td", { class: "number" }, before), element("td", { class: "number" }, after));
  const body = element("tbody", {}, row(text("Units"), number(whatIf.before.size), number(whatIf.shares.size)));
  if (hasPopulation) {
    const before = whatIf.population(whatIf.before), after = whatIf.population(whatIf.shares);
    body.append(row(text("Inhabitants"), number(Math.round(before)), number(Math.round(after))),
      row(text("Size"), number(sizeClass(before)), number(sizeClass(after))));
  }
  return element("table", {}, element("thead", {}, element("tr", {},
    element("td"), element("th", { scope: "col", class: "number" }, text("Now")),
    element("th", { scope: "col", class: "number" }, text("Then")))), body);
}

function changesList() {
  const changes = whatIf.changes();
  if (!changes.length) return element("p", {}, text("Nothing is changed yet."));
  return element("ul", {}, ...changes.map(({ unit, isAdded }) => element("li", {},
    (isAdded ? "+ " : "− "), named(units[unit].name), " (" + units[unit].code + ") ",
    element("button", { type: "button", onclick: () => {
      if (whatIf.before.has(unit)) whatIf.shares.set(unit, whatIf.before.get(unit));
      else whatIf.shares.delete(unit);
      whatIf.show();
      whatIfParts.choice.focus();
    }, "aria-label": text("Undo: %s", units[unit].name) }, text("undo")))));
}

whatIf.show = function () {
  const effects = this.effects();
  whatIfParts.choice.value = String(this.perimeter);
  whatIfParts.nameLabel.hidden = this.perimeter !== NEW;
  whatIfParts.outcome.replaceChildren(...[figuresOf(), changesList(),
    unitsEffect(text("New overlaps"), effects.newOverlaps),
    unitsEffect(text("New white zones"), effects.newWhiteZones),
    unitsEffect(text("Overlaps that go"), effects.goneOverlaps),
    unitsEffect(text("White zones that go"), effects.goneWhiteZones)].filter(Boolean));
  redraw();
};

function setMode(isWhatIf) {
  whatIf.isOn = isWhatIf;
  byId("mode-look").setAttribute("aria-pressed", String(!isWhatIf));
  byId("mode-what-if").setAttribute("aria-pressed", String(isWhatIf));
  byId("look").hidden = isWhatIf;
  byId("what-if").hidden = !isWhatIf;
  byId("map").classList.toggle("choosing", isWhatIf);
  if (isWhatIf) whatIf.begin(whatIf.perimeter);
  else redraw();
}

overlays.push((view) => {
  if (!whatIf.isOn) return;
  const { context } = view, list = [...whatIf.shares.keys()];
  const shape = shapeOfUnits(list);
  context.beginPath();
  traceShape(view, shape);
  context.fillStyle = "rgba(31, 73, 125, .45)";
  context.fill("evenodd");
  const effects = whatIf.effects();
  const paint = (kind, found) => {
    if (!found.length) return;
    context.beginPath();
    traceUnits(view, found.map(({ unit }) => unit));
    context.fillStyle = patternOf(context, KINDS[kind]);
    context.fill();
    context.strokeStyle = KINDS[kind].line;
    context.lineWidth = 2;
    context.stroke();
  };
  paint("overlap", effects.newOverlaps);
  paint("white-zone", effects.newWhiteZones);
  context.beginPath();
  traceShape(view, shape);
  context.strokeStyle = "#0b3d91";
  context.lineWidth = 3;
  context.stroke();
});

/* ---- saving --------------------------------------------------------------------------------- */

/* A spreadsheet would run a text that begins with = + - @ as a formula. */
function csvCell(words) {
  const safe = /^[=+\-@\t\r]/.test(words) ? "'" + words : words;
  return /[";\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

function csvLines(id, name, codes) {
  return codes.sort().map((code) => [id, name, code].map(csvCell).join(";") + "\r\n").join("");
}

function codesOf(shares) {
  return [...shares.keys()].map((unit) => units[unit].code);
}

function csvOf(isAll) {
  const head = "id;nom;insee\r\n";
  const isNew = whatIf.perimeter === NEW;
  const name = isNew ? whatIf.name.trim() || text("New CPTS") : perimeters[whatIf.perimeter].name;
  const id = isNew ? freeId(name) : perimeters[whatIf.perimeter].id;
  const own = csvLines(id, name, codesOf(whatIf.shares));
  if (!isAll) return head + own;
  return head + perimeters.map((perimeter, index) => index === whatIf.perimeter
    ? own : csvLines(perimeter.id, perimeter.name, codesOf(perimeter.shares))).join("") + (isNew ? own : "");
}

function freeId(name) {
  const ids = new Set(perimeters.map((perimeter) => perimeter.id));
  let id = name;
  for (let i = 2; ids.has(id); i++) id = name + " " + i;
  return id;
}

function download(name, content) {
  const link = element("a", { download: name,
    href: URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function saveList() {
  download("cpts.csv", csvOf(false));
}

function saveDeclaration() {
  download("declarations.csv", csvOf(true));
}
