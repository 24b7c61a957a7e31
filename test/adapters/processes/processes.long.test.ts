/** Real processes with one credential file, against a real authorization server with reuse detection. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { type AuthorizationServer, authorizationServer } from "../../support/authorization-server.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;

/** The guide's own store, as a module. */
const recipe = /```ts\n(import \{ mkdirSync[^]*?)```/.exec(
  readFileSync(`${ROOT}docs/guides/processes.md`, "utf8"),
)![1]!;

interface Member {
  readonly child: ChildProcess;
  readonly lines: string[];
  say(command: string): void;
  /** The next line that begins with one of these. */
  next(...words: string[]): Promise<string>;
}

interface Group {
  readonly idp: AuthorizationServer;
  readonly path: string;
  readonly members: Member[];
  /** One more. */
  join(): Member;
}

function member(idp: AuthorizationServer, path: string, store: string): Member {
  const program = `${ROOT}test/support/programs/shared-session.ts`;
  const child = spawn(process.execPath, [program, idp.issuer, path, store], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  let waiting: { words: readonly string[]; resolve(line: string): void }[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    const done = waiting.filter(({ words }) => words.some((word) => line.startsWith(word)));
    waiting = waiting.filter((one) => !done.includes(one));
    done.forEach(({ resolve }) => resolve(line));
  });
  return {
    child,
    lines,
    say: (command) => void child.stdin.write(`${command}\n`),
    next: (...words) => new Promise((resolve) => waiting.push({ words, resolve })),
  };
}

async function group(count: number): Promise<Group> {
  const idp = await authorizationServer();
  const folder = mkdtempSync(join(tmpdir(), "evertoken-processes-"));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true, force: true });
    await idp[Symbol.asyncDispose]();
  });
  const path = join(folder, "credentials.json");
  writeFileSync(path, JSON.stringify({ refreshToken: await idp.signIn() }));
  const store = join(folder, "credential-file.ts");
  writeFileSync(store, recipe);
  const more = (): Member => member(idp, path, store);
  return { idp, path, members: Array.from({ length: count }, more), join: more };
}

/** All refresh at the same moment; what each of them has in the end. */
async function rotate(members: readonly Member[]): Promise<string[]> {
  const outcomes = members.map((each) => each.next("token", "failed"));
  members.forEach((each) => each.say("refresh"));
  return Promise.all(outcomes);
}

/** All refresh; the one whose turn it is gets a signal before its request has begun. */
async function stopMidway(members: readonly Member[], signal: "SIGSTOP" | "SIGKILL") {
  members.forEach((each) => each.say("slow"));
  const outcomes = members.map((each) => each.next("token", "failed"));
  const callers = members.map(async (each) => {
    await each.next("calling");
    return each;
  });
  members.forEach((each) => each.say("refresh"));
  const holder = await Promise.race(callers);
  holder.child.kill(signal);
  members.forEach((each) => each.say("fast"));
  return { holder, outcomes };
}

/** Takes the killed one out of the members. */
async function rotateAndKill(members: Member[]): Promise<string[]> {
  const { holder, outcomes } = await stopMidway(members, "SIGKILL");
  const others = outcomes.filter((_, i) => members[i] !== holder);
  members.splice(members.indexOf(holder), 1);
  return Promise.all(others);
}

/**
 * One that has the token of the others before they go on: to a process that holds none, the token that the others are
 * about to replace will do, so it might end a rotation with the old one.
 */
async function newcomer(member: Member, held: readonly string[]): Promise<Member> {
  expect(await rotate([member])).toEqual([held[0]]);
  return member;
}

const ROTATIONS = Number(process.env["ROTATIONS"] ?? 20);

describe("R176 processes that share a credential file", () => {
  test(`8 of them, ${ROTATIONS} rotations, every tenth with a kill: one request each, and nobody is signed out`, async () => {
    const { idp, members, join } = await group(8);
    for (let i = 1; i <= ROTATIONS; i++) {
      const outcomes = i % 10 === 0 ? await rotateAndKill(members) : await rotate(members);
      expect([...new Set(outcomes)]).toEqual([expect.stringMatching(/^token /)]);
      if (members.length < 8) members.push(await newcomer(join(), outcomes));
    }
    expect(idp.answers).toEqual(Array(ROTATIONS).fill("200"));
  });

  test("one that is stopped in its turn is waited for, however long", async () => {
    const { idp, members } = await group(3);
    await rotate(members);
    const { holder, outcomes } = await stopMidway(members, "SIGSTOP");
    const waited = await Promise.race([
      Promise.race(outcomes),
      new Promise((resolve) => setTimeout(resolve, 7_000, "waits")),
    ]);
    expect([waited, idp.answers]).toEqual(["waits", ["200"]]);
    holder.child.kill("SIGCONT");
    expect(new Set(await Promise.all(outcomes)).size).toBe(1);
    expect(idp.answers).toEqual(["200", "200"]);
  });

  test("a sign-out is one for all", async () => {
    const { idp, path, members } = await group(2);
    await rotate(members);
    const [one, other] = members as [Member, Member];
    idp.revokeAll();
    one.say("out");
    await expect.poll(() => readFileSync(path, "utf8")).not.toContain("accessToken");
    const cleared = other.next("cleared");
    const outcome = other.next("failed");
    other.say("refresh");
    expect(await cleared).toBe("cleared");
    expect(await outcome).toMatch(/^failed The refresh token was refused/);
  });

  test("a lock that nobody has signed for and nobody keeps is not for ever", async () => {
    const { path, members } = await group(1);
    mkdirSync(`${path}.lock`);
    const longAgo = Date.now() / 1000 - 61;
    utimesSync(`${path}.lock`, longAgo, longAgo);
    expect((await rotate(members))[0]).toMatch(/^token/);
    await expect.poll(() => existsSync(`${path}.lock`)).toBe(false);
  });
});
