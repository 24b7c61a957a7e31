/** How soon, how seldom and how small: what benchmarks measure and others can rerun. */
export const RULES: Readonly<Record<number, string>> = {
  300: "`getToken({ timeoutMs })` waits through a cooldown, and brings the next attempt forward once in each, however many call",
  301: "after an outage the next token comes within 10 s in the mean while somebody waits for it",
  302: "a short token is renewed with a fifth of its life left, at least 5 s and five times what answers take, half its life at most",
  303: "offline, with a token that lives and nobody who waits, probes come at half of what is left of its life",
  304: "after a cycle that failed attempts come one at a time, until one succeeds or somebody comes back",
  305: "a token that was cleared, disposed of or replaced is nowhere in memory any more; a refused one after `dispose`",
  306: "everything works under a strict Content-Security-Policy with Trusted Types",
  307: "hostile answers, tokens and messages of other tabs harm nothing, and are never shown as they are",
  308: "`clear()` where a sign-out is known already changes nothing: a listener may call it whenever something is halted",
  309: "a token that a stopped manager was handed is told of by `refreshed` when it starts",
  320: "no wait between attempts is longer than a third of a short token's life, nor shorter than `retry.minDelayMs` and `cooldown.minMs`",
  326: "an attempt takes at most half of a short token's life, though 5 s, and never longer than `fetchTimeoutMs`",
  327: "a token in hand is handed out without a step of the manager, also with options that it satisfies",
  321: "under faults by chance in a real page nothing is unhandled, each manager comes back, and requests stay few",
};
