/** What can be seen of a token's life: saved journals, the lifeline, the demo's page. */
export const RULES: Readonly<Record<number, string>> = {
  280: "a saved journal is played again in virtual time to the same states, however the life was and wherever the journal begins",
  281: "a saved journal holds no token, no message of an app or a server, and no URL",
  282: "the lifeline draws a token's life: fresh, due, expired; attempts, backoff, cooldown, Retry-After; sleep, hidden, offline; other tabs' hand-overs; and says what happens next",
  283: "the lifeline never shows a token",
  284: "the lifeline is used by keyboard and heard by screen readers without chatter; forced colours, reduced motion and 320 px take nothing away",
  285: "10,000 events cost the lifeline no more to draw than its pixels",
  286: "the lifeline plays a saved journal",
  287: "the demo's page shows what each of its switches does, in three browsers",
  288: "the demo's page has no accessibility violation that axe finds, dark or light, wide or narrow",
  289: "the lifeline is a live page of the site: a token to break and a box that plays saved journals, in three browsers, below any path and from `file:`, without a request",
};
