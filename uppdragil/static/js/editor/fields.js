// The fields of one part: what they say, what they said when the page was drawn, and putting words into them.

const CONTROLS = "input[name], select[name], textarea[name]";

export const controls = (box) => [...box.querySelectorAll(CONTROLS)].filter((field) => !field.disabled);

/** A field's name without the prefix of its row ("risks-3-"). */
export const bare = (box, name) => {
  const prefix = box.dataset.prefix ? `${box.dataset.prefix}-` : "";
  return prefix && name.startsWith(prefix) ? name.slice(prefix.length) : name;
};

const ticks = (field) => field.type === "checkbox" || field.type === "radio";

function values(field, drawn) {
  if (ticks(field)) return (drawn ? field.defaultChecked : field.checked) ? [field.value] : [];
  if (field.tagName !== "SELECT") return [drawn ? field.defaultValue : field.value];
  if (!drawn) return [field.value];
  const chosen = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return chosen ? [chosen.value] : [];
}

/** [name without prefix, value] pairs; `drawn`: as the server drew them, whatever the browser has put back since. */
export function said(box, drawn = false) {
  return controls(box).flatMap((field) => values(field, drawn).map((value) => [bare(box, field.name), value]));
}

export const named = (box) => controls(box).flatMap((field) => values(field, false).map((value) => [field.name, value]));

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Whether nothing is typed in a row: hidden fields, and choices that must be something, say nothing. */
export function isBlank(box) {
  return controls(box).every((field) => {
    if (field.type === "hidden") return true;
    if (ticks(field)) return !field.checked;
    if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === "")) return true;
    return field.value.trim() === "";
  });
}

/** Puts values into the fields; `given` is pairs, or lists of values by name. Fields that it does not name stay. */
export function fill(box, given) {
  const lists = Array.isArray(given) ? collected(given) : given;
  for (const field of controls(box)) {
    const name = bare(box, field.name);
    if (name === "uid" || (!(name in lists) && !(Array.isArray(given) && ticks(field)))) continue;
    const list = lists[name] ?? [];
    if (ticks(field)) field.checked = list.includes(field.value);
    else field.value = list[0] ?? "";
  }
}

/**
 * What pairs of names and values say to somebody who reads: a line per field with its label, and choices in their own
 * words. `box` has the fields of that kind of part; what it hides is left out.
 */
export function readable(box, pairs) {
  const fields = [...box.querySelectorAll(CONTROLS)];
  return pairs.flatMap(([name, value]) => {
    const own = fields.filter((field) => bare(box, field.name) === name && field.type !== "hidden");
    const words = own.length && value ? inWords(own[0], value) : "";
    return words ? [[...new Set([labelOf(own[0]), words])].filter(Boolean).join(": ")] : [];
  });
}

function inWords(field, value) {
  if (field.tagName === "SELECT") return [...field.options].find((option) => option.value === value)?.text;
  if (!ticks(field)) return value;
  const box = field.value === value ? field : document.querySelector(`input[type=${field.type}][value="${CSS.escape(value)}"]`);
  return box?.parentElement.querySelector("label")?.textContent.trim();
}

/** Of several to tick, what stands over them all. */
function labelOf(field) {
  const label = field.closest(".field")?.querySelector(":scope > legend, :scope > label");
  return label?.firstChild?.textContent.trim() ?? "";
}

function collected(pairs) {
  const lists = {};
  for (const [name, value] of pairs) (lists[name] ??= []).push(value);
  return lists;
}
