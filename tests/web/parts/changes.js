/* What a hypothesis or a proposal changes: pages without a script. */
"use strict";
const path = require("path");
const { check, equal, run, file, violations } = require("../tap");
const { open } = require("../browser");

/* The layers of the drawing that are seen. */
function layersSeen(page) {
  return page.evaluate(() => [...document.querySelectorAll(".map > g")]
    .filter((layer) => getComputedStyle(layer).display !== "none").map((layer) => layer.getAttribute("class")));
}

async function checkChanges(context, region, asked) {
  run("simulate", "--quiet", "--lang", "fr", region, "--as", asked.id, "--take", asked.code, "--html", "simulation.html");
  run("propose", "--quiet", "--lang", "en", region, "--html", "proposal.html");
  for (const [name, words] of [["simulation", ["Ce qui change", "Avant", "Après"]], ["proposal", ["What changes", "Before", "After"]]]) {
    const page = await open(context, file(name + ".html"), false);
    equal(`${name}: what changes is seen first`, await layersSeen(page),
      ["land", "ground after", "lines", "conflicts changes", "names", "towns", "scale"]);
    await page.getByRole("radio", { name: words[0] }).focus();
    await page.keyboard.press("ArrowRight");
    equal(`${name}: by the keyboard, what was`, await layersSeen(page),
      ["land", "ground before", "lines", "conflicts before", "names", "towns", "scale"]);
    await page.getByRole("radio", { name: words[2], exact: true }).check();
    equal(`${name}: and what would be`, await layersSeen(page),
      ["land", "ground after", "lines", "conflicts after", "names", "towns", "scale"]);
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
  const page = await open(context, file("simulation.html"), false);
  const rows = await page.locator("#units tbody tr").allInnerTexts();
  check("simulation: the table shows what is taken", rows.length === 1 && rows[0].includes(asked.name), rows.join());
  check("simulation: and the new overlap", (await page.locator("#findings").innerText()).includes(asked.name));
  await page.close();
}

module.exports = { checkChanges };
