#!/usr/bin/env node
/*
 * report.html in a real browser: drawn, linked, reachable by keyboard, printed, and asking for
 * nothing. Prints TAP.   usage: test_page.js PAGE_IN_FRENCH REGION.gpkg
 */
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const { spawnSync } = require("child_process");
const { launch, open } = require("./browser");
const { measure } = require("./opening");

const [frenchPage, region] = process.argv.slice(2).map((name) => path.resolve(name));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cpts-web-"));
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let count = 0, failed = 0;
function check(what, isGood, why = "") {
  count++;
  if (!isGood) failed++;
  console.log(`${isGood ? "ok" : "not ok"} ${count} - ${what}`);
  if (!isGood && why) console.log("# " + String(why).replaceAll("\n", "\n# "));
}
function equal(what, found, wanted) {
  check(what, JSON.stringify(found) === JSON.stringify(wanted),
    `${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

function run(...words) {
  const made = spawnSync(process.env.CPTS_PROGRAM, words, { encoding: "utf8", cwd: folder });
  if (made.status > 1) throw new Error(`${words.join(" ")}: ${made.status}\n${made.stderr}`);
  return made;
}

/* Pixels of the map near a colour, as a share. */
function shareOf(page, red, green, blue, reach = 14) {
  return page.evaluate(([r, g, b, reach]) => {
    const canvas = document.querySelector("#map canvas");
    const { data: pixels } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let near = 0;
    for (let i = 0; i < pixels.length; i += 4)
      near += pixels[i + 3] > 200 && Math.abs(pixels[i] - r) < reach &&
        Math.abs(pixels[i + 1] - g) < reach && Math.abs(pixels[i + 2] - b) < reach;
    return near / (pixels.length / 4);
  }, [red, green, blue, reach]);
}

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run(document,
    { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((n) => n.html).join(" ")}`);
}

/* ---- the demo region ------------------------------------------------------------------------ */

async function checkMap(page) {
  check("the map: tints of the CPTS", await shareOf(page, 0xcf, 0xdc, 0xec) > 0.01);
  check("the map: overlaps in red", await shareOf(page, 0xb3, 0x26, 0x1e, 45) > 0.0005);
  check("the map: white zones", await shareOf(page, 255, 255, 255) > 0.0005);
  await page.getByLabel("Chevauchements", { exact: true }).uncheck();
  await page.waitForTimeout(100);
  check("the map: a layer that is unticked goes", await shareOf(page, 0xb3, 0x26, 0x1e, 45) < 0.0001);
  await page.getByLabel("Chevauchements", { exact: true }).check();
}

async function checkLinks(page) {
  const line = page.locator("#findings-table tbody tr").first();
  await line.click();
  equal("a line of the table that is clicked is the current one", await line.getAttribute("aria-current"), "true");
  check("its finding is told beside the map", (await page.locator("#detail").innerText()).includes("Chevauchement"));
  const isSeen = await page.evaluate(() => map.getBounds().contains(boundsOf(boxes.findings[table.chosen.index])));
  check("the map goes to its place", isSeen);

  await page.getByRole("button", { name: "Toute la région" }).click();
  const place = await page.evaluate(() => {
    const finding = findings.find((f) => f.rule === "white-zone" && f.fromUnits);
    const unit = finding.units[0];
    /* A place inside: halfway along the first row of a grid that is in the unit. */
    const box = boxes.units[unit];
    for (let i = 1; i < 40; i++)
      for (let j = 1; j < 40; j++) {
        const x = box[0] + (box[2] - box[0]) * i / 40, y = box[1] + (box[3] - box[1]) * j / 40;
        if (unitAt(x, y) !== unit) continue;
        const at = map.latLngToContainerPoint(latLng(x, y));
        return { index: finding.index, x: at.x, y: at.y };
      }
    return null;
  });
  await page.locator("#map").click({ position: { x: place.x, y: place.y } });
  equal("a finding that is clicked on the map is chosen", await page.evaluate(() => table.chosen && table.chosen.index), place.index);
  equal("and its line is marked", await page.locator("#findings-table tr[aria-current]").count(), 1);

  await page.locator("#findings-table tbody tr").nth(2).hover();
  check("a line under the pointer shows its place", await page.evaluate(() => hovered === table.rows[2]));
}

async function checkTable(page) {
  const all = await page.evaluate(() => findings.filter((f) => !f.sliver).length);
  check("the number of findings is told", (await page.locator("#findings-count").innerText()).startsWith(String(all)));
  await page.getByRole("combobox", { name: "Constat" }).selectOption("white-zone");
  const kinds = await page.locator("#findings-table tbody th").allInnerTexts();
  check("filtered by kind", kinds.length > 0 && kinds.every((kind) => kind.includes("Zone blanche")), kinds.join());
  await page.getByRole("combobox", { name: "Constat" }).selectOption("");
  await page.getByRole("searchbox").fill("zzzz");
  equal("a search without result", await page.locator("#findings-table tbody tr").count(), 0);
  await page.getByRole("searchbox").fill("");
  await page.getByRole("button", { name: "Superficie (km²)" }).first().click();
  equal("sorted, and said to be", await page.locator("#findings-table th[aria-sort]").getAttribute("aria-sort"), "descending");
  const areas = await page.evaluate(() => table.rows.map((f) => f.area_m2));
  check("the largest first", areas.every((area, i) => !i || area <= areas[i - 1]));
  await page.getByLabel("avec les micro-surfaces").check();
  equal("slivers when they are asked for", await page.evaluate(() => table.rows.length === findings.length), true);
  const heading = page.locator("#perimeters thead button", { hasText: "Habitants" });
  await heading.click();
  const values = await page.locator("#perimeters tbody tr").evaluateAll((rows) => {
    const column = rows[0].closest("table").querySelector("[aria-sort]").cellIndex;
    return rows.map((row) => Number(row.cells[column].dataset.value));
  });
  check("the table of CPTS is sorted", values.length > 2 && values.every((value, i) => !i || value <= values[i - 1]));
}

async function checkFirstStop(page) {
  await page.keyboard.press("Tab");
  equal("the first stop of the keyboard is the way to the findings", await page.evaluate(() => document.activeElement.className), "skip");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  equal("the focus is seen", outline, "solid");
}

async function checkKeyboard(page) {
  await page.locator("#map").focus();
  const before = await page.evaluate(() => map.getCenter().lng);
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(500);
  check("arrows move the map", await page.evaluate(() => map.getCenter().lng) > before);
  await page.locator("#findings-table tbody button").nth(1).focus();
  await page.keyboard.press("Enter");
  equal("a finding is chosen by the keyboard", await page.evaluate(() => table.chosen === table.rows[1]), true);
}

async function checkWhatIf(page) {
  await page.getByRole("button", { name: "Et si ?" }).click();
  const wanted = await page.evaluate(() => {
    /* A CPTS of whole units and a unit that another one claims whole and alone. */
    const taker = perimeters.findIndex((p) => [...p.shares.values()].every((share) => share === 1));
    const unit = units.findIndex((u) => u.claims.length === 1 && u.claims[0].share === 1 &&
      u.claims[0].perimeter !== taker && u.population > 0);
    return { taker, id: perimeters[taker].id, code: units[unit].code, name: units[unit].name,
      other: perimeters[units[unit].claims[0].perimeter].name,
      population: whatIf.population(perimeters[taker].shares) + units[unit].population };
  });
  await page.locator("#what-if select").selectOption(String(wanted.taker));
  await page.getByLabel("Ajouter ou retirer une unité : code ou nom").fill(wanted.code);
  await page.keyboard.press("Enter");
  const told = await page.locator("#what-if").innerText();
  check("what if: the unit is added", told.includes("+ " + wanted.name));
  check("what if: a new overlap with its CPTS", told.includes("Nouveaux chevauchements") && told.includes(wanted.other), told);
  check("what if: its inhabitants", told.replace(/\s/g, "").includes(String(wanted.population)), told);
  check("what if: the new overlap is drawn", await page.evaluate(() => whatIf.effects().newOverlaps.length) === 1);
  const [download] = await Promise.all([page.waitForEvent("download"),
    page.getByRole("button", { name: "Enregistrer toutes les CPTS (CSV)" }).click()]);
  const list = path.join(folder, "declarations.csv");
  await download.saveAs(list);
  run("check", "--quiet", "--units", region + "|layername=communes", "--perimeters", list, "--json", "saved.json");
  const report = JSON.parse(fs.readFileSync(path.join(folder, "saved.json"), "utf8"));
  const taker = report.perimeters.find((perimeter) => perimeter.id === wanted.id);
  equal("what if: check reads the list and counts the same inhabitants", Math.round(taker.population), Math.round(wanted.population));
  check("what if: and finds the same overlap", report.findings.some((finding) => finding.rule === "overlap" && finding.units.includes(wanted.code)));
  equal("what if: accessible", await violations(page), []);

  await page.locator("#what-if select").selectOption("-1");
  await page.getByLabel("Nom de la nouvelle CPTS").fill('Neuve ; "Sud"');
  await page.getByLabel("Ajouter ou retirer une unité : code ou nom").fill(wanted.code);
  await page.keyboard.press("Enter");
  const [one] = await Promise.all([page.waitForEvent("download"),
    page.getByRole("button", { name: "Enregistrer cette CPTS (CSV)" }).click()]);
  await one.saveAs(list);
  equal("what if: a new CPTS, its name in quotes", fs.readFileSync(list, "utf8").split("\r\n")[1],
    `"Neuve ; ""Sud""";"Neuve ; ""Sud""";${wanted.code}`);
  await page.getByRole("button", { name: "Consulter" }).click();
}

async function checkPrint(page) {
  const file = path.join(folder, "printed.pdf");
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  const printed = fs.readFileSync(file, "latin1");
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(printed);
  check("printed on A4", box && Math.abs(box[1] - 595) < 2 && Math.abs(box[2] - 842) < 2, box && box[0]);
  const pages = printed.match(/\/Type\s*\/Page\b/g).length;
  check("on two to twelve sheets", pages >= 2 && pages <= 12, pages);
  check("with a picture of the map", /\/Subtype\s*\/Image/.test(printed));
}

/* ---- names that would be code --------------------------------------------------------------- */

const HOSTILE = ["<img src=x onerror=alert(1)>", "\"><script>alert(2)</script>", "L'Isle d'\"Abeau\" & Cie",
  "CPTS 🏥 du Littoral", "\u202eמרפאה\u202c שלום", "</script><script>alert(3)</script>", "=HYPERLINK(\"x\")"];

function writeHostile() {
  const square = (x, y, width) => ({ type: "Polygon", coordinates: [[[x, y], [x + width, y],
    [x + width, y + 1000], [x, y + 1000], [x, y]].map(([e, n]) => [700000 + e, 6600000 + n])] });
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } };
  const collection = (features) => JSON.stringify({ type: "FeatureCollection", crs, features:
    features.map(([properties, geometry]) => ({ type: "Feature", properties, geometry })) });
  fs.writeFileSync(path.join(folder, "units.geojson"), collection(HOSTILE.map((name, i) =>
    [{ code: `9910${i}`, nom: name, population: 1000, dep: name }, square(1000 * i, 0, 1000)])));
  fs.writeFileSync(path.join(folder, "cpts.geojson"), collection(HOSTILE.map((name, i) =>
    [{ id: name, nom: name }, square(1000 * i, 0, i === 1 ? 1000 : 1400)])));
}

async function checkHostile(context) {
  writeHostile();
  run("check", "--quiet", "--lang", "en", "--units", "units.geojson", "--perimeters", "cpts.geojson", "--html", "hostile.html");
  const page = await open(context, path.join(folder, "hostile.html"));
  await page.locator("#findings-table tbody tr").first().click();
  await page.getByRole("button", { name: "What if?" }).click();
  await page.locator("#what-if select").selectOption("0");
  await page.getByLabel("Add or remove a unit: code or name").fill("99103");
  await page.keyboard.press("Enter");
  await page.locator("#map").hover();
  await page.waitForTimeout(200);
  equal("hostile names: no picture, no script of theirs", await page.evaluate(() =>
    [document.querySelectorAll("img, [onerror]").length, document.scripts.length]), [0, 3]);
  const names = await page.locator("#perimeters tbody th").allInnerTexts();
  equal("hostile names: shown as they are", [...names].sort(), [...HOSTILE].sort());
  equal("hostile names: nothing ran, nothing was asked for, nothing complained",
    [page.told.dialogs, page.told.requests, page.told.errors], [0, [], []]);
  const isRun = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.broken = true";
    document.body.append(script);
    return Boolean(window.broken);
  });
  equal("the policy of the page lets no other script run", isRun, false);
  equal("in English: accessible", await violations(page), []);
  equal("in English: said to be", await page.evaluate(() => document.documentElement.lang), "en");
  await page.close();
}

/* ---- what a hypothesis or a proposal changes: pages without a script ---------------------------- */

/* The layers of the drawing that are seen. */
function layersSeen(page) {
  return page.evaluate(() => [...document.querySelectorAll(".map > g")]
    .filter((layer) => getComputedStyle(layer).display !== "none").map((layer) => layer.getAttribute("class")));
}

async function checkChanges(context, asked) {
  run("simulate", "--quiet", "--lang", "fr", region, "--as", asked.id, "--take", asked.code, "--html", "simulation.html");
  run("propose", "--quiet", "--lang", "en", region, "--html", "proposal.html");
  for (const [name, words] of [["simulation", ["Ce qui change", "Avant", "Après"]], ["proposal", ["What changes", "Before", "After"]]]) {
    const page = await open(context, path.join(folder, name + ".html"), false);
    equal(`${name}: what changes is seen first`, await layersSeen(page),
      ["land", "ground after", "lines", "conflicts changes", "names"]);
    await page.getByRole("radio", { name: words[0] }).focus();
    await page.keyboard.press("ArrowRight");
    equal(`${name}: by the keyboard, what was`, await layersSeen(page),
      ["land", "ground before", "lines", "conflicts before", "names"]);
    await page.getByRole("radio", { name: words[2], exact: true }).check();
    equal(`${name}: and what would be`, await layersSeen(page),
      ["land", "ground after", "lines", "conflicts after", "names"]);
    check(`${name}: something is taken, and drawn`, await page.locator("path.taken").count() > 0);
    equal(`${name}: accessible`, await violations(page), []);
    await page.setViewportSize({ width: 400, height: 800 });
    check(`${name}: on a narrow screen nothing sticks out`, await page.evaluate(() => document.documentElement.scrollWidth <= 401));
    await page.setViewportSize({ width: 1280, height: 900 });
    const printed = await page.pdf({ preferCSSPageSize: true, printBackground: true, path: path.join(folder, name + ".pdf") });
    check(`${name}: printed on A4`, /\/MediaBox\s*\[\s*0 0 59[45][\d.]* 84[12]/.test(printed.toString("latin1")));
    equal(`${name}: nothing was asked for, nothing complained`, [page.told.requests, page.told.errors], [[], []]);
    await page.close();
  }
  const page = await open(context, path.join(folder, "simulation.html"), false);
  const rows = await page.locator("#units tbody tr").allInnerTexts();
  check("simulation: the table tells what is taken", rows.length === 1 && rows[0].includes(asked.name), rows.join());
  check("simulation: and the new overlap", (await page.locator("#findings").innerText()).includes(asked.name));
  await page.close();
}

/* ---- indicators and other territories ----------------------------------------------------------- */

async function checkProfile(context) {
  const list = [["code", "aînés", "revenu"]].concat(HOSTILE.map((_, i) => [`9910${i}`, i ? 100 * i : "", 20000 + i]));
  fs.writeFileSync(path.join(folder, "figures.csv"), list.map((row) => row.join(";")).join("\n") + "\n");
  run("check", "--quiet", "--lang", "fr", "--units", "units.geojson", "--perimeters", "cpts.geojson", "--html", "profile.html",
    "--indicators", "figures.csv,sum=aînés,mean=revenu", "--against", "EPCI=cpts.geojson");
  const page = await open(context, path.join(folder, "profile.html"));
  equal("profile: in the contents", await page.locator("nav a[href='#indicators'], nav a[href='#against']").allInnerTexts(),
    ["Indicateurs", "Autres territoires"]);
  await page.locator("#indicators thead button", { hasText: "revenu" }).click();
  const values = await page.locator("#indicators tbody tr").evaluateAll((rows) => rows.map((row) => Number(row.cells[4].dataset.value)));
  check("profile: sorted", values.length > HOSTILE.length && values.every((value, i) => !i || value <= values[i - 1]), values.join());
  check("profile: other territories", await page.locator("#against tbody tr").count() >= HOSTILE.length);
  equal("profile: accessible", await violations(page), []);
  equal("profile: nothing complained", page.told.errors, []);
  await page.close();
}

/* ---- from run to run -------------------------------------------------------------------------- */

/* Four units in a row, who claims each on three nights, and a white zone that is accepted. */
function writeNights() {
  const square = (x) => ({ type: "Polygon", coordinates: [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
    .map(([e, n]) => [700000 + 1000 * e, 6600000 + 1000 * n])] });
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } };
  fs.writeFileSync(path.join(folder, "row.geojson"), JSON.stringify({ type: "FeatureCollection", crs,
    features: [0, 1, 2, 3].map((i) => ({ type: "Feature", geometry: square(i),
      properties: { code: `9910${i}`, nom: `Commune ${i}`, population: 1000, dep: "99" } })) }));
  const nights = [["A0", "A1", "B2"], ["A0", "B2"], ["A0", "A1", "B0", "B2"]];
  nights.forEach((claims, night) => {
    fs.writeFileSync(path.join(folder, "night.csv"), "id;nom;code\n" + claims
      .map(([id, unit]) => `${id};CPTS ${id};9910${unit}\n`).join(""));
    process.env.SOURCE_DATE_EPOCH = String(1767225600 + 86400 * night);
    run("check", "--quiet", "--units", "row.geojson", "--perimeters", "night.csv", "--lang", "fr",
      "--history", "nights.sqlite", "--html", "nights.html", "--json", "nights.json");
    if (night) return;
    const { findings } = JSON.parse(fs.readFileSync(path.join(folder, "nights.json"), "utf8"));
    run("history", "nights.sqlite", "accept", findings[0].id, "--reason", "<b>avenant</b> en cours",
      "--by", "M. Dupont", "--until", "2027-06-30");
  });
  delete process.env.SOURCE_DATE_EPOCH;
}

async function checkPast(context) {
  writeNights();
  const page = await open(context, path.join(folder, "nights.html"));
  equal("since the last run: its counts", await page.locator("#past .classes li").allInnerTexts(),
    ["1 nouveau", "0 agrandi", "0 revenu", "0 réduit", "1 résolu"]);
  const moved = page.locator("#past table").first().locator("tbody tr");
  const cells = await moved.evaluateAll((rows) => rows.map((row) => [...row.cells].slice(0, 3).map((cell) => cell.innerText)));
  check("what is new, and who changed it", cells[0][0] === "+ nouveau" && cells[0][1].includes("Commune 0") && cells[0][2] === "CPTS B", cells);
  check("what is resolved", cells[1][0] === "✓ résolu" && cells[1][1].includes("Commune 1") && cells[1][2] === "CPTS A", cells);
  await moved.first().getByRole("button").focus();
  await page.keyboard.press("Enter");
  equal("the new one is chosen from there by the keyboard", await page.evaluate(() => table.chosen && table.chosen.rule), "overlap");
  check("and said to be new beside the map", (await page.locator("#detail").innerText()).includes("nouveau, vu pour la première fois le 2026-01-03"));
  await moved.nth(1).getByRole("button").click();
  equal("the place of what is resolved is outlined", await page.evaluate(() => [goneUnits, table.chosen]), [[1], null]);
  check("and its sentence is told", (await page.locator("#detail").innerText()).includes("Commune 1"));
  const declared = await page.locator("#past h3", { hasText: "Déclarations" }).locator("+ div tbody tr").allInnerTexts();
  equal("who declares something else", declared.map((line) => line.replace(/\s+/g, " ")),
    ["CPTS A Commune 1 (99101) –", "CPTS B Commune 0 (99100) –"]);

  const trend = page.getByRole("img", { name: /^3 passages : de 75,00.%.*2026-01-01.*75,00.%.*2026-01-03.*minimum 50,00.%.*maximum 75,00.%/ });
  equal("the trend is drawn, and said in words", await trend.count(), 1);
  const heights = await trend.locator("circle").evaluateAll((dots) => dots.map((dot) => Number(dot.getAttribute("cy"))));
  check("its second night is the lowest", heights.length === 3 && heights[1] > heights[0] && heights[0] === heights[2], heights);
  equal("accessible with a history", await violations(page), []);
  await page.getByText("Les mêmes en chiffres").click();
  equal("the trend in figures, the last run first", await page.locator("#past details tbody tr").evaluateAll((rows) =>
    rows.map((row) => [row.cells[1].dataset.value, row.cells[3].dataset.value])), [["0.75", "2"], ["0.5", "2"], ["0.75", "1"]]);
  equal("accessible with its figures", await violations(page), []);

  const accepted = await page.locator("#accepted tbody td").allInnerTexts();
  check("what is accepted, why, by whom, until when", accepted[0].includes("Commune 3") &&
    accepted.slice(1).join("|") === "<b>avenant</b> en cours|M. Dupont|2027-06-30|ne compte pas", accepted);
  await page.locator("#accepted button").last().click();
  check("and beside the map", (await page.locator("#detail").innerText()).includes("<b>avenant</b> en cours"));
  equal("marked in the table of findings", await page.locator("#findings-table .badge").allInnerTexts(), ["nouveau", "accepté"]);
  await page.emulateMedia({ media: "print" });
  check("printed, what moved is there", await page.locator("#past .trend").isVisible() && await moved.first().isVisible());
  await page.emulateMedia({ media: null });
  equal("nothing complained with a history", [page.told.errors, page.told.requests], [[], []]);
  await page.setViewportSize({ width: 400, height: 800 });
  check("with a history nothing sticks out on a narrow screen", await page.evaluate(() => document.documentElement.scrollWidth <= 401));
  await page.close();
}

/* ---- a whole country ---------------------------------------------------------------------------- */

/* Processor time: other programs leave it alone. What passes on the clock is told, not judged. */
async function checkCountry(browser) {
  const country = path.join(process.env.CPTS_REAL_DATA || "", "planted", "france-conflicts.gpkg");
  if (!process.env.CPTS_REAL_DATA || !fs.existsSync(country)) {
    console.log(`ok ${++count} # SKIP no real region at hand: CPTS_REAL_DATA`);
    return;
  }
  const page = path.join(folder, "country.html");
  run("check", "--quiet", "--lang", "fr", country, "--html", page);
  check("a country: under 15 MB", fs.statSync(page).size < 15e6, fs.statSync(page).size);
  const { drawn_s, spent } = await measure(browser, page);
  check("a country: opens with less than 1.5 s of processor", spent.TaskDuration < 1.5, spent.TaskDuration);
  console.log(`# opened in ${drawn_s.toFixed(2)} s, with ${spent.TaskDuration.toFixed(2)} s of processor`);
}

/* ---- the whole ------------------------------------------------------------------------------ */

async function main() {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const page = await open(context, frenchPage);
  equal("in French: said to be", await page.evaluate(() => document.documentElement.lang), "fr");
  equal("without a history nothing is told of it", await page.locator("#past, #accepted").count(), 0);
  check("the verdict is told", (await page.locator(".verdict strong").innerText()) === "Non conforme");
  await checkFirstStop(page);
  await checkMap(page);
  await checkLinks(page);
  await checkTable(page);
  await checkKeyboard(page);
  equal("accessible", await violations(page), []);
  const asked = await page.evaluate(() => {
    /* A CPTS of whole units, and a unit that another one holds whole and alone. */
    const taker = perimeters.findIndex((p) => [...p.shares.values()].every((share) => share === 1));
    const unit = units.find((u) => u.claims.length === 1 && u.claims[0].share === 1 && u.claims[0].perimeter !== taker);
    return { id: perimeters[taker].id, code: unit.code, name: unit.name };
  });
  await checkWhatIf(page);
  await checkPrint(page);
  equal("nothing was asked for from outside", page.told.requests, []);
  equal("nothing complained", page.told.errors.filter((error) => !error.includes("willReadFrequently")), []);
  await page.setViewportSize({ width: 400, height: 800 });
  check("on a narrow screen nothing sticks out", await page.evaluate(() => document.documentElement.scrollWidth <= 401));
  await page.close();
  await checkHostile(context);
  await checkProfile(context);
  await checkChanges(context, asked);
  await checkPast(context);
  await checkCountry(browser);
  await browser.close();
}

main().catch((error) => check("the tests go on to their end", false, error.stack)).finally(() => {
  fs.rmSync(folder, { recursive: true, force: true });
  console.log(`1..${count}`);
  process.exit(failed ? 1 : 0);
});
