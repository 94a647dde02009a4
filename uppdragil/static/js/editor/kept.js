// What is typed and not yet confirmed by the server lies in the browser, under the mark of the person who typed it.

import { directive, personMark } from "./page.js";

const ALL = "uppdragil.kept.";
const OWN = `${ALL}${personMark}.${directive}.`;
const DAYS = 30;
const DAY = 86_400_000; // milliseconds

/** `entry`: { fields: [[name without its prefix, value]], seen, at: ISO }. False where the browser has no room. */
export function keep(part, entry) {
  try {
    localStorage.setItem(OWN + part, JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

export function forget(part) {
  try {
    localStorage.removeItem(OWN + part);
  } catch {
    // The browser keeps nothing: there is nothing to forget.
  }
}

/**
 * What was typed on an earlier visit, oldest first: { part, key, entry }. Each gets a name of its own, so that what
 * is typed now does not take its place.
 */
export function fromBefore() {
  const found = [];
  for (const key of keys(OWN)) {
    const entry = read(key);
    const [part, stamp] = key.slice(OWN.length).split("#");
    if (!entry?.fields) continue;
    const own = stamp ? key : `${OWN}${part}#${entry.at}`;
    if (!stamp) {
      localStorage.setItem(own, JSON.stringify(entry));
      localStorage.removeItem(key);
    }
    found.push({ part, key: own.slice(OWN.length), entry });
  }
  return found.sort((a, b) => (a.entry.at < b.entry.at ? -1 : 1));
}

/** What is older than 30 days goes, whoever wrote it. */
export function dispose() {
  for (const key of keys(ALL)) {
    const at = Date.parse(read(key)?.at ?? "");
    if (!(Date.now() - at < DAYS * DAY)) localStorage.removeItem(key);
  }
}

function keys(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
