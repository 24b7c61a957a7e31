/** How soon, how seldom and how small: what benchmarks measure and others can rerun. */
export const RULES: Readonly<Record<number, string>> = {
  300: "`getToken({ timeoutMs })` waits through a cooldown, and brings the next attempt forward once in each, however many call",
  301: "after an outage the next token comes within 10 s in the mean while somebody waits for it",
};
