// Forms: one press sends once; a password can be shown while it is typed.

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("[type=submit]")) button.setAttribute("aria-disabled", "true");
  });
}

// Coming back by the browser's own button finds the form ready again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = shown ? "Ẩn" : "Hiện";
  });
}

// A long list of names is narrowed by typing parts of them, with or without accents. What is chosen always stays.
const LONG = 20;

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

function narrowing(count, narrow) {
  const box = document.createElement("input");
  box.type = "search";
  box.className = "form-control narrow";
  box.autocomplete = "off";
  box.placeholder = `Gõ để lọc ${count} mục`;
  box.setAttribute("aria-label", "Lọc danh sách ngay dưới");
  box.addEventListener("input", () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    narrow((text) => words.every((word) => fold(text).includes(word)));
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  return box;
}

for (const select of document.querySelectorAll("form.form-grid select")) {
  if (select.options.length <= LONG) continue;
  const rows = [...select.options].map((option) => ({ option, parent: option.parentElement }));
  select.before(
    narrowing(rows.length, (fits) => {
      const { value } = select;
      for (const { option, parent } of rows) {
        option.remove();
        if (!option.value || option.value === value || fits(option.text)) parent.append(option);
      }
      select.value = value;
    }),
  );
}

for (const choices of document.querySelectorAll("form.form-grid .choices")) {
  const rows = [...choices.querySelectorAll("label")];
  if (rows.length <= LONG) continue;
  choices.before(
    narrowing(rows.length, (fits) => {
      for (const row of rows) row.hidden = !row.querySelector("input").checked && !fits(row.textContent);
    }),
  );
}
