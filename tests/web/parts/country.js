/* A region and a whole country: how large their pages are, and how long they take to open. */
"use strict";
const fs = require("fs");
const path = require("path");
const { check, skip, run, file } = require("../tap");
const { measure } = require("../opening");

/* Processor time: other programs leave it alone. Wall time is reported, not judged. */
async function opens(browser, what, page, most_s) {
  const { drawn_s, spent } = await measure(browser, page);
  check(`${what}: opens with less than ${most_s} s of processor`, spent.TaskDuration < most_s, spent.TaskDuration);
  console.log(`# opened in ${drawn_s.toFixed(2)} s, with ${spent.TaskDuration.toFixed(2)} s of processor`);
}

function isSmall(what, name, most) {
  const { size } = fs.statSync(file(name));
  check(`${what}: under ${most / 1e6} MB`, size < most, size);
  console.log(`# ${(size / 1e6).toFixed(2)} MB`);
}

async function checkRegion(browser, region) {
  run("check", "--quiet", "--lang", "fr", region, "--html", "region.html");
  run("propose", "--quiet", "--lang", "fr", region, "--html", "proposal.html", "--write-scenario", "region.csv");
  run("simulate", "--quiet", "--lang", "fr", region, "--scenario", "region.csv", "--html", "simulation.html");
  isSmall("a region: its page", "region.html", 1e6);
  isSmall("a region: its proposal", "proposal.html", 1e6);
  isSmall("a region: its simulation", "simulation.html", 1e6);
  await opens(browser, "a region", file("region.html"), 3);
}

async function checkCountry(browser) {
  const country = path.join(process.env.CPTS_REAL_DATA || "", "planted", "france-conflicts.gpkg");
  if (!process.env.CPTS_REAL_DATA || !fs.existsSync(country)) {
    skip("no real region at hand: CPTS_REAL_DATA");
    return;
  }
  await checkRegion(browser, path.join(path.dirname(country), "paca-conflicts.gpkg"));
  run("check", "--quiet", "--lang", "fr", country, "--html", "country.html");
  isSmall("a country", "country.html", 12e6);
  await opens(browser, "a country", file("country.html"), 8);
}

module.exports = { checkCountry };
