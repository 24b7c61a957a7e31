/** What the adapters do when networks, apps and users do what they do. */
export const RULES: Readonly<Record<number, string>> = {
  210: "after a loss of the network a kept connection goes on trying, once a minute and on wake-ups, until the app leaves",
  211: "callbacks of the app that throw harm neither the SDK nor the keeping, in every adapter alike",
  212: "keepers of one object that overlap leave nothing behind, in whatever order they end",
  213: "a new token during an adapter's own leaving is used after it, once",
  214: "`onProblem` is called once for each outage and action, and the end of an outage is told",
  215: "a manager that cannot read a vendor's tokens is told of",
  216: "a token of another user is refused before an SDK sees it",
  217: "a connection that is dead after a sleep, and does not say so, is opened again as soon as a hand-over has timed out",
  218: "an abort waits for no promise of an SDK, and an SDK's own cancel() or disconnect() may throw",
  219: "a Twilio Video room that its SDK has given up is joined again, with backoff and on wake-ups",
  220: "a LiveKit room that its SDK has given up is joined again, once",
  221: "a TaskRouter worker whose token has ended looks at the clock whenever its connection is refused",
  222: "`keepConnection` does for any connection what the adapters do: hand over or reopen ahead of the end, bounded, once",
  223: "`freshConnect` connects with a fresh token, and once more after a refusal",
  224: "with `singleUse` each caller gets a token of its own, one request after another, and none is given twice",
  225: "with `singleUse` nothing is fetched ahead, and nothing for nobody",
};
