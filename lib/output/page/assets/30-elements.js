/*
 * Making elements. Names come from files: they only ever become text nodes.
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/* A name, which may be written from right to left. */
function named(name) {
  return element("bdi", {}, name);
}

function namedList(names) {
  return names.flatMap((name, i) => i ? [", ", named(name)] : [named(name)]);
}

function byId(id) {
  return document.getElementById(id);
}
