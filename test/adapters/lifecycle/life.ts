/**
 * One kept connection, as the table of docs/lifecycle.md looks at it.
 *
 * @module
 */
import type { World } from "./world.ts";

export interface Life {
  readonly world: World;
  /** Connections that the service has accepted, the first one included. */
  accepted(): number;
  /** Whether the service serves it just now: the connection is open, and its token has not ended. */
  isServed(): boolean;
  /** Listeners of the adapter on the SDK's object. */
  listeners(): number;
  /** Timers of the stand-in; those of a real SDK are its own business. */
  timers(): number | undefined;
  /** What the loss of the network, and a sleep, do to the connection. `world.isOnline` says whether there is a network. */
  cut(): void;
  /** The network is there again. */
  restore?(): void;
  /** The undo. */
  stop(): void;
  /** The app leaves, by the SDK's own call. */
  leave(): unknown;
  /** The same connection is kept a second time, where it can be; the options say whom this keeper tells. */
  keepAgain?(options: World["options"]): unknown;
  /** For what takes place outside of the virtual clock: an SDK's HTTP calls. */
  settle?(): Promise<void>;
}

export interface Subject {
  /** The adapter's function, and the SDK. */
  readonly name: string;
  readonly sdk: "real package" | "stand-in";
  /** What a second call of the adapter does. */
  readonly keptTwice: "is the same connection" | "is another connection";
  /** Its service looks at a token when a connection is opened, and then no more. */
  readonly outlivesToken?: true;
  begin(): Promise<Life>;
}
