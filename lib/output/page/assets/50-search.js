/*
 * One box to find everything: communes by name or code, CPTS, findings. Each word that is typed
 * must begin a word of what is found; accents, hyphens and "Saint" or "St" do not matter.
 */
const MOST_FOUND = 12;

let searched = null;
function everything() {
  if (searched) return searched;
  searched = [];
  perimeters.forEach((perimeter, index) => searched.push({ kind: "perimeter", index, title: perimeter.name,
    words: plain(perimeter.name + " " + perimeter.id), weight: 3e6 + sumOf(perimeter.shares) / 10 }));
  findings.forEach((finding, index) => {
    if (finding.sliver) return;
    searched.push({ kind: "finding", index, title: titleOf(finding), weight: 2e6,
      words: plain([finding.ruleWords, titleOf(finding), finding.id, ...claimantNames(finding)].join(" ")) });
  });
  units.forEach((unit, index) => searched.push({ kind: "unit", index, title: unit.name,
    words: plain(unit.name + " " + unit.code), weight: unit.population ?? 0 }));
  return searched;
}

function find(typed) {
  const sought = plain(typed).split(" ").filter(Boolean);
  if (!sought.length) return [];
  const whole = sought.join(" "), found = [];
  for (const entry of everything()) {
    const words = " " + entry.words;
    if (!sought.every((word) => words.includes(" " + word))) continue;
    const title = plain(entry.title);
    const rank = title === whole || plain(units[entry.index]?.code ?? "") === whole ? 0
      : title.startsWith(whole) ? 1 : entry.words.startsWith(whole) ? 2 : 3;
    found.push({ entry, rank });
  }
  return found.sort((a, b) => a.rank - b.rank || b.entry.weight - a.entry.weight)
    .slice(0, MOST_FOUND).map(({ entry }) => entry);
}

function foundWords({ kind, index }) {
  if (kind === "perimeter") return hasPopulation ? text("CPTS, %s", inhabitants(sumOf(perimeters[index].shares))) : text("CPTS");
  if (kind === "finding") return findings[index].ruleWords;
  const { code, population } = units[index];
  return code + (population === null ? "" : ", " + inhabitants(population));
}

/* A box with suggestions, as ARIA describes it; `onPick` is called with what is chosen. */
function suggestingBox({ id, label, placeholder, filter = () => true, onPick, isHidden = false }) {
  let options = [], active = -1;
  const list = element("ul", { id: id + "-list", role: "listbox", class: "suggestions", "aria-label": label, hidden: true });
  const input = element("input", { type: "search", id, role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": id + "-list", placeholder });
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (entry) => {
    close();
    onPick(entry, input);
  };
  const mark = (to) => {
    active = (to + options.length) % options.length;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const fill = () => {
    options = find(input.value).filter(filter);
    list.replaceChildren(...options.map((entry, i) => element("li", { role: "option", id: `${id}-${i}`, "aria-selected": "false",
      onpointerdown: (event) => event.preventDefault(), onclick: () => pick(entry) },
    element("span", {}, named(entry.title)), element("small", {}, foundWords(entry)))));
    if (!options.length && input.value.trim())
      list.replaceChildren(element("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, text("Nothing is found.")));
    list.hidden = !list.children.length;
    active = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };
  input.addEventListener("input", fill);
  input.addEventListener("focus", () => input.value && fill());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter") {
      event.preventDefault();
      if (list.hidden || !options.length) fill();
      if (options.length) pick(options[Math.max(active, 0)]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      if (list.hidden) fill();
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? options.length - 1 : active - 1);
    }
  });
  return element("div", { class: "search" },
    element("label", { for: id, class: isHidden ? "hidden" : null }, label), input, list);
}

function buildSearch() {
  byId("search").append(suggestingBox({ id: "search-box", isHidden: true,
    label: text("Search a commune, a code, a CPTS"), placeholder: text("Search a commune, a code, a CPTS"),
    onPick: (entry, input) => {
      input.select();
      if (state.tab === "what-if") change({ tab: "findings" });
      choose({ kind: entry.kind, index: entry.index }, "search");
    } }));
}
