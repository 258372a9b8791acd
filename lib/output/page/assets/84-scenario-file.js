/*
 * What is saved and loaded: scenario.csv, the declaration that check reads; and lists that are pasted, read as declarations are: codes or names.
 */
/* A spreadsheet would run a text that begins with = + - @ as a formula. */
function csvCell(words) {
  const safe = /^[=+\-@\t\r]/.test(words) ? "'" + words : words;
  return /[";\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

function csvOf(rows) {
  return rows.map((row) => row.map(csvCell).join(";") + "\r\n").join("");
}

/* Rows of cells, of a CSV whose separator is the one its first line has most of. */
function readCsv(content) {
  const head = content.split(/\r?\n/, 1)[0];
  const [separator] = [";", ",", "\t"].sort((a, b) => head.split(b).length - head.split(a).length);
  const rows = [[""]];
  let isQuoted = false;
  for (let i = content.charCodeAt(0) === 0xfeff ? 1 : 0; i < content.length; i++) {
    const row = rows[rows.length - 1], letter = content[i];
    if (isQuoted) {
      if (letter !== '"') row[row.length - 1] += letter;
      else if (content[i + 1] === '"') row[row.length - 1] += content[i++];
      else isQuoted = false;
    } else if (letter === '"' && row[row.length - 1] === "") isQuoted = true;
    else if (letter === separator) row.push("");
    else if (letter === "\n") rows.push([""]);
    else if (letter !== "\r") row[row.length - 1] += letter;
  }
  return rows.filter((row) => row.some((cell) => cell.trim()))
    .map((row) => row.map((cell) => cell.trim().replace(/^'(?=[=+\-@])/, "")));
}

function codesOf(list) {
  return [...list].map((unit) => units[unit].code).sort();
}

/* A new CPTS is named by its id as well. */
function freeId(name) {
  let id = name;
  for (let i = 2; perimetersById.has(id); i++) id = name + " " + i;
  return id;
}

function scenarioCsv() {
  const rows = [["cpts", "name", "action", "unit"]];
  for (const entry of scenario.entries) {
    const isNew = entry.perimeter < 0, id = isNew ? freeId(entry.name) : perimeters[entry.perimeter].id;
    for (const code of codesOf(entry.take)) rows.push([id, nameOfEntry(entry), isNew ? "new" : "take", code]);
    for (const code of codesOf(entry.release)) rows.push([id, nameOfEntry(entry), "release", code]);
  }
  return csvOf(rows);
}

/* Loads a scenario; returns what to say about it. */
function loadScenario(content) {
  const [head = [], ...rows] = readCsv(content);
  const column = (name) => head.findIndex((cell) => plain(cell) === name);
  const at = { cpts: column("cpts"), name: column("name"), action: column("action"), unit: column("unit") };
  if (at.cpts < 0 || at.action < 0 || at.unit < 0)
    return text("This is not a scenario: its columns must be cpts;name;action;unit.");
  remember();
  scenario.entries = [];
  let unread = 0;
  for (const row of rows) {
    const perimeter = perimetersById.get(row[at.cpts]) ?? -1, action = plain(row[at.action] || "");
    const isNew = action === "new" || (perimeter < 0 && scenario.entries.some((entry) => entry.id === row[at.cpts]));
    const unit = unitsByCode.get(row[at.unit]);
    if ((unit === undefined && !(isNew && !row[at.unit])) || (perimeter < 0 && !isNew)) {
      unread++;
      continue;
    }
    const entry = entryOf(isNew ? -1 : perimeter, isNew ? nameForLists(row[at.name] || row[at.cpts]) : "");
    entry.id = row[at.cpts];
    if (unit === undefined) continue;
    (action === "release" ? entry.release : entry.take).add(unit);
  }
  scenario.active = scenario.entries.length ? 0 : -1;
  scenarioChanged();
  return unread ? plural("%s line is not understood and left out.", "%s lines are not understood and left out.", unread)
    : text("The scenario is loaded.");
}

/* All CPTS as they would be, a line a unit. */
function declarationCsv() {
  const rows = [["id", "nom", "insee"]];
  const put = (id, name, shares) => {
    for (const code of codesOf(shares.keys())) rows.push([id, name, code]);
  };
  for (const perimeter of perimeters) {
    const entry = scenario.entries.find((other) => other.perimeter === perimeter.index);
    put(perimeter.id, perimeter.name, entry ? sharesNow(entry) : perimeter.shares);
  }
  for (const entry of scenario.entries)
    if (entry.perimeter < 0) put(freeId(entry.name), entry.name, sharesNow(entry));
  return csvOf(rows);
}

function download(name, content) {
  const link = element("a", { download: name,
    href: URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/* ---- pasted lists ---------------------------------------------------------------------------- */

const ARTICLES = /^(?:la|le|les|l|aux?|las|los) /;
let namedUnits = null;
function unitsNamed(words) {
  if (!namedUnits) {
    namedUnits = new Map();
    const put = (name, unit) => {
      if (!namedUnits.has(name)) namedUnits.set(name, new Set());
      namedUnits.get(name).add(unit);
    };
    units.forEach(({ name }, unit) => {
      const whole = plain(name);
      put(whole, unit);
      if (ARTICLES.test(whole)) put(whole.replace(ARTICLES, "") + " ", unit);
    });
  }
  const sought = plain(words);
  return [...(namedUnits.get(sought) || namedUnits.get(sought.replace(ARTICLES, "") + " ") ||
    namedUnits.get(sought + " ") || [])];
}

/* One word of a list: a code, a code that lost its zero, a name with or without its article, or
 * "Name (83)". The units it may be. */
function unitsMeant(words) {
  const written = words.trim().replace(/^["']|["']$/g, "");
  const code = written.toUpperCase().replace(/\s/g, "");
  for (const candidate of [code, code.padStart(5, "0")])
    if (unitsByCode.has(candidate)) return [unitsByCode.get(candidate)];
  const place = /^(.*?)\s*\(([^)]+)\)$/.exec(written);
  const found = unitsNamed(place ? place[1] : written);
  return place ? found.filter((unit) => units[unit].code === place[2] || units[unit].group === place[2] || units[unit].code.startsWith(place[2])) : found;
}

/* A pasted text: one unit a line or a cell; what is not found, and what may be several. */
function readList(content) {
  const result = { found: [], unknown: [], several: [] };
  for (const line of content.split(/[\n\r;\t,]+/)) {
    const words = line.trim();
    if (!words) continue;
    const meant = unitsMeant(words);
    if (meant.length === 1) result.found.push(meant[0]);
    else (meant.length ? result.several : result.unknown).push(words);
  }
  result.found = [...new Set(result.found)];
  return result;
}
