/**
 * Voice: hands every new token to a `Device`, and brings back one whose token was refused.
 *
 * The manager decides when. The SDK's own `tokenWillExpire` is only a hint: one `updateToken()` before it silences it
 * for good, and it comes at once where a token lives no longer than `tokenRefreshMs`. Vendor facts:
 * `@twilio/voice-sdk@2.18.5`, observed.
 *
 * @module
 */
import type { Token } from "../../token.ts";
import { twilioVoice } from "../../diagnose/catalog/twilio/voice.ts";
import { explained } from "../common/vendor-error.ts";
import { fault, type TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/host.ts";
import { type AdapterClock, within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { serial } from "../common/serial.ts";

/** The part of `Device` (`@twilio/voice-sdk` 2.x) that is touched. */
export interface DeviceLike {
  readonly state: string;
  readonly token: string | null;
  readonly isBusy: boolean;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  /** The SDK's own bundle, `twilio.js`, has no `off`. */
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
  updateToken(token: string): unknown;
  register(): Promise<unknown>;
  unregister(): Promise<unknown>;
}

export interface KeepDeviceOptions {
  /**
   * A hand-over costs up to a second of audio, so it waits for the end of a call, but only until the token in use has
   * this much left. Default 10_000: a call that loses its signalling after that would not come back.
   */
  duringCallLeadMs?: number;
  /** From a new token to `unregister()`: the SDK does not tell when the server has taken it. Default 2_000. */
  settleMs?: number;
  /** For `unregister()` and `register()`; with a dead token neither settles. Default 10_000. */
  deadlineMs?: number;
  /** A refusal that a new token did not cure, or a failed connection; the SDK goes on by itself where `action` is `retryLater`. */
  onProblem?(error: TokenError): void;
  environment?: Partial<AdapterClock>;
}

/** The SDK's default lead, and room for a `ttl` in whole seconds. */
const HINT_MS = 15_000;

/** The SDK has no event for the end of an outgoing call. */
const POLL_MS = 1_000;

const STUCK = "Make a new Device: this one takes neither register() nor unregister() any more.";

/** Keeps `device` supplied until the undo is called or the app destroys it. */
export function keepDevice(device: DeviceLike, tokens: TokenFeed, options: KeepDeviceOptions = {}): () => void {
  const { duringCallLeadMs = 10_000, settleMs = 2_000, deadlineMs = 10_000, onProblem } = options;
  const clock: AdapterClock = { ...DEFAULT_ENVIRONMENT, ...options.environment };
  let given: Token | undefined; //              what the device holds, where the manager knows it
  let refused: string | null | undefined; //    the last token that was refused
  let isDue = false; //                         since then nothing has been handed over
  let lost = ""; //                             the state that a refusal has made a lie
  let refusals = 0;
  let isOver = false;
  let end: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));

  const leftMs = (): number => (given?.value === device.token ? (given?.expiresAt ?? 0) - clock.now() : 0);
  const pause = (ms: number): Promise<void> => within(ms, "", clock, () => ended).catch(() => undefined);
  const bounded = (name: "register" | "unregister"): Promise<unknown> =>
    within(deadlineMs, `${name}()`, clock, () => Promise.race([device[name](), ended]));
  const explain = (what: string, error: unknown, token: unknown): TokenError =>
    explained(what, error, [twilioVoice], { provider: "twilio-voice", token, now: clock.now() });
  // Not called directly: what it throws must not stop a hand-over.
  const report = (problem: TokenError): void => void Promise.resolve(problem).then(onProblem);

  // After a refusal the SDK registers no more, but `state` goes on to say "registered".
  const registerAgain = async (): Promise<void> => {
    const before = refusals;
    const goesOn = (state: string): boolean => !isOver && refusals === before && device.state === state;
    await pause(settleMs); // asked before it has validated the token, the server would call a good one invalid
    if (lost === "registered") {
      if (goesOn("registered")) await bounded("unregister");
      if (goesOn("unregistered")) await bounded("register");
    }
    if (goesOn("registering")) await pause(deadlineMs);
    if (goesOn("registering")) throw fault("ERR_HANDOVER_FAILED", "The Device goes on registering", "rejoin", STUCK);
    if (refusals === before) lost = "";
  };

  const follow = serial<unknown>(async () => {
    let token = tokens.peek();
    const hasWork = (): boolean => !isOver && !!token && (isDue || token.value !== device.token);
    while (hasWork() && !isDue && device.isBusy && leftMs() > duringCallLeadMs) {
      await pause(POLL_MS);
      token = tokens.peek();
    }
    if (device.state === "destroyed") stop();
    if (!token || !hasWork()) return;
    given = token;
    isDue = false;
    try {
      // While the socket is closed the SDK stores the token and emits a 31009, which it would throw if nobody listened.
      device.updateToken(token.value);
      if (lost) await registerAgain();
    } catch (error) {
      report(explain("The hand-over to the Device", error, token));
    }
  });

  // Why there is no token is told by the manager's `refreshFailed`; when there is one again, `refreshed` comes.
  const fetchAndFollow = (minValidityMs: number): void =>
    void tokens.getToken({ minValidityMs }).then(follow, () => undefined);

  const onError = (error: unknown): void => {
    const { token } = device;
    // The first refusal of a token that is alive here may be meant for the one before: it is handed over again.
    const isAlive = leftMs() > 0;
    const isFirst = isAlive && token !== refused;
    const problem = explain("The connection of the Device", error, isFirst ? undefined : given);
    if (problem.action === "none") return;
    if (problem.action !== "retryLater") refusals++;
    if (problem.action !== "refresh") return report(problem);
    isDue = true;
    if (lost !== "registered") lost = device.state;
    refused = token;
    if (isAlive && !isFirst) tokens.invalidate(token!);
    fetchAndFollow(0);
  };

  const stop = (): void => {
    isOver = true;
    end();
    forget();
    for (const [event, listener] of Object.entries(listeners)) device.removeListener(event, listener);
  };
  const listeners = { error: onError, tokenWillExpire: () => fetchAndFollow(HINT_MS), destroyed: stop };
  const forget = tokens.on("refreshed", follow);
  for (const [event, listener] of Object.entries(listeners)) device.on(event, listener);
  if (tokens.peek()?.value === device.token) given = tokens.peek();
  fetchAndFollow(0);
  return stop;
}
