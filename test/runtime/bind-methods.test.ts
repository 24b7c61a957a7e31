/** Methods that are bound to their object when they are first read. */
import { expect, test, vi } from "vitest";
import { TokenManager } from "../../src/manager.ts";
import { stage } from "../support/stage.ts";

test("a method that somebody replaces is replaced, as often as they like, and comes back when that is taken off", () => {
  const { tokens } = stage();
  const mine = (): undefined => undefined;
  tokens.peek = mine;
  expect(tokens.peek).toBe(mine);
  const other = (): undefined => undefined;
  tokens.peek = other;
  expect(tokens.peek).toBe(other);
  Reflect.deleteProperty(tokens, "peek");
  expect(tokens.peek).toBe(tokens.peek);
  expect([mine, other]).not.toContain(tokens.peek);
  tokens.peek = mine; // also one that was read before
  expect(tokens.peek).toBe(mine);
  Reflect.deleteProperty(tokens, "peek");
  expect([mine, other]).not.toContain(tokens.peek);
  expect(Reflect.deleteProperty(tokens, "peek")).toBe(true); // what was bound when it was read, too
  expect(tokens.peek()).toBeUndefined();
});

test("R357 a manager is disposed of by `using`, as engines do it, and through a proxy", () => {
  for (const wrap of [(tokens: TokenManager) => tokens, (tokens: TokenManager) => new Proxy(tokens, {})]) {
    const { tokens } = stage();
    const stack = new DisposableStack();
    stack.use(wrap(tokens));
    stack.dispose();
    expect(tokens.state.phase).toBe("disposed");
  }
});

test("R357 `using` calls the dispose() of a subclass, as a caller does", () => {
  class Counting extends TokenManager {
    ends = 0;
    override dispose(): void {
      this.ends++;
      super.dispose();
    }
  }
  const tokens = new Counting({ fetchToken: () => "opaque", quiet: true });
  tokens[Symbol.dispose]();
  expect([tokens.ends, tokens.state.phase]).toEqual([1, "disposed"]);
});

test("a spy on one manager, and one on all, see the calls and leave nothing behind", () => {
  const { tokens } = stage();
  const { clear } = TokenManager.prototype;
  const one = vi.spyOn(tokens, "stop").mockReturnValue();
  const all = vi.spyOn(TokenManager.prototype, "clear").mockReturnValue();
  tokens.stop();
  tokens.clear();
  expect([one.mock.calls.length, all.mock.calls.length, tokens.state.phase]).toEqual([1, 1, "idle"]);
  one.mockRestore();
  all.mockRestore();
  expect(TokenManager.prototype.clear).toBe(clear);
  tokens.clear();
  expect(tokens.state.phase).toBe("halted");
});

test("a manager shows none of its methods as its own", () => {
  const { tokens } = stage();
  const { peek, getToken } = tokens;
  expect([peek, getToken]).toEqual([tokens.peek, tokens.getToken]);
  expect(Object.keys(tokens)).toEqual(["state"]);
  expect(Object.getOwnPropertySymbols(Object.assign({}, tokens))).toEqual([]);
});
