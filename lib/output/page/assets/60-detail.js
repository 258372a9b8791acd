/*
 * Beside the map: what was chosen, in words.
 */
function term(list, title, ...content) {
  list.append(element("dt", {}, title), element("dd", {}, ...content));
}

function describeFinding(finding) {
  const list = element("dl");
  if (finding.perimeters.length) term(list, text("CPTS"), ...namedList(claimantNames(finding)));
  if (finding.units.length)
    term(list, plural("Unit", "Units", finding.units.length),
      ...namedList(finding.units.slice(0, 30).map((unit) => units[unit].name + " (" + units[unit].code + ")")),
      finding.units.length > 30 ? " …" : "");
  if (finding.population !== null)
    term(list, text("Inhabitants"), (finding.estimated ? "≈ " : "") + number(finding.population));
  if (hasPlace(finding)) {
    term(list, text("Area"), text("%s km²", squareKilometres(finding.area_m2)));
    term(list, text("Width"), text("%s m", number(finding.width_m, finding.width_m < 10 ? 1 : 0)));
  }
  if (finding.state)
    term(list, text("State"), text("%s, first seen on %s", finding.stateWords, finding.since.slice(0, 10)));
  if (finding.accepted) {
    term(list, text("Accepted by"), named(finding.accepted.by),
      finding.accepted.until ? " " + text("until %s", finding.accepted.until) : "");
    term(list, text("Reason"), named(finding.accepted.reason));
  }
  if (finding.id) term(list, text("Identifier"), finding.id);
  return [element("h3", {}, finding.ruleWords), element("p", {}, named(sentence(finding))), list];
}

function describeUnit(unit) {
  const { name, code, group, population, area_m2, claims } = units[unit];
  const list = element("dl");
  if (group) term(list, text("Département"), named(group));
  if (population !== null) term(list, text("Inhabitants"), number(population));
  term(list, text("Area"), text("%s km²", squareKilometres(area_m2)));
  term(list, text("CPTS"), ...(claims.length
    ? claims.flatMap((claim, i) => [i ? ", " : "", named(perimeters[claim.perimeter].name),
      claim.share < 1 ? text(" (%s%%)", number(100 * claim.share, 1)) : ""])
    : [text("none")]));
  return [element("h3", {}, named(name), " (" + code + ")"), list];
}

let chosenUnit = -1;

listeners.pickFinding.push((finding, from) => {
  chosenUnit = -1;
  chooseLine(finding, from);
  byId("detail").replaceChildren(...describeFinding(finding));
  if (from === "table") showBox(boxes.findings[finding.index]);
  redraw();
});

listeners.pickUnit.push((unit) => {
  chosenUnit = unit;
  chooseLine(null);
  byId("detail").replaceChildren(...(unit >= 0 ? describeUnit(unit)
    : [element("p", { class: "hint" }, text("Click a place of the map or a line of the table."))]));
  redraw();
});

overlays.push((view) => {
  if (chosenUnit >= 0) {
    view.context.beginPath();
    traceShape(view, shapes.units[chosenUnit]);
    view.context.strokeStyle = INK;
    view.context.lineWidth = 2;
    view.context.stroke();
  }
  if (hovered && hovered !== table.chosen && hasPlace(hovered)) drawHighlight(view, hovered, false);
  if (table.chosen && hasPlace(table.chosen)) drawHighlight(view, table.chosen, true);
});
