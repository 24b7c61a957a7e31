/** The real `TokenSource` takes what the adapter gives; older versions of livekit-client have none. Compiled, never run. */
import { TokenSource } from "livekit-client";
import { livekitTokenSource } from "../../src/adapters/livekit.ts";
import type { TokenManager } from "../../src/manager.ts";

declare const tokens: TokenManager;
const url = "wss://livekit.example.test";

export const literal = TokenSource.literal(livekitTokenSource(tokens, url));
export const custom = TokenSource.custom(livekitTokenSource(tokens, url));
// @ts-expect-error a token alone is not an answer: LiveKit wants the server's address as well
export const bare = TokenSource.custom(() => tokens.getToken());
