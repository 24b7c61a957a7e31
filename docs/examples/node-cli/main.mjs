// A command: one request with a token, and the process ends.
import { explain, TokenManager } from "evertoken";
import { authorizedFetch } from "evertoken/fetch";

const backEnd = process.env.BACK_END;

const tokens = new TokenManager({
  fetchToken: ({ signal }) => fetch(`${backEnd}/api/acs-token`, { method: "POST", signal }),
  willExpireLeadMs: 4_000, // the tokens of the demo live for twelve seconds
});
const authorized = authorizedFetch(tokens, { allow: [new URL(backEnd).origin] });

const { status } = await authorized(`${backEnd}/chat/threads`);
console.log(`The server says ${status}. ${explain(tokens.state)}`);
