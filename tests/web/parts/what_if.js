/* The workshop by hand: its tools, its files, the address, the note. */
"use strict";
const fs = require("fs");
const { check, equal, file, violations } = require("../tap");
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
  check("what if: the figures of the region are of inhabitants", strip.includes("Région, en habitants"), strip);
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
  await page.getByLabel("Nom de la nouvelle CPTS").fill('Neuve ; "Sud" | Est');
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
  check("what if: a new CPTS, its name in quotes and without what separates CPTS in a list", fs.readFileSync(file("new.csv"), "utf8")
    .split("\r\n")[1].startsWith('"Neuve ""Sud"" Est";"Neuve ""Sud"" Est";new;'));
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

module.exports = { checkByHand, checkTools };
