/*
 * Putting it together, and what the address keeps: the card that is open and the scenario.
 */
function cardWords(card) {
  if (!card) return "";
  if (card.kind === "finding") return "finding=" + encodeURIComponent(findings[card.index].id);
  if (card.kind === "perimeter") return "cpts=" + encodeURIComponent(perimeters[card.index].id);
  return card.kind === "unit" ? "unit=" + encodeURIComponent(units[card.index].code) : "";
}

let isRead = false; /* what the address kept is not written over before it is read */
function writeFragment() {
  if (!isRead) return;
  const words = [state.tab === "what-if" ? "what-if" : cardWords(state.card),
    isChanged() || scenario.entries.length ? "scenario=" + scenarioText() : ""].filter(Boolean).join("&");
  const now = window.location.hash.slice(1);
  if (words !== now && (words || now.includes("=") || now === "what-if"))
    window.history.replaceState(null, "", words ? "#" + words : window.location.pathname + window.location.search);
}
watchers.push((patch) => {
  if ("card" in patch || "tab" in patch) writeFragment();
});

/* The link beside the verdict: those findings, and no others. */
function showNotUnderstood() {
  clearFilters();
  setFilter("rule", "not-understood");
  openTab("findings");
}

function readFragment() {
  const kept = new Map(window.location.hash.slice(1).split("&").map((part) => {
    const [name, ...value] = part.split("=");
    return [name, value.join("=")];
  }));
  if (kept.has("scenario")) readScenario(kept.get("scenario"));
  const at = (name, list, field) => kept.has(name) ? list.findIndex((item) => item[field] === decode(kept.get(name))) : -1;
  const cards = [["finding", at("finding", findings, "id")], ["perimeter", at("cpts", perimeters, "id")], ["unit", at("unit", units, "code")]];
  const [kind, index] = cards.find(([, found]) => found >= 0) || [];
  if (kept.has("what-if")) openTab("what-if");
  else if (kept.has("not-understood")) showNotUnderstood();
  else if (kind) choose({ kind, index }, "fragment");
  if (kept.has("scenario")) scenarioChanged();
}

/* The working screen ends where the window does. */
function fitScreen() {
  byId("work").style.setProperty("--top", byId("work").getBoundingClientRect().top + window.scrollY + "px");
}

document.documentElement.dataset.view = "map";
document.documentElement.dataset.ready = "yes"; /* what is built is measured */
fillLegend();
buildSearch();
buildTabs();
if (isPhone()) byId("filter-box").open = false;
fillFilters();
buildWhatIf();
buildLasso();
fitScreen();
window.addEventListener("resize", fitScreen);
document.querySelectorAll("table.sortable").forEach(makeSortable);
document.querySelectorAll("tr[data-finding], tr[data-units], tr[data-perimeter]").forEach(linkRow);
map.invalidateSize({ animate: false, pan: false });
change({ tab: "findings" });
showAll();
placeLegend();
map.setMaxBounds(map.getBounds().pad(0.5));
drawing.addTo(map);
readFragment();
isRead = true;
writeFragment();
window.addEventListener("hashchange", readFragment);
document.querySelector(".verdict .understood a")?.addEventListener("click", (event) => {
  event.preventDefault();
  showNotUnderstood();
  byId("panel").focus({ preventScroll: true });
});
byId("map").addEventListener("mouseleave", () => hover(null));
document.documentElement.dataset.built = "yes";
