// Puts by what fast entry at a meeting needs to open without a network: the bare page (no list, no names but the meeting's)
// and the files it is drawn with. It belongs to one account, is renewed at each opening with a network, and goes when
// somebody signs out, another account signs in (leaving.js), or the sign-in has run out. Only where pages come over HTTPS.

const PREFIX = "ghi-nhanh:";

async function keep(page) {
  const { user, meeting, kept, worker } = page.dataset;
  const answer = await fetch(kept, { headers: { Accept: "text/html" }, redirect: "error" });
  if (!answer.ok) return;
  const html = await answer.text();
  const bare = new DOMParser().parseFromString(html, "text/html");
  const files = [...bare.querySelectorAll("link[href], script[src]")].map((file) => file.getAttribute("href") ?? file.getAttribute("src"));
  const needed = files.map((file) => new URL(file, location.origin).href);
  const cache = await caches.open(`${PREFIX}${user}:${meeting}`);
  await cache.addAll(needed); // all or none: a page is never put by without its files
  const headers = new Headers();
  for (const name of ["Content-Type", "Content-Security-Policy", "Referrer-Policy"]) headers.set(name, answer.headers.get(name) ?? "");
  headers.set("X-Kept-Until", Date.now() + Number(answer.headers.get("X-Keep-For")) * 1000);
  await cache.put(location.pathname, new Response(html, { headers }));
  const now = new Set([...needed, location.origin + location.pathname]);
  for (const { url } of await cache.keys()) if (!now.has(url)) await cache.delete(url); // names before an update
  await navigator.serviceWorker.register(worker, { scope: location.pathname, updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  page.querySelector("[data-entry-ready]").hidden = false;
}

// Other meetings of this account: their pages stay while rows wait there.
async function tidy({ user, meeting }) {
  for (const name of await caches.keys()) {
    const [, owner, other] = name.split(":");
    if (!name.startsWith(PREFIX) || (owner === user && (other === meeting || localStorage.getItem(`${name}:cho`)))) continue;
    await caches.delete(name);
    const scope = location.pathname.replace(`/${meeting}/`, `/${other}/`);
    for (const worker of await navigator.serviceWorker.getRegistrations())
      if (new URL(worker.scope).pathname === scope) await worker.unregister();
  }
}

const page = document.querySelector("[data-entry][data-kept]");
if (page && "serviceWorker" in navigator && "caches" in window) {
  try {
    await tidy(page.dataset);
    await keep(page);
  } catch {
    // No network, no room, or forbidden: the page works as before, and does not claim to open again.
  }
}
