/** Two users, one after the other, with one manager: whose token a connection gets. */
import { describe, expect, test } from "vitest";
import { freshConnect, keepConnection, type KeepConnectionOptions } from "../../../src/adapters/connection.ts";
import type { TokenError, TokenManagerOptions } from "../../../src/index.ts";
import { countingFeed } from "../common/counting-feed.ts";
import { refusal, type Socket, type Stage, stage } from "./stage.ts";

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
const jwt = (claims: object): string => `${encode({ alg: "none" })}.${encode(claims)}.c2ln`;

/** What tokens look like, and what they say of their user. */
const KINDS = {
  opaque: (user: string, id: number) => `${user}.${id}`,
  "a JWT without a subject": (user: string, id: number) => jwt({ jti: `${user}.${id}` }),
  "a JWT": (user: string, id: number) => jwt({ iss: "https://id.example", sub: user, jti: `${user}.${id}` }),
};
type Kind = keyof typeof KINDS;
const SILENT: readonly Kind[] = ["opaque", "a JWT without a subject"];
const ALL: readonly Kind[] = [...SILENT, "a JWT"];

interface Users {
  readonly on: Stage;
  /** Who is signed in. */
  user: string;
  mint(): { token: string; expiresIn: number };
  nameOf(token: string): string;
  options(more?: Partial<KeepConnectionOptions<Socket>>): Partial<KeepConnectionOptions<Socket>>;
  readonly problems: TokenError[];
}

/** Ann is signed in. The journal says whose token a connection is opened with, or given. */
function users(kind: Kind, manager: Partial<TokenManagerOptions> = {}): Users {
  let minted = 0;
  const names = new Map<string, string>();
  const problems: TokenError[] = [];
  const mint = (): { token: string; expiresIn: number } => {
    const token = KINDS[kind](self.user, ++minted);
    names.set(token, self.user);
    return { token, expiresIn: 600 };
  };
  const on = stage({ quiet: true, fetchToken: mint, ...manager });
  const nameOf = (token: string): string => names.get(token) ?? "nobody";
  const self: Users = {
    ...{ on, user: "ann", mint, nameOf, problems },
    options: (more) => ({
      async reopen(token, attempt) {
        on.journal.push(`open as ${nameOf(token)}`);
        const step = on.plan.shift();
        if (step instanceof Error) throw step;
        const socket = { name: nameOf(token), isOpen: true, end: (code: number) => attempt.lost({ code }) };
        on.sockets.push(socket);
        return Promise.resolve(socket);
      },
      onReopened: () => undefined, // `on.options` would write it down
      onProblem: (problem) => {
        on.journal.push(`problem ${problem.action}`);
        problems.push(problem);
      },
      ...more,
    }),
  };
  return self;
}

const HOW = {
  "a new connection for each token": () => ({}),
  "hand-over": ({ on, nameOf }: Users) => ({
    handOver: (_: Socket, token: string) => void on.journal.push(`give ${nameOf(token)}'s`),
  }),
};
const HOWS = Object.keys(HOW) as (keyof typeof HOW)[];

const SIGN_OUTS: readonly (readonly [string, (on: Stage) => void])[] = [
  ["clear()", ({ tokens }) => tokens.clear()],
  ["setToken(null)", ({ tokens }) => tokens.setToken(null)],
  [
    "stop() and clear()",
    ({ tokens }) => {
      tokens.stop();
      tokens.clear();
      void tokens.start();
    },
  ],
];

describe.each(HOWS)("R364 after a sign-out, with %s", (how) => {
  test.each(ALL.flatMap((kind) => SIGN_OUTS.map(([name, signOut]) => [kind, name, signOut] as const)))(
    "no token of another user enters the connection: %s, %s",
    async (kind, _, signOut) => {
      const one = users(kind);
      const kept = await one.on.keep(one.options(HOW[how](one)));
      one.user = "bob";
      signOut(one.on);
      await one.on.env.pass(50);
      one.on.tokens.setToken(one.mint());
      await one.on.env.pass(20 * 60_000);
      expect(one.on.journal).toEqual(["open as ann", "problem fixConfig"]);
      expect(one.problems).toMatchObject([{ code: "ERR_HANDOVER_FAILED", retryable: false }]);
      expect(one.problems[0]!.message).toContain("signed out");
      expect(one.problems[0]!.remedy).toMatch(/close\(\) it and keep a new one.*identityOf/);
      expect(kept.connection.isOpen).toBe(true);
      await expect(kept.reopen()).rejects.toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "fixConfig" });
      one.on.sockets[0]!.end(1006);
      await one.on.env.pass(20 * 60_000);
      expect(one.on.journal.filter((line) => line.startsWith("open"))).toEqual(["open as ann"]);
    },
  );

  test("that a listener makes, and a sign-in in the same breath, nothing enters either", async () => {
    const one = users("opaque");
    await one.on.keep(one.options(HOW[how](one)));
    one.on.tokens.on("refreshed", () => {
      if (one.user === "bob") return;
      one.user = "bob";
      one.on.tokens.clear();
      one.on.tokens.setToken(one.mint());
    });
    one.on.tokens.setToken({ ...one.mint(), expiresIn: 700 });
    await one.on.env.pass(20 * 60_000);
    expect(one.on.journal.filter((line) => line !== "close ann")).toEqual([
      "open as ann",
      ...(how === "hand-over" ? ["give ann's"] : []),
      "problem fixConfig",
    ]);
  });

  test("the same user goes on: a JWT of the same issuer and subject", async () => {
    const one = users("a JWT");
    await one.on.keep(one.options(HOW[how](one)));
    one.on.tokens.clear();
    await one.on.tokens.start();
    await one.on.env.pass(50);
    expect(one.on.journal.filter((line) => line !== "close ann")).toEqual([
      "open as ann",
      how === "hand-over" ? "give ann's" : "open as ann",
    ]);
  });

  test("identityOf decides where it is given", async () => {
    const one = users("opaque");
    await one.on.keep(one.options({ ...HOW[how](one), identityOf: (token) => token.split(".")[0] }));
    one.on.tokens.clear();
    one.user = "bob";
    one.on.tokens.setToken(one.mint());
    await one.on.env.pass(50);
    expect(one.on.journal).toEqual(["open as ann", "problem fixConfig"]);
    expect(one.problems[0]!.message).toContain("another user");
    one.on.tokens.clear();
    one.user = "ann";
    one.on.tokens.setToken(one.mint());
    await one.on.env.pass(50);
    expect(one.on.journal[2]).toBe(how === "hand-over" ? "give ann's" : "open as ann");
  });

  test("an identityOf that does not know says nothing", async () => {
    const one = users("opaque");
    const identityOf = (token: string): string | undefined => (token.startsWith("ann") ? undefined : "bob");
    await one.on.keep(one.options({ ...HOW[how](one), identityOf }));
    one.on.tokens.clear();
    one.user = "bob";
    for (const expiresIn of [600, 700]) {
      one.on.tokens.setToken({ ...one.mint(), expiresIn });
      await one.on.env.pass(50);
    }
    expect(one.on.journal).toEqual(["open as ann", "problem fixConfig"]);
  });
});

describe("R364 without a sign-out", () => {
  test.each(ALL)("every token is taken: %s", async (kind) => {
    const one = users(kind);
    await one.on.keep(one.options());
    one.user = "bob";
    one.on.tokens.setToken({ ...one.mint(), expiresIn: 700 });
    await one.on.env.pass(50);
    expect(one.on.journal).toEqual(["open as ann", "open as bob", "close ann"]);
  });

  test.each(ALL)("whoever signs in again after a session has ended is taken: %s", async (kind) => {
    let hasEnded = false;
    const one = users(kind, {
      fetchToken() {
        if (hasEnded) throw Object.assign(new Error("gone"), { error: "invalid_grant", status: 400 });
        return one.mint();
      },
    });
    await one.on.keep(one.options());
    hasEnded = true;
    one.on.tokens.invalidate(await one.on.tokens.getToken());
    await one.on.env.pass(50);
    expect(one.on.tokens.state).toMatchObject({ phase: "halted", freshness: "none" });
    one.on.tokens.setToken(one.mint());
    await one.on.env.pass(50);
    expect(one.on.journal).toEqual(["open as ann", "open as ann", "close ann"]);
  });
});

describe("R364 a JWT", () => {
  test.each([
    ["another issuer", { iss: "https://b.example", sub: "ann" }, false],
    ["no issuer", { sub: "ann" }, false],
    ["another subject", { iss: "https://a.example", sub: "bob" }, false],
    ["the same user", { iss: "https://a.example", sub: "ann" }, true],
  ])("of %s after a sign-out", async (_, claims, isTaken) => {
    const one = users("opaque");
    one.on.tokens.setToken({ token: jwt({ iss: "https://a.example", sub: "ann", jti: "1" }), expiresIn: 600 });
    await one.on.keep(one.options());
    one.on.tokens.clear();
    one.on.tokens.setToken({ token: jwt({ ...claims, jti: "2" }), expiresIn: 600 });
    await one.on.env.pass(50);
    expect(one.on.sockets).toHaveLength(isTaken ? 2 : 1);
  });

  test("of the next user is no longer doubted when the first one is there again", async () => {
    const one = users("a JWT");
    await one.on.keep(one.options());
    one.on.sockets[0]!.end(1006);
    for (const user of ["bob", "ann"]) {
      one.user = user;
      one.on.tokens.clear();
      one.on.tokens.setToken(one.mint());
      await one.on.env.pass(60_000);
    }
    expect(one.on.journal.filter((line) => line.startsWith("open"))).toEqual(["open as ann", "open as ann"]);
  });
});

test("R364 the session is that of the token before the sign-out, and after it every token is taken again", async () => {
  const one = users("a JWT");
  await one.on.keep(one.options());
  for (const [user, life] of Object.entries({ "ann as admin": 700, signOut: 0, "ann as admin again": 800, ann: 900 })) {
    one.user = user.replace(" again", "");
    if (life) one.on.tokens.setToken({ ...one.mint(), expiresIn: life });
    else one.on.tokens.clear();
    await one.on.env.pass(50);
  }
  expect(one.on.journal.filter((line) => !line.startsWith("close"))).toEqual([
    ...["open as ann", "open as ann as admin", "open as ann as admin", "open as ann"],
  ]);
});

describe("R364 a sign-out while the connection is being opened", () => {
  test.each(ALL)("opens nothing with what comes after it: %s", async (kind) => {
    const one = users(kind);
    const failed = one.on.keep(
      one.options({
        async reopen(token, attempt) {
          one.on.tokens.clear();
          one.user = "bob";
          one.on.tokens.setToken(one.mint());
          one.on.plan = [refusal()];
          return one.options().reopen!(token, attempt);
        },
      }),
    );
    await expect(failed).rejects.toMatchObject({ code: "ERR_HANDOVER_FAILED" });
    expect(one.on.journal).toEqual(["open as ann"]);
    one.on.tokens.dispose();
    expect([one.on.env.timers, one.on.env.listeners]).toEqual([0, 0]);
  });

  test.each(["start()", "setToken()"])("freshConnect rejects with the first error: %s", async (how) => {
    const one = users("opaque");
    const seen: string[] = [];
    const feed = countingFeed(one.on.tokens);
    const failed = freshConnect(
      feed,
      async (token) => {
        seen.push(token);
        one.user = "bob";
        one.on.tokens.clear();
        if (how === "start()") await one.on.tokens.start();
        else one.on.tokens.setToken(one.mint());
        throw refusal();
      },
      { environment: one.on.env },
    );
    await expect(failed).rejects.toMatchObject({
      code: "ERR_HANDOVER_FAILED",
      action: "rejoin",
      message: "connect() failed: the token was refused (refused)",
    });
    expect(seen).toEqual(["ann.1"]);
    expect(one.on.tokens.peek()!.value).toBe("bob.2");
    expect(feed.listeners).toBe(0);
  });
});

test("R364 a keeper that has ended listens to nothing", async () => {
  const one = users("opaque");
  const feed = countingFeed(one.on.tokens);
  const kept = await keepConnection(feed, { ...one.on.options, ...one.options() });
  expect(feed.listeners).toBeGreaterThan(0);
  kept.close();
  expect(feed.listeners).toBe(0);
});
