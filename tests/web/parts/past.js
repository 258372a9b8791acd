/* From run to run. */
"use strict";
const fs = require("fs");
const { check, equal, run, file, violations } = require("../tap");
const { open } = require("../browser");

/* Four units in a row, who claims each on three nights, and a white zone that is accepted. */
function writeNights() {
  const square = (x) => ({ type: "Polygon", coordinates: [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
    .map(([e, n]) => [700000 + 1000 * e, 6600000 + 1000 * n])] });
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } };
  fs.writeFileSync(file("row.geojson"), JSON.stringify({ type: "FeatureCollection", crs,
    features: [0, 1, 2, 3].map((i) => ({ type: "Feature", geometry: square(i),
      properties: { code: `9910${i}`, nom: `Commune ${i}`, population: 1000, dep: "99" } })) }));
  const nights = [["A0", "A1", "B2"], ["A0", "B2"], ["A0", "A1", "B0", "B2"]];
  nights.forEach((claims, night) => {
    fs.writeFileSync(file("night.csv"), "id;nom;code\n" + claims
      .map(([id, unit]) => `${id};CPTS ${id};9910${unit}\n`).join(""));
    process.env.SOURCE_DATE_EPOCH = String(1767225600 + 86400 * night);
    run("check", "--quiet", "--units", "row.geojson", "--perimeters", "night.csv", "--lang", "fr",
      "--history", "nights.sqlite", "--html", "nights.html", "--json", "nights.json");
    if (night) return;
    const { findings } = JSON.parse(fs.readFileSync(file("nights.json"), "utf8"));
    run("history", "nights.sqlite", "accept", findings[0].id, "--reason", "<b>avenant</b> en cours",
      "--by", "M. Dupont", "--until", "2027-06-30");
  });
  delete process.env.SOURCE_DATE_EPOCH;
}

async function checkPast(context) {
  writeNights();
  const page = await open(context, file("nights.html"));
  equal("since the last run: its counts", await page.locator("#past .classes li").allInnerTexts(),
    ["1 nouveau", "0 agrandi", "0 réapparu", "0 réduit", "0 détaché", "0 réuni à un autre", "1 résolu"]);
  const moved = page.locator("#past table").first().locator("tbody tr");
  const cells = await moved.evaluateAll((rows) => rows.map((row) => [...row.cells].slice(0, 3).map((cell) => cell.innerText)));
  check("what is new, and who changed it", cells[0][0] === "+ nouveau" && cells[0][1].includes("Commune 0") && cells[0][2] === "CPTS B", cells);
  check("what is resolved", cells[1][0] === "✓ résolu" && cells[1][1].includes("Commune 1") && cells[1][2] === "CPTS A", cells);
  await moved.first().getByRole("button").focus();
  await page.keyboard.press("Enter");
  equal("the new one is chosen from there by the keyboard", await page.evaluate(() => findings[state.card.index].rule), "overlap");
  check("and said to be new on its card, and who declared it", /nouveau.*3 janvier 2026/.test(await page.locator("#card").innerText()) &&
    (await page.locator("#card").innerText()).includes("CPTS B + Commune 0"), await page.locator("#card").innerText());
  await moved.nth(1).getByRole("button").click();
  equal("the place of what is resolved is outlined", await page.evaluate(() => [state.card.kind, state.card.units]), ["gone", [1]]);
  check("and its sentence is shown", (await page.locator("#card").innerText()).includes("Commune 1"));
  const declared = await page.locator("#past h3", { hasText: "Déclarations" }).locator("+ div tbody tr").allInnerTexts();
  equal("who declares something else", declared.map((line) => line.replace(/\s+/g, " ")),
    ["CPTS A Commune 1 (99101) –", "CPTS B Commune 0 (99100) –"]);

  const trend = page.getByRole("img", { name: /^3 passages : de 75,00.%.*2026-01-01.*75,00.%.*2026-01-03.*minimum 50,00.%.*maximum 75,00.%/ });
  equal("the trend is drawn, and said in words", await trend.count(), 1);
  const heights = await trend.locator("circle").evaluateAll((dots) => dots.map((dot) => Number(dot.getAttribute("cy"))));
  check("its second night is the lowest", heights.length === 3 && heights[1] > heights[0] && heights[0] === heights[2], heights);
  equal("accessible with a history", await violations(page), []);
  await page.getByText("En chiffres").click();
  equal("the trend in figures, the last run first", await page.locator("#past details tbody tr").evaluateAll((rows) =>
    rows.map((row) => [row.cells[1].dataset.value, row.cells[3].dataset.value])), [["0.75", "2"], ["0.5", "2"], ["0.75", "1"]]);
  equal("accessible with its figures", await violations(page), []);

  const accepted = await page.locator("#accepted tbody td").allInnerTexts();
  check("what is accepted, why, by whom, until when", accepted[0].includes("Commune 3") &&
    accepted.slice(1).join("|") === "<b>avenant</b> en cours|M. Dupont|2027-06-30|ne compte pas", accepted);
  await page.locator("#accepted button").last().click();
  check("and on its card", (await page.locator("#card").innerText()).includes("<b>avenant</b> en cours"));
  await page.locator("#card .back").click();
  equal("marked in the list of findings", await page.locator("#list .badge").allInnerTexts(), ["nouveau", "accepté"]);
  await page.getByRole("combobox", { name: "Depuis le dernier passage", exact: true }).selectOption("new");
  equal("what is new, alone", await page.locator("#list .badge").allInnerTexts(), ["nouveau"]);
  await page.emulateMedia({ media: "print" });
  check("printed, what moved is there", await page.locator("#past .trend").isVisible() && await moved.first().isVisible());
  await page.emulateMedia({ media: null });
  equal("nothing complained with a history", [page.seen.errors, page.seen.requests], [[], []]);
  await page.setViewportSize({ width: 400, height: 800 });
  check("with a history nothing sticks out on a narrow screen", await page.evaluate(() => document.documentElement.scrollWidth <= 401));
  await page.close();
}

module.exports = { checkPast };
