/**
 * Public options and their defaults, each with its reason.
 *
 * @module
 */
import type { ClassifyError } from "./core/classify.ts";
import type { TokenInput } from "./core/read/input.ts";
import type { TokenClaims } from "./core/read/jwt.ts";
import type { Policy } from "./core/schedule.ts";
import type { Token } from "./token.ts";
import type { RefreshReason } from "./events.ts";
import type { Environment } from "./environment.ts";

/** Lets several tabs share one credential. `evertoken/tabs` gives one. */
export interface TabCoordinator {
  /** Called at `start()`; `adopt` takes a token that another tab has fetched. */
  connect(adopt: (input: TokenInput) => void): TabConnection;
}

export interface TabConnection {
  /** Runs one call of the fetcher, perhaps after waiting (bounded) for another tab's. */
  run<T>(fetch: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Tells the other tabs of a token that this one has fetched. */
  publish(token: Token): void;
  close(): void;
}

/** What the fetcher is told. It never gets the old token. */
export interface TokenRequest {
  /** Aborted after `fetchTimeoutMs` (unless `overlap` is `never`), and by `stop`, `clear`, `setToken`, `dispose`. */
  readonly signal: AbortSignal;
  readonly reason: RefreshReason;
  /** 1 for the first attempt of a cycle. */
  readonly attempt: number;
  /** When the token in hand expires, epoch ms. */
  readonly expiresAt?: number;
}

export interface RetryOptions {
  /** Attempts after the first one in a cycle. */
  retries?: number | undefined;
  minDelayMs?: number | undefined;
  factor?: number | undefined;
  maxDelayMs?: number | undefined;
}

export interface CooldownOptions {
  minMs?: number | undefined;
  maxMs?: number | undefined;
}

/** A function of the app's own answer type: written as a method's, so that its parameter may be narrower than `unknown`. */
export type ReadAnswer = { read(answer: unknown): TokenInput | undefined }["read"];

export interface TokenManagerOptions {
  /** Obtains a token. May return whatever the back end returned, the `Response` included; `null` means signed out. */
  fetchToken(request: TokenRequest): TokenInput | Response | Promise<TokenInput | Response>;
  initialToken?: TokenInput | undefined;
  willExpireLeadMs?: number | undefined;
  /** A range is drawn from once per token; `spread` draws from `willExpireLeadMs` to half the token's life. */
  refreshLeadMs?: number | { min: number; max: number } | "spread" | undefined;
  /** `false`: events only. Nothing is fetched unless `refresh()` is called or a caller needs a token. */
  autoRefresh?: boolean | undefined;
  minRefreshIntervalMs?: number | undefined;
  fetchTimeoutMs?: number | undefined;
  retry?: RetryOptions | undefined;
  cooldown?: CooldownOptions | undefined;
  /** `never` for rotating credentials: an attempt that timed out is waited for, not aborted and not repeated. */
  overlap?: "allow" | "never" | undefined;
  /** `pause`: no proactive refresh while the page is hidden. */
  hiddenPolicy?: "refresh" | "pause" | undefined;
  /** Reads a token's times, epoch ms. `undefined` where it cannot. Must not throw. */
  readToken?: ((value: string) => TokenClaims | undefined) | undefined;
  /**
   * Makes a token input of any other answer: what the fetcher returned, or the body of its `Response`, parsed where it
   * is JSON. What stands beside the token in what it returns becomes `Token.details`; `null` means signed out,
   * `undefined` that the answer is read as usual. Must not throw.
   *
   * @defaultValue none: the shapes of many vendors are known
   * @example readAnswer: ({ data }: Answer) => ({ token: data.jwt, expiresIn: data.seconds, url: data.url })
   */
  readAnswer?: ReadAnswer | undefined;
  /** Overrides the class of a fetcher's error. Must not throw; `undefined`: no opinion. */
  classifyError?: ClassifyError | undefined;
  tabs?: TabCoordinator | undefined;
  environment?: Partial<Environment> | undefined;
  /** `true`: says nothing on the console. Else a failure or warning that nobody listens to is one `console.warn`. */
  quiet?: boolean | undefined;
  /** Gets what a listener threw. Default: reported as an uncaught error, asynchronously. */
  onListenerError?: ((error: unknown) => void) | undefined;
}

/** How a caller wants its token. */
export interface GetTokenOptions {
  /**
   * At least this much life left, in ms, or the best there is after one refresh.
   * @defaultValue 0
   */
  minValidityMs?: number | undefined;
  /**
   * A token that is fetched after this call, whatever is in hand or on its way.
   * @defaultValue false
   */
  forceRefresh?: boolean | undefined;
  /**
   * "A server has just refused me this token": `invalidate()` and the wait for another one in one go. Where no other is
   * to be had, because its successor was refused as well, the caller gets `ERR_TOKEN_REJECTED`.
   */
  rejectedValue?: string | undefined;
  /** Ends the wait of this caller only; the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /**
   * How long this caller waits at most, in ms. Then it gets the token in hand if that is valid, else an error.
   * @defaultValue `fetchTimeoutMs`; with `forceRefresh` as long as a whole cycle may take
   */
  timeoutMs?: number | undefined;
}

/** Every default of {@link TokenManagerOptions} that is a number, or a choice. */
export const DEFAULTS: Readonly<Defaults> = {
  willExpireLeadMs: 30_000, //     as Agora warns; three hung attempts or five quick ones fit in
  refreshLeadMs: 30_000, //        = willExpireLeadMs: the warning triggers the refresh
  autoRefresh: true, //            what the package is for
  minRefreshIntervalMs: 10_000, // a bug in the app may not become a storm at its back end
  fetchTimeoutMs: 10_000, //       a healthy endpoint answers in 1 s; a user waits no longer than this
  retry: {
    retries: 4, //                 with the delays below, 15 s of tries: half of the warning time
    minDelayMs: 1_000, //          after a wake-up the network needs about a second to come back
    factor: 2, //                  the usual doubling
    maxDelayMs: 8_000, //          a longer wait is a cooldown
  },
  cooldown: {
    minMs: 5_000, //               as long as the last backoff
    maxMs: 60_000, //              the longest a user will wait after the back end has recovered
  },
  overlap: "allow", //             a token endpoint that rotates nothing may be asked twice
  hiddenPolicy: "refresh", //      a call goes on in a hidden tab
};

interface Defaults extends Policy {
  readonly refreshLeadMs: number;
  readonly fetchTimeoutMs: number;
}
