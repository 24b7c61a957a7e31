/** authorizedFetch goes wherever a `fetch` goes. Compiled by `tsc -p test`, never run. */
import axios from "axios";
import ky from "ky";
import { authorizedFetch, type AuthorizedFetchOptions, type Fetch } from "../../src/adapters/fetch.ts";
import type { TokenManager } from "../../src/manager.ts";

declare const tokens: TokenManager;

export const platform: Fetch = fetch;
export const ours: typeof fetch = authorizedFetch(tokens);
// @ts-expect-error a client is not a fetch
export const notFetch: Fetch = axios.create();

export const options: AuthorizedFetchOptions = { allow: ["https://api.example.com", new URL("https://b.example.com")] };
// @ts-expect-error a list, even of one
export const noList: AuthorizedFetchOptions = { allow: "https://api.example.com" };

export const k = ky.create({ fetch: authorizedFetch(tokens, { fetch }) });
export const a = axios.create({ adapter: "fetch", env: { fetch: authorizedFetch(tokens) } });
