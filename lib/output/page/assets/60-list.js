/*
 * The lists beside the map: findings to decide, CPTS, communes. What is long is shown by fifties.
 */
const LINES = 50;
let lineCount = LINES;
const sortBy = { findings: "", perimeters: "", units: "" };

/* What the history says of it, unless nothing moved; whether somebody answers for it. */
function badgesOf(finding) {
  const words = ["new", "grown", "reopened", "shrunk", "split", "merged"].includes(finding.state) ? [finding.stateWords] : [];
  if (finding.accepted) words.push(text("accepted"));
  return words.map((word) => element("span", { class: "badge" }, word));
}

function approximately(finding) {
  return (finding.estimated ? "≈ " : "") + inhabitants(finding.population);
}

function itemOf(card, key, title, figure, what, badges = []) {
  const button = element("button", { type: "button", class: "item", "data-card": card.kind + card.index,
    onclick: () => choose(card, "list"),
    onpointerenter: () => hover(card.kind === "finding" ? findings[card.index] : null),
    onpointerleave: () => hover(null) },
  key, element("span", { class: "item-title" }, named(title)),
  element("span", { class: "item-figure" }, figure),
  element("span", { class: "item-what" }, what, ...badges));
  return element("li", {}, button);
}

const listOf = {
  findings: () => {
    const rows = [...passing.findings];
    if (sortBy.findings === "population") rows.sort((a, b) => (b.population ?? -1) - (a.population ?? -1));
    if (sortBy.findings === "area") rows.sort((a, b) => b.area_m2 - a.area_m2);
    if (sortBy.findings === "name") rows.sort((a, b) => collator.compare(titleOf(a), titleOf(b)));
    return rows;
  },
  perimeters: () => {
    const rows = [...passing.perimeters];
    if (sortBy.perimeters === "population") rows.sort((a, b) => sumOf(b.shares) - sumOf(a.shares));
    else rows.sort((a, b) => collator.compare(a.name, b.name));
    return rows;
  },
  units: () => sortBy.units === "name"
    ? [...passingUnits()].sort((a, b) => collator.compare(units[a].name, units[b].name)) : passingUnits(),
};

const itemFor = {
  findings: (finding) => {
    const key = element("canvas", { class: "item-key", "aria-hidden": "true" });
    drawKey(key, kindOf(finding), 22, 14);
    const figure = finding.population !== null ? approximately(finding)
      : hasPlace(finding) ? squareKilometres(finding.area_m2) : "";
    return itemOf({ kind: "finding", index: finding.index }, key, titleOf(finding), figure,
      whatOf(finding), [...badgesOf(finding), element("span", { class: "severity " + finding.severity }, finding.severityWords)]);
  },
  perimeters: (perimeter) => itemOf({ kind: "perimeter", index: perimeter.index }, null, perimeter.name,
    hasPopulation ? inhabitants(sumOf(perimeter.shares)) : "",
    [unitCount(perimeter.shares.size), hasPopulation ? sizeWords(peopleOf(perimeter.shares)) : "", perimeter.status]
      .filter(Boolean).join(" · ")),
  units: (unit) => itemOf({ kind: "unit", index: unit }, null, units[unit].name,
    units[unit].population === null ? units[unit].code : inhabitants(units[unit].population),
    units[unit].claims.length ? units[unit].claims.map((claim) => perimeters[claim.perimeter].name).join(", ") : text("in no CPTS")),
};

function countWords(count) {
  if (state.tab === "perimeters") return text("%s CPTS", number(count));
  if (state.tab === "units") return unitCount(count);
  const all = findings.filter((finding) => !finding.sliver).length;
  return count === all && !state.filter.slivers ? plural("%s finding", "%s findings", count)
    : plural("%s finding of %s", "%s findings of %s", count, number(count), number(findings.length));
}

function fillList() {
  const rows = listOf[state.tab]();
  byId("list").replaceChildren(...rows.slice(0, lineCount).map(itemFor[state.tab]));
  byId("list-count").textContent = countWords(rows.length);
  byId("more").hidden = rows.length <= lineCount;
  byId("more").textContent = text("Show more (%s left)", number(rows.length - lineCount));
  if (!rows.length) byId("list").append(element("li", { class: "hint" }, text("Nothing passes the filters.")));
}

/* ---- filters --------------------------------------------------------------------------------- */

const filterParts = [];
function addSelect(name, title, tabs, choices, onChange = (value) => setFilter(name, value)) {
  const select = element("select", { onchange: () => {
    lineCount = LINES;
    onChange(select.value);
  } }, ...choices.map(([value, words]) => element("option", { value }, words)));
  const label = element("label", {}, element("span", {}, title), select);
  filterParts.push({ name, tabs, label, select });
  byId("filters").append(label);
}

function addSort(tab, choices) {
  addSelect("sort-" + tab, text("Sort by"), [tab], choices, (value) => {
    sortBy[tab] = value;
    fillList();
  });
}

function fillFilters() {
  const all = ["", text("All")], form = byId("filters");
  const everywhere = ["findings", "perimeters", "units"];
  form.addEventListener("submit", (event) => event.preventDefault());
  addSelect("rule", text("Finding"), ["findings"], [all, ...[...rules, { name: "not-understood", words: text("not understood") }]
    .filter((rule) => findings.some((finding) => isOfRule(finding, rule.name))).map((rule) => [rule.name, rule.words])]);
  addSelect("severity", text("Severity"), ["findings"], [all, ...severities
    .filter(({ name }) => findings.some((finding) => finding.severity === name)).map(({ name, words }) => [name, words])]);
  if (groups.length > 1)
    addSelect("group", text("{Group}"), everywhere, [all, ...groups.map((group) =>
      [group, groupName(group) === group ? group : `${groupName(group)} (${group})`])]);
  addSelect("perimeter", text("CPTS"), everywhere, [all, ...[...perimeters]
    .sort((a, b) => collator.compare(a.name, b.name)).map(({ index, name }) => [String(index), name])]);
  const states = new Map(findings.filter((f) => f.state).map((f) => [f.state, f.stateWords]));
  if (findings.some((finding) => finding.accepted)) states.set("accepted", text("accepted"));
  if (states.size) addSelect("state", text("Since the last run"), ["findings"], [all, ...states]);
  if (findings.some((finding) => finding.sliver))
    addSelect("slivers", text("Slivers"), ["findings"], [["", text("without")], ["with", text("with")], ["only", text("only them")]]);
  addSelect("claims", text("Claimed"), ["units"], [all, ["none", text("in no CPTS")], ["one", text("in one CPTS")], ["several", text("in several CPTS")]]);
  addSort("findings", [["", text("severity")], ...(hasPopulation ? [["population", text("inhabitants")]] : []), ["area", text("area")], ["name", text("name")]]);
  addSort("perimeters", [["", text("name")], ...(hasPopulation ? [["population", text("inhabitants")]] : [])]);
  addSort("units", [["", hasPopulation ? text("inhabitants") : text("area")], ["name", text("name")]]);
  form.append(element("button", { type: "button", id: "clear-filters", onclick: () => clearFilters() }, text("Clear the filters")));
  byId("more").addEventListener("click", () => {
    const from = lineCount;
    lineCount += LINES;
    fillList();
    byId("list").children[from]?.firstChild.focus({ preventScroll: true });
  });
}

function showFilters() {
  for (const { name, tabs, label, select } of filterParts) {
    label.hidden = !tabs.includes(state.tab);
    if (name in state.filter) select.value = state.filter[name];
  }
  byId("clear-filters").hidden = !Object.values(state.filter).some(Boolean);
}
