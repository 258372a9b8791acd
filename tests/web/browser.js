/* What the tests of the page and its picture share: Debian's Chromium, without a screen. */
"use strict";
const { chromium } = require("playwright-core");

const CHROMIUM = process.env.CPTS_CHROMIUM || "/usr/bin/chromium";

function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/* Opens a page of the disk; what it complains of and asks for is kept in page.seen. */
async function open(context, file, hasScripts = true) {
  const page = await context.newPage();
  page.seen = { errors: [], requests: [], dialogs: 0 };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.seen.errors.push(message.text());
  });
  page.on("pageerror", (error) => page.seen.errors.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) page.seen.requests.push(request.url());
  });
  page.on("dialog", (dialog) => {
    page.seen.dialogs++;
    dialog.dismiss();
  });
  await page.goto("file://" + file);
  if (hasScripts) await page.waitForFunction(() => document.documentElement.dataset.built === "yes");
  return page;
}

module.exports = { launch, open };
