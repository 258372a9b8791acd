/*
 * Random scenarios, drawn in the workshop of a page, saved as it saves them and given to
 * simulate --scenario: each figure of the page is the one that simulate reports. Saved as a
 * declaration, check finds the same overlaps and white zones.
 */
"use strict";
const fs = require("fs");
const { check, equal, run, file, readJson } = require("../tap");
const { open } = require("../browser");

/* A repeatable source of numbers below n. */
function source(seed) {
  let state = seed;
  return (n) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % n;
  };
}

/* ---- the regions ------------------------------------------------------------------------------ */

const SIDE = 7;

/* A square missing here and there, and a unit of two islands: pieces come by parts. */
function outlineOf(i) {
  const square = (x, y) => [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]].map(([e, n]) => [700000 + 1000 * e, 6600000 + 1000 * n])];
  const x = i % SIDE, y = Math.floor(i / SIDE);
  return i === SIDE * SIDE - 1 ? { type: "MultiPolygon", coordinates: [square(x, y), square(x + 2, y)] } : { type: "Polygon", coordinates: square(x, y) };
}

/* Inhabitants by the ten thousand, so that CPTS go from one size to another; two units whose
 * inhabitants nobody knows, one where nobody lives. */
function populationOf(i) {
  if (i === 11 || i === 30) return null;
  return i === 5 ? 0 : 1000 + 137 * i * (i % 11);
}

function writeLists() {
  const next = source(7);
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } };
  const codes = Array.from({ length: SIDE * SIDE }, (_, i) => `99${100 + i}`);
  fs.writeFileSync(file("lists-units.geojson"), JSON.stringify({ type: "FeatureCollection", crs, features: codes.map((code, i) =>
    ({ type: "Feature", properties: { code, nom: "Commune " + i, population: populationOf(i), dep: i % 2 ? "98" : "99" }, geometry: outlineOf(i) })) }));
  const nameOf = (p) => p === 3 ? "=CPTS ; 3" : "CPTS " + p;
  const row = (p, code) => `P${p};"${nameOf(p)}";${code}`;
  const rows = codes.flatMap((code, i) => next(9) === 0 ? [] : [row(Math.floor(i / 10), code)]
    .concat(next(8) === 0 ? [row((Math.floor(i / 10) + 1) % 5, code)] : []));
  fs.writeFileSync(file("lists-cpts.csv"), "id;nom;code\n" + rows.join("\n") + "\n");
}

/* ---- a scenario, in the page ------------------------------------------------------------------ */

/* What is done, by the names of the page's own functions: places drawn near each other more often
 * than not, as people take them. */
function drawMoves(next, size) {
  const list = [];
  for (let i = 1 + next(4); i > 0; i--) {
    const seeds = Array.from({ length: 1 + next(5) }, () => next(size.units));
    list.push({ who: next(size.perimeters + 2) - 2, how: ["take", "take", "release", "zone", "toggle"][next(5)],
      moves: next(2) === 1, seeds, near: next(2) === 1, zone: next(50) });
  }
  return list;
}

/* Runs in the page: does it by the functions behind its buttons and returns what it shows. */
function doMoves(moves) {
  readScenario("!-1");
  for (const { who, how, moves: isMoved, seeds, near, zone } of moves) {
    scenario.moves = isMoved;
    workOn(who < 0 ? -1 : who % perimeters.length, who < 0 ? ["CPTS \"Sud\", la neuve", "=Val Neuf"][-who - 1] : "");
    const zones = findings.filter((f) => f.rule === "white-zone" && !f.sliver && f.units.length);
    let list = seeds.map((unit) => unit % units.length);
    if (near) list = [...new Set(list.slice(0, 1).concat([...around(list.slice(0, 1)).keys()].sort((a, b) => a - b)))].slice(0, 4);
    if (how === "zone" && zones.length) list = zones[zone % zones.length].units;
    if (how === "toggle") toggleUnits(list);
    else if (how === "release") for (const unit of list) releaseUnit(activeEntry(), unit);
    else takeUnits(list);
  }
  const shown = effectsNow();
  /* What the address keeps is the same scenario. */
  const kept = scenarioText(), csv = scenarioCsv();
  readScenario(kept);
  const again = effectsNow(), codes = (list) => list.map((unit) => units[unit].code).sort();
  const figures = (state) => state && { inhabitants: Math.round(state.people.known), unknown: state.people.unknown,
    size: sizeClass(state.people), ceiling: ceilingOf(state.people), pieces: state.pieces };
  return { csv, isStable: scenarioCsv() === csv && JSON.stringify(again.region) === JSON.stringify(shown.region), declaration: declarationCsv(),
    isEstimate: shown.region.isEstimate, white: shown.region.whiteAfter, overlap: shown.region.overlapAfter,
    whiteBefore: shown.region.whiteBefore, overlapBefore: shown.region.overlapBefore,
    newOverlaps: codes(shown.newOverlaps), goneOverlaps: codes(shown.goneOverlaps), newWhite: codes(shown.newWhiteZones), goneWhite: codes(shown.goneWhiteZones),
    cpts: shown.states.filter(({ entry }) => entry.take.size || entry.release.size).map(({ entry, before, after }) =>
      ({ id: entry.perimeter < 0 ? freeId(entry.name) : perimeters[entry.perimeter].id, units: after.units, isEstimate: after.isEstimate,
        before: figures(before), after: figures(after) })) };
}

/* ---- what the program says of it -------------------------------------------------------------- */

function figuresOf(state) {
  return state && { inhabitants: Math.round(state.population), unknown: state.unknown_population_units,
    size: state.size_class || 0, ceiling: state.ceiling_eur ?? null, pieces: state.parts };
}

const near = (a, b, within) => Math.abs(a - b) <= within;

/* What differs between the page and simulate; [] when they say the same, or when the page marks a
 * figure as an estimate. `within`: inhabitants that shares rounded to seven digits may be off. */
function differences(said, simulated, within) {
  const found = [], { before, after } = simulated;
  const region = [["white", said.white, after.white_population], ["overlap", said.overlap, after.overlap_population],
    ["white before", said.whiteBefore, before.white_population], ["overlap before", said.overlapBefore, before.overlap_population]];
  for (const [what, page, program] of region)
    if (!near(page, program, within) && !said.isEstimate) found.push(`${what}: ${page} on the page, ${program} by simulate`);
  for (const one of said.cpts) {
    const effect = simulated.perimeters.find(({ id }) => id === one.id);
    if (!effect) {
      if (JSON.stringify(one.before) !== JSON.stringify(one.after)) found.push(`${one.id}: simulate reports no change`);
      continue;
    }
    for (const side of ["before", "after"]) {
      const page = one[side], program = figuresOf(effect[side]);
      if (!page || !program) {
        if (Boolean(program) !== Boolean(page) && (page || program).inhabitants + (page || program).pieces > 0) found.push(`${one.id} ${side}: only one of both has it`);
        continue;
      }
      const isSame = near(page.inhabitants, program.inhabitants, within) && page.unknown === program.unknown && page.size === program.size &&
        page.ceiling === program.ceiling && (page.pieces === program.pieces || (side === "after" && one.isEstimate));
      if (!isSame) found.push(`${one.id} ${side}: ${JSON.stringify(page)} on the page, ${JSON.stringify(program)} by simulate`);
    }
  }
  return found;
}

/* Which units are in several CPTS, and in none, by a report. */
function statesOf(report) {
  return new Map(report.units.map((unit) => [unit.code, unit.claims.length > 1 ? "overlap" : unit.claims.length ? "" : "white"]));
}

function changesOf(before, after) {
  const pick = (state, from, to) => [...from].filter(([code, was]) => was === state && to.get(code) !== state).map(([code]) => code).sort();
  return [pick("overlap", after, before), pick("overlap", before, after), pick("white", after, before), pick("white", before, after)];
}

/* ---- the tests -------------------------------------------------------------------------------- */

/* Scenarios of one page against simulate; `more` compares further. */
async function compare(page, { count, seed, size, sources, within, more = () => [] }) {
  const next = source(seed), wrong = [];
  let compared = 0;
  while (compared < count) {
    const said = await page.evaluate(doMoves, drawMoves(next, size));
    if (said.csv.trim().split("\r\n").length < 2) continue;
    compared++;
    fs.writeFileSync(file("random.csv"), said.csv);
    run("simulate", "--quiet", ...sources, "--scenario", "random.csv", "--json", "random.json");
    const found = differences(said, readJson("random.json"), within).concat(more(said));
    if (!said.isStable) found.push("the address brings back another scenario");
    if (found.length) wrong.push(found.slice(0, 4).join("\n") + "\n" + said.csv);
  }
  await page.evaluate(() => {
    readScenario("!-1");
    scenarioChanged();
  });
  return wrong;
}

async function checkLists(context, count) {
  const units = ["--units", "lists-units.geojson"];
  writeLists();
  run("check", "--quiet", "--lang", "en", ...units, "--perimeters", "lists-cpts.csv", "--html", "lists.html", "--json", "lists.json");
  const before = statesOf(readJson("lists.json")), page = await open(context, file("lists.html"));
  const more = (said) => {
    fs.writeFileSync(file("lists-after.csv"), said.declaration);
    run("check", "--quiet", ...units, "--perimeters", "lists-after.csv", "--json", "after.json");
    const page = [said.newOverlaps, said.goneOverlaps, said.newWhite, said.goneWhite], program = changesOf(before, statesOf(readJson("after.json")));
    return JSON.stringify(page) === JSON.stringify(program) ? [] : [`new and gone overlaps and white zones: ${JSON.stringify(page)} on the page, ${JSON.stringify(program)} by check`];
  };
  const wrong = await compare(page, { count, seed: 20, size: { units: SIDE * SIDE, perimeters: 5 }, within: 0.5,
    sources: [...units, "--perimeters", "lists-cpts.csv"], more });
  equal(`what if: ${count} random scenarios of lists come to what simulate and check say`, [wrong.length, ...wrong.slice(0, 2)], [0]);
  equal("what if: nothing complained", page.seen.errors, []);
  await page.close();
}

/* Drawn CPTS that cut units: a sum of rounded shares may be off by an inhabitant or two. */
async function checkDrawn(context, frenchPage, region, count) {
  const page = await open(context, frenchPage);
  const size = await page.evaluate(() => ({ units: units.length, perimeters: perimeters.length }));
  const wrong = await compare(page, { count, seed: 3, size, sources: [region], within: 1.5 });
  equal(`what if: ${count} random scenarios of drawn CPTS come to what simulate says`, [wrong.length, ...wrong.slice(0, 2)], [0]);
  await page.close();
}

async function checkScenarios(context, frenchPage, region, count) {
  await checkLists(context, count);
  await checkDrawn(context, frenchPage, region, count);
}

module.exports = { checkScenarios };
