/**
 * Public options and their defaults, each with its reason.
 *
 * @module
 */
import type { ClassifyError } from "./core/classify.ts";
import type { TokenInput } from "./core/read/input.ts";
import type { TokenClaims } from "./core/read/jwt.ts";
import type { RefreshReason } from "./events.ts";
import type { Environment } from "./environment.ts";
import type { TabCoordinator } from "./tab-port.ts";
import type { CooldownOptions, RetryOptions } from "./retry-options.ts";

/** What the fetcher is told. It never gets the old token. */
export interface TokenRequest {
  /** Aborted after `fetchTimeoutMs` (unless `overlap` is `never`), and by `stop`, `clear`, `setToken`, `dispose`. */
  readonly signal: AbortSignal;
  /** Why a token is being fetched. */
  readonly reason: RefreshReason;
  /** 1 for the first attempt of a cycle. */
  readonly attempt: number;
  /** When the token in hand expires, epoch ms. */
  readonly expiresAt?: number;
  /** Whether other tabs or processes will get the token and live on with it: the option `tabs` is given. */
  readonly shared?: true;
}

/** A function of the app's own answer type: written as a method's, so that its parameter may be narrower than `unknown`. */
export type ReadAnswer = { read(answer: unknown): TokenInput | undefined }["read"];

/**
 * What `new TokenManager()` takes. A wrong type is a `TypeError`, a value out of its range a `RangeError`; both name
 * the option and quote the value. `undefined` is the same as leaving an option out.
 */
export interface TokenManagerOptions {
  /**
   * Obtains a token; required. It may return whatever the back end returned, the `Response` included. `null` means
   * that the user has signed out. What it throws or rejects with is a failed attempt.
   */
  fetchToken(request: TokenRequest): TokenInput | Response | Promise<TokenInput | Response>;
  /**
   * A token that the app already has, for instance one that the server wrote into the page. It is judged at `start()`:
   * what is no token is ignored with the warning `initialToken`; one that has expired is told by `expired`, and replaced.
   *
   * @defaultValue none: the first token is fetched
   */
  initialToken?: TokenInput | undefined;
  /**
   * How long before a token's end `willExpire` comes, in ms; never earlier than at half of the token's life. The
   * default is Agora's own: it announces `token-privilege-will-expire` 30 s ahead (agora-rtc-sdk-ng@4.24.8).
   *
   * @defaultValue 30_000
   */
  willExpireLeadMs?: number | undefined;
  /**
   * How long before a token's end its refresh begins, in ms; never earlier than at half of the token's life. From a
   * range one lead is drawn for each token. `"spread"` draws from `willExpireLeadMs` to half of the token's life: for
   * large fleets, whose clients must not all come at once after an outage. Left out with `willExpireLeadMs`, it follows
   * what fetches take: a short token is renewed with a fifth of its life left, but at least 5 s and five times as long
   * as the slowest of the latest fetches took.
   *
   * @defaultValue the value of `willExpireLeadMs`; less for a short token where neither is given
   */
  refreshLeadMs?: number | { min: number; max: number } | "spread" | undefined;
  /**
   * Whether tokens are refreshed ahead of their end. `false`: events only; nothing is fetched unless `refresh()` is
   * called or a caller needs a token.
   *
   * @defaultValue true
   */
  autoRefresh?: boolean | undefined;
  /**
   * For tokens that are good for one connection, as OpenAI Realtime, Gemini Live and ElevenLabs mint them. `true`: each
   * caller of `getToken()`, `start()` and `refresh()` gets a token of its own, one request after another; nothing is
   * fetched ahead, no token is given twice, `peek()` gives none, and `minRefreshIntervalMs` does not count. Not together
   * with `autoRefresh: true` or `tabs`. `autoRefresh: false` is another thing: all callers share a token while it lives.
   *
   * @defaultValue false
   */
  singleUse?: boolean | undefined;
  /**
   * The shortest time between a successful fetch and the next one, in ms; at least 1,000. A token that lives for less
   * than twice as long is replaced at half of its life, but no sooner than after 1,000 ms.
   *
   * @defaultValue 10_000
   */
  minRefreshIntervalMs?: number | undefined;
  /**
   * How long one attempt may take, in ms, before its `signal` is aborted and it counts as failed; from 1 to 2^31-1. Where
   * the latest token lives for less than twice as long, half of its life, but 5 s at least.
   *
   * @defaultValue 10_000
   */
  fetchTimeoutMs?: number | undefined;
  /** How a cycle repeats failed attempts. @defaultValue `{ retries: 4, minDelayMs: 1_000, factor: 2, maxDelayMs: 8_000 }` */
  retry?: RetryOptions | undefined;
  /** How long the manager waits after a failed cycle. @defaultValue `{ minMs: 5_000, maxMs: 60_000 }` */
  cooldown?: CooldownOptions | undefined;
  /**
   * Whether an attempt may begin while an earlier one, given up, may still reach the server. `"never"` is for rotating
   * credentials: an attempt that took too long is waited for, not aborted and not repeated, and survives `stop()`.
   *
   * @defaultValue "allow"
   */
  overlap?: "allow" | "never" | undefined;
  /**
   * What happens while the page is hidden. `"pause"`: no refresh begins by itself, neither ahead of a token's end nor after
   * a failed cycle. A cycle in the air goes on, and `getToken()`, `refresh()` and `invalidate()` fetch as ever.
   *
   * @defaultValue "refresh"
   */
  hiddenPolicy?: "refresh" | "pause" | undefined;
  /**
   * Reads a token's times, epoch ms. It returns `undefined` where it cannot, and must not throw.
   *
   * @defaultValue reads `iat` and `exp` of a JWT (RFC 7519)
   */
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
  /**
   * Decides what an error of the fetcher means. It returns `undefined` where it has no opinion, and must not throw.
   * `diagnoseError` of `evertoken/diagnose` fits.
   *
   * @defaultValue an error's own `retryable` (`false`: the user must sign in), else the rules of HTTP (RFC 9110) and OAuth (RFC 6749)
   */
  classifyError?: ClassifyError | undefined;
  /**
   * Lets several tabs (or processes) share one credential: one of them fetches, the others get its token, and a sign-out
   * is one in all of them. `shareAcrossTabs` of `evertoken/tabs` gives one, `shareAcrossProcesses` of
   * `evertoken/processes` another. What it throws does no harm: it is told once by the warning `tabs`.
   *
   * @defaultValue none: each tab fetches its own token, and nothing crosses tabs
   */
  tabs?: TabCoordinator | undefined;
  /**
   * Clocks, timers, random numbers, page and network; each part can be replaced by itself, and none may throw.
   *
   * @defaultValue the host's own, looked up whenever they are needed
   */
  environment?: Partial<Environment> | undefined;
  /**
   * Gets what a listener threw; all other listeners run all the same.
   *
   * @defaultValue reports it as an uncaught error, asynchronously
   */
  onListenerError?: ((error: unknown) => void) | undefined;
  /**
   * Whether the console is left alone. Else a failure or a warning that nobody listens to is one `console.warn` for each
   * cause, without a token.
   *
   * @defaultValue false
   */
  quiet?: boolean | undefined;
}

/** What {@link DEFAULTS} holds. */
export type Defaults = Readonly<
  Record<"willExpireLeadMs" | "refreshLeadMs" | "minRefreshIntervalMs" | "fetchTimeoutMs", number>
> & {
  readonly [Name in "autoRefresh" | "singleUse" | "overlap" | "hiddenPolicy"]: NonNullable<TokenManagerOptions[Name]>;
} & {
  readonly [Name in "retry" | "cooldown"]: Readonly<Record<keyof NonNullable<TokenManagerOptions[Name]>, number>>;
};

/** Every default of {@link TokenManagerOptions} that is a number, or a choice. */
export const DEFAULTS: Defaults = Object.freeze({
  willExpireLeadMs: 30_000, //     as Agora warns; two hung attempts or five quick ones fit in
  refreshLeadMs: 30_000, //        = willExpireLeadMs: the warning triggers the refresh
  autoRefresh: true, //            what the package is for
  singleUse: false, //             most tokens are good for many requests
  minRefreshIntervalMs: 10_000, // a bug in the app may not become a storm at its back end
  fetchTimeoutMs: 10_000, //       a healthy endpoint answers in 1 s; a user waits no longer than this
  retry: Object.freeze({
    retries: 4, //                 with the delays below, 15 s of tries: half of the warning time
    minDelayMs: 1_000, //          after a wake-up the network needs about a second to come back
    factor: 2, //                  the usual doubling
    maxDelayMs: 8_000, //          a longer wait is a cooldown
  }),
  cooldown: Object.freeze({
    minMs: 5_000, //               about the mean of the last backoff (4 to 8 s)
    maxMs: 60_000, //              a back end that is down bears this, and a user who waits is served sooner
  }),
  overlap: "allow", //             a token endpoint that rotates nothing may be asked twice
  hiddenPolicy: "refresh", //      a call goes on in a hidden tab
});
