/**
 * The demo as a user runs it: a process of its own, real tokens, real HTTP, real time.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test, type TestContext } from "vitest";

const MAIN = fileURLToPath(new URL("../../docs/demo/main.ts", import.meta.url));
const PROVIDERS = ["twilio", "agora", "acs", "oauth"]; // livekit's token lives longer than a test here
const SDKS = ["SyncClient", "ChatClient", "fetch", "TokenSource"];

interface Run {
  readonly child: ChildProcess;
  /** What has been printed so far, on both streams. */
  printed(): string;
  errors(): string;
  /** Resolves as soon as `text` is printed, or at the end. */
  until(text: string): Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** `onTestFinished` is that of the test's context: the imported one does not know which of several tests is meant. */
function runDemo(onTestFinished: TestContext["onTestFinished"], ...args: string[]): Run {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = new Promise<Awaited<Run["ended"]>>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  return {
    child,
    printed: () => output + errors,
    errors: () => errors,
    until: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (output.includes(text)) resolve();
        };
        child.stdout.on("data", look);
        void ended.then(() => resolve());
        look();
      }),
    ended,
  };
}

/** The journal's lines about one provider and one event, in order. */
const lines = (run: Run, provider: string, event: string): string[] =>
  run
    .printed()
    .split("\n")
    .filter((line) => new RegExp(`^ *[\\d.]+ s +${provider} +${event}\\b`).test(line));

/** A provider's row of the summary: refreshes, failed attempts, failed cycles, seconds without a valid token. */
const summaryOf = (run: Run, provider: string): number[] => figuresOf(run, new RegExp(`^${provider} {2,}`));

/** An SDK's row: requests answered (`NaN` for a connection), seconds it was well, failures. */
const summaryOfSdk = (run: Run, sdk: string): number[] => figuresOf(run, new RegExp(`^\\w+ {2,}${sdk} {2,}`));

function figuresOf(run: Run, head: RegExp): number[] {
  const [, tables = ""] = run.printed().split("Summary after");
  const row = tables.split("\n").find((line) => head.test(line)) ?? "";
  return row.replace(head, "").trim().split(/ {2,}/).map(Number);
}

describe.concurrent("npm run demo", () => {
  test("keeps real tokens fresh, and the SDKs that live on them, and ends by itself", async ({ onTestFinished }) => {
    const run = runDemo(onTestFinished, "--seconds", "10");
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.errors()).toBe("");
    for (const provider of PROVIDERS) {
      const [refreshes, ...failures] = summaryOf(run, provider);
      expect(refreshes, provider).toBeGreaterThanOrEqual(1);
      expect(failures, provider).toEqual([0, 0, 0]);
      expect(lines(run, provider, "willExpire").length, provider).toBeGreaterThanOrEqual(1);
      expect(lines(run, provider, "refreshed")).toHaveLength(refreshes! + 1); // and the first token
    }
    for (const sdk of SDKS) {
      const [answered, , failures] = summaryOfSdk(run, sdk);
      expect(failures, sdk).toBe(0);
      if (sdk !== "SyncClient") expect(answered, sdk).toBeGreaterThanOrEqual(5);
    }
    expect(lines(run, "twilio", "SyncClient")).toEqual([expect.stringMatching(/ connected$/)]);
    expect(run.printed()).toContain("Failures: 0. Seconds without a valid token: 0.");
  });

  test("survives an outage and a revoked sign-in, and prints no token", async ({ onTestFinished }) => {
    // Twilio's SDK connects again three seconds after its connection was closed, so the end is well behind that.
    const run = runDemo(onTestFinished, "--seconds", "17", "--script", "r@1,d@3,u@8,i@9,n@11.5");
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.errors()).toBe("");

    expect(lines(run, "twilio", "attemptFailed")[0]).toMatch(/attempt 2 in \d/);
    expect(lines(run, "twilio", "refreshFailed")[0]).toContain("retryLater");
    expect(lines(run, "twilio", "refreshed").some((line) => line.includes("recovered after"))).toBe(true);
    expect(lines(run, "livekit", "401")).toHaveLength(1); // nothing else happens to this one
    // Whether a server looked before the new token came is chance; how it ends is not.
    const ends = SDKS.map((sdk) => lines(run, "\\w+", sdk).at(-1)!);
    for (const end of ends) expect(end).toMatch(/ (connected|answered)( again after [\d.]+ s)?$/);

    expect(lines(run, "oauth", "refreshFailed").at(-1)).toContain("signIn");
    expect(run.printed()).toContain("Here: press n.");
    const [signedIn] = lines(run, "you", "key n");
    const recovered = lines(run, "oauth", "refreshed").at(-1);
    expect(recovered).toContain("recovered after");
    expect(run.printed().indexOf(recovered!)).toBeGreaterThan(run.printed().indexOf(signedIn!));

    expect(run.printed()).not.toMatch(/eyJ|007eJ|[\w-]{20,}\.[\w-]{20,}/); // JWT, Agora token, any three-part token
    expect(run.printed()).not.toMatch(/[\w+/-]{40,}/); //                     refresh token, key, or part of a token
  });

  test.for(["SIGINT", "SIGTERM"] as const)("%s ends it with the summary", async (signal, { onTestFinished }) => {
    const run = runDemo(onTestFinished);
    await run.until("refreshed");
    run.child.kill(signal);
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.errors()).toBe("");
    expect(run.printed()).toContain("Summary after");
  });

  test("answers at its address with a plain status", async ({ onTestFinished }) => {
    const run = runDemo(onTestFinished);
    await run.until("refreshed");
    const url = /http:\/\/\S+/.exec(run.printed())![0];
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toContain("text/plain");
    expect(await response.text()).toContain("back end: up");
    run.child.kill("SIGINT");
    await run.ended;
  });

  test("says what is wrong with its arguments", async ({ onTestFinished }) => {
    const run = runDemo(onTestFinished, "--script", "x@3");
    expect(await run.ended).toEqual({ code: 2, signal: null });
    expect(run.errors()).toContain('no such key in "x@3"');
  });
});
