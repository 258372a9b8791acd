/*
 * Words, numbers, money and dates, in the language of the page, and the same words made plain for
 * searching. Nothing here touches the page itself.
 */
/* Whatever goes wrong, the tables that need no script are shown: see page.css. */
window.addEventListener("error", () => {
  document.documentElement.dataset.ready = "no";
});

const data = JSON.parse(document.getElementById("data").textContent);
const language = document.documentElement.lang;

function fill(message, values) {
  let next = 0;
  return message.replace(/%(?:(\d)\$)?[s%]/g, (mark, place) =>
    mark === "%%" ? "%" : String(values[place ? place - 1 : next++]));
}

function text(message, ...values) {
  return fill(data.texts[message] || message, values);
}

/* French says "0 finding", English "0 findings": the third form is that of none. */
function plural(one, many, count, ...values) {
  const forms = data.texts[one] || [one, many, many];
  const form = count === 0 ? forms[2] : count === 1 ? forms[0] : forms[1];
  return fill(form, values.length ? values : [number(count)]);
}

/* A formatter is slow to make, and quick to use. */
const formats = [0, 1, 2].map((decimals) => new Intl.NumberFormat(language,
  { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
const moneyFormat = new Intl.NumberFormat(language, { style: "currency", currency: "EUR", maximumFractionDigits: 0 });

function number(value, decimals = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return formats[decimals].format(value);
}

function euros(value) {
  return moneyFormat.format(value);
}

function squareKilometres(area_m2) {
  const km2 = area_m2 / 1e6;
  return text("%s km²", km2 > 0 && km2 < 0.01 ? "< " + number(0.01, 2) : number(km2, 2));
}

/* "2026-01-03" as "3 janvier 2026"; anything else as it is written. */
function dateInWords(iso) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso);
  if (!parts) return iso;
  return new Date(Date.UTC(parts[1], parts[2] - 1, parts[3])).toLocaleDateString(language,
    { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/* Letters without accents nor case, words apart by one space: "L'Haÿ-les-Roses" is "l hay les
 * roses". Saint and Sainte are St and Ste, however they are written. */
function plain(words) {
  return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replaceAll("œ", "oe").replaceAll("æ", "ae").replace(/[^\p{L}\p{N}]+/gu, " ").trim()
    .replace(/\bsaint(e?s?)\b/g, "st$1");
}

const collator = new Intl.Collator(language, { numeric: true });
