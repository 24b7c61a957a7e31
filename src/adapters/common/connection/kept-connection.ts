/**
 * One connection that needs a token: opened with a valid one, given each new one while it is up, and opened again when
 * its token or the network has ended it. The manager alone schedules tokens; what an SDK says (a warning, an expiry, a
 * reconnect) comes in as a hint.
 *
 * @module
 */
import type { TokenError } from "../../../errors.ts";
import { Outage, tellApp } from "../app-callbacks.ts";
import type { AdapterClock } from "../clock.ts";
import type { TokenFeed } from "../feed.ts";
import type { Turn } from "../open.ts";
import { EndWatch } from "./end-watch.ts";
import { HandOver } from "./hand-over.ts";
import { ConnectionOpener } from "./opening.ts";
import { afterFailure, type ConnectionPhase, givenUp } from "./phase.ts";
import type { ConnectionPort, TokenInUse } from "./port.ts";
import { ReopenAlarm } from "./reopen-alarm.ts";

const ignore = (): void => undefined;

/** One connection: its phase, and what each event does to it. */
export class KeptConnection<Opened> {
  #phase: ConnectionPhase = "opening";
  /** The opening that is under way, for all who want one. */
  #opening: Promise<Opened> | undefined;
  readonly #ended = new AbortController();
  readonly #port: ConnectionPort<Opened>;
  readonly #tokens: TokenFeed;
  readonly #outage: Outage;
  readonly #opener: ConnectionOpener<Opened>;
  readonly #handOver: HandOver<Opened>;
  readonly #alarm: ReopenAlarm;
  readonly #endWatch: EndWatch;
  readonly #unsubscribe: () => void;

  constructor(port: ConnectionPort<Opened>, tokens: TokenFeed, clock: AdapterClock) {
    [this.#port, this.#tokens, this.#outage] = [port, tokens, new Outage(port.app)];
    this.#opener = new ConnectionOpener(port, tokens, clock);
    this.#handOver = new HandOver(port, tokens, clock, this.#outage, {
      isUp: () => this.#is("up") && port.isUp(),
      onDead: () => this.#abandon(),
    });
    this.#alarm = new ReopenAlarm(clock, () => this.#reopenIfDue("first"));
    // The token is fetched first: where that fails there is no network, and the SDK may yet come back by itself.
    this.#endWatch = new EndWatch(clock, () => {
      if (this.#isDown()) tokens.getToken().then(() => this.#isDown() && this.#abandon(), this.#outage.noToken);
    });
    this.#unsubscribe = tokens.on("refreshed", () => {
      this.#reopenIfDue("first");
      this.up();
      if (port.handOver) this.down(); // without a hand-over the token in use is not known: the SDK's server may send its own
    });
  }

  /** The token that the connection was opened with, or has taken since. */
  get token(): TokenInUse | undefined {
    return this.#handOver.token;
  }

  /** Opens. Rejects with a `TokenError` that says why it is not open; the keeping has ended then. */
  async start(): Promise<Opened> {
    try {
      return await this.#open("first");
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Takes over an open connection. Rejects where there is no token yet: `refreshed` makes up for it. */
  async adopt(): Promise<void> {
    this.#phase = "up";
    await this.#tokens.getToken();
    this.up();
  }

  /** Opens anew, whether the connection is up or not. */
  reopen(): Promise<Opened> {
    return this.#is("ended") ? Promise.reject(this.#ended.signal.reason as Error) : this.#reopen("first");
  }

  /** The SDK says that the connection works, or is asked: the current token is handed over where it is a new one. */
  up(): void {
    this.#handOver.run();
  }

  /** The SDK says that the token ends soon. It may say so several times. */
  hint(): void {
    if (this.#is("up")) this.#handOver.hint();
  }

  /** The SDK says that the connection is down and tries to come back. With a token that has run out, some try for ever. */
  down(): void {
    if (this.#isDown() && this.token?.expiresAt !== undefined) this.#endWatch.until(this.token.expiresAt);
  }

  /** The token has ended the connection. A second word of it, and that of an open() which was refused, are ignored. */
  tokenEnded(): void {
    if (!this.#is("up")) return;
    this.#phase = "lost";
    this.#reopenIfDue(this.#handOver.invalidate());
  }

  /** The SDK has given the connection up, and not because of its token. */
  lost(problem: TokenError): void {
    if (this.#is("up")) this.#failed(problem);
  }

  /** The connection has ended, and is not to be opened again: by the app itself, or for a reason that must be told. */
  closed(problem?: TokenError): void {
    if (!this.#is("up")) return;
    if (this.#port.afterRefusal === "end") this.stop();
    else this.#phase = "refused";
    if (problem) this.#outage.problem(problem);
  }

  /** The end. An opening that is under way rejects with the reason. */
  stop(reason: unknown = givenUp(this.#port.opens)): void {
    if (this.#is("ended")) return;
    this.#phase = "ended";
    this.#unsubscribe();
    this.#alarm.clear();
    this.#endWatch.clear();
    this.#port.release();
    this.#ended.abort(reason);
  }

  // A method: the compiler would take a comparison of the field for settled, also after an `await`.
  #is(phase: ConnectionPhase): boolean {
    return this.#phase === phase;
  }
  /** The connection lives on a token that a new connection must replace. */
  #isOutdated(): boolean {
    const mustReopen = this.#is("up") && this.#port.onNewToken === "reopen";
    return mustReopen && this.#tokens.peek()?.value !== this.token?.value;
  }
  #isDown(): boolean {
    return this.#is("up") && !this.#port.isUp();
  }

  async #open(turn: Turn): Promise<Opened> {
    this.#phase = "opening";
    this.#alarm.clear();
    const { opened, token } = await this.#opener.open(turn, this.#ended.signal);
    this.#handOver.token = token;
    this.#phase = "up";
    this.#alarm.forget();
    this.#outage.end();
    this.up(); // the next token may have come meanwhile
    if (this.#isOutdated()) this.#alarm.set();
    return opened;
  }

  #reopenIfDue(turn: Turn): void {
    if (this.#is("lost") || this.#isOutdated()) this.#reopen(turn).catch(ignore); // `#failed` tells the app
  }

  #reopen(turn: Turn): Promise<Opened> {
    return (this.#opening ??= this.#openAgain(turn).finally(() => (this.#opening = undefined)));
  }

  async #openAgain(turn: Turn): Promise<Opened> {
    const wasUp = this.#is("up");
    try {
      if (this.#is("closing")) await this.#opener.close();
      this.#ended.signal.throwIfAborted();
      const opened = await this.#open(turn);
      tellApp(() => this.#port.onReopened(opened));
      return opened;
    } catch (error) {
      if (this.#is("ended")) throw error;
      if (wasUp && this.#port.isUp()) this.#stayUp(error as TokenError);
      else this.#failed(error as TokenError);
      throw error;
    }
  }

  #stayUp(error: TokenError): void {
    this.#phase = "up"; // the connection before is as good as it was
    if (!this.#isOutdated()) return;
    if (error.action === "retryLater") this.#alarm.set();
    this.#outage.problem(error);
  }

  #failed(error: TokenError): void {
    const next = afterFailure(error, this.#port);
    this.#phase = next === "refused" ? next : "lost";
    if (next === "retry") this.#alarm.set();
    else if (next === "ended") this.stop();
    this.#outage.problem(error);
  }

  /** Closes a connection that does not come back, and opens it again after that. */
  #abandon(): void {
    if (!this.#is("up")) return;
    this.#phase = "closing";
    this.#reopen("first").catch(ignore); // `#failed` tells the app
  }
}
