/**
 * Calls over Debian's coturn in Chromium, with credentials of 20 s: 60 s long, or as long as CALL_SECONDS says.
 *
 * A gap is counted in messages that did not arrive, not in time: both ends are in one page, and a busy machine stops both.
 */
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { evertoken } from "../../support/script.ts";
import { turnServer, type TurnServer } from "./turn-server.ts";

const CREDENTIALS_S = 20;
const CALL_S = Number(process.env["CALL_SECONDS"] ?? 60);
const MESSAGE_MS = 50;
/** As many messages in a row are a gap of one second. */
const GAP = 1_000 / MESSAGE_MS;

interface CallOptions {
  readonly policy: RTCIceTransportPolicy;
  readonly kept: boolean;
  readonly restartRelayed?: boolean;
  readonly seconds: number;
}

interface CallReport {
  readonly sent: number;
  readonly arrived: number;
  /** The longest row of messages that did not arrive, those at the end included. */
  readonly longestGap: number;
  readonly offers: number;
  readonly mints: number;
  readonly relayed: boolean;
  readonly problems: readonly string[];
}

let turn: TurnServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  turn = await turnServer();
  const args = ["--no-sandbox", "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"];
  browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", headless: true, args, protocolTimeout: 0 });
  page = await browser.newPage();
  await page.exposeFunction("mint", () => turn.mint(CREDENTIALS_S));
  await page.addScriptTag({ content: await evertoken("index.ts", "adapters/webrtc.ts", "diagnose.ts") });
});
afterAll(async () => {
  await browser.close();
  await turn.close();
});

const serverOf = ({ uris, username, password }: ReturnType<TurnServer["mint"]>): RTCIceServer => ({
  urls: uris,
  username,
  credential: password,
});

const call = (options: CallOptions): Promise<CallReport> =>
  page.evaluate(
    async ({ policy, kept, restartRelayed, seconds }, messageMs) => {
      const { TokenManager, keepIceServers, iceServersOf } = (globalThis as unknown as { Evertoken: never })
        .Evertoken as typeof import("../../../src/index.ts") & typeof import("../../../src/adapters/webrtc.ts");
      const problems: string[] = [];
      let mints = 0;
      const tokens = new TokenManager({
        fetchToken: () => (mints++, (globalThis as unknown as { mint(): Promise<{ password: string }> }).mint()),
        quiet: true,
      });
      const ends = [0, 1].map(() => new RTCPeerConnection({ iceTransportPolicy: policy }));
      const [caller, callee] = ends as [RTCPeerConnection, RTCPeerConnection];
      const undo: (() => void)[] = [];
      for (const end of ends) {
        const onProblem = (error: Error): void => void problems.push(error.message);
        if (kept) undo.push(await keepIceServers(end, tokens, { restartRelayed, onProblem }));
        else end.setConfiguration({ ...end.getConfiguration(), iceServers: iceServersOf(await tokens.start()) });
      }
      caller.onicecandidate = ({ candidate }) => void callee.addIceCandidate(candidate ?? undefined);
      callee.onicecandidate = ({ candidate }) => void caller.addIceCandidate(candidate ?? undefined);
      let offers = 0;
      // The callee's wish for another offer goes to the caller, as over an app's signalling.
      let making = Promise.resolve();
      const offer = (): Promise<void> =>
        (making = making.then(async () => {
          offers++;
          await caller.setLocalDescription(await caller.createOffer());
          await callee.setRemoteDescription(caller.localDescription!);
          await callee.setLocalDescription();
          await caller.setRemoteDescription(callee.localDescription!);
        }));
      const channel = caller.createDataChannel("pulse", { ordered: false, maxRetransmits: 0 });
      caller.onnegotiationneeded = offer;
      const arrived = new Set<number>();
      callee.ondatachannel = ({ channel: theirs }) => (theirs.onmessage = ({ data }) => void arrived.add(Number(data)));
      await new Promise((resolve) => (channel.onopen = resolve));
      let sent = 0;
      const pulse = setInterval(() => channel.send(String(sent++)), messageMs);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      clearInterval(pulse);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const kinds = new Map<string, string>();
      const used: string[] = [];
      for (const report of (await caller.getStats()).values() as Iterable<Record<string, string>>) {
        if (report["type"] === "local-candidate") kinds.set(report["id"]!, report["candidateType"]!);
        if (report["type"] === "transport") used.push(report["selectedCandidatePairId"]!);
      }
      const pairs = [...(await caller.getStats()).values()] as Record<string, string>[];
      const relayed = pairs.some(
        ({ id, localCandidateId }) => used.includes(id!) && kinds.get(localCandidateId!) === "relay",
      );
      let longestGap = 0;
      for (let i = 0, gap = 0; i < sent; i++) longestGap = Math.max(longestGap, (gap = arrived.has(i) ? 0 : gap + 1));
      undo.forEach((end) => end());
      ends.forEach((end) => end.close());
      tokens.dispose();
      return { sent, arrived: arrived.size, longestGap, offers, mints, relayed, problems };
    },
    options,
    MESSAGE_MS,
  );

test("R226 a call over a relay has no gap of a second while its credentials of 20 s are replaced; a direct one is not restarted", async () => {
  const [moved, stayed, direct] = await Promise.all([
    call({ policy: "relay", kept: true, seconds: CALL_S }),
    call({ policy: "relay", kept: true, restartRelayed: false, seconds: CALL_S }),
    call({ policy: "all", kept: true, seconds: CALL_S }),
  ]);
  if (process.env["CALL_SECONDS"]) console.log({ moved, stayed, direct });
  for (const { mints, problems } of [moved, stayed, direct]) {
    expect(mints).toBeGreaterThanOrEqual(Math.floor(CALL_S / CREDENTIALS_S) + 1);
    expect(problems).toEqual([]);
  }
  expect([moved.relayed, stayed.relayed, direct.relayed]).toEqual([true, true, false]);
  expect([stayed.offers, direct.offers]).toEqual([1, 1]);
  expect(moved.offers).toBeGreaterThanOrEqual(Math.floor(CALL_S / CREDENTIALS_S) + 1);
  for (const { longestGap } of [moved, stayed, direct]) expect(longestGap).toBeLessThan(GAP);
});

test("R540 a credential that has expired is refused, and the diagnosis of what the browser says of it is to refresh it", async () => {
  const diagnosed = await page.evaluate(
    async (server) => {
      const { diagnoseError } = (globalThis as unknown as { Evertoken: typeof import("../../../src/diagnose.ts") })
        .Evertoken;
      const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: "relay" });
      const refused = new Promise<RTCPeerConnectionIceErrorEvent>((tell) => (connection.onicecandidateerror = tell));
      connection.createDataChannel("any");
      await connection.setLocalDescription(await connection.createOffer());
      const { provider, code, action, thenAction } = diagnoseError(await refused);
      connection.close();
      return { provider, code, action, thenAction };
    },
    serverOf(turn.mint(-60)),
  );
  expect(diagnosed).toEqual({ provider: "turn", code: 401, action: "refresh", thenAction: "fixConfig" });
});

test("R226 a call whose relay has gone is back with new credentials as soon as there is a relay again; without them it is not", async () => {
  const calls = Promise.all([
    call({ policy: "relay", kept: true, restartRelayed: false, seconds: 75 }),
    call({ policy: "relay", kept: false, seconds: 75 }),
  ]);
  await new Promise((resolve) => setTimeout(resolve, (CREDENTIALS_S + 5) * 1_000)); // the first credentials have ended
  const { port } = turn;
  await turn.close();
  turn = await turnServer(port);
  const [kept, left] = await calls;
  const lastOnes = (1_000 / MESSAGE_MS) * 5;
  expect(kept.relayed).toBe(true);
  expect(kept.offers).toBeGreaterThanOrEqual(2);
  expect(kept.arrived).toBeGreaterThan(left.arrived + lastOnes);
  expect(kept.longestGap).toBeLessThan(left.longestGap);
});
