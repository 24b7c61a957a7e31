/** A manager behind a proxy: frameworks wrap what is put in their reactive objects. */
import { reactive, readonly, ref, shallowReactive, watchEffect } from "vue";
import { expect, test } from "vitest";
import { TokenManager } from "../../../src/manager.ts";
import { MINUTE, stage, started } from "../../support/stage.ts";

const WRAPPERS: Readonly<Record<string, (tokens: TokenManager) => TokenManager>> = {
  "Vue's reactive()": (tokens) => reactive({ tokens }).tokens as TokenManager,
  "Vue's reactive() of itself": (tokens) => reactive(tokens) as TokenManager,
  "Vue's shallowReactive()": (tokens) => shallowReactive({ tokens }).tokens,
  "Vue's ref()": (tokens) => ref(tokens).value as TokenManager,
  "Vue's readonly()": (tokens) => readonly({ tokens }).tokens as TokenManager,
  "a plain Proxy": (tokens) => new Proxy(tokens, {}),
  "two proxies": (tokens) => new Proxy(new Proxy(tokens, {}), {}),
  "an object that inherits": (tokens) => Object.create(tokens) as TokenManager,
};

test.each(Object.entries(WRAPPERS))("R240 a manager works behind %s", async (_name, wrap) => {
  const { env, source, tokens } = stage();
  const wrapped = wrap(tokens);
  const heard: string[] = [];
  const undo = wrapped.subscribe(() => heard.push(wrapped.state.phase));
  wrapped.once("refreshed", ({ token }) => heard.push(source.nameOf(token.value)));
  await wrapped.start();
  expect(source.nameOf(await wrapped.getToken())).toBe("t1");
  expect(wrapped.peek()).toBe(tokens.peek());
  wrapped.invalidate(wrapped.peek()!.value);
  await env.pass(MINUTE);
  expect(source.nameOf(wrapped.peek()!.value)).toBe("t2");
  undo();
  expect(heard).toEqual(["refreshing", "t1", "holding", "refreshing", "holding"]);
  expect(wrapped.state).toEqual(tokens.state);
  wrapped.clear();
  wrapped.stop();
  wrapped[Symbol.dispose]();
  expect(tokens.state.phase).toBe("disposed");
});

test("R240 a subclass works behind a proxy as well", async () => {
  class Counting extends TokenManager {
    calls = 0;
    override getToken(): Promise<string> {
      this.calls++;
      return super.getToken();
    }
  }
  const tokens = new Proxy(new Counting({ fetchToken: () => "opaque", quiet: true }), {});
  expect([await tokens.getToken(), await tokens.getToken(), tokens.calls]).toEqual(["opaque", "opaque", 2]);
  tokens.dispose();
});

test("R240 what is handed around is the same function behind a proxy and before it", () => {
  const { tokens } = stage();
  const wrapped = reactive({ tokens }).tokens;
  expect(wrapped.subscribe).toBe(tokens.subscribe);
  expect(wrapped.peek).toBe(tokens.peek);
});

test("R240 what Vue watches deeply stays as it is, and holds no value", async () => {
  const { tokens } = await started();
  const shop = reactive({ tokens });
  const seen: string[] = [];
  const end = watchEffect(() => seen.push(JSON.stringify(shop)));
  end();
  expect(seen[0]).toContain('"phase":"holding"');
  expect(seen[0]).not.toContain(tokens.peek()!.value);
});

test("R241 a token that differs in its value alone is told, and state is another object", () => {
  const { tokens } = stage();
  const seen: unknown[] = [];
  tokens.subscribe(() => seen.push(tokens.peek()!.value, tokens.state));
  for (const token of ["opaque-1", "opaque-2"]) tokens.setToken({ token, expiresIn: 600 });
  expect([seen[0], seen[2]]).toEqual(["opaque-1", "opaque-2"]);
  expect(seen[3]).toEqual(seen[1]);
  expect(seen[3]).not.toBe(seen[1]);
});
