/* The workshop: what is drawn and said equals what check and simulate say of the same. */
"use strict";
const fs = require("fs");
const { check, equal, run, file, readJson, violations } = require("../tap");
const { open } = require("../browser");
const { placeIn } = require("./screen");

async function save(page, name, target) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  await download.saveAs(file(target));
}

async function checkByHand(page) {
  await page.locator("#tab-what-if").click();
  const wanted = await page.evaluate(() => {
    /* A CPTS of whole units and a unit that another one claims whole and alone. */
    const taker = perimeters.findIndex((p) => [...p.shares.values()].every((share) => share === 1));
    const unit = units.findIndex((u) => u.claims.length === 1 && u.claims[0].share === 1 &&
      u.claims[0].perimeter !== taker && u.population > 0);
    return { taker, unit, code: units[unit].code, name: units[unit].name, population: sumOf(perimeters[taker].shares) + units[unit].population };
  });
  await page.getByLabel("CPTS en cours").selectOption(String(wanted.taker));
  await page.getByLabel("Ce qu'elle prend, les autres le retirent").uncheck();
  const box = page.getByRole("combobox", { name: "Ajouter ou retirer une commune, ou prendre une zone entière" });
  await box.fill(wanted.code);
  await page.keyboard.press("Enter");
  const strip = await page.locator("#strip").innerText();
  check("what if: the strip says its inhabitants", strip.replace(/\s/g, "").includes(String(wanted.population)), strip);
  equal("what if: a new overlap with its CPTS", await page.evaluate(() => effectsNow().newOverlaps), [wanted.unit]);
  equal("what if: accessible", await violations(page), []);
  const kept = await page.evaluate(() => window.location.hash);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  equal("what if: undone", await page.evaluate(() => isChanged()), false);
  await page.getByRole("button", { name: "Rétablir" }).click();
  equal("what if: done again, and the address says so", await page.evaluate(() => [isChanged(), window.location.hash]), [true, kept]);
  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset.built === "yes");
  equal("what if: the address brings it back", await page.evaluate(() => [state.tab, [...scenario.entries[0].take]]), ["what-if", [wanted.unit]]);
  await save(page, "Enregistrer le scénario", "scenario.csv");
  const before = await page.evaluate(() => scenarioCsv());
  await page.getByRole("button", { name: "Recommencer" }).click();
  await page.locator("input[type=file]").setInputFiles(file("scenario.csv"));
  for (let i = 0; i < 100 && !await page.evaluate(() => isChanged()); i++) await page.waitForTimeout(50);
  equal("what if: the file that was saved is loaded", await page.evaluate(() => scenarioCsv()), before);
  await page.getByRole("button", { name: "Recommencer" }).click();
}

async function checkTools(page) {
  await page.locator("#tab-what-if").click();
  await page.evaluate(() => {
    chooseTool("lasso");
    showAll();
  });
  await page.getByRole("button", { name: "Nouvelle CPTS" }).click();
  await page.getByLabel("Nom de la nouvelle CPTS").fill('Neuve ; "Sud"');
  await page.keyboard.press("Tab");
  const wanted = await page.evaluate(() => unitsByPopulation.slice(0, 1));
  const at = await placeIn(page, wanted[0]), map = await page.locator("#map").boundingBox();
  const corner = (x, y) => page.mouse.move(map.x + at.x + x, map.y + at.y + y);
  await corner(-6, -6);
  await page.mouse.down();
  for (const [x, y] of [[6, -6], [6, 6], [-6, 6]]) await corner(x, y);
  await page.mouse.up();
  check("what if: the lasso takes what it surrounds", await page.evaluate(([unit]) => activeEntry().take.has(unit), wanted));
  await page.evaluate(() => chooseTool("lasso"));
  await page.evaluate(() => chooseTool("rectangle"));
  const many = await page.locator("#map").boundingBox();
  await page.mouse.move(many.x + 100, many.y + 150);
  await page.mouse.down();
  await page.mouse.move(many.x + 400, many.y + 300);
  await page.mouse.move(many.x + many.width - 30, many.y + many.height - 30);
  await page.mouse.up();
  check("what if: the rectangle takes many", await page.evaluate(() => activeEntry().take.size > 3));
  await page.evaluate(() => chooseTool("rectangle"));
  await save(page, "Enregistrer le scénario", "new.csv");
  check("what if: a new CPTS, its name in quotes", fs.readFileSync(file("new.csv"), "utf8").split("\r\n")[1]
    .startsWith('"Neuve ; ""Sud""";"Neuve ; ""Sud""";new;'));
  await page.getByRole("button", { name: "Recommencer" }).click();
  await page.getByRole("button", { name: "Nouvelle CPTS" }).click();
  const list = await page.evaluate(() => unitsByPopulation.slice(0, 3).map((unit, i) => i ? units[unit].name.toUpperCase() : units[unit].code));
  await page.getByText("Coller une liste").click();
  await page.getByLabel("Codes ou noms, un par ligne").fill(list.join("\n") + "\nNulle-Part");
  await page.getByRole("button", { name: "Les ajouter" }).click();
  const said = await page.locator("#what-if [role=status]").innerText();
  check("what if: a pasted list is read, what is unknown is said", await page.evaluate(() => activeEntry().take.size) === 3 && said.includes("Nulle-Part"), said);
  const zone = await page.evaluate(() => findings.find((f) => f.rule === "white-zone" && !f.sliver && f.units.length));
  await page.evaluate((index) => choose({ kind: "finding", index }, "list"), zone.index);
  await page.locator("#card .options button.small").first().click();
  check("what if: a whole zone is taken from its card", await page.evaluate((zone) => state.tab === "what-if" && zone.units.every((unit) => activeEntry().take.has(unit)), zone));
  await page.evaluate(() => {
    window.print = () => {};
    printNote();
  });
  await page.pdf({ path: file("note.pdf"), preferCSSPageSize: true, printBackground: true });
  const { pdfText, bare } = require("../tap");
  const sheets = pdfText(file("note.pdf"));
  check("what if: the note is one sheet, with the figures before and after", sheets.length === 1 && bare(sheets[0]).includes(bare("Ce qui change")) && sheets[0].includes("→"), sheets.join("----"));
  await page.evaluate(() => document.documentElement.classList.remove("prints-note"));
  await page.getByRole("button", { name: "Recommencer" }).click();
  await page.locator("#tab-findings").click();
}

/* ---- a hundred scenarios on a region of lists ------------------------------------------------ */

/* A repeatable source of numbers below n. */
function source(seed) {
  let state = seed;
  return (n) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % n;
  };
}

const SIDE = 7;
function writeLists() {
  const next = source(7);
  const square = (x, y) => ({ type: "Polygon", coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    .map(([e, n]) => [700000 + 1000 * e, 6600000 + 1000 * n])] });
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } };
  const codes = Array.from({ length: SIDE * SIDE }, (_, i) => `99${100 + i}`);
  fs.writeFileSync(file("lists-units.geojson"), JSON.stringify({ type: "FeatureCollection", crs, features: codes.map((code, i) =>
    ({ type: "Feature", properties: { code, nom: "Commune " + i, population: 1000 + 37 * i * (i % 11), dep: i % 2 ? "98" : "99" }, geometry: square(i % SIDE, Math.floor(i / SIDE)) })) }));
  const rows = codes.flatMap((code, i) => next(9) === 0 ? [] : [`P${Math.floor(i / 10)};CPTS ${Math.floor(i / 10)};${code}`]
    .concat(next(8) === 0 ? [`P${(Math.floor(i / 10) + 1) % 5};CPTS ${(Math.floor(i / 10) + 1) % 5};${code}`] : []));
  fs.writeFileSync(file("lists-cpts.csv"), "id;nom;code\n" + rows.join("\n") + "\n");
}

const AS = ["--units", "lists-units.geojson"];

/* What the program says of the CPTS and the region, of report.json. */
function figuresOf(report) {
  return { white: Math.round(report.totals.white_population), overlap: Math.round(report.totals.overlap_population),
    cpts: Object.fromEntries(report.perimeters.map((p) => [p.id, [p.units_whole.length + p.units_partial.length, Math.round(p.population), p.size_class, p.parts]])) };
}

async function checkRandom(context, count) {
  writeLists();
  run("check", "--quiet", "--lang", "en", ...AS, "--perimeters", "lists-cpts.csv", "--html", "lists.html");
  const page = await open(context, file("lists.html"));
  const next = source(20);
  const wrong = [];
  for (let i = 0; i < count; i++) {
    const moves = Array.from({ length: 1 + next(4) }, () => [next(6) - 1, next(2), Array.from({ length: 1 + next(5) }, () => next(SIDE * SIDE))]);
    const said = await page.evaluate((moves) => {
      readScenario("!-1");
      for (const [perimeter, isTaken, list] of moves) {
        const entry = entryOf(perimeter, perimeter < 0 ? "Z new" : "");
        for (const unit of list) (isTaken || perimeter < 0 ? takeUnit : releaseUnit)(entry, unit);
      }
      const effects = effectsNow();
      const cpts = Object.fromEntries(effects.states.map(({ entry, after }) => [entry.perimeter < 0 ? freeId(entry.name) : perimeters[entry.perimeter].id,
        [after.units, Math.round(after.people.known), sizeClass(after.people) || null, after.pieces]]));
      return { csv: declarationCsv(), scenario: scenarioCsv(), white: Math.round(effects.region.whiteAfter), overlap: Math.round(effects.region.overlapAfter),
        isEstimate: effects.region.isEstimate, cpts };
    }, moves);
    fs.writeFileSync(file("lists-after.csv"), said.csv);
    run("check", "--quiet", ...AS, "--perimeters", "lists-after.csv", "--json", "lists.json");
    const checked = figuresOf(readJson("lists.json"));
    const same = said.white === checked.white && said.overlap === checked.overlap && !said.isEstimate &&
      Object.entries(said.cpts).every(([id, figures]) => JSON.stringify(figures) === JSON.stringify(checked.cpts[id]) || (figures[0] === 0 && !checked.cpts[id]));
    if (!same) wrong.push(JSON.stringify({ said: { ...said, csv: "" }, checked }));
  }
  equal(`what if: ${count} random scenarios come to what check says of them`, wrong.slice(0, 2), []);
  equal("what if: nothing complained", page.seen.errors, []);
  await page.close();
}

/* One CPTS of drawn polygons takes and releases: as simulate says. */
async function checkDrawn(page, region, count) {
  const wrong = [];
  const next = source(3);
  for (let i = 0; i < count; i++) {
    const said = await page.evaluate(([p, u]) => {
      const perimeter = p % perimeters.length, unit = u % units.length;
      readScenario("!-1");
      const entry = entryOf(perimeter), isTaken = !perimeters[perimeter].shares.has(unit);
      (isTaken ? takeUnit : releaseUnit)(entry, unit);
      const effects = effectsNow();
      return { id: perimeters[perimeter].id, code: units[unit].code, isTaken, white: effects.region.whiteAfter, overlap: effects.region.overlapAfter,
        isEstimate: effects.region.isEstimate, population: effects.states[0].after.people.known };
    }, [next(1000), next(1000)]);
    run("simulate", "--quiet", region, "--as", said.id, said.isTaken ? "--take" : "--release", said.code, "--json", "drawn.json");
    const checked = readJson("drawn.json"), { after } = checked;
    const own = checked.perimeters.find((p) => p.id === said.id)?.after;
    const near = (a, b) => Math.abs(a - b) < 1.5;
    if (!said.isEstimate && !(near(said.white, after.white_population) && near(said.overlap, after.overlap_population) && (!own || near(said.population, own.population))))
      wrong.push(JSON.stringify({ said, white: after.white_population, overlap: after.overlap_population, population: own?.population }));
  }
  equal(`what if: ${count} moves of drawn CPTS come to what simulate says`, wrong.slice(0, 3), []);
  await page.evaluate(() => {
    readScenario("!-1");
    scenarioChanged();
  });
}

module.exports = { checkByHand, checkTools, checkRandom, checkDrawn };
