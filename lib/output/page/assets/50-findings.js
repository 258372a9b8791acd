/*
 * The table of findings: sorted, filtered, a page at a time; a line and its place on the map are
 * chosen together.
 */
const LINES = 50;

const table = {
  sort: null, /* column; null: the order of the report, the gravest first */
  isDescending: false,
  page: 0,
  rows: findings,
  chosen: null,
  lines: new Map(), /* by finding: its line when it is on the page */
};

const columns = [
  { title: text("What"), value: (f) => f.ruleWords, isText: true },
  { title: text("Severity"), value: (f) => severities.findIndex((s) => s.name === f.severity) },
  { title: text("CPTS"), value: (f) => claimantNames(f).join(", "), isText: true },
  { title: text("Units"), value: (f) => unitNames(f), isText: true },
  { title: text("Inhabitants"), value: (f) => f.population, isNumber: true, needsPopulation: true },
  { title: text("Area (km²)"), value: (f) => f.area_m2, isNumber: true },
].filter((column) => hasPopulation || !column.needsPopulation);

/* ---- filters -------------------------------------------------------------------------------- */

const filter = { rule: "", group: "", words: "", slivers: false };

function passes(finding) {
  if (finding.sliver && !filter.slivers) return false;
  if (filter.rule && finding.rule !== filter.rule) return false;
  if (filter.group && !finding.units.some((unit) => units[unit].group === filter.group)) return false;
  if (!filter.words) return true;
  const words = plain([finding.ruleWords, sentence(finding), ...claimantNames(finding),
    ...finding.units.map((unit) => units[unit].name + " " + units[unit].code)].join(" "));
  return plain(filter.words).split(/\s+/).every((word) => words.includes(word));
}

function addSelect(form, title, name, choices) {
  const select = element("select", { onchange: () => {
    filter[name] = select.value;
    renew();
  } }, element("option", { value: "" }, text("All")),
  ...choices.map(([value, words]) => element("option", { value }, words)));
  form.append(element("label", {}, title, select));
}

function fillFilters() {
  const form = byId("filters");
  form.addEventListener("submit", (event) => event.preventDefault());
  addSelect(form, text("What"), "rule", rules
    .filter((rule) => findings.some((finding) => finding.rule === rule.name))
    .map((rule) => [rule.name, rule.words]));
  const groups = [...new Set(units.map((unit) => unit.group))].filter(Boolean).sort();
  if (groups.length > 1) addSelect(form, text("Département"), "group", groups.map((g) => [g, g]));
  const search = element("input", { type: "search", oninput: () => {
    filter.words = search.value;
    renew();
  } });
  form.append(element("label", {}, text("Search: commune, code, CPTS"), search));
  if (findings.some((finding) => finding.sliver)) {
    const box = element("input", { type: "checkbox", onchange: () => {
      filter.slivers = box.checked;
      renew();
    } });
    form.append(element("label", { class: "check" }, box, text("with the slivers")));
  }
}

/* ---- lines ---------------------------------------------------------------------------------- */

function fillHead() {
  byId("findings-table").tHead.append(element("tr", {}, ...columns.map((column) =>
    element("th", { scope: "col", class: column.isNumber ? "number" : null },
      element("button", { type: "button", onclick: () => sortBy(column) }, column.title)))));
}

function sortBy(column) {
  table.isDescending = table.sort === column ? !table.isDescending : Boolean(column.isNumber);
  table.sort = column;
  renew();
}

function compare(column) {
  const sign = table.isDescending ? -1 : 1;
  const collator = new Intl.Collator(language, { numeric: true });
  return (a, b) => {
    const one = column.value(a), two = column.value(b);
    const order = column.isText ? collator.compare(one, two) : (one ?? -1) - (two ?? -1);
    return sign * order || a.index - b.index;
  };
}

/* What the history says of it, unless nothing moved; whether somebody answers for it. */
function badgesOf(finding) {
  const words = ["new", "grown", "reopened", "shrunk"].includes(finding.state) ? [finding.stateWords] : [];
  if (finding.accepted) words.push(text("accepted"));
  return words.map((word) => element("span", { class: "badge" }, word));
}

function lineOf(finding) {
  const key = element("canvas", { "aria-hidden": "true" });
  const title = element("button", { type: "button", onclick: (event) => {
    event.stopPropagation();
    tell("pickFinding", finding, "table");
  } }, finding.ruleWords + (finding.sliver ? " (" + text("sliver") + ")" : ""));
  const cells = [
    element("th", { scope: "row" }, element("span", { class: "rule" }, key, title), ...badgesOf(finding)),
    element("td", {}, element("span", { class: "severity " + finding.severity }, finding.severityWords)),
    element("td", {}, ...(finding.perimeters.length ? namedList(claimantNames(finding)) : ["–"])),
    element("td", { class: null }, finding.units.length
      ? named(unitNames(finding)) : named(sentence(finding))),
  ];
  if (hasPopulation)
    cells.push(element("td", { class: "number" },
      (finding.estimated && finding.population !== null ? "≈ " : "") + number(finding.population)));
  cells.push(element("td", { class: "number" }, hasPlace(finding) ? squareKilometres(finding.area_m2) : "–"));
  const line = element("tr", {
    onclick: () => tell("pickFinding", finding, "table"),
    onmouseenter: () => hover(finding),
    onmouseleave: () => hover(null),
  }, ...cells);
  table.lines.set(finding, line);
  return [line, key, kindOf(finding)];
}

function fillPages(pageCount) {
  const turn = (words, to, isPossible) => element("button", { type: "button",
    disabled: !isPossible, onclick: () => {
      table.page = to;
      fillLines();
    } }, words);
  byId("pages").replaceChildren();
  if (pageCount > 1)
    byId("pages").append(turn(text("Previous"), table.page - 1, table.page > 0),
      text("Page %s of %s", number(table.page + 1), number(pageCount)),
      turn(text("Next"), table.page + 1, table.page + 1 < pageCount));
}

function fillLines() {
  table.lines.clear();
  const made = table.rows.slice(table.page * LINES, (table.page + 1) * LINES).map(lineOf);
  byId("findings-table").tBodies[0].replaceChildren(...made.map(([line]) => line));
  for (const [, key, kind] of made) drawKey(key, kind, 22, 14);
  fillPages(Math.ceil(table.rows.length / LINES));
  markLine();
}

/* After a change of filter or order. */
function renew() {
  table.rows = findings.filter(passes);
  if (table.sort) table.rows.sort(compare(table.sort));
  table.page = 0;
  byId("findings-table").querySelectorAll("th[scope=col]").forEach((heading, i) => {
    if (columns[i] === table.sort)
      heading.setAttribute("aria-sort", table.isDescending ? "descending" : "ascending");
    else heading.removeAttribute("aria-sort");
  });
  byId("findings-count").textContent = table.rows.length === findings.length
    ? plural("%s finding", "%s findings", findings.length)
    : plural("%s finding of %s", "%s findings of %s", table.rows.length,
      number(table.rows.length), number(findings.length));
  fillLines();
}

/* ---- choosing ------------------------------------------------------------------------------- */

function markLine() {
  for (const [finding, line] of table.lines) {
    line.classList.toggle("selected", finding === table.chosen);
    if (finding === table.chosen) line.setAttribute("aria-current", "true");
    else line.removeAttribute("aria-current");
  }
}

function chooseLine(finding, from) {
  table.chosen = finding;
  const place = finding ? table.rows.indexOf(finding) : -1;
  if (place >= 0 && Math.floor(place / LINES) !== table.page) {
    table.page = Math.floor(place / LINES);
    fillLines();
  }
  markLine();
  const line = table.lines.get(finding);
  if (line && from === "map") line.scrollIntoView({ block: "nearest", behavior: "auto" });
}

listeners.hover.push((finding) => {
  for (const [other, line] of table.lines) line.classList.toggle("hovered", other === finding);
});
