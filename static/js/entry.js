// Fast entry at a meeting: a row is kept in this browser until the server has answered that it is in the register, and is
// sent again when the network is back; its key, made here, never makes a second petition. What is kept belongs to one
// account: it is neither shown to nor sent for another one, and signing out takes it away. Without script the page is a form.

const PREFIX = "ghi-nhanh:";
const AGAIN = 15_000; // milliseconds between two tries
const PATIENCE = 20_000; // milliseconds until a silent network counts as none
const FORGETFUL = "Máy này không giữ được bản nháp: đừng đóng trang khi còn dòng chưa gửi.";
const OFFLINE = "Mất mạng: các dòng còn trong máy, có mạng sẽ tự gửi.";

function read(key, empty) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? empty;
  } catch {
    return empty;
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

function keysOf(user) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${user}:`));
  } catch {
    return [];
  }
}

// crypto.randomUUID exists on secure pages only, this on all.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function element(name, text = "", css = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (css) made.className = css;
  return made;
}

// A signal that gives up; AbortSignal.timeout is missing on older phones.
function patience() {
  const giving = new AbortController();
  const timer = setTimeout(() => giving.abort(), PATIENCE);
  return { signal: giving.signal, over: () => clearTimeout(timer) };
}

// What came of one try: "done", "trouble" (this row cannot be registered as it is), "later" (this row; others may pass) or
// "stop" (no row passes now).
async function send(row, form, user) {
  const body = new FormData();
  for (const name of FIELDS) body.append(name, row[name] ?? "");
  body.append("key", row.key);
  body.append("as", user);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const headers = { Accept: "application/json" };
  const { signal, over } = patience();
  let answer;
  let data;
  try {
    answer = await fetch(location.pathname, { method: "POST", body, headers, signal, redirect: "manual" });
    data = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  } catch (error) {
    // That the network is gone is no row's fault: they go in the order in which they were typed.
    return { is: "stop", words: "Mất mạng: sẽ tự gửi lại.", isSlow: error.name === "AbortError" };
  } finally {
    over();
  }
  if (answer.ok && data?.key === row.key) return { is: "done", data };
  if (data?.again) return { is: "stop", words: data.again };
  if (data?.refused) return { is: "trouble", words: data.refused };
  if (data?.errors) return { is: "trouble", words: Object.values(data.errors).flat().join(" ") };
  if (answer.type === "opaqueredirect" || answer.status === 403)
    return { is: "stop", words: "Chưa gửi được: đăng nhập lại rồi mở lại trang này. Các dòng vẫn còn trong máy." };
  if (answer.status === 404) return { is: "stop", words: "Cuộc tiếp xúc này không mở được nữa. Các dòng vẫn còn trong máy." };
  if (answer.status === 429) return { is: "stop", words: "Máy chủ đang bận: sẽ tự gửi lại." };
  return { is: "later", words: "Máy chủ chưa nhận: sẽ tự gửi lại." };
}

const FIELDS = ["kind", "content", "field", "place_detail", "voter"];

function start(page) {
  const form = page.querySelector("form");
  const { user, meeting } = page.dataset;
  const kept = `${PREFIX}${user}:${meeting}:cho`;
  const typing = `${PREFIX}${user}:${meeting}:dong`;
  const part = (name) => document.querySelector(`[data-entry-${name}]`);
  const memory = []; // rows that the browser would not keep
  const tries = new Map(); // how often each row was sent; one that does not pass stands behind the others
  let counted = part("state").querySelector("b").textContent;
  let sending = false;

  const waiting = () => [...read(kept, []), ...memory];

  function keep(rows) {
    const stored = rows.filter((row) => !memory.some((other) => other.key === row.key));
    return write(kept, stored.length ? stored : null);
  }

  function drop(key) {
    const at = memory.findIndex((row) => row.key === key);
    if (at >= 0) memory.splice(at, 1);
    else keep(read(kept, []).filter((row) => row.key !== key));
  }

  function mark(key, words) {
    const rows = read(kept, []);
    for (const row of [...rows, ...memory]) if (row.key === key) row.trouble = words;
    keep(rows);
  }

  // Said once: what stays the same is not read out again with every try.
  function tell(words) {
    if (part("words").textContent === words) return;
    part("words").textContent = words;
    part("trouble").hidden = !words;
  }

  function show() {
    const rows = waiting();
    const state = part("state");
    const [left, done] = [element("b", rows.length), element("b", counted)];
    const now = ["Còn trong máy này: ", left, ", đã ghi: ", done];
    if (state.textContent !== now.map((piece) => piece.textContent ?? piece).join("")) state.replaceChildren(...now);
    part("kept").hidden = rows.length === 0;
    part("waiting").replaceChildren(...rows.map(line));
    if (memory.length) tell(FORGETFUL);
  }

  function line(row) {
    const item = element("li");
    item.append(element("span", row.content));
    if (!row.trouble) return item;
    const act = (words, what) => {
      const button = element("button", words, "btn btn-plain btn-sm");
      button.type = "button";
      button.addEventListener("click", () => what(row));
      return button;
    };
    const acts = element("div", "", "acts mt-1");
    acts.append(act("Sửa lại", edit), act("Bỏ dòng này", discard));
    item.append(element("p", `Chưa ghi được: ${row.trouble}`, "t-late small mb-0"), acts);
    return item;
  }

  function edit(row) {
    setAside();
    drop(row.key);
    fill(row);
    write(typing, typed());
    show();
    form.elements.content.focus();
  }

  // What is half typed waits among the rows, unsent, until somebody takes it up again.
  function setAside() {
    const half = typed();
    if (!half.content.trim() && !half.voter.trim()) return;
    store({ ...half, key: uuid(), trouble: "gõ dở, để lại khi sửa dòng khác." });
  }

  function store(row) {
    if (!write(kept, [...read(kept, []), row])) memory.push(row);
  }

  function discard(row) {
    if (!confirm("Bỏ hẳn dòng này? Nội dung chưa vào sổ.")) return;
    drop(row.key);
    show();
  }

  function fill(row) {
    for (const name of FIELDS) if (row[name] !== undefined) form.elements[name].value = row[name];
  }

  const typed = () => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));

  function save() {
    const row = { ...typed(), key: uuid() };
    if (!row.content.trim()) {
      tell("Chưa ghi nội dung.");
      form.elements.content.focus();
      return;
    }
    tell("");
    store(row);
    write(typing, null);
    for (const name of ["content", "field", "voter"]) form.elements[name].value = "";
    form.elements.content.focus();
    show();
    flush();
  }

  async function flush() {
    if (sending) return;
    sending = true;
    try {
      tell((await sendAll()) || (memory.length ? FORGETFUL : ""));
    } finally {
      sending = false;
    }
  }

  // The rows one after the other, those that failed before last; what is to be said at the end.
  async function sendAll() {
    const tried = new Set();
    const count = (row) => tries.get(row.key) ?? 0;
    const next = () => waiting().filter((row) => !row.trouble && !tried.has(row.key)).sort((a, b) => count(a) - count(b))[0];
    let words = "";
    for (let row = next(); row; row = next()) {
      if (!navigator.onLine) return OFFLINE;
      tried.add(row.key);
      const came = await send(row, form, user);
      if (came.is === "done") confirmed(row, came.data);
      else if (came.is === "trouble") mark(row.key, came.words);
      else {
        if (came.is === "later" || came.isSlow) tries.set(row.key, count(row) + 1);
        words = came.words;
      }
      show();
      if (came.is === "stop") break;
    }
    return words;
  }

  function confirmed(row, data) {
    drop(row.key);
    counted = data.count;
    // The page may have come after the row was registered, its answer lost on the way: then it stands here already.
    if ([...part("done").querySelectorAll("a")].some((other) => other.getAttribute("href") === data.url)) return;
    const item = element("li");
    const link = element("a", data.code, "nb");
    link.href = data.url;
    item.append(link, " ", element("span", data.kind, "muted"), ` ${row.content}`);
    part("done").prepend(item);
    part("none")?.remove();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.addEventListener("input", () => write(typing, typed()));
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a syllable that the input method has not finished
    const number = event.altKey && !event.ctrlKey && /^Digit([1-9])$/.exec(event.code)?.[1];
    const chosen = number && form.querySelector(`[aria-keyshortcuts="Alt+${number}"]`);
    if (chosen) {
      event.preventDefault();
      chosen.click();
      form.elements.content.focus();
    } else if (event.key === "Enter" && (event.ctrlKey || (!event.shiftKey && event.target.matches("textarea, input, select")))) {
      event.preventDefault();
      save();
    }
  });
  for (const button of form.querySelectorAll("[data-field]")) {
    button.addEventListener("click", () => {
      form.elements.field.value = button.dataset.field;
      write(typing, typed());
    });
  }

  // Rows of other meetings that this account still has here.
  const elsewhere = keysOf(user).filter((key) => key.endsWith(":cho") && key !== kept && read(key, []).length);
  for (const key of elsewhere) {
    const other = key.split(":")[2];
    const link = element("a", `Còn ${read(key, []).length} dòng của một cuộc khác trong máy này: mở để gửi`);
    link.href = location.pathname.replace(`/${meeting}/`, `/${other}/`);
    const item = element("p", "", "small mb-1");
    item.append(link);
    part("net").before(item);
  }

  if (!form.elements.content.value) fill(read(typing, {}));
  for (const name of ["keys", "usual"]) if (part(name)) part(name).hidden = false;
  form.elements.content.focus();
  addEventListener("online", flush);
  addEventListener("offline", () => tell(OFFLINE));
  addEventListener("storage", show); // another tab of the same meeting
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  setInterval(flush, AGAIN);
  show();
  flush();
}

const page = document.querySelector("[data-entry]");
if (page) start(page);
