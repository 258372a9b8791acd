/*
 * What is chosen and asked for, in one place: the tab, the card, the filters. Parts that show it
 * add a function to `watchers`; it is called after each change with what changed.
 */
const state = {
  tab: "findings", /* findings, perimeters, units, what-if */
  card: null, /* {kind: "finding" | "perimeter" | "unit" | "gone", index} */
  hovered: null, /* a finding */
  filter: { rule: "", severity: "", group: "", perimeter: "", state: "", claims: "", slivers: "" },
};

const watchers = [];
function change(patch) {
  Object.assign(state, patch);
  for (const watcher of watchers) watcher(patch);
}

function isCard(kind, index) {
  return state.card !== null && state.card.kind === kind && state.card.index === index;
}

/* Said to who does not see the page. */
function say(words) {
  byId("said").textContent = words;
}

/* ---- filters --------------------------------------------------------------------------------- */

/* Rules of what stands in a list and is no unit that the program knows: one filter for all. */
const NOT_UNDERSTOOD = ["unknown-code", "ambiguous-name"];
function isOfRule(finding, rule) {
  return rule === "not-understood" ? NOT_UNDERSTOOD.includes(finding.rule) : finding.rule === rule;
}

function passes(finding) {
  const { rule, severity, group, perimeter, state: past, slivers } = state.filter;
  if (slivers === "only" ? !finding.sliver : finding.sliver && slivers !== "with") return false;
  if (rule && !isOfRule(finding, rule)) return false;
  if (severity && finding.severity !== severity) return false;
  if (past && (past === "accepted" ? !finding.accepted : finding.state !== past)) return false;
  if (group && !finding.units.some((unit) => units[unit].group === group)) return false;
  return perimeter === "" || finding.perimeters.includes(Number(perimeter)) ||
    (finding.rule === "white-zone" && bordersOf(finding).has(Number(perimeter)));
}

/* The perimeters that border a white zone. */
const bordersOfFindings = new Map();
function bordersOf(finding) {
  if (!bordersOfFindings.has(finding))
    bordersOfFindings.set(finding, new Set(perimetersAround(finding.units).map(({ perimeter }) => perimeter)));
  return bordersOfFindings.get(finding);
}

function perimeterPasses({ index, shares }) {
  const { group, perimeter } = state.filter;
  return (perimeter === "" || Number(perimeter) === index) &&
    (!group || [...shares.keys()].some((unit) => units[unit].group === group));
}

function unitPasses(index) {
  const { group, perimeter, claims } = state.filter, unit = units[index];
  if (group && unit.group !== group) return false;
  if (perimeter !== "" && !unit.claims.some((claim) => claim.perimeter === Number(perimeter))) return false;
  return !claims || (claims === "none" ? unit.whiteShare > 0.01
    : claims === "several" ? unit.overlapShare > 0.01 : unit.claims.length === 1);
}

/* What passes, made again when a filter changes. */
const passing = { findings: [], perimeters: [], units: null };
function renewPassing() {
  passing.findings = findings.filter(passes);
  passing.perimeters = perimeters.filter(perimeterPasses);
  passing.units = null; /* of a country there are many: counted when they are asked for */
}
function passingUnits() {
  passing.units ??= unitsByPopulation.filter(unitPasses);
  return passing.units;
}
renewPassing();

/* Units that the filters leave aside, for the map; null: none are. */
function asideNow() {
  const { group, perimeter } = state.filter;
  if (!group && perimeter === "") return null;
  return (unit) => (group && units[unit].group !== group) ||
    (perimeter !== "" && !units[unit].claims.some((claim) => claim.perimeter === Number(perimeter)));
}

function setFilter(name, value) {
  state.filter[name] = value;
  renewPassing();
  if (name === "group" && value)
    showBox(joinBoxes(units.flatMap((unit, index) => unit.group === value && Number.isFinite(boxes.units[index][0])
      ? [boxes.units[index]] : [])));
  if (name === "perimeter" && value !== "") showBox(boxes.perimeters[Number(value)]);
  change({ filter: state.filter });
}

function clearFilters() {
  for (const name of Object.keys(state.filter)) state.filter[name] = "";
  renewPassing();
  change({ filter: state.filter });
}
