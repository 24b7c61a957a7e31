/**
 * What an SDK says of its connection, as hints: the manager alone schedules tokens.
 *
 * @module
 */
import type { TokenError } from "../../../errors.ts";
import { isCurable } from "../vendor-error.ts";
import { ConnectionLife } from "./connection-life.ts";
import { endedAgain } from "./phase.ts";
import type { TokenInUse } from "./port.ts";

/** One connection that needs a token: what each event does to it. */
export class KeptConnection<Opened> extends ConnectionLife<Opened> {
  /** Takes over an open connection. Rejects after its end, and where there is no token yet: `refreshed` makes up for it. */
  async adopt(): Promise<void> {
    this.phase = "up";
    this.ended.signal.addEventListener("abort", this.port.owner.adopt(this.tokens));
    await this.tokens.getToken();
    this.ended.signal.throwIfAborted();
    this.up();
  }

  /** The SDK says that the token ends soon. It may say so several times. */
  hint(): void {
    if (this.is("up")) this.handOver.hint();
  }

  /** The SDK says that the connection is down and tries to come back. */
  down(): void {
    this.handOver.down();
  }

  /** The token has ended the connection. A second word of it, and that of an open() which was refused, are ignored. */
  tokenEnded(): void {
    this.#hear(() => this.#tokenEnded());
  }

  /**
   * The connection has ended by itself. `explain` says of what, for the token that it had; no error, where the app knows.
   * What passes, or is cured by a token, is followed by another connection; all else is told, and is the end.
   */
  broke(explain: (token: TokenInUse) => TokenError | undefined): void {
    this.#hear(() => {
      const problem = explain(this.token!);
      if (this.is("ended")) return; // by the app, which is asked what the error means
      if (problem && isCurable(problem)) this.#tokenEnded();
      else if (problem?.retryable) this.failed(problem);
      else this.#closed(problem);
    });
  }

  /** The connection has ended, and is not to be opened again: by the app itself, or for a reason that must be told. */
  closed(problem?: TokenError): void {
    this.#hear(() => this.#closed(problem));
  }

  /** An end that is told during an opening is that of what comes of it, if that is not up then; or else it is old news. */
  #hear(end: () => void): void {
    if (this.is("up")) end();
    else if (this.is("opening")) this.opener.missed = end;
  }

  #tokenEnded(): void {
    const isAgain = this.token?.turn === "second";
    this.leave("lost");
    const turn = this.handOver.invalidate();
    if (isAgain) this.failed(endedAgain());
    else this.reopenIfDue(turn);
  }

  #closed(problem: TokenError | undefined): void {
    this.leave("refused");
    const isEnd = this.port.afterRefusal === "end";
    if (problem) this.recovery.problem(problem, isEnd ? "end" : "last");
    if (isEnd) this.stop();
  }
}
