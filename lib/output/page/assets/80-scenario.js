/*
 * A scenario: what CPTS, those there are and new ones, would take and release. Only whole units
 * are taken and released. It is written as a line of text, which is what the address keeps and
 * what undo goes back to.
 */
const scenario = {
  entries: [], /* {perimeter: index or -1, name, take: Set, release: Set} */
  active: -1, /* of entries; -1: none is chosen */
  moves: true, /* what one takes, the others release */
  past: [], future: [],
};

function nameOfEntry(entry) {
  return entry.perimeter >= 0 ? perimeters[entry.perimeter].name : entry.name;
}

/* A name that lists can hold: what separates CPTS in their cells is no part of one. */
function nameForLists(words) {
  return words.replace(/[;|\s]+/g, " ").trim();
}

function activeEntry() {
  return scenario.entries[scenario.active] || null;
}

/* The entry of a CPTS, made if there is none. */
function entryOf(perimeter, name = "") {
  let entry = scenario.entries.find((other) => other.perimeter === perimeter && (perimeter >= 0 || other.name === name));
  if (!entry) {
    entry = { perimeter, name, take: new Set(), release: new Set() };
    scenario.entries.push(entry);
  }
  return entry;
}

function isChanged() {
  return scenario.entries.some((entry) => entry.take.size || entry.release.size);
}

/* ---- as text --------------------------------------------------------------------------------- */

const unitsByCode = new Map(units.map((unit, index) => [unit.code, index]));
const perimetersById = new Map(perimeters.map((perimeter) => [perimeter.id, perimeter.index]));

/* "ID,+06088,-06029;:New one,+06088": a new CPTS begins with a colon, which no other does once it
 * is encoded. */
function scenarioText() {
  return scenario.entries.map((entry) => [
    entry.perimeter >= 0 ? encodeURIComponent(perimeters[entry.perimeter].id) : ":" + encodeURIComponent(entry.name),
    ...[...entry.take].map((unit) => "+" + encodeURIComponent(units[unit].code)),
    ...[...entry.release].map((unit) => "-" + encodeURIComponent(units[unit].code)),
  ].join(",")).join(";") + "!" + scenario.active;
}

function decode(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

/* What the page does not know of it is left out. */
function readScenario(words) {
  const [body, active = "-1"] = words.split("!");
  scenario.entries = [];
  for (const part of body.split(";").filter(Boolean)) {
    const [who, ...moves] = part.split(",");
    const perimeter = who.startsWith(":") ? -1 : perimetersById.get(decode(who)) ?? -2;
    if (perimeter === -2) continue;
    const entry = entryOf(perimeter, perimeter < 0 ? nameForLists(decode(who.slice(1))) : "");
    for (const move of moves) {
      const unit = unitsByCode.get(decode(move.slice(1)));
      if (unit !== undefined) (move.startsWith("-") ? entry.release : entry.take).add(unit);
    }
  }
  scenario.active = Math.min(Math.max(Number.parseInt(active, 10) || 0, -1), scenario.entries.length - 1);
}

/* ---- changing -------------------------------------------------------------------------------- */

function remember() {
  scenario.past.push(scenarioText());
  scenario.future = [];
}

function goBack(from, to) {
  if (!from.length) return;
  to.push(scenarioText());
  readScenario(from.pop());
  scenarioChanged();
}
const undo = () => goBack(scenario.past, scenario.future);
const redo = () => goBack(scenario.future, scenario.past);

function takeUnit(entry, unit) {
  entry.release.delete(unit);
  if (entry.perimeter < 0 || perimeters[entry.perimeter].shares.get(unit) !== 1) entry.take.add(unit);
}

function releaseUnit(entry, unit) {
  entry.take.delete(unit);
  if (entry.perimeter >= 0 && perimeters[entry.perimeter].shares.has(unit)) entry.release.add(unit);
}

function releaseFromOthers(entry, unit) {
  for (const { perimeter } of units[unit].claims)
    if (perimeter !== entry.perimeter) releaseUnit(entryOf(perimeter), unit);
  for (const other of scenario.entries) if (other !== entry) other.take.delete(unit);
}

function holds(entry, unit) {
  return entry.take.has(unit) || (entry.perimeter >= 0 && !entry.release.has(unit) &&
    perimeters[entry.perimeter].shares.has(unit));
}

function takeUnits(list) {
  const entry = activeEntry();
  for (const unit of list) {
    takeUnit(entry, unit);
    if (scenario.moves) releaseFromOthers(entry, unit);
  }
}

/* Takes what the CPTS chosen does not hold yet; when it holds all of it, releases it. */
function toggleUnits(list) {
  const entry = activeEntry();
  if (!entry || !list.length) {
    if (!entry) say(text("Choose a CPTS first."));
    return;
  }
  remember();
  const missing = list.filter((unit) => !holds(entry, unit));
  if (missing.length) takeUnits(missing);
  else for (const unit of list) releaseUnit(entry, unit);
  scenarioChanged();
  const what = list.length === 1 ? units[list[0]].name : unitCount(missing.length || list.length);
  say(missing.length ? text("%s: takes %s", nameOfEntry(entry), what) : text("%s: releases %s", nameOfEntry(entry), what));
}

function forget(entry, unit) {
  remember();
  entry.take.delete(unit);
  entry.release.delete(unit);
  scenarioChanged();
}

/* Chooses the CPTS that clicks are for; entries that change nothing are dropped on the way. */
function workOn(perimeter, name = "") {
  scenario.entries = scenario.entries.filter((entry) => entry.take.size || entry.release.size || entry.perimeter < 0);
  scenario.active = scenario.entries.indexOf(entryOf(perimeter, name));
}

/* ---- what it comes to -------------------------------------------------------------------------- */

function sumOf(shares) {
  let sum = 0;
  for (const [unit, share] of shares) sum += share * (units[unit].population || 0);
  return sum;
}

/* By unit: what it is after the scenario, {name, perimeter, share} of each claimant. */
function claimsNow(unit) {
  const found = [];
  for (const { perimeter, share } of units[unit].claims) {
    const entry = scenario.entries.find((other) => other.perimeter === perimeter);
    if (entry?.release.has(unit) || entry?.take.has(unit)) continue;
    found.push({ perimeter, name: perimeters[perimeter].name, share });
  }
  for (const entry of scenario.entries)
    if (entry.take.has(unit)) found.push({ perimeter: entry.perimeter, name: nameOfEntry(entry), share: 1 });
  return found;
}

function sharesNow(entry) {
  const shares = new Map(entry.perimeter >= 0 ? perimeters[entry.perimeter].shares : []);
  for (const unit of entry.release) shares.delete(unit);
  for (const unit of entry.take) shares.set(unit, 1);
  return shares;
}
