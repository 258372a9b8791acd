/*
 * The colours of the map, by day, by night and on paper, and the hatches that say the same to who
 * does not distinguish colours. page.css has the same ones for drawings without a script.
 */
const DAY = {
  ground: "#eef1f2", land: "#f6f6f1", veil: "rgba(246, 246, 241, .72)", ink: "#1b2430", halo: "rgba(255, 255, 255, .88)",
  grounds: { water: "#d3e4ef", road: "#e0dfda", land: "#e2e4e2" },
  ways: { water: "rgba(64, 125, 170, .62)", road: "rgba(110, 92, 72, .5)", land: "rgba(90, 98, 108, .5)" },
  tints: ["#cfdcec", "#d6e6d2", "#efe3c6", "#dfd7ea", "#cfe5e4", "#ecd9d5", "#e2e2d6"],
  unit: "rgba(255, 255, 255, .95)", perimeter: "#5b6b80", group: "#2b3644", groupName: "#4a4458",
  chosen: "#0b3d91", chosenHalo: "rgba(255, 255, 255, .9)", subject: "rgba(31, 73, 125, .42)",
  kinds: {
    "overlap": { line: "#b3261e", width: 1.6, hatch: "rgba(179, 38, 30, .85)", slant: 1 },
    "white-zone": { fill: "#ffffff", line: "#3b4654", width: 1.6, dash: [5, 3], dots: "#7a8594" },
    "outside": { line: "#6b3a94", width: 1.6, hatch: "rgba(107, 58, 148, .85)", slant: -1 },
    "sliver": { line: "#c2410c", width: 1.4 },
    "base": { fill: "rgba(138, 90, 0, .18)", line: "#8a5a00", width: 1.2, dash: [2, 2] },
  },
};
const NIGHT = {
  ground: "#12171d", land: "#232a32", veil: "rgba(18, 23, 29, .66)", ink: "#eef2f6", halo: "rgba(18, 23, 29, .88)",
  grounds: { water: "#16293a", road: "#1f2328", land: "#1b2127" },
  ways: { water: "rgba(108, 170, 214, .6)", road: "rgba(196, 178, 150, .45)", land: "rgba(160, 170, 182, .45)" },
  tints: ["#2f4258", "#33493a", "#4d4530", "#443b55", "#2f4b4b", "#523d3a", "#45453b"],
  unit: "rgba(18, 23, 29, .8)", perimeter: "#8b9bb0", group: "#c6d0db", groupName: "#b9b0d0",
  chosen: "#8fc0ff", chosenHalo: "rgba(10, 14, 18, .9)", subject: "rgba(120, 170, 235, .42)",
  kinds: {
    "overlap": { line: "#ff8077", width: 1.6, hatch: "rgba(255, 128, 119, .85)", slant: 1 },
    "white-zone": { fill: "#0b0e12", line: "#d5dde6", width: 1.6, dash: [5, 3], dots: "#98a5b3" },
    "outside": { line: "#c69af0", width: 1.6, hatch: "rgba(198, 154, 240, .85)", slant: -1 },
    "sliver": { line: "#ff9c5a", width: 1.4 },
    "base": { fill: "rgba(228, 176, 80, .2)", line: "#e4b050", width: 1.2, dash: [2, 2] },
  },
};
const night = window.matchMedia("(prefers-color-scheme: dark)");
function paletteNow() {
  return night.matches ? NIGHT : DAY;
}
const tintOf = colourPerimeters(DAY.tints.length);

function kindOf(finding) {
  if (finding.sliver) return "sliver";
  return DAY.kinds[finding.rule] ? finding.rule : "base";
}

/* A tile of 8 pixels with a slanted line, or with a dot. */
function patternOf(context, kind) {
  const ratio = window.devicePixelRatio || 1, size = Math.round(8 * ratio);
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const paint = tile.getContext("2d");
  if (kind.dots) {
    paint.fillStyle = kind.fill;
    paint.fillRect(0, 0, size, size);
    paint.fillStyle = kind.dots;
    paint.beginPath();
    paint.arc(size / 2, size / 2, 0.8 * ratio, 0, 7);
    paint.fill();
  } else {
    paint.strokeStyle = kind.hatch;
    paint.lineWidth = 1.7 * ratio;
    paint.beginPath();
    for (const shift of [-size, 0, size]) {
      paint.moveTo(shift - 1, kind.slant > 0 ? size + 1 : -1);
      paint.lineTo(shift + size + 1, kind.slant > 0 ? -1 : size + 1);
    }
    paint.stroke();
  }
  const pattern = context.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

/* A small sample of a kind, of the size that the sheet gives it: to ask would lay the page out. */
function drawKey(canvas, name, width = 34, height = 20) {
  const ratio = window.devicePixelRatio || 1, palette = paletteNow();
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const kind = palette.kinds[name];
  context.beginPath();
  if (name === "sliver" || name === "groups") {
    context.moveTo(1, height / 2);
    context.lineTo(width - 1, height / 2);
  } else {
    context.rect(1.5, 1.5, width - 3, height - 3);
  }
  if (name === "perimeter" || name === "subject") context.fillStyle = name === "subject" ? palette.subject : palette.tints[0];
  else if (kind && (kind.hatch || kind.dots)) context.fillStyle = patternOf(context, kind);
  else context.fillStyle = kind?.fill || "transparent";
  if (name !== "sliver" && name !== "groups") context.fill();
  context.strokeStyle = kind ? kind.line : name === "groups" ? palette.group
    : name === "subject" ? palette.chosen : palette.perimeter;
  context.lineWidth = kind ? kind.width : name === "groups" ? 1.8 : 1.2;
  context.setLineDash(name === "groups" ? [8, 3, 2, 3] : kind?.dash || []);
  context.stroke();
}
