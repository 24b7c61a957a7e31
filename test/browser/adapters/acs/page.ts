/**
 * A Chromium page with the real Calling SDK, evertoken, a back end that mints tokens, and time that passes when the test says so.
 *
 * @module
 */
import type { CallAgent } from "@azure/communication-calling";
import type { Page } from "playwright";
import { bundle, evertoken } from "../../../support/script.ts";
import { fileOf, openPage } from "../../diagnose/page.ts";
import { type AcsService, installService } from "./service.ts";

/** What every page offers to the functions that run in it. */
export interface Bench {
  /** The next token, `t1`, `t2`, ...; claims to add or to replace. */
  mint(claims?: object, ageMs?: number): string;
  minted: number;
  /** What the back end does with the requests of `fetchToken`. */
  backend: "up" | "down" | "gone";
  fetchToken(): string;
  /** Writes a line into the journal, with the seconds that have passed. */
  note(text: string): void;
  journal: string[];
  /** Notes each change of an agent's connection. Older agents (1.23) are connected before anybody can listen. */
  follow(agent: CallAgent): void;
  /** What a call ended with: `ok`, or the error in a line. */
  outcome(call: Promise<unknown>): Promise<string>;
}

declare const bench: Bench;
declare const service: AcsService;

/** Runs in the page. */
function setBench(): void {
  const encode = (part: object): string => btoa(JSON.stringify(part)).replace(/=+$/, "");
  const openedAt = Date.now();
  const resourceId = "r".repeat(8);
  const self: Bench = {
    minted: 0,
    backend: "up",
    journal: [],
    mint(claims = {}, ageMs = 0) {
      const iat = Math.floor((Date.now() - ageMs) / 1000);
      const user = { skypeid: `acs:${resourceId}_alice`, resourceId, resourceLocation: "unitedstates" };
      const payload = { ...user, acsScope: "voip,chat", iat, exp: iat + 3600, jti: `t${++self.minted}`, ...claims };
      return `${encode({ alg: "RS256" })}.${encode(payload)}.c2ln`;
    },
    fetchToken() {
      if (self.backend === "up") return self.mint();
      throw Object.assign(new Error("the back end said no"), { status: self.backend === "gone" ? 403 : 503 });
    },
    note: (text) => void self.journal.push(`${Math.round((Date.now() - openedAt) / 1000)}s ${text}`),
    follow(agent) {
      if (agent.connectionState === "Connected") ["Disconnected connectionIssue", "Connected "].forEach(self.note);
      agent.on("connectionStateChanged", ({ newValue, reason = "" }) => self.note(`${newValue} ${reason}`));
    },
    outcome: (call) =>
      call.then(
        () => "ok",
        (error: unknown) => {
          const { name, code, subCode, action } = error as Record<string, unknown>;
          return [name, code, subCode ?? action].join(" ");
        },
      ),
  };
  Object.assign(window, { bench: self });
}

/** `t1`, `t2`, ... by what is written in the token. */
const nameOf = (token: string): string => (JSON.parse(atob(token.split(".")[1]!)) as { jti: string }).jti;

export interface AcsPage {
  readonly page: Page;
  journal(): Promise<string[]>;
  /** Names of the tokens that the services have seen. */
  shown(): Promise<string[]>;
  /** From now on the services take no token of these names (`*`: none at all), and look at the one they have. */
  refuse(...names: readonly string[]): Promise<void>;
  /** Lets so much time pass. */
  pass(seconds: number): Promise<void>;
  /** Lets time pass until the journal has such a line. */
  until(line: RegExp): Promise<void>;
}

let scripts: Promise<string[]> | undefined;

async function load(): Promise<string[]> {
  // The globals that the SDK's UMD build looks for; it was `logger` in older ones (1.23).
  const common = await bundle("communicationCommon", "@azure/communication-common");
  const logger = await bundle("logger$1", "@azure/logger");
  const calling = fileOf("@azure/communication-calling/dist/sdk.bundle.js");
  const ours = await evertoken("index.ts", "adapters/acs.ts");
  return [
    `(${installService.toString()})(${nameOf.toString()});`,
    common,
    `${logger}\nvar logger = logger$1;`,
    calling,
    ours,
    `(${setBench.toString()})();`,
  ];
}

export async function openAcs(): Promise<AcsPage> {
  const all = await (scripts ??= load());
  const page = await openPage();
  await page.clock.install({ time: "2026-01-01T00:00:00Z" });
  await page.clock.pauseAt("2026-01-01T00:00:01Z");
  for (const content of all) await page.addScriptTag({ content });

  const journal = (): Promise<string[]> => page.evaluate(() => bench.journal);
  const pass = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i++) await page.clock.runFor(1_000);
  };
  return {
    page,
    journal,
    shown: () => page.evaluate(() => service.shown),
    refuse: (...names) =>
      page.evaluate((refused) => {
        service.accepts = (name) => !refused.includes(name) && !refused.includes("*");
        service.drop();
      }, names),
    pass,
    async until(line) {
      for (let i = 0; i < 600; i++) {
        const found = await journal();
        if (found.some((text) => line.test(text))) return;
        await pass(5);
      }
      throw new Error(`no line like ${line.source} in ten minutes:\n${(await journal()).join("\n")}`);
    },
  };
}
