/** One session, many pages: OAuth, tabs, processes. */
export const RULES: Readonly<Record<number, string>> = {
  160: "a refresh token is exchanged and its successor stored before anything else can fail; no other place sees either",
  161: "whoever shares a refresh token uses it one at a time",
  162: "an answer lost on the way ends in one clear `signIn`, unless the store has a newer refresh token",
  163: "tokens bound to a key (DPoP): fetched and used with proofs, whatever nonces the servers want",
  164: '"Token has expired and refresh failed" in its five causes gives the right action each',
  165: "a store in one page's memory is refused together with tabs; a store that fails costs nothing",
  166: "metadata are found, or their lack is named",
};
