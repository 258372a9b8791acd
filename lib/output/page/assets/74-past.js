/*
 * Tables below the map, linked with it: a finding that moved, what is resolved, a CPTS.
 */
function linkRow(row) {
  const { finding, units: list, perimeter } = row.dataset;
  const places = (list || "").split(" ").filter(Boolean).map(Number);
  if (finding === undefined && perimeter === undefined && !places.length) return;
  const heading = row.cells[0];
  heading.replaceChildren(element("button", { type: "button", class: "link", onclick: () => {
    if (finding !== undefined) choose({ kind: "finding", index: Number(finding) }, "tables");
    else if (perimeter !== undefined) choose({ kind: "perimeter", index: Number(perimeter) }, "tables");
    else choose({ kind: "gone", units: places, message: row.cells[1].textContent }, "tables");
  } }, ...heading.childNodes));
}
