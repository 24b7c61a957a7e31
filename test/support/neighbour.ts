/**
 * Another tab, played by a test: what it says enters the manager, and what the manager says is kept.
 *
 * @module
 */
import type { SharedToken, TabConnection, TabCoordinator, TabHost } from "../../src/tab-port.ts";
import { MINUTE, stage, type Stage, type StageOptions } from "./stage.ts";

export interface Neighbour extends Stage {
  /** Takes what the other tab says. */
  readonly host: TabHost;
  /** What the manager has told. */
  readonly told: unknown[];
  /** A token that the other tab has got now; it lives for ten minutes, where nothing else is said. */
  theirs(more?: Partial<SharedToken>): SharedToken;
}

/** A manager that works beside another tab; its first token has come, where the endpoint answers at once. */
export async function beside({ run, ...options }: StageOptions & Pick<Partial<TabConnection>, "run"> = {}) {
  const hosts: TabHost[] = [];
  const told: unknown[] = [];
  const tabs: TabCoordinator = {
    connect(host) {
      hosts.push(host);
      return { run: run ?? ((call) => call()), tell: (news) => void told.push(news), close: () => undefined };
    },
  };
  const on = stage({ ...options, tabs });
  void on.tokens.start();
  await on.env.pass(0);
  const theirs: Neighbour["theirs"] = (more = {}) => {
    const now = on.env.now();
    return { value: "of-another-tab", issuedAt: now, receivedAt: now, expiresAt: now + 10 * MINUTE, ...more };
  };
  const neighbour: Neighbour = { ...on, host: hosts[0]!, told, theirs };
  return neighbour;
}
