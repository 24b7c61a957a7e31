/**
 * One call of the app's fetcher, and what its answer is.
 *
 * @module
 */
import { candidateOf } from "../core/candidate.ts";
import { errorIn, signedOut } from "../core/classify.ts";
import { answerOf } from "../core/read/shapes.ts";
import { elapsedMs, type Instant } from "../core/schedule.ts";
import { type Arrival, type ServerStamp, stampOf } from "../core/skew.ts";
import type { TokenClaims } from "../core/read/jwt.ts";
import type { Candidate } from "../core/state.ts";
import type { TokenRequest } from "../options.ts";
import type { Settings } from "../settings.ts";
import type { Token } from "../token.ts";
import { contextOf } from "./host.ts";
import { heard, isResponse, readResponse, timeOf } from "./response.ts";

/** What the answers so far prove of the server's time. One for each manager; a sign-out does not end it. */
export interface ServerClock {
  last: ServerStamp | undefined;
  /** When the newest token that was fetched was issued, as it says itself; 0 where none was. */
  issuedAt: number;
  /** How far ahead of the server's the local clock was then, as far as that was noticed. */
  aheadMs: number;
}

/**
 * `async`, so that a fetcher that throws at once rejects like any other.
 *
 * @param askedAt - `expires_in` counts from here
 * @param bodySignal - ends the reading of a `Response`, also where the app's fetcher does nothing with its own signal
 */
export async function fetchOnce(
  request: TokenRequest,
  { environment, fetchToken, fetchTimeoutMs, readToken, readAnswer }: Settings,
  askedAt: Instant,
  bodySignal: AbortSignal,
  clock: ServerClock,
  latest?: Token,
): Promise<Candidate> {
  const now = (): Instant => contextOf(environment).now;
  const leftMs = (): number => fetchTimeoutMs - elapsedMs(askedAt, now());
  let answer: unknown;
  try {
    answer = await fetchToken(request);
  } catch (thrown) {
    return await heard(thrown, bodySignal, environment, leftMs());
  }
  const time = isResponse(answer) ? evidenceOf(answer, now(), clock) : {};
  const body = isResponse(answer) ? await readResponse(answer, bodySignal, environment, leftMs()) : answer;
  const at = now();
  // On two clocks, so that a wall clock that is set meanwhile lends no life.
  const startedAt = Math.floor(at.wallMs - elapsedMs(askedAt, at));
  try {
    const said = readAnswer?.(body);
    const input: unknown = said === undefined ? body : said;
    if (input === null) throw signedOut();
    let own = undefined as TokenClaims | undefined;
    const heldIssuedAt = latest && readToken(latest.value)?.issuedAt;
    const arrival = { ...time, startedAt, receivedAt: at.wallMs, heldIssuedAt, newest: clock };
    const candidate = candidateOf(input, (value) => (own = readToken(value)), arrival);
    const issuedAt = own?.issuedAt ?? 0;
    if (issuedAt > clock.issuedAt) {
      clock.issuedAt = issuedAt;
      clock.aheadMs = candidate.token.issuedAt! - issuedAt;
    }
    return candidate;
  } catch (failure) {
    // An answer without a token that names an error is a refusal, whatever a mapping makes of it.
    const data = answerOf(body);
    const said = errorIn(data);
    throw said ? Object.assign(new Error(said), { data }) : failure;
  }
}

function evidenceOf(response: Response, at: Instant, clock: ServerClock): Partial<Arrival> {
  const { serverNow: said, ageMs, isUnstored } = timeOf(response, at.wallMs);
  if (said) clock.last = stampOf({ said, isUnstored }, at, clock.last);
  return { ...(said && clock.last), ageMs };
}
