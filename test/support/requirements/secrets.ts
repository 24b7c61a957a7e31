/** Secrets, and hostile texts. */
export const RULES: Readonly<Record<number, string>> = {
  140: "scrubbing a text takes time in proportion to its length",
  141: "a token in hand is masked in pieces too: encoded, escaped, broken into lines",
  142: "a vendor's own words stay readable",
  143: "no control character comes through",
  144: "`authorizedFetch` sends a token by http and https alone",
};
