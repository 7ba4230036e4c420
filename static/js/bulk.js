// Rows ticked in a list: how many they are, the whole page at once; kept from page to page of one list in this tab,
// until "Bỏ chọn". Without script the bar stands there and its buttons send what is ticked on the page.

const bar = () => document.querySelector("form[data-bulk]");
const boxes = (form, inside = document) => [...inside.querySelectorAll(`input[name=chon][form="${form.id}"]`)];
let picked = new Set();

// A list is known by its path and its filters; page and order do not make it another.
function key(form) {
  const { pathname, searchParams } = new URL(form.elements.ve.value, location.origin);
  for (const name of ["page", "sort", "chon"]) searchParams.delete(name);
  searchParams.sort();
  return `chon:${pathname}?${searchParams}`;
}

function show(form) {
  const here = boxes(form);
  for (const box of here) box.closest("tr").classList.toggle("is-picked", box.checked);
  const away = [...picked].filter((value) => !here.some((box) => box.value === value));
  form.toggleAttribute("data-on", picked.size > 0);
  const elsewhere = away.length ? ` (${away.length} ở trang khác)` : "";
  form.querySelector("[data-bulk-count]").textContent = `Đã chọn ${picked.size} ${form.dataset.noun}${elsewhere}`;
  for (const field of form.querySelectorAll("[data-away]")) field.remove();
  for (const value of away) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "chon", value });
    field.dataset.away = "";
    form.append(field);
  }
  sessionStorage.setItem(key(form), JSON.stringify([...picked]));
}

function pick(form, ticked, on = true) {
  for (const box of ticked) {
    box.checked = on;
    if (on) picked.add(box.value);
    else picked.delete(box.value);
  }
  show(form);
}

function begin() {
  const form = bar();
  if (!form) return;
  const here = boxes(form);
  let kept = JSON.parse(sessionStorage.getItem(key(form)) ?? "[]");
  // On a list of one page a row that is not there any more is not picked any more.
  if (!("pages" in form.dataset)) kept = kept.filter((value) => here.some((box) => box.value === value));
  picked = new Set(kept);
  for (const box of here) box.checked = picked.has(box.value);
  for (const button of document.querySelectorAll("[data-bulk-all], [data-bulk-group]")) button.hidden = false;
  show(form);
}

document.addEventListener("change", ({ target }) => {
  const form = bar();
  if (form && target.matches("input[name=chon]") && target.form === form) pick(form, [target], target.checked);
});
document.addEventListener("click", ({ target }) => {
  const form = bar();
  if (!form) return;
  if (target.closest("[data-bulk-all]")) pick(form, boxes(form));
  const group = target.closest("[data-bulk-group]")?.closest("section");
  if (group) {
    const ticked = boxes(form, group);
    pick(form, ticked, !ticked.every((box) => box.checked));
  }
});
document.addEventListener("reset", (event) => {
  const form = bar();
  if (event.target !== form) return;
  event.preventDefault();
  const first = boxes(form).find((box) => box.checked);
  picked.clear();
  pick(form, boxes(form), false);
  first?.focus(); // the button pressed is gone with its bar
});
document.addEventListener("htmx:afterSettle", begin);
addEventListener("pageshow", begin);
