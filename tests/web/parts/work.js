/* What is found, chosen and filtered: search, cards, lists, names on the map. */
"use strict";
const fs = require("fs");
const { check, equal, violations, sticksOut, run, file } = require("../tap");
const { open } = require("../browser");
const { placeIn } = require("./screen");

async function checkSearch(page) {
  const box = page.getByRole("combobox", { name: "Rechercher une commune, un code, une CPTS" });
  const unit = await page.evaluate(() => {
    const index = units.findIndex((u) => /[-éèêçô']/.test(u.name) && u.name.length > 7);
    return { index, name: units[index].name, code: units[index].code };
  });
  await box.fill(unit.code);
  check("search: a code finds its commune", (await page.getByRole("option").first().innerText()).includes(unit.name));
  const bare = unit.name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[-']/g, " ").toUpperCase();
  await box.fill(bare.slice(0, -1));
  check("search: accents, hyphens, case and the end of a name do not matter",
    (await page.getByRole("option").allInnerTexts()).some((words) => words.includes(unit.code)), bare);
  await page.keyboard.press("ArrowDown");
  check("search: the keyboard goes through what is found", await page.getByRole("option").first().getAttribute("aria-selected") === "true" &&
    Boolean(await box.getAttribute("aria-activedescendant")));
  equal("search: accessible", await violations(page), []);
  await box.fill(unit.code);
  await page.keyboard.press("Enter");
  equal("search: Enter opens the card", await page.evaluate(() => state.card), { kind: "unit", index: unit.index });
  check("search: and the map goes there", await page.evaluate((index) => map.getBounds().contains(boundsOf(boxes.units[index])), unit.index));
  check("search: the address keeps it", (await page.evaluate(() => window.location.hash)).includes("unit=" + unit.code));
  const name = await page.evaluate(() => perimeters[0].name);
  await box.fill(name);
  await page.keyboard.press("Enter");
  equal("search: a CPTS by its name", await page.evaluate(() => state.card.kind), "perimeter");
  await box.fill("zzzz");
  equal("search: nothing is said to be found", await page.getByRole("option").allInnerTexts(), ["Aucun résultat."]);
  await page.keyboard.press("Escape");
  equal("search: Escape closes it", await page.getByRole("listbox").count(), 0);
  equal("search: St is Saint, l' is l, oe is œ", await page.evaluate(() =>
    [plain("Saint-Étienne-de-l'Œuvre"), plain("St Etienne de l Oeuvre"), plain("Sainte-Maxime"), plain("STE MAXIME")]),
  ["st etienne de l oeuvre", "st etienne de l oeuvre", "ste maxime", "ste maxime"]);
  await box.fill("");
  await page.locator("#tab-findings").click();
}

async function checkCards(page) {
  await page.getByRole("button", { name: "Toute la région" }).click();
  const { index, unit } = await page.evaluate(() => {
    const finding = findings.find((f) => f.rule === "white-zone" && f.fromUnits && !f.sliver);
    return { index: finding.index, unit: finding.units[0] };
  });
  await page.locator("#map").click({ position: await placeIn(page, unit) });
  equal("a finding that is clicked on the map opens its card", await page.evaluate(() => state.card), { kind: "finding", index });
  const card = await page.locator("#card").innerText();
  check("a white zone: who borders it, and what it would bring", card.includes("CPTS voisines") && /→/.test(card), card);
  await page.locator("#card .options button.link").first().click();
  const cpts = await page.locator("#card").innerText();
  check("its neighbour's card: inhabitants, the class in words, white zones on its border",
    /taille \d\s: /.test(cpts) && cpts.includes("Zones blanches à sa limite"), cpts);
  equal("a card of a CPTS: accessible", await violations(page), []);
  await page.locator("#card .back").click();
  await page.locator("#perimeters tbody tr").first().getByRole("button").click();
  equal("a CPTS of the table below opens its card above", await page.evaluate(() => [state.card.kind, state.card.index]), ["perimeter", 0]);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.locator("#card .back").click();
}

async function checkFilters(page) {
  const drawn = () => page.evaluate(() => passing.findings.map((f) => f.index));
  const all = await drawn();
  await page.getByRole("combobox", { name: "Constat", exact: true }).selectOption("white-zone");
  const white = await drawn();
  const titles = await page.locator(".item").count();
  check("filtered by kind: list, map and counts say the same", white.length > 0 && white.length < all.length && titles === white.length &&
    (await page.locator("#tab-findings .count").innerText()).trim() === String(white.length) &&
    (await page.locator("#list-count").innerText()).startsWith(String(white.length)));
  check("and the legend shows only what is there", (await page.locator("#layers").innerText()).includes("Zone") &&
    !(await page.locator("#layers").innerText()).includes("Chevauchement"));
  await page.getByRole("button", { name: "Effacer les filtres" }).click();
  equal("filters are cleared", await drawn(), all);
  const group = await page.evaluate(() => groups[0]);
  await page.getByRole("combobox", { name: "Département", exact: true }).selectOption(group);
  check("a département: what is elsewhere is left out and dimmed", await page.evaluate((group) =>
    passing.findings.every((f) => f.units.some((unit) => units[unit].group === group)) && asideNow()(units.findIndex((u) => u.group !== group)), group));
  await page.locator("#tab-perimeters").click();
  check("and the list of CPTS follows", await page.evaluate((group) => passing.perimeters.length < perimeters.length &&
    passing.perimeters.every((p) => [...p.shares.keys()].some((unit) => units[unit].group === group)), group));
  await page.locator("#tab-units").click();
  check("and that of communes", await page.evaluate((group) => passingUnits().every((unit) => units[unit].group === group), group));
  await page.getByRole("combobox", { name: "Rattachement", exact: true }).selectOption("none");
  check("communes in no CPTS", await page.evaluate(() => passingUnits().every((unit) => units[unit].whiteShare > 0)));
  await page.getByRole("button", { name: "Effacer les filtres" }).click();
  await page.locator("#tab-findings").click();
  await page.getByRole("combobox", { name: "Micro-surfaces", exact: true }).selectOption("only");
  check("slivers alone", await page.evaluate(() => passing.findings.length > 0 && passing.findings.every((f) => f.sliver)));
  await page.getByRole("button", { name: "Effacer les filtres" }).click();
  await page.getByRole("combobox", { name: "Trier par", exact: true }).selectOption("area");
  const areas = await page.evaluate(() => listOf.findings().map((f) => f.area_m2));
  check("sorted by area", areas.every((area, i) => !i || area <= areas[i - 1]));
  await page.getByRole("combobox", { name: "Trier par", exact: true }).selectOption("");
  const heading = page.locator("#perimeters thead button", { hasText: "Habitants" });
  await heading.click();
  const values = await page.locator("#perimeters tbody tr").evaluateAll((rows) => {
    const column = rows[0].closest("table").querySelector("[aria-sort]").cellIndex;
    return rows.map((row) => Number(row.cells[column].dataset.value));
  });
  check("the table of CPTS is sorted", values.length > 2 && values.every((value, i) => !i || value <= values[i - 1]));
  await page.evaluate(() => window.scrollTo(0, 0));
}

/* How much of the lists was understood, beside the verdict; the rest is a click away. */
async function checkUnderstood(browser, context, region) {
  const squares = JSON.parse(run("check", "--lang", "en", region, "--json", "-", "--quiet").stdout).units.slice(0, 6).map((u) => u.code);
  const list = (codes) => "CPTS;code\n" + codes.map((code) => `CPTS Une;${code}\n`).join("");
  fs.writeFileSync(file("whole.csv"), list(squares));
  fs.writeFileSync(file("lacking.csv"), list([...squares, "99999", "99998"]));
  for (const name of ["whole", "lacking"])
    run("check", "--quiet", "--lang", "fr", "--units", region + "|layername=communes", "--perimeters", name + ".csv", "--html", name + ".html");
  let page = await open(context, file("whole.html"));
  equal("all of a list understood: said, without a link", [(await page.locator(".verdict .understood").innerText()).includes("6 codes ou noms déclarés compris sur 6"),
    await page.locator(".verdict a").count()], [true, 0]);
  check("nothing not understood, no such filter", !await page.locator("option[value=not-understood]").count());
  await page.close();
  page = await open(context, file("lacking.html"));
  await page.setViewportSize({ width: 360, height: 740 });
  const words = await page.locator(".verdict .understood").innerText();
  check("what is not understood is said beside the verdict, on a phone too", words.includes("6 codes ou noms déclarés compris sur 8") && words.includes("voir ceux qui ne le sont pas"), words);
  equal("nothing sticks out with it", await sticksOut(page), []);
  await page.locator(".verdict a").click();
  const shown = () => page.evaluate(() => [state.tab, ...passing.findings.map((f) => f.rule)]);
  equal("a click lists these findings alone", await shown(), ["findings", "unknown-code", "unknown-code"]);
  check("and they are in view", await page.locator(".item").first().isVisible());
  equal("accessible, with the link", await violations(page), []);
  await page.close();
  page = await open(context, file("lacking.html") + "#not-understood");
  equal("a link to them opens the page there", await shown(), ["findings", "unknown-code", "unknown-code"]);
  await page.close();
  const bareContext = await browser.newContext({ javaScriptEnabled: false });
  page = await open(bareContext, file("lacking.html"), false);
  await page.locator(".verdict a").click();
  check("without a script the link leads to the first of them in the table", (await page.locator("tr:target").innerText()).includes("99999") ||
    (await page.locator("tr:target").innerText()).includes("99998"));
  await bareContext.close();
}

/* Which names are drawn at a scale: those that the canvas is asked to write. */
function namesDrawn(page, box) {
  return page.evaluate((box) => {
    if (box) showBox(box);
    else showAll();
    const written = [], { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (words, ...more) {
      written.push(words);
      return fillText.call(this, words, ...more);
    };
    drawing.draw();
    CanvasRenderingContext2D.prototype.fillText = fillText;
    return written.join(" ");
  }, box);
}

/* Where the largest town is written when it lies 8 pixels from the left side of the map. */
function leftOfTown(page) {
  return page.evaluate(() => {
    const town = unitsByPopulation[0], at = map.latLngToContainerPoint(latLng(...namePlace(town).place));
    const { fillText } = CanvasRenderingContext2D.prototype;
    let left = Infinity;
    map.panBy([at.x - 8, 0], { animate: false });
    CanvasRenderingContext2D.prototype.fillText = function (words, x, y) {
      if (units[town].name.includes(words)) left = Math.min(left, x - this.measureText(words).width / 2);
      return fillText.call(this, words, x, y);
    };
    drawing.draw();
    CanvasRenderingContext2D.prototype.fillText = fillText;
    return left - Math.round(map.getSize().x * MARGIN);
  });
}

async function checkKinds(page) {
  equal("the card of a unit says what it is", await page.evaluate(() => ["04070", "2A004", "13201", "69381", "060880101", "Q1"]
    .map((code) => kindOfUnit({ code }))), ["Commune", "Commune", "Arrondissement", "Arrondissement", "IRIS",
    await page.evaluate(() => text("{Unit}"))]);
}

async function checkNames(page) {
  const of = await page.evaluate(() => {
    const small = unitsByPopulation[unitsByPopulation.length - 1];
    return { town: units[unitsByPopulation[0]].name, small: units[small].name, box: boxes.units[small] };
  });
  equal("names: a CPTS of whole communes is named on its own ground, also in pieces", await page.evaluate(() => perimeters
    .filter(({ shares }, i) => shares.size && [...shares.values()].every((share) => share === 1) &&
      !contains(shapes.perimeters[i], ...placesOfPerimeters[i])).map(({ name }) => name)), []);
  const far = await namesDrawn(page, null);
  check("names: the largest town at the scale of the region", far.includes(of.town), far);
  const near = await namesDrawn(page, of.box);
  await page.evaluate(() => showAll());
  const left = await leftOfTown(page);
  check("names: that of a town in view is not cut by the edge", left >= 0 && left < 20, left);
  check("names: the smallest commune from near", of.small.split(" ").every((word) => near.includes(word)), `${of.small}: ${near}`);
  await page.getByRole("button", { name: "Toute la région" }).click();
}

module.exports = { checkSearch, checkCards, checkFilters, checkKinds, checkNames, checkUnderstood };
