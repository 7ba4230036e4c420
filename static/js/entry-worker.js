// The worker of one page, fast entry at one meeting: without a network it answers with the bare page that entry-kept.js put
// by for the account that typed here. It keeps nothing itself, looks at no other page, and holds back no sending.

const NAME = /^ghi-nhanh:\d+:(\d+)$/; // account and meeting
const PATIENCE = 8_000; // milliseconds until a silent network counts as none
const PAGE = new URL(registration.scope).pathname;
const MEETING = /\/(\d+)\/[^/]+\/$/.exec(PAGE)?.[1];
const GATEWAY = [502, 503, 504]; // the network is there, the server behind it is not

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// What was put by for the address, while the sign-in it was put by under may last.
async function kept(path) {
  const name = (await caches.keys()).find((key) => NAME.exec(key)?.[1] === MEETING);
  if (!name) return null;
  const cache = await caches.open(name);
  const page = await cache.match(PAGE);
  if (!page || Number(page.headers.get("X-Kept-Until")) < Date.now()) {
    await caches.delete(name);
    return null;
  }
  return (await cache.match(path)) ?? null;
}

async function answer(request, path) {
  const spare = await kept(path);
  if (!spare) return fetch(request);
  const network = fetch(request).then(
    (came) => (GATEWAY.includes(came.status) ? spare : came),
    () => spare,
  );
  return Promise.race([network, new Promise((done) => setTimeout(done, PATIENCE, spare))]);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  const isPage = request.mode === "navigate";
  if (request.method !== "GET" || origin !== location.origin || search) return;
  if (isPage ? pathname === PAGE : pathname.startsWith("/static/")) event.respondWith(answer(request, pathname));
});
