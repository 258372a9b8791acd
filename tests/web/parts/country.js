/* A whole country. */
"use strict";
const fs = require("fs");
const path = require("path");
const { check, skip, run, file } = require("../tap");
const { measure } = require("../opening");

/* Processor time: other programs leave it alone. Wall time is reported, not judged. */
async function checkCountry(browser) {
  const country = path.join(process.env.CPTS_REAL_DATA || "", "planted", "france-conflicts.gpkg");
  if (!process.env.CPTS_REAL_DATA || !fs.existsSync(country)) {
    skip("no real region at hand: CPTS_REAL_DATA");
    return;
  }
  const page = file("country.html");
  run("check", "--quiet", "--lang", "fr", country, "--html", page);
  check("a country: under 12 MB", fs.statSync(page).size < 12e6, fs.statSync(page).size);
  const { drawn_s, spent } = await measure(browser, page);
  check("a country: opens with less than 8 s of processor", spent.TaskDuration < 8, spent.TaskDuration);
  console.log(`# opened in ${drawn_s.toFixed(2)} s, with ${spent.TaskDuration.toFixed(2)} s of processor`);
}

module.exports = { checkCountry };
