// Signing out: what this account typed at meetings (entry.js) and could not send yet is told, then taken away, so that
// nothing stays on a shared phone. Rows of other accounts are not touched. The pages put by for them (entry-kept.js) go
// as soon as another account, or nobody, is signed in.

const PREFIX = "ghi-nhanh:";

function keysOf(user) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${user}:`));
  } catch {
    return []; // nothing may be kept here, so nothing is
  }
}

function rows(key) {
  try {
    return JSON.parse(localStorage.getItem(key)).length;
  } catch {
    return 0;
  }
}

async function dropPages(but) {
  if (!("caches" in window)) return; // pages over plain HTTP put nothing by
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && !(but && name.startsWith(`${PREFIX}${but}:`))) await caches.delete(name);
}

dropPages(document.querySelector("form[data-leaving]")?.dataset.leaving);

for (const form of document.querySelectorAll("form[data-leaving]")) {
  form.addEventListener("submit", (event) => {
    const keys = keysOf(form.dataset.leaving);
    const count = keys.filter((key) => key.endsWith(":cho")).reduce((sum, key) => sum + rows(key), 0);
    if (count && !confirm(`Còn ${count} dòng ghi nhanh trong máy này chưa vào sổ. Đăng xuất sẽ xóa chúng.`)) {
      event.preventDefault();
      event.stopImmediatePropagation(); // the form is not sent, so it stays ready
      return;
    }
    for (const key of keys) localStorage.removeItem(key);
    dropPages(); // and once more by the page that signing out leads to
  });
}
