// Import maps do not reach workers: the script for a tag does.
importScripts("/node_modules/evertoken/dist/evertoken.core.iife.min.js");

// A browser ends an idle worker: a new one makes a new manager, which fetches a token at the first request.
const tokens = new Evertoken.TokenManager({
  fetchToken: ({ signal }) => fetch("/api/acs-token", { method: "POST", signal }),
  willExpireLeadMs: 4_000, // the tokens of the demo live for twelve seconds
});
const authorized = Evertoken.authorizedFetch(tokens);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (new URL(event.request.url).pathname.startsWith("/chat/")) event.respondWith(authorized(event.request));
});
