/** The ACS adapter with the real @azure/communication-calling@2.0.0 in real Chromium; acs/service.ts plays its services. */
import type { CallAgent, CallClient } from "@azure/communication-calling";
import type * as Common from "@azure/communication-common";
import { expect, test } from "vitest";
import type * as Acs from "../../../src/adapters/acs.ts";
import type * as Core from "../../../src/index.ts";
import { type AcsPage, type Bench, openAcs } from "./acs/page.ts";

declare const Evertoken: typeof Core & typeof Acs;
declare const communicationCommon: typeof Common;
declare const logger$1: { setLogLevel(level: string): void };
declare const bench: Bench;
declare const window: Window & {
  "azure-communication-calling": { CallClient: new () => CallClient };
  kept: Acs.KeptCallAgent<CallAgent>;
};

/** Seconds taken off: when exactly a socket answers is not the adapter's doing. */
const words = (journal: string[]): string[] => journal.map((line) => line.replace(/^\d+s /, "").trim());

const keep = (acs: AcsPage): Promise<void> =>
  acs.page.evaluate(async () => {
    const tokens = new Evertoken.TokenManager({ fetchToken: () => bench.fetchToken() });
    const started = Evertoken.keepCallAgent(new window["azure-communication-calling"].CallClient(), tokens, {
      agentOptions: { displayName: "Alice" },
      onAgent(agent, previous, lost) {
        const what = previous ? `after another: ${String(agent !== previous)}, lost ${lost.length}` : "the first";
        bench.note(`agent, ${what}`);
        bench.follow(agent);
      },
      onProblem: ({ action, message }) => bench.note(`${action}: ${message}`),
    });
    void started.then((kept) => (window.kept = kept));
  });

test("trap: refused by a service, the SDK asks again, is given the same token, and disposes of the agent", async () => {
  const acs = await openAcs();
  await acs.page.evaluate(async () => {
    const client = new window["azure-communication-calling"].CallClient();
    const real = new communicationCommon.AzureCommunicationTokenCredential({
      tokenRefresher: async () => bench.mint(),
      refreshProactively: true,
    });
    let isDead = false;
    const credential = {
      getToken() {
        // How many times until the test looks is the machine's doing; once is enough.
        if (isDead && !bench.journal.some((line) => line.includes("dead"))) bench.note("asked for the dead");
        return real.getToken();
      },
      dispose: () => real.dispose(),
    };
    void client.createCallAgent(credential).then((agent) => {
      bench.follow(agent);
      agent.on("connectionStateChanged", ({ reason = "" }) => {
        if (reason !== "invalidToken") return;
        isDead = true;
        void client.createCallAgent(real).then((next) => bench.note(next === agent ? "the same agent" : "a new agent"));
      });
    });
  });
  await acs.until(/ Connected/);
  await acs.refuse("t1"); // any newer one would do
  await acs.until(/asked for the dead/);

  expect(await acs.shown()).toEqual(Array.from({ length: 12 }, () => "t1"));
  expect(words(await acs.journal())).toEqual([
    "Disconnected connectionIssue",
    "Connected",
    "Disconnected connectionIssue",
    "Disconnected invalidToken",
    // Two more traps: whoever creates another agent at once gets the one that is going, and that one never rests.
    "the same agent",
    "asked for the dead",
  ]);
});

test("the third ask in quick succession is answered with a fresh token, and the agent lives", async () => {
  const acs = await openAcs();
  await keep(acs);
  await acs.until(/ Connected/);
  await acs.pass(60); // a token that has just arrived is not suspected
  await acs.refuse("t1");
  await acs.pass(20);

  expect(await acs.shown()).toEqual(["t1", "t1", "t1", "t1", "t2", "t2"]); // each time the socket, then the registrar
  expect(words(await acs.journal())).toEqual([
    "agent, the first",
    "Disconnected connectionIssue",
    "Connected",
    "Disconnected connectionIssue",
    "Connected",
  ]);
});

test("after invalidToken there is a new agent of the same client, as soon as there is a token", async () => {
  const acs = await openAcs();
  await keep(acs);
  await acs.until(/ Connected/);
  await acs.page.evaluate(() => void (bench.backend = "down"));
  await acs.refuse("t1");
  await acs.until(/retryLater/);
  await acs.page.evaluate(() => void (bench.backend = "up"));
  await acs.until(/another/);
  await acs.pass(5);

  expect(new Set(await acs.shown())).toEqual(new Set(["t1", "t2"]));
  expect(words(await acs.journal())).toEqual([
    "agent, the first",
    "Disconnected connectionIssue",
    "Connected",
    "Disconnected connectionIssue",
    "Disconnected invalidToken",
    "retryLater: fetchToken failed with status 503: the back end said no",
    "agent, after another: true, lost 0",
    "Disconnected connectionIssue",
    "Connected",
  ]);
});

test("a fresh token that is refused as well is reported, and that is the end of it", async () => {
  const acs = await openAcs();
  await keep(acs);
  await acs.until(/ Connected/);
  await acs.refuse("*");
  await acs.until(/fixConfig/);
  const shown = await acs.shown();
  await acs.pass(120);

  expect(await acs.shown()).toEqual(shown);
  expect(new Set(shown).size).toBeLessThanOrEqual(4);
  expect(words(await acs.journal())).toEqual([
    "agent, the first",
    "Disconnected connectionIssue",
    "Connected",
    "Disconnected connectionIssue",
    "Disconnected invalidToken",
    "agent, after another: true, lost 0",
    "Disconnected invalidToken",
    expect.stringMatching(/^fixConfig: createCallAgent\(\) failed: connectionStateChanged: invalidToken/),
  ]);
});

test("calls that end with their agent are named", async () => {
  const acs = await openAcs();
  await keep(acs);
  await acs.until(/ Connected/);
  await acs.page.evaluate(() => {
    const { agent } = window.kept;
    agent.join({ groupId: crypto.randomUUID() });
    // A call outlives a refused token for longer than a test can wait: the SDK's own event, at once.
    const { _eventEmitter } = agent as unknown as { _eventEmitter: { emit(event: string, payload: object): void } };
    const change = { oldValue: "Connected", newValue: "Disconnected", reason: "invalidToken" };
    _eventEmitter.emit("connectionStateChanged", change);
  });
  await acs.until(/another/);
  await acs.pass(5);
  expect(words(await acs.journal()).slice(3)).toEqual([
    "Disconnected invalidToken",
    "agent, after another: true, lost 1",
    "Disconnected connectionIssue",
    "Connected",
  ]);
  expect((await acs.shown()).at(-1)).toBe("t2");
});

/** What the SDK itself says of tokens of another user, from now on. */
async function complaints(acs: AcsPage): Promise<string[]> {
  const found: string[] = [];
  acs.page.on("console", (message) => {
    const said = /REFRESHED_TOKEN_INVALID_USERID|User Id doesnt match initial User Id|40233/.exec(message.text());
    if (said) found.push(said[0]);
  });
  await acs.page.evaluate(() => logger$1.setLogLevel("error"));
  return found;
}

test("trap: a token of another user reaches the SDK (400/40233)", async () => {
  const acs = await openAcs();
  const complained = await complaints(acs);
  await acs.page.evaluate(() => {
    let isOther = false;
    const credential = {
      getToken: async () => ({
        token: bench.mint(isOther ? { skypeid: "acs:rrrrrrrr_bob" } : {}),
        expiresOnTimestamp: 0,
      }),
      dispose: () => {},
    };
    void new window["azure-communication-calling"].CallClient().createCallAgent(credential).then((agent) => {
      bench.follow(agent);
      isOther = agent.connectionState === "Connected";
      agent.on("connectionStateChanged", () => void (isOther = true));
    });
  });
  await acs.until(/ Connected/);
  await acs.refuse("t1");
  await acs.pass(10);
  expect(complained).toContain("User Id doesnt match initial User Id");
});

test("a token of another user is reported and never gets to the SDK", async () => {
  const acs = await openAcs();
  const complained = await complaints(acs);
  await keep(acs);
  await acs.until(/ Connected/);
  await acs.page.evaluate(() => {
    bench.fetchToken = () => bench.mint({ skypeid: "acs:rrrrrrrr_bob" });
  });
  await acs.pass(60);
  await acs.refuse("*");
  await acs.pass(20);
  expect(await acs.shown()).not.toContain("t2");
  expect(words(await acs.journal()).slice(3)).toEqual([
    "Disconnected connectionIssue",
    "fixConfig: getToken() failed: REFRESHED_TOKEN_INVALID_USERID (400/40233). The new token belongs to another user than the first one.",
  ]);
  expect(complained).toEqual([]);
});

test("trap: what createCallAgent() says of tokens, and what becomes of it", async () => {
  const { page, until } = await openAcs();
  const run = page.evaluate(async () => {
    const { CallClient } = window["azure-communication-calling"];
    const { AzureCommunicationTokenCredential } = communicationCommon;
    const manager = (options: Partial<Core.TokenManagerOptions> = {}): Core.TokenManager =>
      new Evertoken.TokenManager({ fetchToken: () => bench.fetchToken(), retry: { retries: 0 }, ...options });
    const raw = (credential: Common.CommunicationTokenCredential): Promise<string> =>
      bench.outcome(new CallClient().createCallAgent(credential));
    const ours = (tokens: Core.TokenManager): Promise<string> =>
      bench.outcome(Evertoken.createCallAgent(new CallClient(), tokens));
    const refresher = (tokenRefresher: () => Promise<string>): Common.CommunicationTokenCredential =>
      new AzureCommunicationTokenCredential({ tokenRefresher });

    bench.backend = "gone";
    const causeIsLost = await raw(refresher(async () => bench.fetchToken()));
    const causeIsKept = await ours(manager());
    const stale = await raw(refresher(async () => bench.mint({}, 7_200_000)));
    const mute = Evertoken.acsCredential(manager());
    const sameForOurs = [await raw(mute), mute.lastError?.action];

    bench.backend = "up";
    const user = (skypeid: string): object => ({ skypeid: `acs:rrrrrrrr_${skypeid}` });
    const unchecked = await raw(new AzureCommunicationTokenCredential(bench.mint(user("bob"), 7_200_000)));
    const checked = manager({ initialToken: bench.mint({}, 7_200_000), fetchToken: () => bench.mint(user("carol")) });
    const renewed = [await ours(checked), checked.state.freshness];

    const wrong = (claims: object): Core.TokenManager => manager({ fetchToken: () => bench.mint(claims) });
    const teams = wrong({ skypeid: "orgid:00000000-0000-0000-0000-000000000000", tid: "t", aad_pft: "p" });
    const forTeams = await Evertoken.createCallAgent(Evertoken.forTeams(new CallClient()), teams);
    const found = {
      causeIsLost,
      causeIsKept,
      stale,
      sameForOurs,
      unchecked,
      renewed,
      noVoip: await ours(wrong({ acsScope: "chat" })),
      noUser: await ours(wrong({ skypeid: undefined })),
      opaque: await ours(manager({ fetchToken: () => ({ token: "opaque", expiresIn: 600 }) })),
      teamsAsUser: await ours(teams),
      forTeams: forTeams.kind,
    };
    bench.note("done");
    return found;
  });
  await until(/done/);
  expect(await run).toEqual({
    causeIsLost: "CallingCommunicationError 401 44110",
    causeIsKept: "TokenError ERR_REAUTH_REQUIRED signIn",
    stale: "CallingCommunicationError 401 40235",
    sameForOurs: ["CallingCommunicationError 401 40235", "signIn"],
    unchecked: "ok",
    renewed: ["ok", "fresh"],
    noVoip: "TokenError ERR_HANDOVER_FAILED fixConfig",
    noUser: "TokenError ERR_HANDOVER_FAILED fixConfig",
    opaque: "TokenError ERR_HANDOVER_FAILED fixConfig",
    teamsAsUser: "TokenError ERR_HANDOVER_FAILED fixConfig",
    forTeams: "TeamsCallAgent",
  });
});
