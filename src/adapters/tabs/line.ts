/**
 * The line to the other tabs: a channel that is open while the page is there, and never throws.
 *
 * @module
 */
import type { ChannelLike, TabPlatform } from "../../runtime/tab-platform.ts";
import { type Message, readMessage, wrap } from "./messages.ts";

export interface TabLineOptions {
  readonly name: string;
  readonly platform: Pick<TabPlatform, "openChannel" | "onPage">;
  onMessage(message: Message): void;
  /** The page is about to be gone, perhaps for good; this is the last chance to say something. */
  onLeave(): void;
  /** The page is back, or goes on after it was frozen: much may have happened. */
  onReturn(): void;
}

export class TabLine {
  readonly #options: TabLineOptions;
  readonly #undo: () => void;
  #channel: ChannelLike | undefined;

  constructor(options: TabLineOptions) {
    this.#options = options;
    this.#open();
    this.#undo = options.platform.onPage((event) => {
      if (event === "left") {
        options.onLeave();
        this.#hangUp();
      } else {
        this.#open();
        options.onReturn();
      }
    });
  }

  /** Whether anybody could hear us: no channel, no other tabs. */
  get isOpen(): boolean {
    return this.#channel !== undefined;
  }

  say(message: Message): void {
    try {
      this.#channel?.postMessage(wrap(message));
    } catch {
      this.#hangUp(); // from now on this tab is alone, as without tabs
    }
  }

  close(): void {
    this.#undo();
    this.#hangUp();
  }

  #open(): void {
    if (this.#channel) return;
    try {
      const channel = this.#options.platform.openChannel(this.#options.name);
      channel.onmessage = ({ data }) => {
        const message = readMessage(data);
        if (message && this.#channel === channel) this.#options.onMessage(message);
      };
      this.#channel = channel;
    } catch {
      // there are no channels here, or none for a frame like this: alone
    }
  }

  #hangUp(): void {
    const channel = this.#channel;
    this.#channel = undefined;
    try {
      channel?.close();
    } catch {
      // it is not used any more either way
    }
  }
}
