/**
 * Several tabs in one simulated browser, each with a real manager.
 *
 * @module
 */
import { shareAcrossTabs, type ShareAcrossTabsOptions } from "../../src/adapters/tabs.ts";
import type { TokenClaims } from "../../src/core/read/jwt.ts";
import { TokenManager } from "../../src/manager.ts";
import type { TokenManagerOptions } from "../../src/options.ts";
import { SimServer } from "./sim-client.ts";
import { type SimTab, World, type WorldOptions } from "./tab-world.ts";

/** Refreshed 30 s before the end, so every 90 s. */
const LIFE_MS = 120_000;

export interface ManagedTab {
  readonly tab: SimTab;
  readonly tokens: TokenManager;
  /** Names of events, with source, code and value where there are any. */
  readonly journal: string[];
}

export interface ManagedOptions
  extends Omit<TokenManagerOptions, "fetchToken" | "tabs">, Pick<ShareAcrossTabsOptions, "owner" | "platform"> {
  readonly clockOffMs?: number;
  readonly isAlone?: boolean;
}

export class Managers {
  readonly world: World;
  readonly server = new SimServer();
  readonly all: ManagedTab[] = [];
  readonly #options: ManagedOptions;
  // What a JWT would say of itself.
  readonly #dates = new Map<string, TokenClaims>();

  constructor(count: number, options: ManagedOptions & WorldOptions = {}) {
    const { seed, latencyMs, ...rest } = options;
    this.world = new World({ ...(seed !== undefined && { seed }), ...(latencyMs !== undefined && { latencyMs }) });
    this.#options = rest;
    this.server.lifeMs = LIFE_MS;
    for (let i = 0; i < count; i++) this.open();
  }

  /** Opens one more tab, whose manager has not started. */
  open(more: ManagedOptions = {}): ManagedTab {
    const { clockOffMs = 0, isAlone = false, owner, platform, ...options } = { ...this.#options, ...more };
    const tab = this.world.open(clockOffMs);
    const { environment } = tab;
    const share = { owner, environment, platform: { ...tab.platform, ...platform } };
    const tokens = new TokenManager({
      quiet: true,
      readToken: (value) => this.#dates.get(value),
      ...options,
      environment,
      ...(!isAlone && { tabs: shareAcrossTabs("app", share) }),
      fetchToken: async ({ signal }) => {
        const { value, issuedAt } = await this.server.fetch(tab, signal);
        this.#dates.set(value, { issuedAt, expiresAt: issuedAt! + LIFE_MS });
        return value;
      },
    });
    const managed = { tab, tokens, journal: journalOf(tokens) };
    this.all.push(managed);
    return managed;
  }

  /** Starts all, and lets the first token reach everybody. */
  async start(ms = 1_000): Promise<void> {
    this.all.forEach(({ tokens }) => void tokens.start());
    await this.world.time.pass(ms);
  }

  /** Lets time pass until the next request is in the air. Returns who sent it. */
  async midair(): Promise<ManagedTab> {
    const { requests } = this;
    while (this.requests === requests) await this.world.time.pass(5);
    return this.all.find(({ tab }) => tab.name === this.server.requests.at(-1)!.tab)!;
  }

  /** A token that the app has got by itself, issued now. */
  mint(value: string, lifeMs: number): string {
    const now = this.world.time.now();
    this.#dates.set(value, { issuedAt: now, expiresAt: now + lifeMs });
    return value;
  }

  /** The token in hand of each tab. */
  get values(): (string | undefined)[] {
    return this.all.map(({ tokens }) => tokens.peek()?.value);
  }

  get requests(): number {
    return this.server.requests.length;
  }

  dispose(): void {
    this.all.forEach(({ tokens }) => tokens.dispose());
  }
}

function journalOf(tokens: TokenManager): string[] {
  const journal: string[] = [];
  tokens.on("refreshed", ({ token, source }) => journal.push(`refreshed ${source} ${token.value}`));
  tokens.on("attemptFailed", ({ error }) => journal.push(`attemptFailed ${error.code}`));
  tokens.on("refreshFailed", ({ error, action }) => journal.push(`refreshFailed ${error.code} ${action}`));
  tokens.on("warning", ({ code }) => journal.push(`warning ${code}`));
  return journal;
}
