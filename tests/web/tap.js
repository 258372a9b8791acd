/* TAP, programs that are run, and what is asked of a page over and over. */
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const { spawnSync } = require("child_process");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cpts-web-"));
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const counts = { all: 0, failed: 0 };

function check(what, isGood, why = "") {
  counts.all++;
  if (!isGood) counts.failed++;
  console.log(`${isGood ? "ok" : "not ok"} ${counts.all} - ${what}`);
  if (!isGood && why !== "") console.log("# " + String(why).replaceAll("\n", "\n# "));
}

function equal(what, found, wanted) {
  check(what, JSON.stringify(found) === JSON.stringify(wanted),
    `${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

function skip(why) {
  console.log(`ok ${++counts.all} # SKIP ${why}`);
}

function run(...words) {
  const made = spawnSync(process.env.CPTS_PROGRAM, words, { encoding: "utf8", cwd: folder });
  if (made.status > 1) throw new Error(`${words.join(" ")}: ${made.status}\n${made.stderr}`);
  return made;
}

function file(name) {
  return path.join(folder, name);
}

function readJson(name) {
  return JSON.parse(fs.readFileSync(file(name), "utf8"));
}

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run(document,
    { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((n) => n.html).join(" ")}`);
}

/* What sticks out to the right of the window. */
function sticksOut(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1 &&
      e.getBoundingClientRect().width > 0).slice(0, 5).map((e) => e.tagName + "." + e.className + "#" + e.id);
  });
}

/* The text of a PDF, page by page. */
function pdfText(name) {
  const made = spawnSync("pdftotext", ["-raw", name, "-"], { encoding: "utf8" });
  if (made.error || made.status) throw new Error("pdftotext: " + (made.error || made.stderr));
  return made.stdout.split("\f").filter((sheet, i, all) => i < all.length - 1 || sheet.trim());
}

/* Letters and digits alone: how lines break and which spaces there are does not matter. */
function bare(words) {
  return words.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
}

module.exports = { check, equal, skip, run, file, readJson, folder, counts, violations, sticksOut, pdfText, bare };
