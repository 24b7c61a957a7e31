/**
 * Back ends and SDKs that quote a token which this page has had: replaced, cleared, or beside the one in hand. All are short
 * and have no shape that would give them away.
 *
 * @module
 */
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { keepConnection } from "../../src/adapters/connection.ts";
import { TokenManager } from "../../src/index.ts";
import { virtualEnvironment, type VirtualEnvironment } from "../../src/testing.ts";

interface Page {
  readonly env: VirtualEnvironment;
  readonly tokens: TokenManager;
  readonly values: readonly string[];
  /** The back end fails from now on, and says this. */
  quote(text: string): void;
  /** Everything that can be seen of all errors: messages, stacks, causes. */
  seen(): string;
}

function page(seed: number): Page {
  const env = virtualEnvironment();
  const values = [1, 2, 3].map((n) => `sk-${(seed * 7_919 + n * 104_729).toString(36)}Qw${String(n)}Zx`);
  let text: string | undefined;
  let sent = 0;
  const fetchToken = (): object => {
    if (text) throw new Error(text);
    return { token: values[sent++], expiresIn: 600, refresh_token: `rt-${String(seed)}Er34Ty${String(sent)}` };
  };
  const tokens = new TokenManager({ environment: env, quiet: true, fetchToken: fetchToken as never });
  const errors: unknown[] = [];
  for (const event of ["attemptFailed", "refreshFailed"] as const)
    tokens.on(event, ({ error }) => void errors.push(error));
  return { env, tokens, values, quote: (said) => (text = said), seen: () => inspect(errors, { depth: 9 }) };
}

test("R351 a replaced token is in no error", async () => {
  const { env, tokens, values, quote, seen } = page(1);
  await tokens.start();
  await env.pass(575_000);
  quote(`token ${values[0]!} is bad`);
  await env.pass(580_000);
  expect(seen()).toContain("token [redacted] is bad");
  expect(seen()).not.toContain(values[0]);
});

test("R351 a cleared token is in no error of the next life, nor in one of another manager", async () => {
  const { env, tokens, values, quote, seen } = page(2);
  await tokens.start();
  tokens.clear();
  quote(`token ${values[0]!} is bad`);
  tokens.start().catch(() => undefined);
  await env.pass(1_000);
  expect(seen()).toContain("token [redacted] is bad");
  tokens.dispose();
  const next = page(3);
  next.quote(`token ${values[0]!} is bad`);
  next.tokens.start().catch(() => undefined);
  await next.env.pass(1_000);
  for (const text of [seen(), next.seen()]) expect(text).not.toContain(values[0]);
});

test("R351 a refresh token that stood beside the one in hand is in no error", async () => {
  const { env, tokens, quote, seen } = page(4);
  const { refresh_token: beside } = (await tokens.start()).details as { refresh_token: string };
  quote(`session ${beside} is bad`);
  await env.pass(580_000);
  expect(seen()).toContain("session [redacted] is bad");
  expect(seen()).not.toContain(beside);
});

test("R351 an error of a hand-over shows neither the new token nor the old one", async () => {
  const { env, tokens, values } = page(5);
  const problems: unknown[] = [];
  await Promise.all([
    keepConnection(tokens, {
      environment: env,
      reopen: (token) => Promise.resolve({ token }),
      handOver: ({ token: old }, token) => {
        throw new Error(`handOver ${token} and old ${old}`);
      },
      onProblem: (error) => void problems.push(error),
    }),
    env.pass(100),
  ]);
  await env.pass(600_000);
  const text = inspect(problems, { depth: 9 });
  expect(text).toContain("handOver [redacted] and old [redacted]");
  for (const value of values) expect(text).not.toContain(value);
  tokens.dispose();
});
