// "Vì sao ngày này?": the reason of a date opens beside it; without script the link leads to the same page.

let open = null; // { link, box }

function close(giveFocusBack) {
  if (!open) return;
  open.box.remove();
  open.link.setAttribute("aria-expanded", "false");
  if (giveFocusBack) open.link.focus();
  open = null;
}

const EDGE = 12; // px kept free on both sides of the window
const ARROW = 12; // px, the square that points at the date
const GAP = 4; // px between the row and the box

/**
 * Put the box under the row of its date, so that neither date nor button is covered, inside the window; over the row
 * only where there is room above and none below. A narrow screen lays it in the flow instead.
 */
function place(link, box, anchor) {
  if (getComputedStyle(box).position !== "absolute") return;
  const room = document.documentElement.clientWidth - box.offsetWidth - EDGE;
  const date = link.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(date.left - box.offsetWidth / 2, room));
  const row = (link.closest("tr") ?? link).getBoundingClientRect();
  const origin = anchor.getBoundingClientRect();
  const isUp =
    row.bottom + GAP + box.offsetHeight > document.documentElement.clientHeight && row.top - GAP >= box.offsetHeight;
  box.classList.toggle("why-up", isUp);
  box.style.top = `${(isUp ? row.top - GAP - box.offsetHeight : row.bottom + GAP) - origin.top}px`;
  box.style.right = "auto";
  box.style.left = `${left - origin.left}px`;
  box.style.setProperty("--why-arrow", `${date.left + date.width / 2 - left - ARROW / 2}px`);
}

async function show(link) {
  close(false);
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  if (!answer.ok) {
    location.assign(link.href);
    return;
  }
  const box = document.createElement("div");
  box.className = "why";
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", link.textContent.trim());
  box.innerHTML = await answer.text();
  const anchor = link.closest("td, li, p, dd, div") ?? link.parentElement;
  anchor.classList.add("why-anchor");
  anchor.append(box);
  place(link, box, anchor);
  link.setAttribute("aria-expanded", "true");
  open = { link, box };
  box.focus();
}

async function copy(button) {
  const words = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const field = document.createElement("textarea");
    field.value = words;
    button.after(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  button.textContent = "Đã chép";
  button.focus();
}

for (const link of document.querySelectorAll("a[data-why]")) link.setAttribute("aria-expanded", "false");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-why]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (open?.link === link) close(true);
    else show(link);
    return;
  }
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
  else if (event.target.closest("[data-close]")) close(true);
  else if (open && !open.box.contains(event.target)) close(false);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) {
    event.preventDefault();
    close(true);
  }
});
