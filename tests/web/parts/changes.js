/* What a hypothesis or a proposal changes: pages without a script. */
"use strict";
const path = require("path");
const { check, equal, run, file, readJson, violations } = require("../tap");
const { open } = require("../browser");

/* The layers of the drawing that are seen. */
function layersSeen(page) {
  return page.evaluate(() => [...document.querySelectorAll(".map > g")]
    .filter((layer) => getComputedStyle(layer).display !== "none").map((layer) => layer.getAttribute("class")));
}

/* Each zone to decide about is a card, by its number on the map, with all that proposal.json says. */
async function checkZones(context) {
  const { zones } = readJson("proposal.json"), page = await open(context, file("proposal.html"), false);
  const cards = await page.locator("#zones .decision").allInnerTexts(), found = [];
  zones.forEach((zone, i) => {
    const words = (cards[i] || "").replace(/\s+/g, " ");
    if (!words.includes(`${i + 1}. `) || !words.includes(zone.name)) found.push(`${zone.name}: ${words.slice(0, 60)}`);
    for (const { parts } of zone.alternatives)
      for (const part of parts)
        if (part.name && !words.includes(part.name)) found.push(`${zone.name}: without ${part.name}`);
  });
  equal("proposal: a card for each zone, with the CPTS of each alternative", [cards.length, ...found], [zones.length]);
  equal("proposal: the alternatives of each, the proposed one first", await page.locator("#zones .decision").evaluateAll((all) =>
    all.map((card) => [card.querySelectorAll(".options > li").length, card.querySelector(".options > li").className])),
  zones.map((zone) => [zone.alternatives.length, "proposed"]));
  const marks = await page.locator(".marks text").allTextContents();
  check("proposal: the map has their numbers", marks.length > zones.length / 2 && marks.every((mark, i) => !i || Number(mark) > Number(marks[i - 1])), marks.join());
  await page.close();
}

async function checkChanges(context, region, asked) {
  run("simulate", "--quiet", "--lang", "fr", region, "--as", asked.id, "--take", asked.code, "--html", "simulation.html");
  run("propose", "--quiet", "--lang", "en", region, "--html", "proposal.html", "--json", "proposal.json");
  for (const [name, words] of [["simulation", ["Ce qui change", "Avant", "Après"]], ["proposal", ["What changes", "Before", "After"]]]) {
    const page = await open(context, file(name + ".html"), false), marks = name === "proposal" ? ["marks"] : [];
    equal(`${name}: what changes is seen first`, await layersSeen(page),
      ["land", "ground after", "lines", "conflicts changes", ...marks, "names", "towns", "scale"]);
    await page.getByRole("radio", { name: words[0] }).focus();
    await page.keyboard.press("ArrowRight");
    equal(`${name}: by the keyboard, what was`, await layersSeen(page),
      ["land", "ground before", "lines", "conflicts before", ...marks, "names", "towns", "scale"]);
    await page.getByRole("radio", { name: words[2], exact: true }).check();
    equal(`${name}: and what would be`, await layersSeen(page),
      ["land", "ground after", "lines", "conflicts after", ...marks, "names", "towns", "scale"]);
    check(`${name}: something is taken, and drawn`, await page.locator("path.taken").count() > 0);
    equal(`${name}: accessible`, await violations(page), []);
    await page.setViewportSize({ width: 400, height: 800 });
    check(`${name}: on a narrow screen nothing sticks out`, await page.evaluate(() => document.documentElement.scrollWidth <= 401));
    await page.setViewportSize({ width: 1280, height: 900 });
    const printed = await page.pdf({ preferCSSPageSize: true, printBackground: true, path: file(name + ".pdf") });
    check(`${name}: printed on A4`, /\/MediaBox\s*\[\s*0 0 59[45][\d.]* 84[12]/.test(printed.toString("latin1")));
    equal(`${name}: nothing was asked for, nothing complained`, [page.seen.requests, page.seen.errors], [[], []]);
    await page.close();
  }
  await checkZones(context);
  const page = await open(context, file("simulation.html"), false);
  const rows = await page.locator("#units tbody tr").allInnerTexts();
  check("simulation: the table shows what is taken", rows.length === 1 && rows[0].includes(asked.name), rows.join());
  check("simulation: and the new overlap", (await page.locator("#findings").innerText()).includes(asked.name));
  await page.close();
}

module.exports = { checkChanges };
