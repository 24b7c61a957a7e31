/**
 * The least that can stand behind a `TabConnection`: holds a token, asks for a new one, keeps the contract of a manager.
 *
 * @module
 */
import type { SharedToken, TabConnection, TabCoordinator, TabHost } from "../../src/tab-port.ts";
import type { SimTab } from "./tab-world.ts";

/** A token endpoint with a true clock: who asked when, and what for. */
export class SimServer {
  readonly requests: { readonly tab: string; readonly startedAt: number; endedAt: number; readonly value: string }[] =
    [];
  latencyMs = 50;
  lifeMs = 60_000;

  fetch(tab: SimTab, signal: AbortSignal): Promise<SharedToken> {
    const { time } = tab.world;
    const startedAt = time.trueNow();
    const request = { tab: tab.name, startedAt, endedAt: Infinity, value: `t${this.requests.length + 1}` };
    this.requests.push(request);
    const here = tab.environment.now();
    return new Promise((resolve, reject) => {
      const { value } = request;
      const token = { value, expiresAt: here + this.lifeMs, receivedAt: here, issuedAt: startedAt };
      tab.world.after(this.latencyMs, () => {
        request.endedAt = time.trueNow();
        tab.enter(() => resolve(token));
      });
      signal.addEventListener("abort", () => reject(signal.reason as Error));
    });
  }

  /** When this token's request began. */
  startOf(value: string): number {
    return this.requests.find((request) => request.value === value)!.startedAt;
  }

  /** The most requests that were in the air at one time. */
  get overlap(): number {
    const at = (t: number): number =>
      this.requests.filter(({ startedAt, endedAt }) => startedAt <= t && t < endedAt).length;
    return Math.max(0, ...this.requests.map(({ startedAt }) => at(startedAt)));
  }
}

export interface SimClientOptions {
  readonly exclusive?: boolean;
}

export class SimClient implements TabHost {
  readonly tab: SimTab;
  connection: TabConnection;
  readonly refused = new Set<string>();
  /** What happened, with true seconds. */
  readonly journal: string[] = [];
  readonly #coordinator: TabCoordinator;
  readonly #server: SimServer;
  readonly #exclusive: boolean;
  token: SharedToken | undefined;
  isSignedOut = false;
  stops = new AbortController();

  constructor(
    tab: SimTab,
    coordinator: TabCoordinator,
    server: SimServer,
    { exclusive = false }: SimClientOptions = {},
  ) {
    this.tab = tab;
    this.#server = server;
    this.#exclusive = exclusive;
    this.#coordinator = coordinator;
    this.connection = coordinator.connect(this);
  }

  /** As a manager that is started again. */
  restart(): void {
    this.connection = this.#coordinator.connect(this);
  }

  isValid = (token: SharedToken): boolean => (token.expiresAt ?? Infinity) > this.tab.environment.now();

  accepts = (token: SharedToken): boolean =>
    this.isValid(token) &&
    !this.refused.has(token.value) &&
    (!this.token ||
      !this.isValid(this.token) ||
      this.token.value === token.value ||
      token.issuedAt! > this.token.issuedAt!);

  current(): SharedToken | undefined {
    return this.token && this.isValid(this.token) && !this.refused.has(this.token.value) ? this.token : undefined;
  }

  adopt(token: SharedToken): boolean {
    if (this.isSignedOut || !this.accepts(token) || this.token?.value === token.value) return false;
    this.#hold(token, "adopted");
    return true;
  }

  clear(): void {
    this.token = undefined;
    this.isSignedOut = true;
    this.#note("cleared");
    this.stops.abort(new Error("signed out"));
    this.stops = new AbortController();
  }

  /** As the manager does it: refresh because the token is old, or for somebody who wants a new one. */
  async refresh({ forced = false, signal = this.stops.signal } = {}): Promise<SharedToken> {
    const before = this.token;
    const exclusive = this.#exclusive;
    const { stops } = this;
    let isOwn = false;
    const token = await this.connection.run(
      async () => {
        isOwn = true;
        this.#note("calls");
        return this.#server.fetch(this.tab, exclusive ? new AbortController().signal : signal);
      },
      { signal, accepts: (other) => this.accepts(other) && other.value !== before?.value, forced, exclusive },
    );
    if (this.stops !== stops) throw stops.signal.reason; // of a session that is over
    // Another tab's newer one may have come while the promise was on its way.
    if (this.token === before || this.accepts(token)) this.#hold(token, isOwn ? "fetched" : "found");
    return token;
  }

  /** The user has signed in here, or the app has got a token by itself. */
  set(token: SharedToken): void {
    this.isSignedOut = false;
    this.#hold(token, "set");
    this.connection.tell({ token });
  }

  /** The user has signed out here. */
  signOut(): void {
    this.clear();
    this.connection.tell({ cleared: true });
  }

  #hold(token: SharedToken, how: string): void {
    this.isSignedOut = false;
    this.token = token;
    this.#note(`${how} ${token.value}`);
  }

  #note(text: string): void {
    this.journal.push(`${this.tab.world.time.monotonicNow() / 1000}s ${text}`);
  }
}
