/*
 * Cards: all there is to know of a finding, a CPTS or a commune, and what can be done.
 */
const MOST_LISTED = 60;

function term(list, title, ...content) {
  list.append(element("dt", {}, title), element("dd", {}, ...content));
}

/* A name that opens its card. */
function linkTo(kind, index, words) {
  return element("button", { type: "button", class: "link", onclick: () => choose({ kind, index }, "list") }, named(words));
}

function perimeterLink(index) {
  return linkTo("perimeter", index, perimeters[index].name);
}

function unitLink(unit) {
  return linkTo("unit", unit, units[unit].name);
}

function joined(links, separator = ", ") {
  return links.flatMap((link, i) => i ? [separator, link] : [link]);
}

/* Communes, the most populous first, each with its inhabitants. */
function unitsList(title, list) {
  if (!list.length) return null;
  const sorted = byPopulation(list), rest = sorted.slice(MOST_LISTED);
  const item = (unit) => element("li", {}, unitLink(unit), " ", element("span", { class: "quiet" },
    units[unit].population === null ? units[unit].code : number(units[unit].population)));
  const items = element("ul", { class: "places" }, ...sorted.slice(0, MOST_LISTED).map(item));
  const more = rest.length ? element("button", { type: "button", onclick: (event) => {
    items.append(...rest.map(item));
    event.target.remove();
  } }, text("Show more (%s left)", number(rest.length))) : null;
  return element("details", { open: list.length <= 12 }, element("summary", {}, title, text(": "), unitCount(list.length)), items, more);
}

function cardFrame(kicker, title, ...content) {
  return [element("button", { type: "button", class: "back", onclick: () => choose(null, "card") }, "← ", text("Back to the list")),
    element("p", { class: "kicker" }, ...kicker), element("h2", { tabindex: "-1" }, named(title)), ...content.filter(Boolean)];
}

/* ---- a finding ------------------------------------------------------------------------------- */

function findingFacts(finding) {
  const list = element("dl");
  if (finding.population !== null) term(list, text("Inhabitants"), (finding.estimated ? "≈ " : "") + number(finding.population));
  if (hasPlace(finding)) {
    term(list, text("Area"), squareKilometres(finding.area_m2));
    term(list, text("Width"), text("%s m", number(finding.width_m, finding.width_m < 10 ? 1 : 0)));
  }
  if (finding.perimeters.length) term(list, text("Claimed by"), ...joined(finding.perimeters.map(perimeterLink)));
  term(list, text("Severity"), finding.severityWords);
  if (finding.state) term(list, text("State"), text("%s, first seen on %s", finding.stateWords, dateInWords(finding.since)));
  for (const changed of declaredChanges) {
    const gained = changed.gained.filter((unit) => finding.units.includes(unit));
    const lost = changed.lost.filter((unit) => finding.units.includes(unit));
    const names = (found) => byPopulation(found).slice(0, 6).map((unit) => units[unit].name).join(", ");
    if (gained.length) term(list, text("Since the last run"), named(changed.name), " + ", names(gained));
    if (lost.length) term(list, text("Since the last run"), named(changed.name), " − ", names(lost));
  }
  if (finding.accepted) {
    term(list, text("Accepted by"), named(finding.accepted.by),
      finding.accepted.until ? " " + text("until %s", dateInWords(finding.accepted.until)) : "");
    term(list, text("Reason"), named(finding.accepted.reason));
  }
  if (finding.id) term(list, text("Identifier"), element("code", {}, finding.id));
  return list;
}

/* Who could take a white zone: what each would then be. */
function takers(finding) {
  const near = perimetersAround(finding.units).slice(0, 6);
  const item = ({ perimeter, length }) => {
    const before = peopleOf(perimeters[perimeter].shares), after = peopleWith(before, finding);
    return element("li", {}, perimeterLink(perimeter), " ", element("span", { class: "quiet" },
      text("%s km of border", number(length / 1000, 1)), hasPopulation ? text(": ") + becomes(before, after) : ""), " ",
    element("button", { type: "button", class: "small", onclick: () => tryTaking(perimeter, finding.units) }, text("What if?")));
  };
  return near.length ? [element("h3", {}, text("Who borders it")), element("ul", { class: "options" }, ...near.map(item))] : [];
}

/* "36,729 → 56,986 inhabitants, 1 → size 2: 40,000 to 79,999 inhabitants …, ceiling +€67,000" */
function becomes(before, after) {
  const words = [text("%s → %s inhabitants", number(Math.round(before.known)), number(Math.round(after.known)))];
  if (sizeMark(before) !== sizeMark(after)) words.push(sizeMark(before) + " → " + classWords(after));
  else if (after.unknown) words.push(unknownWords(after.unknown));
  const gain = ceilingOf(after) - ceilingOf(before);
  if (ceilingOf(after) && ceilingOf(before) && gain) words.push(text("ceiling %s", (gain > 0 ? "+" : "−") + euros(Math.abs(gain))));
  return words.join(", ");
}

function whatToDo(finding) {
  if (finding.sliver) return [element("p", {}, text("Two drawings of the same border: nothing to decide."))];
  if (finding.rule === "white-zone")
    return [...takers(finding), element("p", {}, element("button", { type: "button", onclick: () => {
      tryNew(titleOf(finding), finding.units);
    } }, text("What if a new CPTS took it?")))];
  if (finding.rule !== "overlap") return [];
  const isCity = finding.fromUnits && finding.units.length === 1 && units[finding.units[0]].code.length === 5;
  return [element("h3", {}, text("What to do")),
    element("p", {}, isCity
      ? text("If the CPTS share the commune, declare the IRIS or the quarters of each; if not, one keeps it and the others release it.")
      : text("One CPTS keeps the place and the others release it, by an amendment to their declaration.")),
    element("ul", { class: "options" }, ...finding.perimeters.map((keeper) => element("li", {}, perimeterLink(keeper), " ",
      element("button", { type: "button", class: "small", onclick: () => tryKeeping(keeper, finding) }, text("What if it kept it alone?")))))];
}

function findingCard(finding) {
  const key = element("canvas", { class: "item-key", "aria-hidden": "true" });
  drawKey(key, kindOf(finding), 22, 14);
  return cardFrame([key, finding.ruleWords, ...badgesOf(finding)], titleOf(finding),
    element("p", { class: "sentence" }, named(sentence(finding))), findingFacts(finding), ...whatToDo(finding),
    unitsList(unitsTitle(), finding.units));
}

/* ---- a CPTS ---------------------------------------------------------------------------------- */

function perimeterFacts(perimeter) {
  const list = element("dl"), people = peopleOf(perimeter.shares);
  if (hasPopulation) {
    term(list, text("Inhabitants"), number(Math.round(people.known)));
    term(list, text("Size"), classWords(people));
  }
  term(list, text("Area"), squareKilometres(perimeter.area_m2));
  term(list, text("Pieces"), number(perimeter.pieces));
  if (perimeter.contested > 0 && hasPopulation)
    term(list, text("Also claimed by others"), inhabitants(perimeter.contested));
  if (perimeter.status) term(list, text("Status"), named(perimeter.status));
  if (perimeter.from) term(list, text("In force from"), dateInWords(perimeter.from));
  if (perimeter.to) term(list, text("In force to"), dateInWords(perimeter.to));
  if (perimeter.id !== perimeter.name) term(list, text("Identifier"), element("code", {}, named(perimeter.id)));
  return list;
}

/* A page of its own, where the run wrote one. */
function sheetLink({ sheet }) {
  if (!sheet) return "";
  const folder = data.sheets.split("/").map(encodeURIComponent).join("/");
  return element("a", { href: `${folder}/${sheet}` }, text("Its sheet, to print"));
}

function findingLine(finding, ...more) {
  const key = element("canvas", { class: "item-key", "aria-hidden": "true" });
  const title = titleOf(finding), facts = [title === finding.ruleWords ? "" : finding.ruleWords,
    finding.population === null ? "" : approximately(finding)];
  drawKey(key, kindOf(finding), 22, 14);
  return element("li", {}, key, " ", linkTo("finding", finding.index, title), " ",
    element("span", { class: "quiet" }, facts.filter(Boolean).join(" · ")), ...more);
}

function perimeterCard(perimeter) {
  const { index, shares } = perimeter, list = [...shares.keys()];
  const own = findings.filter((finding) => !finding.sliver && finding.perimeters.includes(index));
  const beside = new Set(around(list).keys());
  const white = findings.filter((finding) => finding.rule === "white-zone" && !finding.sliver &&
    finding.units.some((unit) => beside.has(unit) || shares.has(unit)));
  const neighbours = perimetersAround(list, index);
  return cardFrame([text("CPTS")], perimeter.name, perimeterFacts(perimeter),
    element("p", { class: "row" }, element("button", { type: "button", onclick: () => tryTaking(index, []) }, text("What if, from here")), " ", sheetLink(perimeter)),
    own.length ? element("h3", {}, text("Its conflicts")) : null,
    own.length ? element("ul", { class: "options" }, ...own.map((finding) => findingLine(finding))) : null,
    white.length ? element("h3", {}, text("White zones on its border")) : null,
    white.length ? element("ul", { class: "options" }, ...white.map((finding) => findingLine(finding,
      hasPopulation && finding.population ? element("span", { class: "quiet" }, text(": "),
        becomes(peopleOf(shares), peopleWith(peopleOf(shares), finding))) : ""))) : null,
    neighbours.length ? element("h3", {}, text("Its neighbours")) : null,
    neighbours.length ? element("p", {}, ...joined(neighbours.map(({ perimeter: other }) => perimeterLink(other)))) : null,
    unitsList(unitsTitle(), list));
}

/* ---- a commune ------------------------------------------------------------------------------- */

/* What this one is, where the region has several kinds; see input/region/unit_words.h. */
function kindOfUnit({ code }) {
  if (!/^([013-9]\d|2[AB1-9])\d{3}(\d{4})?$/.test(code)) return text("{Unit}");
  const word = code.length === 9 ? text("IRIS") : /^(751|6938|132)/.test(code) ? text("arrondissement") : text("commune");
  return word[0].toUpperCase() + word.slice(1);
}

function unitCard(index) {
  const unit = units[index], list = element("dl");
  if (unit.group) term(list, text("{Group}"), groupName(unit.group) === unit.group ? unit.group : `${groupName(unit.group)} (${unit.group})`);
  if (unit.population !== null) term(list, text("Inhabitants"), number(unit.population));
  term(list, text("Area"), squareKilometres(unit.area_m2));
  term(list, text("Claimed by"), ...(unit.claims.length ? joined(unit.claims.map(({ perimeter, share }) => {
    const { from } = perimeters[perimeter];
    return element("span", {}, perimeterLink(perimeter), share < 1 ? text(" (%s%%)", number(100 * share, 1)) : "",
      from ? " " + text("since %s", dateInWords(from)) : "");
  })) : [text("none")]));
  for (const changed of declaredChanges) {
    if (changed.gained.includes(index)) term(list, text("Since the last run"), "+ ", named(changed.name));
    if (changed.lost.includes(index)) term(list, text("Since the last run"), "− ", named(changed.name));
  }
  const concerned = findings.filter((finding) => !finding.sliver && finding.units.includes(index));
  const near = unit.claims.length ? [] : perimetersAround([index]).slice(0, 6);
  return cardFrame([kindOfUnit(unit), " ", element("code", {}, unit.code)], unit.name, list,
    concerned.length ? element("h3", {}, text("Findings")) : null,
    concerned.length ? element("ul", { class: "options" }, ...concerned.map((finding) => findingLine(finding))) : null,
    near.length ? element("h3", {}, text("Who borders it")) : null,
    near.length ? element("p", {}, ...joined(near.map(({ perimeter }) => perimeterLink(perimeter)))) : null);
}

/* What is resolved: its sentence, and the place where it was. */
function goneCard({ message, units: list }) {
  return cardFrame([text("Resolved")], list.length ? titleOf({ units: list }) : text("Resolved"),
    element("p", {}, named(message)), unitsList(unitsTitle(), list));
}

function cardOf(card) {
  if (card.kind === "finding") return findingCard(findings[card.index]);
  if (card.kind === "perimeter") return perimeterCard(perimeters[card.index]);
  return card.kind === "gone" ? goneCard(card) : unitCard(card.index);
}
