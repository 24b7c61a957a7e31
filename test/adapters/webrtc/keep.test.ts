/** When a peer connection gets its servers, and when ICE is restarted; the real thing is in test/browser/adapters/turn.long.test.ts. */
import { describe, expect, test } from "vitest";
import {
  iceServersOf,
  keepIceServers,
  type KeepIceServersOptions,
  type PeerConnectionLike,
} from "../../../src/adapters/webrtc.ts";
import type { TokenError, TokenManagerOptions } from "../../../src/index.ts";
import { TokenManager } from "../../../src/manager.ts";
import { Token } from "../../../src/token.ts";
import { type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";
import { countingFeed } from "../common/counting-feed.ts";

/** Records what is done to it. */
class FakeConnection implements PeerConnectionLike {
  readonly deeds: string[] = [];
  iceConnectionState = "new";
  signalingState = "stable";
  candidate = "host";
  /** The words with which the browser refuses the servers. */
  refusal = "";
  #configuration: object = { iceTransportPolicy: "all" };
  readonly #listeners = new Set<readonly [event: string, listener: () => void]>();

  getConfiguration(): object {
    return this.#configuration;
  }
  setConfiguration(configuration: { iceServers: { credential?: string }[] }): void {
    if (this.refusal) throw new DOMException(this.refusal, "SyntaxError");
    this.#configuration = configuration;
    this.deeds.push(`servers ${configuration.iceServers[0]!.credential!}`);
  }
  restartIce(): void {
    this.deeds.push("restart");
  }
  /** As browsers list them: with pairs that are not in use over a relay here, and with the other side's relay. */
  getStats(): Promise<Map<string, object>> {
    const pair = { type: "candidate-pair", nominated: true, state: "succeeded" };
    const reports = [
      { id: "failed", ...pair, state: "failed", localCandidateId: "relay" },
      { id: "spare", ...pair, nominated: false, localCandidateId: "relay" },
      { id: "T1", type: "transport", nominated: true, state: "succeeded", localCandidateId: "relay" },
      { id: "theirs", ...pair, localCandidateId: "remote" },
      { id: "used", ...pair, localCandidateId: "own" },
      { id: "relay", type: "local-candidate", candidateType: "relay" },
      { id: "remote", type: "remote-candidate", candidateType: "relay" },
      { id: "own", type: "local-candidate", candidateType: this.candidate },
    ];
    return Promise.resolve(new Map<string, object>(reports.map((report) => [report.id, report])));
  }
  addEventListener(event: string, listener: () => void): void {
    this.#listeners.add([event, listener]);
  }
  removeEventListener(event: string, listener: () => void): void {
    for (const each of this.#listeners) if (each[0] === event && each[1] === listener) this.#listeners.delete(each);
  }
  become(state: string): void {
    this.iceConnectionState = state;
    for (const [event, listener] of this.#listeners) if (event === "iceconnectionstatechange") listener();
  }
  get listeners(): number {
    return this.#listeners.size;
  }
}

interface Call {
  readonly env: VirtualEnvironment;
  readonly connection: FakeConnection;
  readonly tokens: TokenManager;
  readonly feed: ReturnType<typeof countingFeed>;
  readonly told: string[];
  readonly problems: TokenError[];
  readonly stop: () => void;
  isDown: boolean;
}

/** A call with credentials of 20 s, renewed before they end. */
async function call(options: KeepIceServersOptions = {}, settings: Partial<TokenManagerOptions> = {}): Promise<Call> {
  const env = virtualEnvironment();
  let minted = 0;
  const tokens = new TokenManager({
    fetchToken: () => {
      if (made.isDown) throw new TypeError("Failed to fetch");
      return { username: "1:ada", password: `c${String(++minted)}`, ttl: 20, uris: ["turn:t"] };
    },
    environment: env,
    quiet: true,
    ...settings,
  });
  const connection = new FakeConnection();
  const [told, problems]: [string[], TokenError[]] = [[], []];
  const feed = countingFeed(tokens);
  const made = { env, connection, tokens, feed, told, problems, isDown: false, stop: (): void => undefined };
  made.stop = await keepIceServers(connection, feed, {
    onProblem(error) {
      problems.push(error);
      told.push(`${error.code} ${error.action}: ${error.message}`);
    },
    onRecovered: () => void told.push("recovered"),
    ...options,
  });
  return made;
}

describe("a peer connection", () => {
  test("R226 has its servers before the first offer, and keeps the rest of its configuration", async () => {
    const { connection } = await call();
    expect(connection.deeds).toEqual(["servers c1"]);
    expect(connection.getConfiguration()).toEqual({
      iceTransportPolicy: "all",
      iceServers: [{ urls: ["turn:t"], username: "1:ada", credential: "c1" }],
    });
  });

  test("R226 that is direct gets new servers without a restart, one over a relay with one", async () => {
    const { env, connection } = await call();
    connection.become("connected");
    await env.pass(15_000);
    expect(connection.deeds).toEqual(["servers c1", "servers c2"]);
    connection.candidate = "relay";
    await env.pass(15_000);
    expect(connection.deeds.slice(2)).toEqual(["servers c3", "restart"]);
  });

  test("R226 over a relay that outlives its credentials is left alone where the app says so", async () => {
    const { env, connection } = await call({ restartRelayed: false });
    connection.candidate = "relay";
    connection.become("connected");
    await env.pass(30_000);
    expect(connection.deeds).toEqual(["servers c1", "servers c2", "servers c3"]);
  });

  test("R226 that has failed restarts with what is in hand, once for each failure", async () => {
    const { env, connection } = await call();
    connection.become("failed");
    await env.pass(0);
    expect(connection.deeds).toEqual(["servers c1", "restart"]);
    connection.become("checking");
    connection.become("failed");
    await env.pass(0);
    expect(connection.deeds.filter((deed) => deed === "restart")).toHaveLength(2);
  });

  test("R226 that fails with credentials that have ended restarts once, with new ones", async () => {
    const { env, connection, ...rest } = await call();
    env.sleep(8 * 3_600_000);
    connection.become("failed");
    await env.pass(0);
    expect(connection.deeds).toEqual(["servers c1", "servers c2", "restart"]);
    rest.tokens.dispose();
  });

  test("R226 that is lost restarts as soon as there are new credentials", async () => {
    const { env, connection } = await call();
    connection.become("disconnected");
    await env.pass(15_000);
    expect(connection.deeds).toEqual(["servers c1", "servers c2", "restart"]);
  });

  test.each(["connected", "completed"])(
    "R226 that fails where there will be no credentials is told of once, and so is its return (%s)",
    async (state) => {
      const made = await call();
      const { env, connection, told, tokens } = made;
      tokens.stop();
      await env.pass(40_000);
      connection.become("failed");
      await env.pass(15_000);
      connection.become("failed");
      await env.pass(15_000);
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(/^ERR_STOPPED none/);
      void tokens.start();
      await env.pass(10_000);
      expect(connection.deeds.slice(0, 3)).toEqual(["servers c1", "servers c2", "restart"]);
      connection.become("checking");
      await env.pass(0);
      expect(told).toHaveLength(1);
      connection.become(state);
      await env.pass(0);
      expect(told.slice(1)).toEqual(["recovered"]);
    },
  );

  test("R226 that fails while there are no credentials for now is the manager's to tell", async () => {
    const made = await call();
    made.isDown = true;
    await made.env.pass(40_000);
    made.connection.become("failed");
    await made.env.pass(15_000);
    made.isDown = false;
    await made.env.pass(60_000);
    expect(made.connection.deeds.slice(0, 3)).toEqual(["servers c1", "servers c2", "restart"]);
    made.connection.become("connected");
    await made.env.pass(0);
    expect(made.told).toEqual([]);
  });

  test("R226 that has failed restarts with new credentials where those in hand would end while it gathers", async () => {
    const { env, connection, tokens } = await call({}, { autoRefresh: false });
    await env.pass(16_000);
    connection.become("failed");
    await env.pass(0);
    expect(connection.deeds).toEqual(["servers c1", "servers c2", "restart"]);
    tokens.dispose();
  });

  test("R226 that does not take its servers is told of, without the credential", async () => {
    const { env, connection, told, problems } = await call();
    connection.refusal = "ICE server parsing failed: c2";
    await env.pass(25_000);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^ERR_HANDOVER_FAILED fixConfig: The connection did not take its ICE servers: ICE server parsing failed: /,
    );
    expect(problems).toMatchObject([{ cause: { name: "SyntaxError" } }]);
    expect(problems[0]!.remedy).toMatch(/servers and credentials/);
    expect(`${String(problems[0])} ${String(problems[0]!.cause)}`).not.toContain("c2");
  });

  test("R498 that takes its servers again has recovered, and the next ones that it does not take are told of", async () => {
    const { env, connection, told } = await call();
    connection.become("connected");
    for (const refusal of ["bad", "", "bad", ""]) {
      connection.refusal = refusal;
      await env.pass(15_000);
    }
    expect(told.map((line) => line.split(":")[0])).toEqual([
      ...["ERR_HANDOVER_FAILED fixConfig", "recovered", "ERR_HANDOVER_FAILED fixConfig", "recovered"],
    ]);
  });

  test("R498 that takes its servers again while it is lost has recovered when it is back", async () => {
    const { env, connection, told } = await call();
    connection.become("connected");
    connection.refusal = "bad";
    await env.pass(15_000);
    connection.become("disconnected");
    connection.refusal = "";
    await env.pass(15_000);
    expect([connection.deeds.at(-1), told.length]).toEqual(["restart", 1]);
    connection.become("connected");
    await env.pass(0);
    expect(told.slice(1)).toEqual(["recovered"]);
  });

  test("R226 that is closed, or not kept any more, is left alone", async () => {
    const first = await call();
    first.connection.signalingState = "closed";
    await first.env.pass(30_000);
    first.connection.become("failed");
    const second = await call();
    expect(second.feed.listeners).toBe(1);
    second.stop();
    expect(second.feed.listeners).toBe(0);
    second.connection.become("failed");
    await second.env.pass(30_000);
    for (const { connection } of [first, second]) {
      expect(connection.deeds).toEqual(["servers c1"]);
      expect(connection.listeners).toBe(0);
    }
  });

  test("R226 that is closed in an outage does not come back", async () => {
    const made = await call();
    made.tokens.stop();
    await made.env.pass(40_000);
    made.connection.become("failed");
    await made.env.pass(15_000);
    expect(made.told).toHaveLength(1);
    made.connection.signalingState = "closed";
    made.connection.become("connected");
    await made.env.pass(0);
    expect(made.told).toHaveLength(1);
    made.tokens.dispose();
  });

  test("R226 without credentials there is no connection to keep", async () => {
    const env = virtualEnvironment();
    const tokens = new TokenManager({ fetchToken: () => null, environment: env, quiet: true });
    await expect(keepIceServers(new FakeConnection(), tokens)).rejects.toMatchObject({ code: "ERR_REAUTH_REQUIRED" });
  });
});

describe("the servers of an answer", () => {
  const of = (details: object): unknown => iceServersOf(new Token("secret", { receivedAt: 0 }, details));

  test("R226 are read as coturn, Twilio and Cloudflare write them", () => {
    const server = { urls: ["turn:t", "turns:t"], username: "u", credential: "secret" };
    expect(of({ username: "u", uris: server.urls })).toEqual([server]);
    expect(of({ username: "u", urls: "turn:t" })).toEqual([{ ...server, urls: ["turn:t"] }]);
    expect(of({ urls: "turn:t" })).toStrictEqual([{ urls: ["turn:t"], credential: "secret" }]);
    expect(of({ username: "u" })).toEqual([{ ...server, urls: [] }]);
    const list = [{ urls: "stun:s" }, server];
    const read = [{ urls: ["stun:s"] }, server];
    expect(of({ ice_servers: list })).toEqual(read);
    expect(of({ iceServers: list })).toEqual(read);
    expect(of({ iceServers: server })).toEqual([server]);
  });
});
