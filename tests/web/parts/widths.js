/*
 * All pages at all widths, of a region whose names are as long as names are: nothing sticks out to
 * the right, no word is broken because its column is too narrow, French has its spaces.
 */
"use strict";
const fs = require("fs");
const { equal, run, file, sticksOut, violations } = require("../tap");
const { open } = require("../browser");

const WIDTHS = [[360, 740], [390, 844], [720, 450], [720, 1000], [1024, 768], [1280, 860], [1440, 900]];

/* Communes and arrondissements, so that what units are called is long as well. */
const PLACES = [["13201", "Marseille 1er Arrondissement"], ["13202", "Marseille 2e Arrondissement"],
  ["13002", "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson"], ["13003", "Châteauneuf-Miravail"], ["13004", "Beaujeu-Saint-Vallier-Pierrejux-et-Quitteur"],
  ["84001", "Aix"], ["84002", "L'Isle-sur-la-Sorgue"], ["84003", "Mandelieu-la-Napoule"], ["84004", "Saint-Germain-de-Tallevende-la-Lande-Vaumont"],
  ["84005", "Y"], ["84006", "Villeneuve-de-Berg"], ["84007", "Saint-Étienne-en-Dévoluy"]];
const CPTS = ["CPTS Intercommunale du Grand Verdon, du Haut-Pays et des Collines de Provence", "CPTS Sud", "CPTS Sainte-Baume Sainte-Victoire"];

function writePages() {
  const square = (x, y) => ({ type: "Polygon", coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    .map(([e, n]) => [900000 + 9000 * e, 6250000 + 9000 * n])] });
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } };
  fs.writeFileSync(file("long-units.geojson"), JSON.stringify({ type: "FeatureCollection", crs, features: PLACES.map(([code, nom], i) =>
    ({ type: "Feature", properties: { code, nom, population: 1234567 / (i + 1) | 0, dep: code.slice(0, 2), epci: "24003050" + i % 3 }, geometry: square(i % 4, Math.floor(i / 4)) })) }));
  const owners = [[0], [0, 2], [], [1], [0], [], [2], [1, 2], [0], [], [2], [1]];
  fs.writeFileSync(file("long-cpts.csv"), "id;cpts;insee\n" + PLACES.flatMap(([code], i) => owners[i].map((p) => `0${p};${CPTS[p]};${code}\n`)).join(""));
  const sources = ["--quiet", "--lang", "fr", "--units", "long-units.geojson", "--perimeters", "long-cpts.csv"];
  run("check", ...sources, "--html", "long.html", "--sheets", "long-sheets");
  run("propose", ...sources, "--html", "long-proposal.html", "--write-scenario", "long.csv");
  run("simulate", ...sources, "--scenario", "long.csv", "--html", "long-simulation.html");
  const sheet = fs.readdirSync(file("long-sheets")).find((name) => name !== "index.html");
  return ["long.html", "long-proposal.html", "long-simulation.html", "long-sheets/" + sheet, "long-sheets/index.html"];
}

/* Words of letters alone that stand on two lines. */
function brokenWords(page) {
  return page.evaluate(() => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode, parent = node.parentElement;
      if (!parent.checkVisibility?.({ visibilityProperty: true }) || parent.closest("script, style, code, svg, .hidden, option, textarea")) continue;
      for (const { index, 0: word } of node.data.matchAll(/\p{L}{3,18}/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top))).size > 1) found.push(word);
      }
    }
    return found.slice(0, 5);
  });
}

/* Texts in which French would have a narrow no-break space and another is, or none in money. */
function looseSpaces(page) {
  return page.evaluate(() => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const loose = /[ \u00a0](?:[;!?»]|:(?!\p{L})|%(?!\p{L}))|« |\d (?:€|km²|m²|km|m)(?!\p{L})|\d \d{3}\b/u;
    while (walk.nextNode()) {
      const { data, parentElement } = walk.currentNode;
      if (!parentElement.closest("script, style, code, textarea, svg, .leaflet-control") && loose.test(data)) found.push(data.trim().slice(0, 80));
    }
    return found.slice(0, 4);
  });
}

/* From the card of a CPTS to its sheet, written by the same run, also from another folder. */
async function checkSheetLinks(context) {
  fs.mkdirSync(file("deep/pages"), { recursive: true });
  fs.mkdirSync(file("deep/des fiches #1"));
  const sources = ["--quiet", "--lang", "fr", "--units", "long-units.geojson", "--perimeters", "long-cpts.csv"];
  run("check", ...sources, "--html", "deep/pages/page.html", "--sheets", "./deep//des fiches #1");
  run("check", ...sources, "--html", "alone.html");
  for (const name of ["long.html", "deep/pages/page.html"]) {
    const page = await open(context, file(name));
    await page.evaluate(() => choose({ kind: "perimeter", index: 1 }, "list"));
    const wanted = await page.evaluate(() => perimeters[1].name);
    await page.getByRole("link", { name: "Sa fiche, à imprimer" }).click();
    await page.waitForFunction(() => document.documentElement.classList.contains("sheet"));
    equal(`${name}: a card leads to the sheet of its CPTS`, await page.locator("h1").innerText(), wanted);
    await page.close();
  }
  const page = await open(context, file("alone.html"));
  await page.evaluate(() => choose({ kind: "perimeter", index: 1 }, "list"));
  equal("without sheets a card has no such link", await page.getByRole("link", { name: "Sa fiche" }).count(), 0);
  await page.close();
}

async function checkWidths(browser, context) {
  for (const name of writePages()) {
    const isReport = name === "long.html", page = await open(context, file(name), isReport), wrong = [];
    for (const [width, height] of WIDTHS) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(40);
      for (const tab of isReport ? ["findings", "perimeters", "units", "what-if"] : [""]) {
        if (tab) await page.locator("#tab-" + tab).click();
        const out = await sticksOut(page), broken = await brokenWords(page);
        if (out.length + broken.length) wrong.push(`${width} px ${tab}: ${[...out, ...broken].join(", ")}`);
      }
    }
    equal(`${name}: at every width nothing sticks out, no word is broken`, wrong, []);
    const loose = await looseSpaces(page), dates = await page.evaluate(() => /\(ACI CPTS, 20 juin 2019\)/.test(document.body.textContent));
    equal(`${name}: spaces as French sets them, dates in words`, [loose, dates], [[], !name.endsWith("index.html")]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForTimeout(80);
    equal(`${name}: by night, accessible`, await violations(page), []);
    await page.close();
  }
  await checkSheetLinks(context);
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  const touched = await open(phone, file("long.html"));
  const box = await touched.locator("#map").boundingBox();
  await touched.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  await touched.locator("#card h2").waitFor();
  equal("on a phone: a finger opens the card, and no label covers the map", await touched.locator(".tip:visible").count(), 0);
  await phone.close();
  const bare = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
  const page = await open(bare, file("long.html"), false);
  const before = await page.locator(".paper").screenshot();
  equal("without a script, 360 px wide: nothing is hidden", [before.length > 1000, await page.locator(".decisions").evaluate((list) => getComputedStyle(list).columnCount)], [true, "1"]);
  await bare.close();
}

module.exports = { checkWidths };
