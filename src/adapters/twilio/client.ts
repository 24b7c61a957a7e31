/**
 * Conversations and Sync: hands every new token to a client, and brings back one whose token was refused.
 *
 * The manager decides when. What the SDK's promise says of a hand-over is checked against `connectionState`: it
 * resolves for a token that never left the device, and stays pending while the SDK disconnects or is offline.
 * Vendor facts: `twilsock@1.0.2`, which `@twilio/conversations@3.0.1` and `twilio-sync@4.0.1` share, observed.
 *
 * @module
 */
import { twilioConversations } from "../../diagnose/catalog/twilio/twilsock.ts";
import { explained } from "../common/vendor-error.ts";
import type { TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/host.ts";
import { ahead } from "../common/wrap-method.ts";
import { type AdapterClock, within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { serial } from "../common/serial.ts";

/** The part of `Client` (`@twilio/conversations` 3.x) and `SyncClient` (`twilio-sync` 4.x) that is touched. */
export interface ClientLike {
  readonly connectionState: string;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
  updateToken(token: string): Promise<unknown>;
  /** Wrapped while the client is kept: nothing else tells the app's own end from a connection that was lost. */
  shutdown(): Promise<void>;
}

export interface KeepClientOptions {
  /** For `updateToken()`, which has no limit of its own. Default 20_000, as long as the SDK keeps a queued request. */
  deadlineMs?: number;
  /**
   * A refusal that a new token did not or cannot cure, or a hand-over without an answer. The client is offline until
   * the next new token, except where `action` is `retryLater`: then the SDK goes on by itself. `rejoin`: make a new client.
   */
  onProblem?(error: TokenError): void;
  environment?: Partial<AdapterClock>;
}

/**
 * After a close by the server the SDK stays in "disconnecting" for 3 s and forgets what it is told meanwhile, as it
 * does while its first frame is on the way. Offline it is told after this long, and remembers.
 */
const UNSTEADY_MS = 3_500;

/** One loss is told by up to four events, a turn of the event loop apart. */
const TOLD_MS = 50;

/** For the state to follow the promise. */
const VERIFY_MS = 2_000;

/** Keeps `client` supplied until the undo is called or the app shuts it down. Make it with `await tokens.getToken()`. */
export function keepClient(client: ClientLike, tokens: TokenFeed, options: KeepClientOptions = {}): () => void {
  const { deadlineMs = 20_000, onProblem } = options;
  const clock: AdapterClock = { ...DEFAULT_ENVIRONMENT, ...options.environment };
  let given: string | undefined; //               what the client holds, as far as is known
  let loss: unknown; //                           why its connection ended, as far as told since the last hand-over
  let lost: string | undefined | null = null; //  the last token whose loss has been dealt with
  let replacement: string | undefined; //         fetched because the one before was lost
  let isBusy = false;
  let isOver = false;
  let look: () => void;

  /** Waits for the SDK's events to make it true; the error says that they did not. */
  const until = (limitMs: number, isTrue: () => unknown): Promise<TokenError | undefined> =>
    within(limitMs, "updateToken()", clock, () => {
      return new Promise<undefined>((resolve) => {
        look = () => (isOver || isTrue()) && resolve(undefined);
        look();
      });
    }).catch((error: unknown) => error as TokenError);
  const isIn = (...states: string[]): boolean => states.includes(client.connectionState);
  const isDown = (): boolean => isIn("denied", "disconnected");
  const isSteady = (): boolean => isDown() || isIn("connected");
  const isLost = (): boolean => !isOver && (!!loss || isDown());

  const explain = (error: unknown, token?: unknown): TokenError =>
    explained("The hand-over to the client", error, [twilioConversations], {
      provider: "twilio-conversations",
      token,
      now: clock.now(),
    });
  // Not called directly: what it throws must not stop a hand-over.
  const report = (problem: TokenError): void => void Promise.resolve(problem).then(onProblem);

  /** Whether there was something to hand over. */
  const handOver = async (): Promise<boolean> => {
    await until(UNSTEADY_MS, isSteady);
    if (isDown()) await until(TOLD_MS, () => false); // or they would be held against this token
    const value = tokens.peek()?.value;
    if (isOver || value === undefined || value === given) return false;
    given = value;
    loss = undefined;
    let outcome: { readonly error?: unknown } | undefined;
    const settle = (result: { readonly error?: unknown }): void => {
      outcome = result;
      look();
    };
    void (async () => client.updateToken(value))().then(
      () => settle({}),
      (error: unknown) => settle({ error }),
    );
    const late = await until(deadlineMs, () => outcome ?? loss);
    const error = outcome ? outcome.error : late;
    if (!late) await until(error ? TOLD_MS : VERIFY_MS, () => loss ?? (!error && isSteady()));
    // No answer while offline is no problem: the SDK has the token, and uses it when it connects.
    if (error && !isLost() && (outcome || isIn("connected"))) {
      const problem = explain(error);
      if (problem.action !== "none") report(problem);
    }
    return true;
  };

  /** Another token for a client that has lost its connection. It must differ, or the SDK would not send it. */
  const replace = async (): Promise<boolean> => {
    lost = given;
    await until(TOLD_MS, () => false);
    if (isOver) return false;
    if (given !== undefined && (tokens.peek()?.value ?? given) === given) {
      const isKnown = given === replacement || tokens.state.freshness === "expired";
      const cause = loss ?? { message: `Unable to connect: ${client.connectionState}` };
      const problem = explain(cause, isKnown ? tokens.state : undefined);
      if (problem.action !== "refresh") {
        report(problem);
        return false;
      }
      tokens.invalidate(given);
    }
    // Why there is no token is told by the manager's `refreshFailed`; when there is one again, `refreshed` comes.
    replacement = await tokens.getToken().catch(() => undefined);
    return replacement !== undefined;
  };

  const follow = serial(async (isLoss: boolean) => {
    isBusy = true;
    for (let isDue = !isLoss || (await replace()); isDue;) isDue = (await handOver()) && isLost() && (await replace());
    isBusy = false;
  });
  const ask = (): void =>
    void tokens.getToken().then(
      () => follow(false),
      () => undefined,
    );

  const onLoss = (cause?: unknown): void => {
    loss ??= cause;
    look();
    if (!isBusy && lost !== given) void follow(true);
  };
  const listeners: Readonly<Record<string, (detail?: unknown) => void>> = {
    connectionStateChanged: () => (isIn("disconnected") ? onLoss() : look()),
    connectionError: (error) => (error as { terminal?: unknown }).terminal === true && onLoss(error),
    tokenExpired: () => onLoss({ code: "tokenExpired" }),
    tokenAboutToExpire: ask,
    // A Conversations client that began with a dead token has not told all its parts of the new one.
    initialized: () => {
      given = undefined;
      void follow(false);
    },
  };

  const stop = (): void => {
    isOver = true;
    look();
    forget();
    for (const [event, listener] of Object.entries(listeners)) client.off(event, listener);
    shutdown.undo();
  };
  const forget = tokens.on("refreshed", () => void follow(false));
  for (const [event, listener] of Object.entries(listeners)) client.on(event, listener);
  const shutdown = ahead(client, "shutdown", stop);
  look = () => undefined;
  ask();
  return stop;
}
