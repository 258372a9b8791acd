/*
 * Units, perimeters and findings, which are known by their index.
 */
const rules = data.rules.map(([name, words]) => ({ name, words }));
const severities = data.severities.map(([name, words]) => ({ name, words }));
const sizeClasses = data.size_classes.map(([from, ceiling], index) =>
  ({ from, to: data.size_classes[index + 1]?.[0], ceiling }));

const units = data.units.map(([code, name, group, population, area_m2, whiteShare, overlapShare = 0]) =>
  ({ code, name, group, population, area_m2, whiteShare, overlapShare, claims: [] }));

const perimeters = data.perimeters.map((perimeter, index) => {
  const shares = new Map();
  for (const unit of perimeter.whole) shares.set(unit, 1);
  for (let i = 0; i < perimeter.partial.length; i += 2)
    shares.set(perimeter.partial[i], perimeter.partial[i + 1]);
  for (const [unit, share] of shares) units[unit].claims.push({ perimeter: index, share });
  return { index, id: perimeter.id, name: perimeter.name || perimeter.id, status: perimeter.status,
    from: perimeter.from, to: perimeter.to, pieces: perimeter.pieces, population: perimeter.population,
    area_m2: perimeter.area_m2, contested: perimeter.contested, sheet: perimeter.sheet, shares };
});

const findings = data.findings.map((values, index) => {
  const [id, rule, severity, sliver, claimants, touched, area_m2, width_m, population, estimated,
    fromUnits, message, state = "", stateWords = "", since = "", acceptedBy, acceptedUntil, reason] = values;
  return { index, id, rule: rules[rule].name, ruleWords: rules[rule].words,
    severity: severities[severity].name, severityWords: severities[severity].words,
    sliver: sliver === 1, perimeters: claimants, units: touched, area_m2, width_m, population,
    estimated: estimated === 1, fromUnits: fromUnits === 1, message, state, stateWords, since,
    accepted: acceptedBy ? { by: acceptedBy, until: acceptedUntil, reason } : null };
});

/* Less of a unit is a border drawn twice. */
const LEAST_SHARE = 0.01;

/* What perimeters gained and lost since the last run: indexes of units. */
const declaredChanges = data.changes || [];

const hasPopulation = units.some((unit) => unit.population !== null);
const groups = [...new Set(units.map((unit) => unit.group))].filter(Boolean).sort(collator.compare);

/* "04" is "Alpes-de-Haute-Provence" where the page knows it. */
function groupName(group) {
  return data.groups?.[group] || group;
}

/* ---- in words -------------------------------------------------------------------------------- */

/* What is in braces comes as what the units are called: communes, arrondissements, IRIS. */
function unitCount(count) {
  return plural("%s {unit}", "%s {units}", count);
}

function unitsTitle() {
  return text("{Units}");
}

/* Where there is room for one word: of communes and arrondissements, communes. */
function unitsShort() {
  return unitsTitle().split(/,? /)[0];
}

function inhabitants(count) {
  return plural("%s inhabitant", "%s inhabitants", Math.round(count), number(Math.round(count)));
}

function claimantNames(finding) {
  return finding.perimeters.map((perimeter) => perimeters[perimeter].name);
}

/* Most populous first, as people name places. */
function byPopulation(list) {
  return [...list].sort((a, b) => (units[b].population ?? 0) - (units[a].population ?? 0) || a - b);
}

function sentence(finding) {
  if (finding.message) return finding.message;
  const who = claimantNames(finding).join(" / ");
  return text("Sliver %s m wide", number(finding.width_m, 1)) + (who ? text(": ") + who : "");
}

/* Where it is: "Nice", "Zone of Sisteron"; the rule where no unit is touched. */
function titleOf(finding) {
  if (!finding.units.length) return finding.ruleWords;
  const [first] = byPopulation(finding.units);
  return finding.units.length > 1 ? text("Around %s", units[first].name) : units[first].name;
}

/* What it is, under its title. */
function whatOf(finding) {
  const count = finding.perimeters.length;
  if (finding.sliver)
    return text("Sliver %s m wide", number(finding.width_m, 1)) +
      (count ? text(": ") + claimantNames(finding).join(" / ") : "");
  const where = finding.units.length > 1 ? unitCount(finding.units.length) + ", " : "";
  if (finding.rule === "white-zone") return where + text("in no CPTS");
  if (finding.rule === "overlap")
    return where + plural("in %s CPTS", "in %s CPTS at once", count) + text(": ") + claimantNames(finding).join(", ");
  return sentence(finding);
}

/* The inhabitants of what a CPTS holds, {known, unknown}: in how many units they are not known. */
function peopleOf(shares, known = sumOf(shares)) {
  const unknown = [...shares].filter(([unit, share]) => share >= LEAST_SHARE && units[unit].population === null);
  return { known, unknown: unknown.length };
}

/* With a place that it would take. */
function peopleWith({ known, unknown }, finding) {
  return { known: known + finding.population,
    unknown: unknown + finding.units.filter((unit) => units[unit].population === null).length };
}

/* 1, 2, ...; 0 when nobody lives there, or not everybody is counted. */
function sizeClass({ known, unknown }) {
  return unknown ? 0 : sizeClasses.filter(({ from }) => known >= from).length;
}

/* "2"; "?" where not everybody is counted. */
function sizeMark(people) {
  return people.unknown ? "?" : String(sizeClass(people) || "–");
}

function unknownWords(count) {
  return text("size and ceiling unknown: the inhabitants of %s are not known", unitCount(count));
}

/* "size 2: 40,000 to 79,999 inhabitants"; "" where nobody lives. */
function sizeWords(people) {
  const size = sizeClass(people);
  if (people.unknown) return unknownWords(people.unknown);
  if (!size) return "";
  const { from, to } = sizeClasses[size - 1];
  return to ? text("size %s: %s to %s inhabitants", size, number(from), number(to - 1))
    : text("size %s: %s inhabitants or more", size, number(from));
}

/* "size 2: 40,000 to 79,999 inhabitants, at most €287,000 a year (ACI CPTS, 20 June 2019)" */
function classWords(people) {
  const range = sizeWords(people), ceiling = ceilingOf(people);
  if (!range || people.unknown) return range || "–";
  return range + (ceiling ? text(", at most %s a year", euros(ceiling)) : "") +
    (data.size_source ? ` (${data.size_source})` : "");
}

/* What each of these sizes is, and why one is unknown: a line each. */
function classLines(all) {
  return [...new Set([...all].sort((a, b) => sizeClass(a) - sizeClass(b)).map(classWords))].filter((words) => words !== "–");
}

function ceilingOf(people) {
  const size = sizeClass(people);
  return size ? sizeClasses[size - 1].ceiling : null;
}
