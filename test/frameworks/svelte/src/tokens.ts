import { TokenManager } from "evertoken";

export const tokens = new TokenManager({
  fetchToken: ({ signal }) => fetch("/api/token", { method: "POST", signal }),
});
tokens.on("refreshFailed", ({ error }) => console.info(error.remedy));
