/**
 * A manager with fake tokens, and APIs that accept them until they are revoked.
 *
 * @module
 */
import { onTestFinished } from "vitest";
import { TokenManager } from "../../../src/index.ts";
import { fakeTokens, virtualEnvironment, type FakeTokens, type VirtualEnvironment } from "../../../src/testing.ts";
import { startApi, type Api } from "./api.ts";

export interface Setting {
  readonly environment: VirtualEnvironment;
  readonly source: FakeTokens;
  readonly tokens: TokenManager;
  /** Accepts tokens that were minted here and have not been revoked. */
  readonly api: Api;
  /** A host that should never see a token. */
  readonly foreign: Api;
  /** "A server refuses this token from now on." */
  revoke(value: string): void;
  /** The API answers nobody until the returned function is called. */
  hold(): () => void;
  /** The tokens that an API saw, by name (`t1`), one a request; `-` for none. */
  tokensAt(api: Api): string[];
}

export async function setting(): Promise<Setting> {
  const environment = virtualEnvironment();
  const source = fakeTokens(environment);
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment });
  const [api, foreign] = await Promise.all([startApi(), startApi()]);
  const revoked = new Set<string>();
  api.accepts = (token) => source.accepts(token) && !revoked.has(token);
  foreign.accepts = () => false;
  onTestFinished(async () => {
    tokens.dispose();
    await Promise.all([api[Symbol.asyncDispose](), foreign[Symbol.asyncDispose]()]);
  });
  const nameIn = (header: string | undefined): string =>
    header === undefined ? "-" : source.nameOf(header.replace("Bearer ", ""));
  return {
    environment,
    source,
    tokens,
    api,
    foreign,
    revoke: (value) => void revoked.add(value),
    hold() {
      let release = (): void => undefined;
      api.gate = new Promise((resolve) => (release = resolve));
      return release;
    },
    tokensAt: ({ seen }) => seen.map(({ authorization }) => nameIn(authorization)),
  };
}
