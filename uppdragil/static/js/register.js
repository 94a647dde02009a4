// A field that looks in the register while somebody types: a combobox. Without this its words are looked up when they
// are saved. What is chosen stands in the hidden field that data-pick names.

const DELAY = 200; // milliseconds after the last letter
const pickers = new WeakSet();

document.addEventListener("focusin", (event) => {
  const field = event.target.closest?.("input[data-register]");
  if (!field || pickers.has(field)) return;
  pickers.add(field);
  new Picker(field).offer();
});

class Picker {
  hits = [];
  at = -1;

  constructor(field) {
    this.field = field;
    this.list = Object.assign(document.createElement("ul"), { id: `${field.id}-hits`, className: "hits", hidden: true });
    this.status = Object.assign(document.createElement("span"), { className: "vh" });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.labels[0]?.textContent.trim() ?? "");
    this.status.setAttribute("role", "status");
    field.after(this.list, this.status);
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(states)) field.setAttribute(name, value);
    field.addEventListener("focus", () => this.offer());
    field.addEventListener("input", () => this.typed());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.choose([...this.list.children].indexOf(event.target.closest("li"))));
  }

  get isOpen() { return !this.list.hidden; }

  /** The hidden field that says what was chosen. */
  get pick() {
    const prefix = this.field.name.slice(0, this.field.name.lastIndexOf("-") + 1);
    return this.field.form.elements.namedItem(prefix + this.field.dataset.pick);
  }

  /** In an empty field: what the page has found out already. */
  offer() {
    const offers = JSON.parse(this.field.dataset.offers ?? "[]");
    if (offers.length && this.field.value.trim() === "") this.show(offers, "");
  }

  typed() {
    clearTimeout(this.timer);
    if (this.field.value.trim() === "") {
      this.pick.value = "";
      this.close();
      this.offer();
    } else this.timer = setTimeout(() => this.search(), DELAY);
  }

  async search() {
    const words = this.field.value.trim();
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const got = await fetch(`${this.field.dataset.register}?q=${encodeURIComponent(words)}`, { signal: this.asked.signal });
      if (!got.ok || !got.headers.get("Content-Type")?.startsWith("application/json")) return;
      const { hits, said } = await got.json();
      if (document.activeElement === this.field && this.field.value.trim() === words) this.show(hits, said);
    } catch {
      // No contact, or asked anew: the words are looked up when they are saved.
    }
  }

  show(hits, said) {
    this.hits = hits;
    this.list.replaceChildren(...hits.map((hit, i) => this.drawn(hit, i)));
    this.list.hidden = hits.length === 0;
    this.field.setAttribute("aria-expanded", String(this.isOpen));
    this.status.textContent = said;
    this.status.className = hits.length ? "vh" : "soft";
    this.mark(-1);
  }

  drawn(hit, i) {
    const item = Object.assign(document.createElement("li"), { id: `${this.list.id}-${i}` });
    item.setAttribute("role", "option");
    item.append(Object.assign(document.createElement("b"), { textContent: hit.name }));
    item.append(" ", Object.assign(document.createElement("span"), { className: "soft", textContent: hit.about }));
    return item;
  }

  /** Which of the hits Enter chooses; -1: none. */
  mark(at) {
    this.at = at;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    const item = this.list.children[at];
    if (item) this.field.setAttribute("aria-activedescendant", item.id);
    else this.field.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.isOpen) this.step(event.key === "ArrowDown" ? 1 : -1);
      else if (this.field.value.trim()) this.search();
    } else if (event.key === "Enter" && this.isOpen) {
      event.preventDefault();
      if (this.at < 0 && this.hits.length > 1) this.mark(0); // seen before it is chosen
      else this.choose(Math.max(this.at, 0));
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    }
  }

  step(by) {
    const count = this.hits.length;
    this.mark(this.at < 0 ? (by > 0 ? 0 : count - 1) : (this.at + by + count) % count);
  }

  choose(i) {
    const hit = this.hits[i];
    if (!hit) return;
    this.field.value = hit.label;
    this.pick.value = hit.value;
    this.close();
    this.status.textContent = hit.label;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
}
