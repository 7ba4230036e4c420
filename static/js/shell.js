// The frame of every page: menus, dialogs, theme, folds, what htmx needs.

const menus = () => document.querySelectorAll("details[data-menu][open]");

// One menu open at a time; Esc and a press elsewhere close it, Esc gives the focus back.
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On a phone rows of tabs scroll sideways: the one that is shown is in sight.
for (const shown of document.querySelectorAll(".views [aria-current]")) {
  const row = shown.closest(".views");
  row.scrollLeft += shown.getBoundingClientRect().right - row.getBoundingClientRect().right;
}

// Buttons that open a dialog exist only with script; the dialog itself traps focus and returns it.
for (const button of document.querySelectorAll("[data-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById(button.dataset.open).showModal());
}
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Theme: kept in a cookie, so that the server writes it into the next page.
for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  choice.hidden = false;
  choice.addEventListener("change", ({ target }) => {
    const root = document.documentElement;
    const follow = target.value === "system";
    document.cookie = `ph_theme=${follow ? "" : target.value}; path=/; samesite=lax; max-age=${follow ? 0 : 31536000}`;
    root.dataset.theme = target.value;
    if (follow) root.dispatchEvent(new Event("theme"));
    else root.dataset.bsTheme = target.value;
  });
}

// Wide screens show folded filters and outlines by CSS; a browser without ::details-content needs them open.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 992px)").matches) {
  for (const fold of document.querySelectorAll(".filters > details, .outline-fold")) fold.open = true;
}

// Addresses stay readable: an empty filter is no filter.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") return;
  for (const [name, value] of [...Object.entries(detail.parameters)]) if (value === "") delete detail.parameters[name];
});

// A part that did not arrive says so.
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    const main = document.getElementById("noi-dung");
    if (!main || main.querySelector("#mat-ket-noi")) return;
    const note = document.createElement("div");
    note.id = "mat-ket-noi";
    note.className = "note note-late";
    note.setAttribute("role", "alert");
    note.textContent = "Không tải được phần vừa chọn. Kiểm tra mạng rồi tải lại trang.";
    main.prepend(note);
  });
}
