/* Names that would be code, and indicators with them. */
"use strict";
const fs = require("fs");
const { check, equal, run, file, violations } = require("../tap");
const { open } = require("../browser");

const HOSTILE = ["<img src=x onerror=alert(1)>", "\"><script>alert(2)</script>", "L'Isle d'\"Abeau\" & Cie",
  "CPTS 🏥 du Littoral", "\u202eמרפאה\u202c שלום", "</script><script>alert(3)</script>", "=HYPERLINK(\"x\")"];

function writeHostile() {
  const square = (x, y, width) => ({ type: "Polygon", coordinates: [[[x, y], [x + width, y],
    [x + width, y + 1000], [x, y + 1000], [x, y]].map(([e, n]) => [700000 + e, 6600000 + n])] });
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } };
  const collection = (features) => JSON.stringify({ type: "FeatureCollection", crs, features:
    features.map(([properties, geometry]) => ({ type: "Feature", properties, geometry })) });
  fs.writeFileSync(file("units.geojson"), collection(HOSTILE.map((name, i) =>
    [{ code: `9910${i}`, nom: name, population: 1000, dep: name }, square(1000 * i, 0, 1000)])));
  fs.writeFileSync(file("cpts.geojson"), collection(HOSTILE.map((name, i) =>
    [{ id: name, nom: name }, square(1000 * i, 0, i === 1 ? 1000 : 1400)])));
}

async function checkHostile(context) {
  writeHostile();
  run("check", "--quiet", "--lang", "en", "--units", "units.geojson", "--perimeters", "cpts.geojson", "--html", "hostile.html");
  const page = await open(context, file("hostile.html"));
  await page.locator(".item").first().click();
  await page.locator("#search-box").fill("img");
  await page.keyboard.press("Enter");
  await page.locator("#tab-units").click();
  await page.locator("#tab-perimeters").click();
  await page.locator("#tab-what-if").click();
  await page.locator("#who").selectOption("0");
  await page.locator("#add-box").fill("99103");
  await page.keyboard.press("Enter");
  await page.evaluate(() => fillNote());
  await page.locator("#map").hover();
  await page.waitForTimeout(200);
  equal("hostile names: no picture, no script of theirs", await page.evaluate(() =>
    [document.querySelectorAll("img, [onerror]").length, document.scripts.length]), [0, 3]);
  const names = await page.locator("#perimeters tbody th").allInnerTexts();
  // Marks that turn the direction of writing are taken from names when they are read.
  const read = HOSTILE.map((name) => name.replace(/[\u202a-\u202e]/g, ""));
  equal("hostile names: shown as text", [...names].sort(), read.sort());
  equal("hostile names: nothing ran, nothing was asked for, nothing complained",
    [page.seen.dialogs, page.seen.requests, page.seen.errors], [0, [], []]);
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

async function checkProfile(context) {
  const list = [["code", "aînés", "revenu"]].concat(HOSTILE.map((_, i) => [`9910${i}`, i ? 100 * i : "", 20000 + i]));
  fs.writeFileSync(file("figures.csv"), list.map((row) => row.join(";")).join("\n") + "\n");
  run("check", "--quiet", "--lang", "fr", "--units", "units.geojson", "--perimeters", "cpts.geojson", "--html", "profile.html",
    "--indicators", "figures.csv,sum=aînés,mean=revenu", "--against", "EPCI=cpts.geojson");
  const page = await open(context, file("profile.html"));
  equal("profile: in the contents", await page.locator("nav a[href='#indicators'], nav a[href='#against']").allInnerTexts(),
    ["Indicateurs", "Autres territoires"]);
  await page.locator("#indicators thead button", { hasText: "revenu" }).click();
  const values = await page.locator("#indicators tbody tr").evaluateAll((rows) => rows.map((row) => Number(row.cells[4].dataset.value)));
  check("profile: sorted", values.length > HOSTILE.length && values.every((value, i) => !i || value <= values[i - 1]), values.join());
  check("profile: other territories", await page.locator("#against tbody tr").count() >= HOSTILE.length);
  equal("profile: accessible", await violations(page), []);
  equal("profile: nothing complained", page.seen.errors, []);
  await page.close();
}

module.exports = { checkHostile, checkProfile };
