/**
 * Keeps the TURN credentials of one peer connection fresh.
 *
 * A browser takes new credentials for the next gathering of candidates only; a relay that it uses already goes on with the
 * old ones. RFC 8656 lets a server refuse them at each refresh of the allocation; coturn@4.6.1 looks at them only when the
 * allocation is made (measured with Chromium 156).
 *
 * @module
 */
import { copyOf, withoutUndefined } from "../../core/fields.ts";
import { fault } from "../../errors.ts";
import type { Token } from "../../token.ts";
import { Outage, type ProblemOptions } from "../common/app-callbacks.ts";
import type { TokenFeed } from "../common/feed.ts";
import { checkOptions } from "../common/options.ts";
import { refuseSingleUse } from "../common/single-use.ts";
import type { IceServerInput, PeerConnectionLike } from "./like.ts";
import { iceServersOf, isRelayed } from "./servers.ts";

/** Options of {@link keepIceServers}. */
export interface KeepIceServersOptions extends ProblemOptions {
  /**
   * The ICE servers of a credential.
   *
   * @defaultValue `iceServersOf`: the answers of coturn and Twilio, and `{ username, credential, urls }`
   */
  iceServers?: ((token: Token) => IceServerInput[]) | undefined;
  /**
   * Whether a connection that goes over a relay moves to one with the new credentials. `false` where the server lets a relay
   * live longer than its credentials, as coturn does.
   *
   * @defaultValue true
   */
  restartRelayed?: boolean | undefined;
}

/** A connection that has failed needs credentials that live through a new gathering of candidates, in ms. */
const GATHERING_MS = 5_000;

/**
 * Gives the connection its ICE servers, and new ones whenever there are new credentials. ICE is restarted only where it
 * must be: where the connection goes over a relay, or is lost. `restartIce()` fires `negotiationneeded`, so the app has to
 * make and send an offer whenever that comes. Call it before the first offer.
 *
 * @returns the undo, once the connection has its first servers
 * @throws TokenError why there are no credentials; TypeError for a manager with `singleUse`, or an unknown option; what the
 *   browser throws for servers that it cannot use
 */
export async function keepIceServers(
  connection: PeerConnectionLike,
  tokens: TokenFeed,
  options: KeepIceServersOptions = {},
): Promise<() => void> {
  checkOptions(options, ["iceServers", "restartRelayed", "onProblem", "onRecovered"]);
  refuseSingleUse(tokens, "A peer connection");
  const keeper = new IceKeeper(connection, tokens, options);
  await keeper.start();
  return () => keeper.stop();
}

class IceKeeper {
  readonly #connection: PeerConnectionLike;
  readonly #tokens: TokenFeed;
  readonly #options: KeepIceServersOptions;
  readonly #outage: Outage;
  readonly #onState = (): void => this.#look();
  #stopListening: () => void = () => undefined;
  #isStopped = false;

  constructor(connection: PeerConnectionLike, tokens: TokenFeed, options: KeepIceServersOptions) {
    [this.#connection, this.#tokens, this.#options] = [connection, tokens, options];
    this.#outage = new Outage(options);
  }

  async start(): Promise<void> {
    await this.#tokens.getToken();
    const token = this.#tokens.peek();
    if (token) this.#configure(token);
    this.#stopListening = this.#tokens.on("refreshed", (news) => void this.#renew(news.token));
    this.#connection.addEventListener("iceconnectionstatechange", this.#onState);
  }

  stop(): void {
    this.#isStopped = true;
    this.#outage.stop();
    this.#stopListening();
    this.#connection.removeEventListener("iceconnectionstatechange", this.#onState);
  }

  /** Whether somebody still wants it: close() fires no event. */
  #isOver(): boolean {
    if (this.#connection.signalingState === "closed") this.stop();
    return this.#isStopped;
  }

  /** @throws what the browser says of servers that it cannot use */
  #configure(token: Token): void {
    const servers = (this.#options.iceServers ?? iceServersOf)(token).map(withoutUndefined);
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers: servers });
  }

  async #renew(token: Token): Promise<void> {
    if (this.#isOver()) return;
    try {
      this.#configure(token);
      if (this.#isLost() || (await this.#isOnOldRelay())) this.#connection.restartIce();
      this.#endIfUp();
    } catch (error) {
      this.#problem(error, token);
    }
  }

  async #isOnOldRelay(): Promise<boolean> {
    const { restartRelayed = true } = this.#options;
    return restartRelayed && isRelayed(await this.#connection.getStats()) && !this.#isOver();
  }

  #isLost(): boolean {
    return ["disconnected", "failed"].includes(this.#connection.iceConnectionState);
  }

  #endIfUp(): void {
    if (["connected", "completed"].includes(this.#connection.iceConnectionState)) this.#outage.end();
  }

  #look(): void {
    if (this.#isOver()) return;
    this.#endIfUp();
    if (this.#connection.iceConnectionState !== "failed") return;
    const before = this.#tokens.peek();
    this.#tokens.getToken({ minValidityMs: GATHERING_MS }).then(() => {
      const token = this.#tokens.peek();
      if (token && token === before && !this.#isOver()) this.#restart(token); // a new one has done so itself
    }, this.#outage.noToken);
  }

  #restart(token: Token): void {
    try {
      this.#connection.restartIce();
    } catch (error) {
      this.#problem(error, token);
    }
  }

  #problem(error: unknown, { value }: Token): void {
    const cause = copyOf(error, [value]);
    const message = `The connection did not take its ICE servers: ${cause.message}`;
    this.#outage.problem(
      fault("ERR_HANDOVER_FAILED", message, "fixConfig", "Look at the servers and credentials that the answer names.", {
        cause,
      }),
    );
  }
}
