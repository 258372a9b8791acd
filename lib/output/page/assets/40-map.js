/*
 * The map: Leaflet for moving about, a canvas of our own for the drawing. Its coordinates are
 * those of the analysis CRS, in metres from the corner of the drawing.
 */
const shown = { "overlap": true, "white-zone": true, "outside": true, "sliver": false, "base": false,
  "names": true };

/* Called with what was asked for; see 90-main.js. */
const listeners = { pickFinding: [], pickUnit: [], hover: [] };
function tell(name, ...values) {
  for (const listener of listeners[name]) listener(...values);
}

const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map("map", {
  crs: L.CRS.Simple, attributionControl: false, zoomControl: false, zoomAnimation: false,
  fadeAnimation: false, inertia: !calm, minZoom: -16, maxZoom: 1, zoomSnap: 0.25, zoomDelta: 0.75,
  wheelPxPerZoomLevel: 90,
});

function latLng(x, y) {
  return L.latLng(y * quantum_m, x * quantum_m);
}

function boundsOf(box) {
  return L.latLngBounds(latLng(box[0], box[1]), latLng(box[2], box[3]));
}

/* ---- the canvas ---------------------------------------------------------------------------- */

const MARGIN = 0.25; /* of the window, drawn beyond it for dragging */

/* Layers that others draw over the map: functions of a view. */
const overlays = [];

const Drawing = L.Layer.extend({
  onAdd(on) {
    this.canvas = L.DomUtil.create("canvas", "", on.getPane("overlayPane"));
    this.canvas.setAttribute("aria-hidden", "true");
    on.on("moveend resize viewreset", this.draw, this);
    this.draw();
  },
  view() {
    const size = map.getSize(), margin = size.multiplyBy(MARGIN).round();
    const origin = map.containerPointToLayerPoint(margin.multiplyBy(-1));
    const ratio = window.devicePixelRatio || 1;
    const width = size.x + 2 * margin.x, height = size.y + 2 * margin.y;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.canvas.style.width = width + "px";
    this.canvas.style.height = height + "px";
    L.DomUtil.setPosition(this.canvas, origin);
    const zero = map.latLngToLayerPoint([0, 0]).subtract(origin);
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return { context, width, height, x: zero.x, y: zero.y,
      scale: quantum_m * map.getZoomScale(map.getZoom(), 0) };
  },
  draw() {
    const view = this.view();
    drawMap(view, shown);
    for (const overlay of overlays) overlay(view);
  },
});
const drawing = new Drawing();

let isAsked = false;
function redraw() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    drawing.draw();
  });
}

/* ---- what is under the pointer -------------------------------------------------------------- */

function placeOf(event) {
  return [event.latlng.lng / quantum_m, event.latlng.lat / quantum_m];
}

function isShown(finding) {
  return shown[kindOf(finding)];
}

function under(event) {
  const [x, y] = placeOf(event);
  const unit = unitAt(x, y);
  const margin = 4 / map.getZoomScale(map.getZoom(), 0) / quantum_m;
  return { unit, finding: findingAt(x, y, unit, isShown, margin) };
}

const tip = L.tooltip({ className: "tip", direction: "top", offset: [0, -6], opacity: 0.97 });

function unitWords(unit) {
  const { name, code, population, claims } = units[unit];
  const content = element("div", {}, element("strong", {}, named(name), " (" + code + ")"));
  if (population !== null)
    content.append(plural("%s inhabitant", "%s inhabitants", population), element("br"));
  if (claims.length)
    content.append(...namedList(claims.map((claim) => perimeters[claim.perimeter].name)));
  else
    content.append(text("in no CPTS"));
  return content;
}

let hovered = null;
function hover(finding) {
  if (hovered === finding) return;
  hovered = finding;
  tell("hover", finding);
  redraw();
}

let waiting = false;
map.on("mousemove", (event) => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const found = under(event);
    hover(found.finding);
    if (found.unit < 0) {
      map.closeTooltip(tip);
      return;
    }
    tip.setLatLng(event.latlng).setContent(unitWords(found.unit));
    map.openTooltip(tip);
  });
});
map.on("mouseout", () => {
  map.closeTooltip(tip);
  hover(null);
});
map.on("click", (event) => {
  const { unit, finding } = under(event);
  if (whatIf.isOn) {
    if (unit >= 0) whatIf.toggle(unit);
  } else if (finding) {
    tell("pickFinding", finding, "map");
  } else {
    tell("pickUnit", unit);
  }
});

/* ---- moving about --------------------------------------------------------------------------- */

function showAll() {
  map.fitBounds(boundsOf(regionBox), { animate: false, padding: [12, 12] });
}

function showBox(box) {
  if (!Number.isFinite(box[0])) return;
  map.fitBounds(boundsOf(box).pad(0.6), { animate: false, maxZoom: -5 });
}

L.control.zoom({ zoomInTitle: text("Zoom in"), zoomOutTitle: text("Zoom out") }).addTo(map);
const Home = L.Control.extend({
  onAdd() {
    const bar = L.DomUtil.create("div", "leaflet-bar");
    const link = element("a", { href: "#map", role: "button", title: text("Whole region"),
      "aria-label": text("Whole region") }, "⌂");
    bar.append(link);
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.on(link, "click", (event) => {
      L.DomEvent.preventDefault(event);
      showAll();
    });
    return bar;
  },
});
new Home({ position: "topleft" }).addTo(map);
L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);

/* ---- the legend ----------------------------------------------------------------------------- */

function fillLegend() {
  const legend = byId("layers");
  const keys = [];
  const add = (name, words, box) => {
    const canvas = element("canvas", { "aria-hidden": "true" });
    keys.push([canvas, name]);
    if (!box) {
      legend.append(element("div", { class: "key" }, canvas, words));
      return;
    }
    const input = element("input", { type: "checkbox", checked: shown[name], onchange: () => {
      shown[name] = input.checked;
      redraw();
    } });
    legend.append(element("label", {}, input, name === "names" ? null : canvas, words));
  };
  add("overlap", text("Overlaps"), true);
  add("white-zone", text("White zones"), true);
  if (byKind.outside.length) add("outside", text("Outside the region"), true);
  if (byKind.sliver.length)
    add("sliver", plural("Sliver (%s)", "Slivers (%s)", byKind.sliver.length), true);
  if (byKind.base.length)
    add("base", plural("Defect of the base (%s)", "Defects of the base (%s)", byKind.base.length), true);
  add("names", text("Names of the CPTS"), true);
  add("perimeter", text("CPTS (a colour to tell neighbours apart)"), false);
  if (borders.groups.length) add("groups", text("Border of a département"), false);
  for (const [canvas, name] of keys) if (name !== "names") drawKey(canvas, name);
}
