/* Paper and no script. */
"use strict";
const fs = require("fs");
const { check, equal, file, violations, sticksOut, pdfText, bare, readJson } = require("../tap");
const { open } = require("../browser");

/* Every heading and every finding is on paper; the first sheet is the director's. */
async function checkPrint(page, report) {
  const headings = await page.evaluate(() => [...document.querySelectorAll("main > section:not(#work) th[scope=col], .paper th[scope=col]")]
    .map((heading) => heading.textContent));
  await page.pdf({ path: file("printed.pdf"), preferCSSPageSize: true, printBackground: true });
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(fs.readFileSync(file("printed.pdf"), "latin1"));
  check("printed on A4", box && Math.abs(box[1] - 595) < 2 && Math.abs(box[2] - 842) < 2, box && box[0]);
  const sheets = pdfText(file("printed.pdf"));
  check("on two to twelve sheets, none blank", sheets.length >= 2 && sheets.length <= 12 && sheets.every((sheet) => bare(sheet).length > 40),
    sheets.map((sheet) => bare(sheet).length));
  const first = bare(sheets[0]), all = bare(sheets.join(" "));
  const title = await page.locator("h1").innerText();
  check("the first sheet: title, verdict, what to decide", first.includes(bare(title)) && first.includes("nonconforme") && first.includes(bare("À trancher")), sheets[0]);
  const big = report.findings.filter((f) => !f.sliver && ["overlap", "white-zone"].includes(f.rule)).sort((a, b) => b.population - a.population)[0];
  check("and its largest conflict", first.includes(bare(big.unit_names[0])), sheets[0]);
  const missing = headings.filter((heading) => !all.includes(bare(heading)));
  equal("every heading is printed", missing, []);
  /* Printed larger, the table of CPTS goes on over several sheets. */
  await page.pdf({ path: file("large.pdf"), format: "A4", scale: 1.5, printBackground: true });
  const [firstId, lastId] = [report.perimeters[0].id, report.perimeters[report.perimeters.length - 1].id].map(bare);
  const pieces = pdfText(file("large.pdf")).map(bare), allColumns = (await page.locator("#perimeters thead th").allTextContents()).map(bare).filter(Boolean);
  const from = pieces.findIndex((piece) => piece.includes(firstId) && piece.includes(allColumns[1]));
  const to = pieces.findIndex((piece, i) => i > from && piece.includes(lastId)), columns = allColumns.filter((column) => pieces[from]?.includes(column));
  check("its headings are repeated, in words, on each sheet that a table goes on to", from >= 0 && to > from && columns.length > 4 && pieces.slice(from, to + 1)
    .every((piece) => columns.every((column) => piece.includes(column))), `${from} to ${to}`);
  const lost = report.findings.filter((f) => !f.sliver && f.unit_names.length && !all.includes(bare(f.unit_names[0])));
  equal("every finding is printed", lost.map((f) => f.id), []);
}

async function checkNoScript(browser, name, report) {
  const context = await browser.newContext({ viewport: { width: 1024, height: 800 }, javaScriptEnabled: false });
  const page = await open(context, name, false);
  check("without a script: the map is drawn", await page.locator(".paper svg.map").isVisible() && await page.locator(".paper svg.map .ground path").count() > 2);
  equal("without a script: every finding is in the table", await page.locator(".paper tbody tr").count(), report.findings.filter((f) => !f.sliver).length);
  check("without a script: nothing that would need one", !await page.locator("#work").isVisible() && !await page.locator("#search").isVisible());
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: file("noscript.png") });
  await page.close();
  await context.close();
}

module.exports = { checkPrint, checkNoScript };
