/** What can be seen of a token's life: saved journals, the lifeline, the demo's page. */
export const RULES: Readonly<Record<number, string>> = {
  280: "a saved journal is played again in virtual time to the same states, however the life was and wherever the journal begins",
  281: "a saved journal holds no token, no message of an app or a server, and no URL",
};
