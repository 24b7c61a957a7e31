/**
 * One call of the app's fetcher, and what its answer is.
 *
 * @module
 */
import { signedOut } from "../core/classify.ts";
import { readInput } from "../core/read/input.ts";
import type { Candidate } from "../core/state.ts";
import { Token } from "../token.ts";
import type { TokenRequest } from "../options.ts";
import type { Settings } from "../settings.ts";
import { isResponse, readResponse } from "./response.ts";

/**
 * `async`, so that a fetcher that throws at once rejects like any other.
 *
 * @param startedAt - epoch ms; `expires_in` counts from here
 */
export async function fetchOnce(
  request: TokenRequest,
  { environment, fetchToken, readToken }: Settings,
  startedAt: number,
): Promise<Candidate> {
  const answer: unknown = await fetchToken(request);
  const { input, serverNow } = isResponse(answer)
    ? await readResponse(answer)
    : { input: answer, serverNow: undefined };
  if (input === null) throw signedOut();
  const receivedAt = environment.now();
  const reading = readInput(input, readToken, { startedAt, receivedAt, serverNow });
  return {
    token: new Token(reading.value, { ...reading, receivedAt }),
    refreshAt: reading.refreshAt,
    skewMs: reading.skewMs,
  };
}
