// One request to the server, and what came of it in one word.

import { form, personMark } from "./page.js";

let token = form.elements.namedItem("csrfmiddlewaretoken").value;

const LONGEST = 30_000; // milliseconds until a request counts as lost
let last = Promise.resolve();

/**
 * Sends pairs of names and values. Answers { outcome, answer }: "stored", "clash", "wrong", "closed", "signedOut",
 * or "away" (no contact, or a server that is not well: worth trying again).
 *
 * One at a time, so that the last answer is of the last save: what stands beside the fields is drawn of it. Only a
 * page that is left (`keepalive`) waits for nothing.
 */
export function send(pairs, { keepalive = false } = {}) {
  if (keepalive) return sent(pairs, keepalive);
  last = last.then(() => sent(pairs, keepalive));
  return last;
}

async function sent(pairs, keepalive) {
  const response = await post(pairs, keepalive);
  if (response?.status === 403 && await renewToken()) return judge(await post(pairs, keepalive));
  return judge(response);
}

async function post(pairs, keepalive) {
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const body = new URLSearchParams(pairs);
  try {
    const signal = AbortSignal.timeout(LONGEST);
    return await fetch(form.dataset.save, { method: "POST", body, headers, redirect: "manual", keepalive, signal });
  } catch {
    return null;
  }
}

async function judge(response) {
  if (!response || response.status >= 500) return { outcome: "away" };
  if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) return { outcome: "signedOut" };
  let answer = {};
  try {
    answer = await response.json();
  } catch {
    return { outcome: response.ok ? "away" : "closed", answer };
  }
  if (response.ok) return { outcome: "stored", answer };
  if (response.status === 409) return { outcome: answer.closed ? "closed" : "clash", answer };
  return { outcome: response.status === 422 ? "wrong" : "closed", answer };
}

/** Who logged in anew in another tab has another token: it is read from a fresh page of the same person. */
async function renewToken() {
  try {
    const response = await fetch(location.pathname, { redirect: "manual" });
    if (!response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("editor");
    if (fresh?.querySelector("[name=typed_by]").value !== personMark) return false;
    token = fresh.querySelector("[name=csrfmiddlewaretoken]").value;
    form.elements.namedItem("csrfmiddlewaretoken").value = token;
    return true;
  } catch {
    return false;
  }
}
