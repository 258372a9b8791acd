/*
 * What stands beside the map: a list or a card, by tab; on a phone the map is a tab as well, and a
 * card slides over its lower part.
 */
const tabs = () => [
  ["map", text("Map"), ""],
  ["findings", text("To decide"), passing.findings.length],
  ["perimeters", text("CPTS"), passing.perimeters.length],
  ["units", unitsShort(), ""],
  ["what-if", text("What if?"), ""],
];

function buildTabs() {
  const bar = byId("tabs");
  for (const [name] of tabs())
    bar.append(element("button", { type: "button", role: "tab", id: "tab-" + name, onclick: () => openTab(name),
      title: name === "units" ? unitsTitle() : null, "aria-controls": name === "map" ? "mapside" : "panel" }));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const seen = [...bar.children].filter((tab) => tab.offsetWidth);
    const at = seen.indexOf(document.activeElement);
    const next = seen[(at + step + seen.length) % seen.length];
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.click();
  });
}

function isPhone() {
  return byId("tab-map").offsetWidth > 0;
}

function showTabs() {
  const isMap = document.documentElement.dataset.view === "map" && isPhone();
  for (const [name, words, count] of tabs()) {
    const tab = byId("tab-" + name), isOn = isMap ? name === "map" : name === state.tab;
    tab.replaceChildren(words, count === "" ? "" : element("span", { class: "count" }, " " + number(count)));
    tab.setAttribute("aria-selected", String(isOn));
    tab.tabIndex = isOn ? 0 : -1;
  }
  byId("panel").setAttribute("aria-labelledby", "tab-" + state.tab);
}

function openTab(name) {
  lineCount = LINES;
  document.documentElement.dataset.view = name === "map" ? "map" : "list";
  if (name === "map") change({ hovered: null });
  else change({ tab: name, card: null });
}

/* Where the list was, to come back to it. */
let listPlace = 0, lastChosen = "";

function showSide(patch) {
  if (!("tab" in patch || "card" in patch || "filter" in patch)) {
    showTabs();
    return;
  }
  const isWhatIf = state.tab === "what-if", card = isWhatIf ? null : state.card;
  byId("what-if").hidden = !isWhatIf;
  byId("card").hidden = !card;
  byId("browse").hidden = isWhatIf || card !== null;
  document.documentElement.classList.toggle("has-card", card !== null);
  byId("map").classList.toggle("choosing", isWhatIf);
  if (!isWhatIf && ("tab" in patch || "filter" in patch)) {
    showFilters();
    fillList();
  }
  showTabs();
}
watchers.push(showSide);

/* Chooses a finding, a CPTS or a commune: its card comes in the place of the list, and the map goes
 * to it unless it was chosen there. Nothing scrolls the page. */
function choose(card, from) {
  const panel = byId("panel"), wasList = !state.card;
  if (card && wasList) {
    listPlace = panel.scrollTop;
    lastChosen = card.kind + card.index;
  }
  if (from !== "map" && isPhone()) document.documentElement.dataset.view = "map";
  change({ card, hovered: null, ...(state.tab === "what-if" ? { tab: "findings" } : {}) });
  if (!card) {
    panel.scrollTop = listPlace;
    if (from === "card") (byId("list").querySelector(`[data-card="${CSS.escape(lastChosen)}"]`) || byId("tab-" + state.tab)).focus({ preventScroll: true });
    return;
  }
  byId("card").replaceChildren(...cardOf(card));
  panel.scrollTop = 0;
  if (from === "tables") byId("work").scrollIntoView({ block: "start" });
  if (from !== "map") showBox(boxOfCard(card));
  if (from !== "fragment") byId("card").querySelector("h2").focus({ preventScroll: true });
}

function boxOfCard({ kind, index, units: list }) {
  if (kind === "gone") return joinBoxes(list.map((unit) => boxes.units[unit]));
  return (kind === "finding" ? boxes.findings : kind === "perimeter" ? boxes.perimeters : boxes.units)[index];
}
