/** An SDK with one client object, which `reopen` gives each time. In virtual time. */
import { describe, expect, test } from "vitest";
import type { KeepConnectionOptions } from "../../../src/adapters/connection.ts";
import { deferred, type Deferred } from "../../support/deferred.ts";
import { stage } from "./stage.ts";

const SECOND = 1_000;

/** The one client; what its connects meet is planned. */
class Client {
  isUp = false;
  readonly journal: string[] = [];
  readonly plan: Deferred<undefined>[] = [];
  lost: (error?: unknown) => void = () => undefined;

  async connect(token: string): Promise<void> {
    this.journal.push(`connect ${token}`);
    await this.plan.shift()?.promise;
    this.isUp = true;
  }
  disconnect(): void {
    this.journal.push("disconnect");
    this.end(1000);
  }
  end(code: number): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.lost({ type: "close", code });
  }
}

function scene() {
  const on = stage();
  const client = new Client();
  const options: KeepConnectionOptions<Client> = {
    async reopen(token, { lost, signal }) {
      client.lost = lost;
      signal.addEventListener("abort", () => client.journal.push("aborted"));
      await client.connect(on.source.nameOf(token));
      return client;
    },
    handOver: () => undefined,
    close: (its) => its.disconnect(),
    environment: on.env,
  };
  const keep = (more?: Partial<typeof options>) => on.keep({ ...(options as never as object), ...more } as never);
  return { ...on, client, keep };
}

describe("R466 a client that reopen() gives each time", () => {
  test("stays open when it has been opened again after a loss", async () => {
    const { env, client, keep } = scene();
    const kept = await keep();
    await env.pass(100 * SECOND);
    client.end(1006);
    await env.pass(600 * SECOND);
    expect([client.isUp, client.journal]).toEqual([true, ["connect t1", "connect t1"]]);
    kept.close();
    expect([client.isUp, client.journal.slice(2)]).toEqual([false, ["aborted", "aborted", "disconnect"]]);
  });

  test("is closed before it is opened again where two may not be", async () => {
    const { env, client, keep } = scene();
    const kept = await keep({ overlap: "never" });
    await env.pass(100 * SECOND);
    await kept.reopen();
    await env.pass(60 * SECOND);
    expect([client.isUp, client.journal]).toEqual([true, ["connect t1", "aborted", "disconnect", "connect t1"]]);
  });

  test("stays open when an opening that had hung ends late", async () => {
    const { env, client, keep } = scene();
    await keep();
    await env.pass(100 * SECOND);
    const late = deferred<undefined>();
    client.plan.push(late);
    client.end(1006);
    await env.pass(60 * SECOND);
    late.resolve(undefined);
    await env.pass(60 * SECOND);
    expect([client.isUp, client.journal]).toEqual([true, ["connect t1", "connect t1", "aborted", "connect t2"]]);
  });

  test("is closed when an opening ends after close()", async () => {
    const { env, client, keep } = scene();
    const kept = await keep();
    const late = deferred<undefined>();
    client.plan.push(late);
    client.end(1006);
    await env.pass(6 * SECOND);
    kept.close();
    late.resolve(undefined);
    await env.pass(SECOND);
    expect(client.isUp).toBe(false);
  });
});

test("R466 a connection of which reopen() gives nothing is ended by its signal, as any other", async () => {
  const on = stage();
  const journal: string[] = [];
  await on.keep({
    reopen(token, { signal }) {
      const name = on.source.nameOf(token);
      journal.push(`open ${name}`);
      signal.addEventListener("abort", () => journal.push(`end ${name}`));
      return undefined as never;
    },
    close: () => undefined,
    onReopened: () => undefined,
  });
  await on.env.pass(600 * SECOND);
  expect(journal).toEqual(["open t1", "open t2", "end t1"]);
});

describe("R427 the signal of each opening", () => {
  test.each(["yes", true, 7, undefined])("is aborted when its connection is replaced: %s", async (value) => {
    const on = stage();
    const open = new Set<string>();
    const kept = await on.keep({
      reopen(token, { signal }) {
        const name = on.source.nameOf(token);
        open.add(name);
        signal.addEventListener("abort", () => open.delete(name));
        return value as never;
      },
      close: () => undefined,
      onReopened: () => undefined,
    });
    await on.env.pass(1_800 * SECOND);
    expect([...open]).toEqual(["t4"]);
    kept.close();
    expect([...open]).toEqual([]);
  });

  test("is aborted by close(), also where the first one was given to the one client", async () => {
    const { env, client, keep } = scene();
    const signals: AbortSignal[] = [];
    const kept = await keep({
      async reopen(token, { lost, signal }) {
        client.lost = lost;
        signals.push(signal);
        await client.connect(token);
        return client;
      },
    });
    for (const _ of [1, 2]) {
      client.end(1006);
      await env.pass(100 * SECOND);
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false, false]);
    kept.close();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  });
});
