/**
 * What an adapter sees of a `TokenManager`.
 *
 * @module
 */
import type { TokenManager } from "../../manager.ts";

/** Where tokens come from: a `TokenManager`, or anything in a test that has these members. */
export type TokenFeed = Pick<TokenManager, "getToken" | "peek" | "invalidate" | "on" | "state"> &
  Partial<Pick<TokenManager, "singleUse">>;
