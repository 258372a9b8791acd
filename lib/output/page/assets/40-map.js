/*
 * The map: Leaflet for moving about, a canvas of our own for the drawing. Its coordinates are
 * those of the analysis CRS, in metres from the corner of the drawing.
 */
const shown = { "overlap": true, "white-zone": true, "outside": true, "sliver": true, "base": false,
  "names": true, "towns": true, "groups": true, "ground": true };

const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map("map", {
  crs: L.CRS.Simple, attributionControl: false, zoomControl: false, zoomAnimation: false,
  fadeAnimation: false, inertia: !calm, minZoom: -16, maxZoom: 1, zoomSnap: 0.25, zoomDelta: 0.75,
  wheelPxPerZoomLevel: 90, boxZoom: false, doubleClickZoom: true,
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
    return { context, palette: paletteNow(), width, height, margin: margin.x, x: zero.x, y: zero.y,
      scale: quantum_m * map.getZoomScale(map.getZoom(), 0) };
  },
  draw() {
    if (!map.getSize().x) return;
    const view = this.view();
    drawMap(view, shown, passing.findings, asideNow());
    for (const overlay of overlays) overlay(view);
    drawNames(view, shown);
  },
});
const drawing = new Drawing();

let isAsked = false;
function redraw() {
  if (isAsked || !drawing.canvas) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    drawing.draw();
  });
}
night.addEventListener("change", redraw);

/* What is chosen, and what is under the pointer. */
overlays.push((view) => {
  const { card, hovered } = state;
  if (hovered && hasPlace(hovered) && !isCard("finding", hovered.index))
    drawOutline(view, shapeOfFinding(hovered), false);
  if (!card) return;
  if (card.kind === "finding" && hasPlace(findings[card.index])) drawOutline(view, shapeOfFinding(findings[card.index]));
  if (card.kind === "perimeter") drawOutline(view, shapes.perimeters[card.index]);
  if (card.kind === "unit") drawOutline(view, shapes.units[card.index]);
  if (card.kind === "gone") drawOutline(view, shapeOfUnits(card.units));
});
watchers.push(redraw);

/* ---- what is under the pointer -------------------------------------------------------------- */

function placeOf(event) {
  return [event.latlng.lng / quantum_m, event.latlng.lat / quantum_m];
}

function under([x, y]) {
  const unit = unitAt(x, y);
  const margin = 4 / map.getZoomScale(map.getZoom(), 0) / quantum_m;
  return { unit, finding: findingAt(x, y, unit, passing.findings.filter((finding) => shown[kindOf(finding)]), margin) };
}

const tip = L.tooltip({ className: "tip", direction: "top", offset: [0, -6], opacity: 1 });

function tipOf({ unit, finding }) {
  const { name, code, population } = units[unit], claims = claimsNow(unit);
  const content = element("div", {}, element("strong", {}, named(name), " (" + code + ")"));
  if (population !== null) content.append(inhabitants(population), element("br"));
  if (claims.length) content.append(...namedList(claims.map(({ name: claimant }) => claimant)));
  else content.append(text("in no CPTS"));
  if (finding && finding.units.length > 1 && state.tab !== "what-if")
    content.append(element("br"), element("em", {}, titleOf(finding), text(": "), finding.ruleWords));
  return content;
}

function hover(finding) {
  if (state.hovered !== finding) change({ hovered: finding });
}

let waiting = false;
map.on("mousemove", (event) => {
  if (waiting || isDrawing()) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const found = under(placeOf(event));
    if (state.tab !== "what-if") hover(found.finding);
    if (found.unit < 0) {
      map.closeTooltip(tip);
      return;
    }
    tip.setLatLng(event.latlng).setContent(tipOf(found));
    map.openTooltip(tip);
  });
});
map.on("mouseout", () => {
  map.closeTooltip(tip);
  hover(null);
});

/* A place that is clicked, or in the middle of the map when Enter is pressed. */
function chooseAt(place) {
  const { unit, finding } = under(place);
  if (state.tab === "what-if") {
    if (unit >= 0) toggleUnits([unit]);
  } else if (finding && !isCard("finding", finding.index)) {
    choose({ kind: "finding", index: finding.index }, "map");
  } else if (unit >= 0) {
    choose({ kind: "unit", index: unit }, "map");
  } else {
    choose(null, "map");
  }
}
map.on("click", (event) => {
  if (!isDrawing()) chooseAt(placeOf(event));
});
byId("map").addEventListener("keydown", (event) => {
  if (event.target !== byId("map") || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  const { lng, lat } = map.getCenter();
  chooseAt([lng / quantum_m, lat / quantum_m]);
});

/* ---- moving about --------------------------------------------------------------------------- */

/* A card that slides over the map takes some of it. */
function covered() {
  const over = isPhone() && state.card ? byId("side").offsetHeight : 0;
  return { animate: false, paddingTopLeft: [12, 12], paddingBottomRight: [12, 12 + over] };
}

function showAll() {
  map.fitBounds(boundsOf(regionBox), covered());
}

function showBox(box) {
  if (Number.isFinite(box[0])) map.fitBounds(boundsOf(box).pad(0.35), { ...covered(), maxZoom: -3 });
}

/* The wheel scrolls the page until the map is in use, or Ctrl is held. */
let isInUse = false;
document.addEventListener("pointerdown", (event) => {
  isInUse = byId("map").contains(event.target);
});
byId("mapside").addEventListener("wheel", (event) => {
  const isPage = document.documentElement.scrollHeight > window.innerHeight + 1;
  if (isPage && !isInUse && !event.ctrlKey) {
    event.stopPropagation();
    byId("map").classList.add("asks-for-ctrl");
    setTimeout(() => byId("map").classList.remove("asks-for-ctrl"), 1200);
  }
}, { capture: true, passive: true });

L.control.zoom({ zoomInTitle: text("Zoom in"), zoomOutTitle: text("Zoom out") }).addTo(map);
function addButton(position, sign, words, onPress) {
  const Button = L.Control.extend({
    onAdd() {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      this.button = element("button", { type: "button", class: "map-button", title: words, "aria-label": words,
        onclick: onPress }, sign);
      bar.append(this.button);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    },
  });
  return new Button({ position }).addTo(map).button;
}
addButton("topleft", "⌂", text("Whole region"), showAll);
L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(byId("map"));
