#!/usr/bin/env node
/*
 * opening.js PAGE [TIMES [profile]]: how long a browser takes to open a page, from its navigation to the map
 * that is drawn. The least of several, since other programs only ever add to it; and the processor
 * time of the page, which they leave alone.
 */
"use strict";
const path = require("path");
const { launch } = require("./browser");

async function measure(browser, file) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto("file://" + file);
  await page.waitForFunction(() => document.documentElement.dataset.built === "yes");
  const drawn_s = await page.evaluate(() => performance.now()) / 1000;
  const { metrics } = await session.send("Performance.getMetrics");
  await context.close();
  return { drawn_s, spent: Object.fromEntries(metrics.map(({ name, value }) => [name, value])) };
}

/* Where the time of the scripts goes, by function. */
async function profile(browser, file) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: 500 });
  await session.send("Profiler.start");
  await page.goto("file://" + file);
  await page.waitForFunction(() => document.documentElement.dataset.built === "yes");
  const { profile: found } = await session.send("Profiler.stop");
  const nodes = new Map(found.nodes.map((node) => [node.id, node])), spent = new Map();
  found.samples.forEach((id, i) => {
    const { functionName, lineNumber } = nodes.get(id).callFrame;
    const name = `${functionName || "(anonymous)"}:${lineNumber + 1}`;
    spent.set(name, (spent.get(name) || 0) + found.timeDeltas[i] / 1e6);
  });
  for (const [name, seconds] of [...spent].sort((a, b) => b[1] - a[1]).slice(0, 18))
    console.log(`  ${seconds.toFixed(3)} s  ${name}`);
}

module.exports = { measure };

async function main() {
  const file = path.resolve(process.argv[2]), times = Number(process.argv[3] || 5);
  const runs = [];
  for (let i = 0; i < times; i++) {
    const browser = await launch();
    runs.push(await measure(browser, file));
    await browser.close();
  }
  const least = (of) => Math.min(...runs.map(of)).toFixed(2);
  console.log(`opened in ${least((run) => run.drawn_s)} s; processor ${least((run) => run.spent.TaskDuration)} s, ` +
    `of it scripts ${least((run) => run.spent.ScriptDuration)} s, layout ${least((run) => run.spent.LayoutDuration)} s`);
  if (process.argv[4] === "profile") {
    const browser = await launch();
    await profile(browser, file);
    await browser.close();
  }
}

if (require.main === module) main();
