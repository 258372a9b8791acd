/*
 * The tables that are there without a script: their headings become buttons that sort them.
 */
function valueOf(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value !== undefined ? Number(cell.dataset.value) : cell.textContent;
}

function sortTable(body, column, isDescending) {
  const sign = isDescending ? -1 : 1;
  const rows = [...body.rows].map((row, place) => ({ row, place, value: valueOf(row, column) }));
  rows.sort((a, b) => sign * (typeof a.value === "number" && typeof b.value === "number"
    ? a.value - b.value : collator.compare(String(a.value), String(b.value))) || a.place - b.place);
  body.append(...rows.map(({ row }) => row));
}

function makeSortable(sortable) {
  const headings = [...sortable.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    if (heading.tagName !== "TH") return;
    const button = element("button", { type: "button", onclick: () => {
      const isDescending = heading.getAttribute("aria-sort") === "ascending" ||
        (!heading.hasAttribute("aria-sort") && heading.classList.contains("number"));
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
      sortTable(sortable.tBodies[0], column, isDescending);
    } }, heading.textContent);
    heading.replaceChildren(button);
  });
}
