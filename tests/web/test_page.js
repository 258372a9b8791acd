#!/usr/bin/env node
/*
 * report.html in a real browser: at every width, by keyboard, dark, on paper, without a script, and
 * asking for nothing. Prints TAP.   usage: test_page.js PAGE_IN_FRENCH REGION.gpkg
 * CPTS_WEB_SCENARIOS: how many random scenarios the workshop is compared with simulate on (8).
 */
"use strict";
const fs = require("fs");
const path = require("path");
const { check, equal, counts, folder, readJson, run, violations } = require("./tap");
const { launch, open } = require("./browser");
const { checkMap, checkDesk, checkSmall, checkWheel, checkKeyboard, checkFirstStop, checkNight } = require("./parts/screen");
const { checkSearch, checkCards, checkFilters, checkKinds, checkNames, checkUnderstood } = require("./parts/work");
const { checkByHand, checkTools } = require("./parts/what_if");
const { checkScenarios } = require("./parts/scenarios");
const { checkPrint, checkNoScript } = require("./parts/paper");
const { checkHostile, checkProfile } = require("./parts/hostile");
const { checkWidths } = require("./parts/widths");
const { checkChanges } = require("./parts/changes");
const { checkPast } = require("./parts/past");
const { checkGround } = require("./parts/ground");
const { checkCountry } = require("./parts/country");

const [frenchPage, region] = process.argv.slice(2).map((name) => path.resolve(name));
const scenarios = Number(process.env.CPTS_WEB_SCENARIOS || 8);

async function checkReport(browser, context) {
  const page = await open(context, frenchPage);
  equal("in French: said to be", await page.evaluate(() => document.documentElement.lang), "fr");
  equal("without a history nothing is shown of it", await page.locator("#past, #accepted").count(), 0);
  check("the verdict is shown", (await page.locator(".verdict strong").innerText()) === "Non conforme");
  await checkFirstStop(page);
  await checkMap(page);
  await checkDesk(page);
  await checkSmall(page);
  await checkWheel(page);
  await checkKeyboard(page);
  await checkSearch(page);
  await checkCards(page);
  await checkFilters(page);
  await checkKinds(page);
  await checkNames(page);
  await checkNight(page);
  equal("accessible", await violations(page), []);
  const asked = await page.evaluate(() => {
    /* A CPTS of whole units, and a unit that another one holds whole and alone. */
    const taker = perimeters.findIndex((p) => [...p.shares.values()].every((share) => share === 1));
    const unit = units.find((u) => u.claims.length === 1 && u.claims[0].share === 1 && u.claims[0].perimeter !== taker);
    return { id: perimeters[taker].id, code: unit.code, name: unit.name };
  });
  await checkByHand(page);
  await checkTools(page);
  run("check", "--quiet", "--lang", "fr", region, "--json", "report.json");
  const report = readJson("report.json");
  await checkPrint(page, report);
  await checkNoScript(browser, frenchPage, report);
  equal("nothing was asked for from outside", page.seen.requests, []);
  equal("nothing complained", page.seen.errors.filter((error) => !error.includes("willReadFrequently")), []);
  await page.close();
  return asked;
}

async function main() {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const asked = await checkReport(browser, context);
  await checkUnderstood(browser, context, region);
  await checkScenarios(context, frenchPage, region, scenarios);
  await checkHostile(context);
  await checkProfile(context);
  await checkChanges(context, region, asked);
  await checkPast(context);
  await checkWidths(browser, context);
  await checkGround(browser, context);
  await checkCountry(browser);
  await browser.close();
}

main().catch((error) => check("the tests go on to their end", false, error.stack)).finally(() => {
  fs.rmSync(folder, { recursive: true, force: true });
  console.log(`1..${counts.all}`);
  process.exit(counts.failed ? 1 : 0);
});
