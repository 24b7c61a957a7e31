/**
 * Several tabs in one simulated browser, each with a client of `evertoken/tabs`.
 *
 * @module
 */
import { shareAcrossTabs, type ShareAcrossTabsOptions } from "../../src/adapters/tabs.ts";
import { SimClient, type SimClientOptions, SimServer } from "./sim-client.ts";
import { SECOND } from "./stage.ts";
import { World, type WorldOptions } from "./tab-world.ts";

export interface Setting {
  readonly world: World;
  readonly server: SimServer;
  readonly clients: SimClient[];
  /** Opens one more tab. */
  join(options?: JoinOptions): SimClient;
}

export interface JoinOptions extends SimClientOptions, Pick<ShareAcrossTabsOptions, "owner" | "platform"> {
  readonly clockOffMs?: number;
}

export function setting(count: number, options: JoinOptions & WorldOptions = {}): Setting {
  const world = new World(options);
  const server = new SimServer();
  const clients: SimClient[] = [];
  const join = ({ clockOffMs = 0, owner, platform, ...more }: JoinOptions = options): SimClient => {
    const tab = world.open(clockOffMs);
    const { environment } = tab;
    const coordinator = shareAcrossTabs("app", { owner, environment, platform: { ...tab.platform, ...platform } });
    const client = new SimClient(tab, coordinator, server, more);
    clients.push(client);
    return client;
  };
  for (let i = 0; i < count; i++) join();
  return { world, server, clients, join };
}

export const values = (clients: readonly SimClient[]): (string | undefined)[] =>
  clients.map(({ token }) => token?.value);

/** All want a new token at the same moment. */
export async function rotate({ world, clients }: Setting, ms: number = SECOND): Promise<void> {
  const all = Promise.all(clients.filter(({ tab }) => tab.state === "running").map((client) => client.refresh()));
  await world.time.pass(ms);
  await all;
}
