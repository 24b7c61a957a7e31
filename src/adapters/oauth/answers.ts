/**
 * What a token endpoint's answer means for the refresh token, and who must act.
 *
 * @module
 */
import { parsed } from "../../core/fields.ts";
import { type AnswerFields, answerOf, plain, tokenKeyOf } from "../../core/read/shapes.ts";
import { scrub } from "../../core/scrub.ts";
import { fault, type TokenError } from "../../errors.ts";

/** A clock that is off by more than this explains a refused proof. */
const SKEW_TOLERANCE_MS = 60_000;

const SIGN_IN = "Let the user sign in, write the new refresh token to the store, then call setToken() or refresh().";

/** What an answer said, as the manager will read it: in JSON or a form, in whatever case its names are. */
export interface EndpointAnswer {
  readonly response: Response;
  readonly text: string;
  readonly fields: AnswerFields;
  /** OAuth's word for the refusal; a few servers send it with status 200. */
  readonly refusal: string | undefined;
  /** Whether it is a success with a token. In no other answer is a `refresh_token` one: it complains of it, or repeats it. */
  readonly isGrant: boolean;
}

export async function readAnswer(response: Response): Promise<EndpointAnswer> {
  const text = await response.text();
  const fields = answerOf(parsed(text.trim())) ?? {};
  const { error } = fields;
  const isGrant = response.ok && !!fields[tokenKeyOf(fields) ?? ""];
  return { response, text, fields, refusal: typeof error === "string" && !isGrant ? error : undefined, isGrant };
}

/** The answer for the manager, which reads status and dates too: without the secrets that are not its concern. */
export function withoutSecrets({ response, text, fields }: EndpointAnswer): Response {
  if (response.status < 200) return response;
  const said = parsed(text.trim());
  const body = typeof said === "object" ? said : fields;
  const { id_token: _, ...others } = fields;
  // A back end of one's own may hand out an `idToken` as the one token there is.
  const tokenKey = tokenKeyOf(others);
  let isLean = true;
  const lean = JSON.stringify(body, (key, value: unknown) => {
    const name = plain(key);
    if (name !== "refreshtoken" && (name !== "idtoken" || key === tokenKey)) return value;
    isLean = false;
    return undefined;
  });
  const copy = new Response(isLean ? text || null : lean, response);
  if (!isLean) copy.headers.set("content-type", "application/json");
  return copy;
}

/**
 * A copy for an attempt that began so long after the request: the manager counts the life of a token from the attempt
 * on, and takes the `Age` from it.
 */
export function aged(response: Response, lateMs: number): Response {
  const copy = response.clone();
  if (!response.ok || lateMs <= 0) return copy;
  const { headers } = copy;
  const lateS = Math.ceil(lateMs / 1_000);
  headers.set("age", `${lateS + (parseInt(headers.get("age") ?? "") || 0)}`);
  // The server's time is `Date` and `Age` together, and stays the same.
  const date = Date.parse(headers.get("date") ?? "");
  if (date) headers.set("date", new Date(date - lateS * 1_000).toUTCString());
  return copy;
}

/** The refresh token to use after `sent`, where the server has made one. */
export function successor({ fields }: EndpointAnswer, sent: string): string | undefined {
  const key = Object.keys(fields).find((name) => plain(name) === "refreshtoken" && fields[name]);
  const next = fields[key ?? ""];
  return typeof next === "string" && next !== sent ? next : undefined;
}

export const restlessStore = (): TokenError =>
  fault(
    "ERR_FETCH_FAILED",
    "The store held another refresh token each time it was read",
    "retryLater",
    'It is tried again by itself; read() of the option "store" must give what write() was given.',
  );

export const noRefreshToken = (): TokenError =>
  fault("ERR_REAUTH_REQUIRED", "The store holds no refresh token", "signIn", SIGN_IN);

/** @param isDoubtful - an earlier answer for the same refresh token was lost */
export function deadRefreshToken(
  { response, fields, refusal }: EndpointAnswer,
  refreshToken: string,
  { isDoubtful }: { isDoubtful: boolean },
): TokenError {
  const said = fields["error_description"];
  const detail = typeof said === "string" ? `, "${scrub(said, [refreshToken])}"` : "";
  const why = isDoubtful
    ? "; the answer to an earlier request was lost, and the server has probably replaced it then"
    : ": it has expired, was revoked, was used before, or its session is over";
  const remedy = isDoubtful
    ? `${SIGN_IN} A grace period for used refresh tokens at the provider avoids this.`
    : SIGN_IN;
  const { status } = response;
  return fault("ERR_REAUTH_REQUIRED", `The refresh token was refused (${refusal}${detail})${why}`, "signIn", remedy, {
    status,
  });
}

/** Not a 302 or 303: with these a back end behind a cookie sends to the page where one signs in. A browser tells none of them. */
export function movedEndpoint({ response: { status } }: EndpointAnswer): TokenError | undefined {
  if (![301, 307, 308].includes(status)) return undefined;
  const remedy = "Correct the token endpoint's address, in the option \"server\" or in the server's metadata.";
  return fault("ERR_FETCH_FAILED", `The token endpoint has moved (status ${status})`, "fixConfig", remedy, { status });
}

/**
 * A refusal of what was signed with this device's time: the proof of possession, or the client's assertion.
 *
 * @param nowMs - local epoch ms
 * @param hasKey - whether there was a proof
 */
export function refusedSignature(
  { response, refusal }: EndpointAnswer,
  { nowMs, hasKey }: { nowMs: number; hasKey: boolean },
): TokenError | undefined {
  if (refusal !== "invalid_dpop_proof" && refusal !== "invalid_client" && refusal !== "use_dpop_nonce")
    return undefined;
  if (refusal === "use_dpop_nonce" && hasKey) return restlessNonce(response);
  const serverNow = Date.parse(response.headers.get("date") ?? "");
  const offMs = nowMs - serverNow;
  const { status } = response;
  if (Math.abs(offMs) > SKEW_TOLERANCE_MS) {
    const clock = `this device's clock is ${Math.round(Math.abs(offMs) / 60_000)} min ${offMs > 0 ? "fast" : "slow"}`;
    const remedy = "Set the device's clock, then call refresh().";
    return fault("ERR_FETCH_FAILED", `The server refused the signature (${refusal}): ${clock}`, "fixClock", remedy, {
      status,
    });
  }
  if (refusal === "invalid_client") return undefined;
  const remedy = "Use the key that the refresh token is bound to, and check the device's clock; then call refresh().";
  return fault("ERR_FETCH_FAILED", `The server refused the proof of possession (${refusal})`, "fixConfig", remedy, {
    status,
  });
}

/** Neither clock nor key is wrong where a server asks for its nonce again. */
function restlessNonce({ status, headers }: Response): TokenError {
  if (headers.has("dpop-nonce")) {
    const what = "The server asked for another nonce after each proof of possession (use_dpop_nonce)";
    return fault(
      "ERR_FETCH_FAILED",
      what,
      "retryLater",
      "It is tried again by itself, unless willRetry is false: then call refresh().",
      { status },
    );
  }
  const what = "The server asked for a nonce that it did not give (use_dpop_nonce)";
  const remedy =
    "Let the token endpoint send the header DPoP-Nonce, and expose it to this origin; then call refresh().";
  return fault("ERR_FETCH_FAILED", what, "fixConfig", remedy, { status });
}
