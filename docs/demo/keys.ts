/**
 * What a person can break and repair, one key each; from the terminal or from a script.
 *
 * @module
 */
import type { TokenManager } from "../../src/index.ts";
import type { BackEnd } from "./backend.ts";
import { type Health, RETRY_AFTER_SECONDS, SLOW_MS } from "./breakages.ts";
import { type Journal, seconds } from "./journal.ts";
import type { Session } from "./managers.ts";
import type { ProviderName } from "./providers.ts";

/** What the keys act upon. */
export interface Controls {
  readonly backEnd: BackEnd;
  readonly session: Session;
  readonly managers: Readonly<Record<ProviderName, TokenManager>>;
  quit(): void;
}

interface Key {
  readonly row: "Break" | "Repair";
  readonly label: string;
  /** What the journal says about it. */
  readonly says: string;
  act(controls: Controls): void | Promise<void>;
}

const become =
  (health: Health): Key["act"] =>
  ({ backEnd }) =>
    void (backEnd.breakages.health = health);

export const KEYS: Readonly<Record<string, Key>> = {
  d: { row: "Break", label: "down", says: "back end drops every connection", act: become("down") },
  s: { row: "Break", label: "slow", says: `back end takes ${seconds(SLOW_MS)} to answer`, act: become("slow") },
  h: { row: "Break", label: "hanging", says: "back end does not answer", act: become("hanging") },
  l: {
    row: "Break",
    label: "limit",
    says: `back end answers 429, Retry-After: ${RETRY_AFTER_SECONDS}`,
    act: become("limited"),
  },
  i: {
    row: "Break",
    label: "invalidate",
    says: "servers refuse the tokens in hand",
    act({ backEnd, managers }) {
      backEnd.refuseAll(); // those of the page as well
      for (const manager of Object.values(managers)) backEnd.refuse(manager.peek()?.value ?? "");
    },
  },
  r: {
    row: "Break",
    label: "revoke sign-in",
    says: "refresh token revoked",
    act: ({ backEnd }) => backEnd.identityProvider.revokeAll(),
  },
  u: { row: "Repair", label: "up", says: "back end healthy again", act: become("up") },
  n: {
    row: "Repair",
    label: "new sign-in",
    says: "signed in; refresh() is called",
    async act({ backEnd, session, managers }) {
      session.refreshToken = await backEnd.identityProvider.signIn();
      managers.oauth.refresh().catch(() => undefined); // refreshFailed is in the journal
    },
  },
  q: { row: "Repair", label: "quit", says: "end", act: (controls) => controls.quit() },
};

/** Keys and labels on one line. */
export const helpLine = (row: Key["row"]): string =>
  Object.entries(KEYS)
    .flatMap(([key, known]) => (known.row === row ? `${key} ${known.label}` : []))
    .join("   ");

export async function press(key: string, controls: Controls, journal: Journal): Promise<void> {
  const known = KEYS[key];
  if (!known) return;
  journal.add({ who: "you", what: `key ${key}`, next: known.says, tone: "magenta" });
  await known.act(controls);
}

/** Keys as they are typed, without Enter. Does nothing, and returns `false`, where there is no terminal. */
export function readKeys(onKey: (key: string) => void, signal: AbortSignal): boolean {
  const { stdin } = process;
  if (!stdin.isTTY) return false;
  const onData = (data: Buffer): void => {
    // Ctrl-C and Ctrl-D arrive as characters in raw mode.
    for (const key of data.toString()) onKey(key === "\u0003" || key === "\u0004" ? "q" : key.toLowerCase());
  };
  stdin.setRawMode(true);
  stdin.on("data", onData);
  signal.addEventListener("abort", () => {
    stdin.off("data", onData);
    stdin.setRawMode(false);
    stdin.pause();
  });
  return true;
}
