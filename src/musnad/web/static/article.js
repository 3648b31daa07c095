// One selection shared by the text and the records: a record shows its characters, characters show their record.
// The selection is the fragment of the address, so that a link to `#v3` opens the article at the third event.

const text = /** @type {HTMLElement} */ (document.querySelector("article.text"));
const records = /** @type {HTMLElement} */ (document.querySelector("aside.records"));
const cards = /** @type {HTMLElement[]} */ ([...records.querySelectorAll(".card")]);
/** @type {Map<string, HTMLElement[]>} */
const stretches = new Map();
/** @type {Map<string, string>} */
const entities = new Map();

for (const stretch of /** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll("[data-r]"))) {
  for (const name of (stretch.dataset.r ?? "").split(" ")) {
    stretches.set(name, [...(stretches.get(name) ?? []), stretch]);
  }
}
for (const link of /** @type {NodeListOf<HTMLElement>} */ (records.querySelectorAll(".entity [data-r]"))) {
  const card = link.closest(".card");
  if (card && link.dataset.r) entities.set(link.dataset.r, card.id);
}

/** The card that shows a record: its own, or that of a mention's entity. @param {string} name */
const cardOf = (name) => document.getElementById(entities.get(name) ?? name);

/** The characters that a record stands on. @param {string} name */
const charactersOf = (name) =>
  stretches.get(name) ?? [...entities].filter(([, entity]) => entity === name).flatMap(([mention]) => stretches.get(mention) ?? []);

/** Whether an element can be seen without scrolling. @param {Element} element */
const seen = (element) => {
  const box = element.getBoundingClientRect();
  return box.top >= 60 && box.bottom <= window.innerHeight;
};

/** @param {Element} element */
const show = (element) => {
  if (!seen(element)) element.scrollIntoView({ block: "center" });
};

/**
 * Marks a record and its characters, and brings both into view.
 * @param {string} name
 * @param {{ keep?: boolean, focus?: boolean }} [how]
 */
function select(name, how = {}) {
  for (const each of document.querySelectorAll(".chosen")) each.classList.remove("chosen");
  const card = cardOf(name);
  const characters = charactersOf(name);
  if (!card && characters.length === 0) return;
  for (const each of characters) each.classList.add("chosen");
  if (card) {
    card.classList.add("chosen");
    const folded = card.closest("details");
    if (folded) folded.open = true;
    show(card);
    if (how.focus) card.focus({ preventScroll: true });
  }
  const first = characters[0];
  if (first) show(first);
  if (!how.keep) history.replaceState(null, "", `#${name}`);
}

function clear() {
  for (const each of document.querySelectorAll(".chosen")) each.classList.remove("chosen");
  history.replaceState(null, "", window.location.pathname + window.location.search);
}

text.addEventListener("click", (event) => {
  const stretch = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-r]"));
  if (!stretch || window.getSelection()?.toString()) return;
  const names = (stretch.dataset.r ?? "").split(" ");
  const current = names.indexOf(window.location.hash.slice(1));
  // another click on the same letters goes on to the next record that holds them
  select(names[(current + 1) % names.length] ?? "");
});

records.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a.at, a.ref"));
  const card = target.closest(".card");
  if (link) {
    event.preventDefault();
    const name = link.classList.contains("ref") ? link.hash.slice(1) : (link.dataset.r ?? card?.id ?? "");
    select(name);
  } else if (card && !target.closest("a, summary, details.cite, button")) {
    select(card.id);
  }
});

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select")) return;
  const step = { j: 1, k: -1 }[event.key] ?? 0;
  if (step) {
    const open = cards.filter((card) => card.closest("details")?.open ?? true);
    const at = open.findIndex((card) => card.classList.contains("chosen"));
    const next = open[Math.min(Math.max(at + step, 0), open.length - 1)];
    if (next) select(next.id, { focus: true });
    event.preventDefault();
  } else if (event.key === "Escape") {
    clear();
  }
});

const hint = /** @type {HTMLElement | null} */ (records.querySelector(".keys"));
if (hint) hint.hidden = false;
window.addEventListener("hashchange", () => select(decodeURIComponent(window.location.hash.slice(1)), { keep: true }));
if (window.location.hash) select(decodeURIComponent(window.location.hash.slice(1)), { keep: true });
