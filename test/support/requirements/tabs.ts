/** One session, many pages: OAuth, tabs, processes. */
export const RULES: Readonly<Record<number, string>> = {
  160: "a refresh token is exchanged and its successor stored before anything else can fail; no other place sees either",
  161: "whoever shares a refresh token uses it one at a time",
  162: "an answer lost on the way ends in one clear `signIn`, unless the store has a newer refresh token",
  163: "tokens bound to a key (DPoP): fetched and used with proofs, whatever nonces the servers want",
  164: '"Token has expired and refresh failed" in its five causes gives the right action each',
  165: "a store in one page's memory is refused together with tabs; a store that fails costs nothing",
  166: "metadata are found, or their lack is named",
  168: "tabs that share a credential send one request per rotation; a new tab gets the token in use without one",
  169: "a token is told before the next tab may fetch, and counts however it comes; waiting is not fetching",
  170: "neither a forced refresh nor a refusal is answered by an older or a refused token of another tab",
  171: "tokens that the app sets, sign-outs and other users are told; what comes late of a time before does nothing",
  172: "a rotating credential is never used beside another tab, whoever is frozen, hung or killed",
  174: "a page that leaves closes its channel and waits for no lock; one that returns asks at once",
  175: "nonsense on the channel does nothing",
  177: "random lives of many tabs keep all of this",
  178: "dates cross tabs as they are, and no clock makes a token live longer",
};
