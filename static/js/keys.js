// Single-letter shortcuts: silent inside fields, and off for who turns them off.

const help = document.getElementById("phim");
let on = help?.dataset.keys !== "off";
let going = 0; // until when a letter after g names a place, in milliseconds

const isTyping = (target) =>
  target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]") !== null;

const titles = () => [...document.querySelectorAll("table[data-rows] a.title")].filter((link) => link.offsetParent);

function step(by) {
  const links = titles();
  if (!links.length) return;
  const row = document.activeElement.closest("tr");
  const at = links.findIndex((link) => link.closest("tr") === row);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by));
  links[next].focus();
}

const inRow = (selector) => document.activeElement.closest("tr")?.querySelector(selector);

const acts = {
  "/": () => {
    const field = [...document.querySelectorAll("[data-search], .filters input[type=search]")].find((f) => f.offsetParent);
    field?.focus();
    field?.select();
  },
  j: () => step(1),
  k: () => step(-1),
  x: () => inRow("input[type=checkbox]")?.click(),
  w: () => (inRow("[data-why]") ?? document.querySelector("[data-why]"))?.click(),
  n: () => document.querySelector("[data-key=n]")?.click(),
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (going > event.timeStamp) {
    going = 0;
    const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (place) {
      event.preventDefault();
      place.click();
      return;
    }
  }
  if (event.key === "g") {
    going = event.timeStamp + 1500;
  } else if (acts[event.key]) {
    event.preventDefault();
    acts[event.key]();
  }
});

document.querySelector("[data-keys-switch]")?.addEventListener("change", ({ target }) => {
  on = target.checked;
  document.cookie = `ph_keys=${on ? "" : "off"}; path=/; samesite=lax; max-age=${on ? 0 : 31536000}`;
});
