/**
 * What a page's talk with the other tabs needs, and what it gives.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import type { TabPlatform } from "../../runtime/tab-platform.ts";
import type { SharedToken, TabHost } from "../../tab-port.ts";
import type { Memory } from "./register.ts";

export interface TalkOptions {
  readonly name: string;
  readonly host: TabHost;
  /** Whose tokens these are, as the app sees it now. */
  readonly owner: () => string | undefined;
  readonly memory: Memory;
  readonly environment: Pick<Environment, "now" | "setTimer" | "clearTimer" | "random">;
  readonly platform: TabPlatform;
}

export interface TalkEvents {
  /** Another tab's token that is not older than what we know. Returns whether somebody was waiting for it. */
  onToken(token: SharedToken, heard: number): boolean;
  onLeave(): void;
  onReturn(): void;
}
