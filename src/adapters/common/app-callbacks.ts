/**
 * Calling back the app: nothing that the app throws may reach an SDK, stop a hand-over, or end a Node process.
 *
 * @module
 */
import type { Action, TokenError } from "../../errors.ts";
import type { AdapterClock } from "./clock.ts";
import { STEADY_MS } from "./steady.ts";

/**
 * Calls back the app, a microtask later: an app that calls the adapter from there finds it in order. What the app
 * throws, at once or by a promise, is reported where a page's uncaught errors go, and in Node on the console.
 */
export function tellApp(call: () => unknown): void {
  void Promise.resolve().then(call).catch(reportToHost);
}

/** What a function of the app answers; where it throws, that is reported, and `fallback` is the answer. */
export function askApp<Answer>(call: () => Answer, fallback: Answer): Answer {
  try {
    return call();
  } catch (error) {
    reportToHost(error);
    return fallback;
  }
}

function reportToHost(error: unknown): void {
  const host = globalThis as { reportError?(error: unknown): void };
  if (host.reportError) host.reportError(error);
  // eslint-disable-next-line no-console -- where Node would end the process for an error that nobody handles
  else console.error(error);
}

/** What every adapter tells the app. */
export interface ProblemOptions {
  /**
   * Something has gone wrong after the start; `error.action` says who must act. Called once for each outage and action,
   * however often the SDK tries again, and once more where nothing is tried any longer.
   *
   * @defaultValue what a person must do is one warning on the console
   */
  onProblem?: ((error: TokenError) => void) | undefined;
  /**
   * The outage of which `onProblem` has told is over. Where the connection is lost again within a minute, the next time
   * this is told a minute after it has come back.
   *
   * @defaultValue nobody is told
   */
  onRecovered?: (() => void) | undefined;
}

/** Whether a person must act on this error of an SDK. The manager's own errors are the manager's to tell. */
const needsPerson = ({ code, action }: TokenError): boolean =>
  code === "ERR_HANDOVER_FAILED" && action !== "none" && action !== "retryLater";

function sayOnConsole({ code, action, message, remedy }: TokenError): void {
  const what = `${message.replace(/\.$/, "")}. ${remedy}`;
  // eslint-disable-next-line no-console -- somebody must act, and nobody listens
  console.warn(`evertoken: ${code} (${action}): ${what} [onProblem ends this message]`);
}

/** `last`: nothing more is tried until the manager has other news. `end`: the keeping ends with it. */
export type ProblemWord = "another" | "last" | "end";

/** Tells the app of each problem of an outage once, and of the end of the outage. */
export class Outage {
  readonly #told = new Map<Action, ProblemWord>();
  #isOver = false;
  #timer: unknown;
  /** Somebody has been told less than a minute ago that all is well. */
  #isYoung = false;
  readonly #options: ProblemOptions;
  readonly #clock: Pick<AdapterClock, "setTimer" | "clearTimer"> | undefined;
  readonly #isWell: () => boolean;

  /**
   * @param clock - of what can be lost again at once. Without it the end of an outage is told at once.
   * @param isWell - whether all is well still, of what does not say by `hold()` that it is not
   */
  constructor(
    options: ProblemOptions,
    clock?: Pick<AdapterClock, "setTimer" | "clearTimer">,
    isWell: () => boolean = () => true,
  ) {
    [this.#options, this.#clock, this.#isWell] = [options, clock, isWell];
  }

  /**
   * The app hears of this, unless it has heard of the like since the last end of an outage.
   *
   * @param word - all but `another` are told also where their action was told before, of something that has passed
   */
  problem(error: TokenError, word: ProblemWord = "another"): void {
    this.hold();
    const before = this.#told.get(error.action);
    if (this.#isOver || before === word || before === "last" || before === "end") return;
    this.#told.set(error.action, word);
    // The app may end it in the same moment, and hears nothing more then; the `end` is the adapter's own.
    if (this.#options.onProblem) tellApp(() => (word === "end" || !this.#isOver) && this.#options.onProblem?.(error));
    else if (needsPerson(error)) sayOnConsole(error);
  }

  /**
   * Why the manager has no token. What passes by itself is its own `refreshFailed` to tell; an ended or cleared manager
   * says nothing more, and somebody must know that the connection will not last.
   */
  readonly noToken = (error: unknown): void => {
    if ((error as TokenError).action !== "retryLater") this.problem(error as TokenError);
  };

  /**
   * All is well again, and the app hears of it; where that has not been true for {@link STEADY_MS} the time before, it
   * hears of it when it has been this time.
   */
  end(when: "now" | "when steady" = "when steady"): void {
    if (this.#isOver) return;
    const isNews = this.#told.size > 0;
    if (isNews && (when === "now" || !this.#isYoung)) this.#over();
    if (this.#isYoung && this.#clock) this.#timer ??= this.#clock.setTimer(() => this.#settle(), STEADY_MS);
  }

  /** What was well is not: what was told of it may have been too early. */
  hold(): void {
    this.#clock?.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  /** Nobody is told anything any more. */
  stop(): void {
    this.hold();
    this.#isOver = true;
  }

  /** The next problem is told again, although nothing says that the last one is over. */
  forget(): void {
    this.hold();
    this.#told.clear();
  }

  #over(): void {
    this.forget();
    this.#isYoung = this.#clock !== undefined;
    tellApp(() => !this.#isOver && this.#options.onRecovered?.());
  }

  #settle(): void {
    this.#timer = undefined;
    if (!this.#isWell()) return this.end();
    if (this.#told.size > 0) this.#over();
    this.#isYoung = false;
  }
}
