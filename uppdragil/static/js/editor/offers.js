// What was typed on an earlier visit and never saved is offered beside its part: to the same person only.

import { fill, readable, said, same } from "./fields.js";
import { forget, fromBefore } from "./kept.js";
import { anchor, chapterOf, form, placeOf, say, word } from "./page.js";
import { parts } from "./parts.js";
import { addRow } from "./rows.js";
import { send } from "./send.js";

export function offerKept() {
  const found = fromBefore().filter(offer);
  announce();
  if (found.length) say(word("offered"));
}

/** At the top of the page: where there is something, as long as there is. */
function announce() {
  const notice = form.querySelector("[data-offered]");
  const items = [...form.querySelectorAll("[data-offer]")].map((offered) => {
    const item = document.createElement("li");
    item.append(anchor({ ...placeOf(offered.dataset.offer), href: `#${offered.id}` }));
    return item;
  });
  notice.querySelector("ul").replaceChildren(...items);
  notice.hidden = items.length === 0;
}

/** Whether there is something to offer: what stands already is forgotten. */
function offer({ part, key, entry }) {
  const chapter = chapterOf(part);
  const box = parts.get(part)?.box;
  if ((box && same(said(box), entry.fields)) || !form.querySelector(`[data-section="${CSS.escape(chapter)}"] [data-state]`)) {
    if (box) forget(key);
    return false;
  }
  const place = box ?? form.querySelector(`[data-rows="${chapter}"]`);
  if (!place) return false;
  const notice = drawn(entry);
  notice.id = `kept-${form.querySelectorAll("[data-offer]").length + 1}`;
  notice.dataset.offer = part;
  const legend = place.querySelector(":scope > legend");
  if (legend) legend.after(notice);
  else place.prepend(notice);
  compare(part, entry, notice.querySelector("[data-sides]"));
  notice.querySelector("[data-take]").addEventListener("click", () => {
    const target = parts.get(part) ?? addRow(chapter, part.split(":")[1]);
    fill(target.box, entry.fields);
    done(notice, key);
    target.touched(true);
    target.box.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  notice.querySelector("[data-drop]").addEventListener("click", () => done(notice, key));
  return true;
}

function done(notice, key) {
  forget(key);
  notice.remove();
  announce();
}

function drawn(entry) {
  const notice = document.createElement("div");
  notice.className = "conflict offer";
  const when = new Date(entry.at);
  const today = when.toDateString() === new Date().toDateString();
  const clock = `${String(when.getHours()).padStart(2, "0")}.${String(when.getMinutes()).padStart(2, "0")}`;
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "long" }).format(when);
  const text = document.createElement("p");
  text.append(Object.assign(document.createElement("b"), { textContent: word("offer", { when: today ? clock : `${day} ${clock}` }) }));
  const sides = Object.assign(document.createElement("div"), { className: "stack" });
  sides.dataset.sides = "";
  const buttons = Object.assign(document.createElement("div"), { className: "cluster" });
  for (const [name, label] of [["take", "takeBack"], ["drop", "drop"]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--small", textContent: word(label) });
    button.dataset[name] = "";
    buttons.append(button);
  }
  notice.append(text, sides, buttons);
  return notice;
}

/** Both texts, the difference marked by the server; without an answer what the fields said. */
async function compare(part, entry, place) {
  const prefix = part.includes(":") ? "kept" : "";
  const fields = entry.fields.map(([name, value]) => [prefix ? `${prefix}-${name}` : name, value]);
  const { outcome, answer } = await send([["part", part], ["do", "compare"], ["prefix", prefix], ["seen", ""], ...fields]);
  if (outcome === "stored" && answer.sides) place.innerHTML = answer.sides;
  else place.replaceChildren(...lines(part, entry));
}

function lines(part, entry) {
  const chapter = chapterOf(part);
  const box = parts.get(part)?.box ?? form.querySelector(`template[data-new="${chapter}"]`)?.content.firstElementChild;
  const said = box ? readable(box, entry.fields) : entry.fields.map(([, value]) => value);
  return said.map((line) => Object.assign(document.createElement("p"), { textContent: line }));
}
