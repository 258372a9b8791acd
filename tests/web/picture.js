#!/usr/bin/env node
/* picture.js PAGE PICTURE.png: the top of the page, as a browser shows it. */
"use strict";
const path = require("path");
const { launch, open } = require("./browser");

(async () => {
  const [page, target] = process.argv.slice(2).map((name) => path.resolve(name));
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, deviceScaleFactor: 0.66 });
  const opened = await open(context, page);
  await opened.evaluate(() => choose({ kind: "finding", index: 0 }, "map"));
  await opened.evaluate(() => window.scrollTo(0, 0));
  await opened.waitForTimeout(200);
  await opened.screenshot({ path: target });
  await browser.close();
})();
