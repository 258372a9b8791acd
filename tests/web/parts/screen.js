/* The working screen: both halves in view, nothing that scrolls away, at every width. */
"use strict";
const { check, equal, violations, sticksOut } = require("../tap");

/* Pixels of the map near a colour, as a share. */
function shareOf(page, red, green, blue, reach = 14) {
  return page.evaluate(([r, g, b, reach]) => {
    const canvas = document.querySelector("#map canvas");
    const { data: pixels } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let near = 0;
    for (let i = 0; i < pixels.length; i += 4)
      near += pixels[i + 3] > 200 && Math.abs(pixels[i] - r) < reach &&
        Math.abs(pixels[i + 1] - g) < reach && Math.abs(pixels[i + 2] - b) < reach;
    return near / (pixels.length / 4);
  }, [red, green, blue, reach]);
}

async function checkMap(page) {
  check("the legend, when it is open, hides no place of the map", await page.evaluate(() => !byId("legend").open || !hidesPlaces(byId("legend"))));
  await page.evaluate(() => {
    byId("legend").open = true;
  });
  check("the map: tints of the CPTS", await shareOf(page, 0xcf, 0xdc, 0xec) > 0.01);
  check("the map: overlaps in red", await shareOf(page, 0xb3, 0x26, 0x1e, 45) > 0.0005);
  check("the map: white zones", await shareOf(page, 255, 255, 255) > 0.0005);
  await page.getByLabel(/^Chevauchements? \(/).uncheck();
  await page.waitForTimeout(100);
  check("the map: a layer that is unticked goes", await shareOf(page, 0xb3, 0x26, 0x1e, 45) < 0.0001);
  await page.getByLabel(/^Chevauchements? \(/).check();
}

/* A place inside a unit, in pixels of the map. */
function placeIn(page, unit) {
  return page.evaluate((unit) => {
    const at = map.latLngToContainerPoint(latLng(...namePlace(unit).place));
    return { x: at.x, y: at.y };
  }, unit);
}

async function isInView(page, selector) {
  return page.evaluate((selector) => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return box.width > 0 && box.top < window.innerHeight && box.bottom > 0 && box.left < window.innerWidth;
  }, selector);
}

async function checkDesk(page) {
  for (const [width, height] of [[1440, 900], [1024, 768]]) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(60);
    const fits = await page.evaluate(() => ["map", "side"].map((id) => document.getElementById(id).getBoundingClientRect())
      .every((box) => box.top >= 0 && box.bottom <= window.innerHeight + 1 && box.width > 300));
    check(`${width} px: map and list wholly in view`, fits);
    await page.locator(".item").first().click();
    equal(`${width} px: a click scrolls nothing`, await page.evaluate(() => window.scrollY), 0);
    check(`${width} px: the card is there`, await page.locator("#card h2").isVisible());
    check(`${width} px: the map is at its place`, await page.evaluate(() =>
      map.getBounds().contains(boundsOf(boxes.findings[state.card.index]))));
    await page.getByRole("button", { name: "Retour à la liste" }).click();
    equal(`${width} px: the way back ends on the line it left`,
      await page.evaluate(() => document.activeElement.dataset.card?.replace(/\d/g, "")), "finding");
    equal(`${width} px: nothing sticks out`, await sticksOut(page), []);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/* A phone, and a desk at 200 %, which is half as wide and half as high. */
async function checkSmall(page) {
  for (const [words, width, height] of [["360 px", 360, 740], ["390 px", 390, 844], ["200 %", 720, 450]]) {
    await page.setViewportSize({ width, height });
    await page.locator("#tab-map").click();
    check(`${words}: the map is a tab, and it fills the screen`, await page.evaluate(() =>
      document.getElementById("map").getBoundingClientRect().height > 0.35 * window.innerHeight) && !await page.locator("#side").isVisible());
    await page.locator("#tab-findings").click();
    check(`${words}: the list, as cards of full width`, await page.locator(".item").first().evaluate((item) =>
      item.getBoundingClientRect().width > 0.8 * window.innerWidth));
    if (width === 360) equal(`${words}: accessible, the list`, await violations(page), []);
    await page.locator(".item").first().click();
    const [card, whole] = await page.evaluate(() => ["side", "mapside"].map((id) => document.getElementById(id).getBoundingClientRect().height));
    check(`${words}: a card slides over the lower part of the map`, card > 0 && card < 0.6 * whole, `${card} of ${whole}`);
    if (width === 360) equal(`${words}: accessible, a card`, await violations(page), []);
    for (const tab of ["findings", "perimeters", "units", "what-if"]) {
      await page.locator("#tab-" + tab).click();
      equal(`${words}: nothing sticks out, ${tab}`, await sticksOut(page), []);
    }
    await page.locator("#tab-map").click();
    await page.locator("#tab-findings").click();
  }
  await page.setViewportSize({ width: 720, height: 1000 });
  check("720 px: the map is above the list, both in view", await isInView(page, "#map") && await isInView(page, ".item") &&
    await page.evaluate(() => document.getElementById("map").getBoundingClientRect().bottom <= document.getElementById("side").getBoundingClientRect().top + 1));
  equal("720 px: nothing sticks out", await sticksOut(page), []);
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function checkWheel(page) {
  const zoom = () => page.evaluate(() => map.getZoom());
  await page.locator("#tab-findings").click();
  await page.getByRole("button", { name: "Toute la région" }).click();
  await page.locator("h1").click();
  const before = await zoom();
  await page.locator("#map").hover({ position: { x: 300, y: 300 } });
  await page.mouse.wheel(0, -200);
  await page.waitForTimeout(250);
  equal("the wheel does not zoom a map that is not in use", await zoom(), before);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.locator("#map").click({ position: { x: 80, y: 250 } });
  await page.mouse.wheel(0, -200);
  await page.waitForTimeout(250);
  check("it does once the map is clicked", await zoom() > before, `${await zoom()} from ${before}`);
  equal("and the page stays where it is", await page.evaluate(() => window.scrollY), 0);
  await page.getByRole("button", { name: "Toute la région" }).click();
}

async function checkKeyboard(page) {
  await page.locator("#map").focus();
  const before = await page.evaluate(() => map.getCenter().lng);
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(400);
  check("arrows move the map", await page.evaluate(() => map.getCenter().lng) > before);
  await page.evaluate(() => showBox(boxes.units[0]));
  await page.keyboard.press("Enter");
  check("Enter chooses what is in the middle of it", await page.evaluate(() => state.card !== null));
  await page.locator("#tab-findings").focus();
  await page.keyboard.press("ArrowRight");
  equal("arrows go from tab to tab", await page.evaluate(() => [state.tab, document.activeElement.id]), ["perimeters", "tab-perimeters"]);
  await page.keyboard.press("ArrowLeft");
  await page.locator(".item").nth(1).focus();
  await page.keyboard.press("Enter");
  equal("a finding is chosen by the keyboard, and read out", await page.evaluate(() => [state.card.kind, document.activeElement.tagName]), ["finding", "H2"]);
  await page.locator("#card .back").click();
}

async function checkFirstStop(page) {
  await page.keyboard.press("Tab");
  equal("the first stop of the keyboard is the way to the findings", await page.evaluate(() => document.activeElement.className), "skip");
  equal("the focus is seen", await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "solid");
}

/* By night: the same page, its contrasts judged by axe, the map in other colours. */
async function checkNight(page) {
  await page.emulateMedia({ colorScheme: "dark" });
  for (let i = 0; i < 60 && await shareOf(page, 0x12, 0x17, 0x1d) < 0.1; i++) await page.waitForTimeout(50);
  check("dark: the map is", await shareOf(page, 0x12, 0x17, 0x1d) > 0.1 && await shareOf(page, 0xcf, 0xdc, 0xec) < 0.001,
    `${await shareOf(page, 0x12, 0x17, 0x1d)} ${await shareOf(page, 0xcf, 0xdc, 0xec)}`);
  await page.locator(".item").first().click();
  equal("dark: accessible, a card", await violations(page), []);
  await page.locator("#tab-what-if").click();
  equal("dark: accessible, what if", await violations(page), []);
  await page.locator("#tab-findings").click();
  await page.emulateMedia({ colorScheme: null });
}

module.exports = { checkMap, checkDesk, checkSmall, checkWheel, checkKeyboard, checkFirstStop, checkNight, placeIn };
