/**
 * A manager in virtual time, and a `CallClient` that behaves as @azure/communication-calling@2.0.0 does: it asks its
 * credential before all else, and gives the old agent until that one is disposed of.
 *
 * @module
 */
import type { AcsCredentialLike, CallAgentLike, CallClientLike, CallLike } from "../../../src/adapters/acs.ts";
import { TokenManager, type TokenManagerOptions } from "../../../src/index.ts";
import { type FakeTokens, fakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";

export interface Stage {
  readonly env: VirtualEnvironment;
  readonly source: FakeTokens;
  readonly tokens: TokenManager;
}

export function stage(options: Partial<TokenManagerOptions> = {}): Stage {
  const env = virtualEnvironment();
  const source = fakeTokens(env, { lifetimeMs: 3_600_000 });
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, ...options });
  return { env, source, tokens };
}

/** An unsigned token with these claims. */
export function mint(env: VirtualEnvironment, claims: object): string {
  const iat = Math.floor(env.trueNow() / 1000);
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "RS256" })}.${encode({ iat, exp: iat + 3600, ...claims })}.c2ln`;
}

/** As `CallingCommunicationError` shows itself: the numbers are getters on its prototype. */
export class CallingError extends Error {
  override readonly name = "CallingCommunicationError";
  readonly _code: number;
  readonly _subCode: number;
  constructor(code: number, subCode: number, message: string) {
    super(message);
    this._code = code;
    this._subCode = subCode;
  }
  get code(): number {
    return this._code;
  }
  get subCode(): number {
    return this._subCode;
  }
}

export class FakeAgent implements CallAgentLike {
  connectionState = "Disconnected";
  calls: CallLike[] = [];
  isDisposed = false;
  /** What `dispose()` waits for. */
  hangUp: Promise<void> = Promise.resolve();
  readonly listeners = new Map<string, Set<(payload: never) => void>>();
  readonly credential: AcsCredentialLike;

  constructor(credential: AcsCredentialLike) {
    this.credential = credential;
  }
  on(event: string, listener: (payload: never) => void): void {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
  }
  off(event: string, listener: (payload: never) => void): void {
    this.listeners.get(event)?.delete(listener);
  }
  emit(event: string, payload: object): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(payload as never);
  }
  async dispose(): Promise<void> {
    await this.hangUp;
    const removed = this.calls.splice(0).map((call) => ({ ...call, callEndReason: { code: 495, subCode: 4507 } }));
    if (removed.length > 0) this.emit("callsUpdated", { added: [], removed });
    this.isDisposed = true;
    this.listeners.clear();
  }
  get listenerCount(): number {
    return [...this.listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  connect(): void {
    this.connectionState = "Connected";
    this.emit("connectionStateChanged", { oldValue: "Disconnected", newValue: "Connected" });
  }
  refuse(reason = "invalidToken"): void {
    const oldValue = this.connectionState;
    this.connectionState = "Disconnected";
    this.emit("connectionStateChanged", { oldValue, newValue: "Disconnected", reason });
  }
}

export class FakeCallClient implements CallClientLike<FakeAgent, { displayName?: string }> {
  readonly agents: FakeAgent[] = [];
  /** Names of the tokens that agents were created with. */
  readonly given: string[] = [];
  calls = 0;
  /** What the next creations do instead of succeeding. */
  readonly troubles: (Error | Promise<void>)[] = [];
  options: object | undefined;
  readonly #nameOf: (token: string) => string;

  constructor(nameOf: (token: string) => string = () => "t") {
    this.#nameOf = nameOf;
  }
  get agent(): FakeAgent {
    return this.agents.at(-1)!;
  }
  async createCallAgent(credential: AcsCredentialLike, options?: { displayName?: string }): Promise<FakeAgent> {
    this.calls++;
    this.options = options;
    const { token } = await credential.getToken().catch((error: unknown) => {
      const isExpired = (error as Error).message === "The token returned from the tokenRefresher is expired.";
      throw isExpired
        ? new CallingError(401, 40235, "AccessToken expired")
        : new CallingError(401, 44110, "Failed to get AccessToken");
    });
    const trouble = this.troubles.shift();
    if (trouble instanceof Error) throw trouble;
    await trouble;
    this.given.push(this.#nameOf(token));
    if (this.agents.length > 0 && !this.agent.isDisposed) return this.agent;
    this.agents.push(new FakeAgent(credential));
    return this.agent;
  }
}
