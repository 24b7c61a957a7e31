import { TokenManager } from "evertoken";

// Imported on the server as well, where nobody starts it: no request is made there.
export const tokens = new TokenManager({
  fetchToken: ({ signal }) => fetch("/api/acs-token", { method: "POST", signal }),
  willExpireLeadMs: 4_000, // the tokens of the demo live for twelve seconds
});
tokens.on("refreshFailed", ({ error }) => console.info(error.remedy));
