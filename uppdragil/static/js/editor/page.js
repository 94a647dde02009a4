// What every module of the editor knows: the form, its words, its address, and the texts that stand outside the fields.

export const form = document.getElementById("editor");
export const personMark = form.elements.namedItem("typed_by").value;
export const directive = form.dataset.directive;

export const word = (name, values = {}) => {
  const text = document.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
  return text.replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
};

export const chapterOf = (part) => part.split(":")[0];

export const rowsOf = (chapter) => [...form.querySelectorAll(`[data-rows="${chapter}"] > [data-part]`)];

/** Says something to those who do not see the page. */
export function say(text) {
  const region = document.getElementById("editor-says");
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
}

/** The words in the corner of a part; `level` is "", "ok" or "bad". */
export function showState(part, text, level = "") {
  const place = form.querySelector(`[data-state="${CSS.escape(part)}"]`);
  if (!place) return;
  place.className = level ? `savestate savestate--${level}` : "savestate";
  place.textContent = text;
}

export function showPageState(text, level = "", links = [], rest = "") {
  const place = document.querySelector("[data-page-state]");
  const fresh = document.createElement("span");
  fresh.append(text, ...links.flatMap((link) => [" ", anchor(link)]), rest && ` ${rest}`);
  if (fresh.innerHTML === place.innerHTML) return;
  place.className = level ? `savestate savestate--${level}` : "savestate";
  place.replaceChildren(...fresh.childNodes);
}

export const anchor = ({ href, text }) => Object.assign(document.createElement("a"), { href, textContent: text });

/** Where a part stands, in words and as a link: its chapter, and its row as that is called above its fields. */
export function placeOf(part) {
  const [chapter, uid] = part.split(":");
  const heading = squeezed(form.querySelector(`#h-${CSS.escape(chapter)}`));
  const row = uid && form.querySelector(`[data-part="${CSS.escape(part)}"]`);
  if (!row) return { href: `#${chapter}`, text: uid ? `${heading}, ${word("newRow").toLowerCase()}` : heading };
  const name = squeezed(row.querySelector(`#l-${CSS.escape(uid)}`));
  return { href: `#${row.id}`, text: name ? `${heading}, ${name}` : heading };
}

const squeezed = (element) => element?.textContent.trim().replace(/\s+/g, " ") ?? "";

/** The chapters, what is left, the findings and the pictures, as an answer of the server has them. Fields are never touched. */
export function showAround(answer) {
  patchOutline(answer.outline);
  replaceUnlessFocused(document.querySelector("[data-left]"), answer.left);
  for (const place of form.querySelectorAll("[data-findings]")) {
    replaceUnlessFocused(place, answer.findings[place.dataset.findings] ?? "");
  }
  for (const place of form.querySelectorAll("[data-picture]")) {
    replaceUnlessFocused(place, answer.pictures[place.dataset.picture] ?? "");
  }
}

function replaceUnlessFocused(place, html) {
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  if (fresh.innerHTML.trim() === place.innerHTML.trim() || place.contains(document.activeElement)) return;
  place.replaceChildren(...fresh.childNodes);
}

/** Only the words change: the links stay, and with them the focus. */
function patchOutline(html) {
  const list = document.querySelector("[data-outline]");
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  const [before, now] = [list, fresh].map((place) => [...place.querySelectorAll("li > a")]);
  if (before.length !== now.length) return;
  before.forEach((link, i) => link.replaceChildren(...now[i].childNodes));
  const meter = fresh.querySelector(".meter");
  if (meter) list.querySelector(".meter")?.replaceWith(meter);
}
