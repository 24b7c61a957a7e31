/**
 * From whatever a fetcher threw to a `TokenError` that says who must act.
 *
 * Knows HTTP, OAuth and "anything else is the network"; `evertoken/diagnose` knows the vendors.
 *
 * @module
 */
import { type Action, fault, TokenError } from "../errors.ts";
import { at, copyOf, describe, layersOf, read } from "./fields.ts";
import { readHeaderDate } from "./read/instant.ts";
import { scrub } from "./scrub.ts";

/** `transient`: it is tried again by itself. `terminal`: a person must act. */
export type ErrorClass = "transient" | "terminal";

/**
 * Overrides the class of what a fetcher threw; an object with an `action`, as `diagnoseError` returns, works too.
 * It is told that the error is a token endpoint's, as `diagnoseError` wants to know. The actions about a token in use (`renew`, `refresh`, `rejoin`, `none`) say nothing about a fetch and count as no opinion.
 */
export type ClassifyError = (
  error: unknown,
  context: { readonly endpoint: "token" },
) => ErrorClass | { readonly action: Action; readonly remedy?: string | undefined } | undefined;

/** A classified failure of one attempt. */
export interface Failure {
  readonly error: TokenError;
  /** The server's `Retry-After`, not yet clamped. */
  readonly retryAfterMs?: number | undefined;
  /** An unknown 4xx: the third in a row is terminal. */
  readonly strike?: boolean;
}

/** What is thrown for an answer that is not a success; `data` is its body. */
export interface HttpFailure {
  readonly status: number;
  readonly data?: unknown;
  readonly retryAfter: string | null;
  readonly message: string;
  /** The server's time, where it was sent: a date in `Retry-After` is relative to it. */
  readonly serverNow?: number | undefined;
}

// The actions that a failed fetch can have.
export const REMEDIES: Partial<Record<Action, string>> = {
  retryLater: "It is tried again by itself, unless willRetry is false: then call refresh().",
  signIn: "Let the user sign in again, then call refresh() or setToken().",
  fixConfig: "Correct the token endpoint or the client's registration; retrying is useless.",
  fixClock: "Set the clock right, then call refresh().",
};

// RFC 6749 5.2, OpenID Connect Core 3.1.2.6, Auth0's mfa_required, and what GitHub and Slack say of a refresh token. 400 as such says nothing.
const OAUTH: readonly (readonly [Action, RegExp])[] = [
  [
    "signIn",
    /^(invalid_grant|(bad|invalid)_refresh_token|(interaction|login|consent|account_selection|mfa)_required|access_denied)$/,
  ],
  ["fixConfig", /^(invalid_(client|scope|request)|unauthorized_client|unsupported_grant_type)$/],
  ["retryLater", /^(temporarily_unavailable|server_error|slow_down)$/],
];

/**
 * Total: never throws, whatever was thrown.
 *
 * @param secrets - values that must not appear in the result
 * @param nowMs - local epoch ms, for a `Retry-After` that is a date
 */
export function classify(
  thrown: unknown,
  secrets: readonly string[],
  nowMs: number,
  classifyError?: ClassifyError,
): Failure {
  const own = read(() => thrown instanceof TokenError) ? (thrown as TokenError) : undefined;
  let said: unknown;
  let slip = "";
  try {
    if (!own || own.code === "ERR_TOKEN_UNUSABLE") said = classifyError?.(thrown, { endpoint: "token" });
  } catch {
    slip = "; classifyError threw, or answered with a promise"; // told beside the failure: a session does not end with it
  }
  const advised = at(said, "action");
  const expert =
    typeof advised === "string" && advised !== own?.action && Object.hasOwn(REMEDIES, advised)
      ? (advised as Action)
      : undefined;
  const flag = own ? undefined : at(thrown, "retryable");
  const isHopeful = said === "transient" || (said === "terminal" ? false : flag);
  const isDecided = typeof isHopeful === "boolean";
  if (own && !expert && !isDecided) return { error: own };

  const layers = layersOf(thrown);
  const status = firstIn(layers, ["status", "statusCode"], (value) =>
    typeof value === "number" && value >= 400 && value < 600 ? value : undefined,
  );
  const oauth = oauthIn(layers);
  const isBug = !status && isBugOfTheApp(thrown);
  let action: Action =
    expert ?? oauth?.[0] ?? (status === 401 || status === 403 ? "signIn" : isBug ? "fixConfig" : "retryLater");
  const isUnknown = action === "retryLater" && !isDecided && !expert && !oauth;
  if (isHopeful === true) action = "retryLater";
  if (isHopeful === false && action === "retryLater") action = "signIn";
  const remedy = at(said, "remedy");
  const error = fault(
    action === "signIn" ? "ERR_REAUTH_REQUIRED" : (own?.code ?? "ERR_FETCH_FAILED"),
    `fetchToken failed${status ? ` with status ${status}` : ""}: ${oauth?.[1] ?? describe(thrown, secrets)}${slip}`,
    action,
    typeof remedy === "string" && action === expert ? scrub(remedy, secrets) : isBug ? BUG : REMEDIES[action]!,
    { status, cause: copyOf(thrown, secrets) },
  );
  // Without a status: an answer that was a success and yet names an error.
  const strike =
    isUnknown && (status ? status < 500 && ![408, 425, 429].includes(status) : !!errorIn(at(thrown, "data")));
  return { error, strike, retryAfterMs: retryAfterMs(layers, nowMs) };
}

const BUG = "Correct the code of fetchToken.";

// By name and message, by the code of Node or axios, or by the cause of undici's "fetch failed"; a line each. Not Deno's
// "error sending request for url" and Safari's "a secure connection cannot be made".
const BUG_LOOK =
  /^(Reference|Range)Error\n|^TypeError\n(?!error sending).*(\bis (not|null|undefined|an? invalid)\b|\bcannot (?!be made)|can't access|failed to (execute|parse|construct|read)\b|invalid (header|name|value|url|method)|\burl is\b|iso-8859-1|not supported)|^.*\n.*(unsupported protocol|protocols are supported)|\nERR_(HTTP_)?(INVALID|UNSUPPORTED)_|\n(unknown scheme|bad port|not implemented|url scheme)/i;

// What engines call a mistake in a program. A network's TypeError says "Failed to fetch", "Load failed" and the like.
export const isBugOfTheApp = (thrown: unknown): boolean =>
  BUG_LOOK.test(
    read(() =>
      ["name", "message", "code", "cause.code", "cause.message"]
        .map((path) => String(at(thrown, path)).slice(0, 512).replaceAll("\n", " "))
        .join("\n"),
    ) ?? "",
  );

/** The third unknown 4xx in a row: whatever it is, asking again does not help. */
export const struckOut = ({ error }: Failure): TokenError =>
  fault(error.code, error.message, "fixConfig", REMEDIES.fixConfig!, { status: error.status, cause: error.cause });

export const signedOut = (message = "Signed out"): TokenError =>
  fault("ERR_REAUTH_REQUIRED", message, "signIn", REMEDIES.signIn!);

/** A deadline passed: the fetcher's, or a caller's own. */
export const timedOut = (what: string, limitMs: number): TokenError =>
  fault("ERR_FETCH_TIMEOUT", `${what} within ${limitMs} ms`, "retryLater", REMEDIES.retryLater!);

/** The error that an answer names: an OAuth code wherever it stands, or a text under `error`, ArcGIS' `error.message`. */
export const errorIn = (answer: unknown): string | undefined =>
  oauthIn(layersOf(answer))?.[1] ??
  firstIn([answer], ["error", "error.message"], (said) => (typeof said === "string" ? said : undefined));

const oauthIn = (layers: readonly unknown[]): readonly [Action, string] | undefined =>
  firstIn(layers, ["error", "code", "errorCode", "message", "data"], (said) => {
    const known = typeof said === "string" && OAUTH.find(([, pattern]) => pattern.test(said));
    return known ? ([known[0], said] as const) : undefined;
  });

/** What `pick` makes of the first value that it takes: the paths of the outermost layer come first. */
function firstIn<T>(
  layers: readonly unknown[],
  paths: readonly string[],
  pick: (value: unknown) => T | undefined,
): T | undefined {
  for (const layer of layers)
    for (const path of paths) {
      const found = pick(at(layer, path));
      if (found) return found;
    }
  return undefined;
}

// `Headers`, those of axios or Node, a `Map`, pairs, or an object in any case.
function headerIn(headers: unknown, name: string): unknown {
  const pairs = read(() => [...(headers as Iterable<unknown>)]) ?? read(() => Object.entries(headers as object));
  const isIt = (pair: unknown): boolean => read(() => String(at(pair, "0")).toLowerCase()) === name;
  return read(() => (headers as Headers).get(name)) ?? at(pairs?.find(isIt), "1");
}

function retryAfterMs(layers: readonly unknown[], nowMs: number): number | undefined {
  for (const layer of layers) {
    const own = at(layer, "retryAfterMs");
    if (typeof own === "number" && own > 0) return own;
    const text = String(read(() => [at(layer, "retryAfter") ?? headerIn(at(layer, "headers"), "retry-after")].join()));
    const serverNow = at(layer, "serverNow");
    const since = typeof serverNow === "number" ? serverNow : nowMs;
    let longest = -1;
    // A proxy on the way may add its own. The comma in a date parts nothing.
    for (const part of text.split(/,(?! \d\d[ -]\w{3})/)) {
      const one = part.trim();
      const waitMs = /^[\d.]+$/.test(one) ? Number(one) * 1000 : readHeaderDate(one, since) - since;
      if (waitMs > longest) longest = waitMs;
    }
    if (longest >= 0) return longest;
  }
  return undefined;
}
