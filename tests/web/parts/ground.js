/* Layers of the user's own under the map. */
"use strict";
const fs = require("fs");
const { check, equal, run, file, violations } = require("../tap");
const { open } = require("../browser");

function writeGround() {
  const ring = (west, south, east, north) => [[[west, south], [east, south], [east, north], [west, north], [west, south]]
    .map(([e, n]) => [700000 + e, 6600000 + n])];
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } };
  const write = (name, features) => fs.writeFileSync(file(name), JSON.stringify({ type: "FeatureCollection", crs,
    features: features.map(([properties, geometry]) => ({ type: "Feature", properties, geometry })) }));
  write("four.geojson", [0, 1, 2, 3].map((i) => [{ code: `9920${i}`, nom: `Lieu ${i}`, population: 1000, dep: "99" },
    { type: "Polygon", coordinates: ring(1000 * (i % 2), 1000 * (i >> 1), 1000 * (i % 2) + 1000, 1000 * (i >> 1) + 1000) }]));
  write("one.geojson", [[{ id: "A", nom: "CPTS A" }, { type: "Polygon", coordinates: ring(0, 0, 2000, 1000) }]]);
  write("mer.geojson", [[{}, { type: "Polygon", coordinates: ring(-9000, -9000, 9000, 500) }]]);
  write("routes.geojson", [[{}, { type: "LineString", coordinates: [[698000, 6600700], [704000, 6600700]] }]]);
  write("villes.geojson", [[{ nom: "<img src=x onerror=alert(1)>" }, { type: "Point", coordinates: [700500, 6601500] }]]);
}

/* The colour of the canvas at a place, in metres from the corner of the region. */
function colourAt(page, east, north) {
  return page.evaluate(([x, y]) => {
    const view = drawing.view(), ratio = window.devicePixelRatio || 1;
    drawing.draw();
    const at = [(view.x + view.scale * x / quantum_m) * ratio, (view.y - view.scale * y / quantum_m) * ratio];
    return [...drawing.canvas.getContext("2d").getImageData(...at, 1, 1).data.slice(0, 3)];
  }, [east, north]);
}

async function checkGround(browser, context) {
  writeGround();
  run("check", "--quiet", "--lang", "en", "--units", "four.geojson", "--perimeters", "one.geojson", "--ground", "mer.geojson",
    "--ground", "routes.geojson", "--ground", "villes.geojson", "--html", "ground.html", "--sheets", "ground-sheets");
  const page = await open(context, file("ground.html"));
  equal("ground: the sea lies around the region", await colourAt(page, -150, 200), [0xd3, 0xe4, 0xef]);
  const land = await colourAt(page, 300, 200);
  check("ground: and not over its territories", land.join() !== "211,228,239", land);
  const road = await colourAt(page, -150, 700), beside = await colourAt(page, -150, 760);
  check("ground: a road is seen", road.join() !== beside.join(), [road, beside]);
  equal("ground: places are named, as text", [await page.evaluate(() => ground.places.map(({ name }) => name)),
    await page.locator("img").count()], [["<img src=x onerror=alert(1)>"], 0]);
  await page.evaluate(() => { document.getElementById("legend").open = true; });
  await page.getByLabel("Map ground").uncheck();
  check("ground: the legend hides it", (await colourAt(page, -150, 200)).join() !== "211,228,239");
  equal("ground: accessible", await violations(page), []);
  equal("ground: nothing was asked for, nothing complained", [page.seen.requests, page.seen.errors.filter((error) =>
    !error.includes("willReadFrequently"))], [[], []]);
  await page.close();
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await open(plain, file("ground.html"), false);
  equal("ground: without a script the drawing has it", await still.locator("#paper .map .area-water, #paper .map .way-road").count(), 2);
  await plain.close();
}

module.exports = { checkGround };
