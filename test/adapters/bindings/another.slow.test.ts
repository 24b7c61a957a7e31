/** A component gets another manager: what it shows is the new one's at once, and the old one is left alone. */
import "@angular/compiler"; // Node runs what no Angular build has compiled
import {
  Injector,
  runInInjectionContext,
  signal as angularSignal,
  ɵChangeDetectionScheduler,
  ɵEffectScheduler,
  ɵINJECTOR_SCOPE,
} from "@angular/core";
import { createMemo, createRoot, createSignal } from "solid-js";
import { effectScope, ref, shallowReactive, shallowRef } from "vue";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as angular from "../../../src/adapters/angular.ts";
import * as solid from "../../../src/adapters/solid.ts";
import * as vue from "../../../src/adapters/vue.ts";
import type { TokenManager } from "../../../src/manager.ts";
import { SECOND, stage, started } from "../../support/stage.ts";

// Node takes Solid's build for servers, where nothing follows anything.
vi.mock("solid-js", () => {
  const client: string = "../../../node_modules/solid-js/dist/solid.js"; // it has no types there
  return import(client);
});

interface Followed {
  token(): string | undefined;
  phase(): string;
  change(tokens: TokenManager): void;
  end(): void;
}

type Follow = (tokens: TokenManager) => Followed;

/** @param given - what the composables are given, and how it changes */
function inVue(given: Parameters<typeof vue.useToken>[0], change: (tokens: TokenManager) => void): Followed {
  const scope = effectScope();
  const [token, state] = scope.run(() => [vue.useToken(given), vue.useTokenState(given)] as const)!;
  return { token: () => token.value?.value, phase: () => state.value.phase, change, end: () => scope.stop() };
}

const BINDINGS: Readonly<Record<string, Follow>> = {
  "Vue, a getter of a prop"(tokens) {
    const props = shallowReactive({ tokens });
    return inVue(
      () => props.tokens,
      (next) => (props.tokens = next),
    );
  },
  "Vue, a ref"(tokens) {
    const current = shallowRef(tokens);
    return inVue(current, (next) => (current.value = next));
  },
  "Vue, a deep ref"(tokens) {
    const current = ref(tokens);
    return inVue(current, (next) => (current.value = next));
  },
  Solid: (tokens) =>
    createRoot((end) => {
      const [current, setCurrent] = createSignal(tokens);
      const [token, state] = [solid.useToken(current), solid.useTokenState(current)];
      return {
        token: () => token()?.value,
        phase: () => state().phase,
        change: (next) => void setCurrent(() => next),
        end,
      };
    }),
  Angular(tokens) {
    const notify = (): void => undefined;
    const injector = Injector.create({
      providers: [
        { provide: ɵINJECTOR_SCOPE, useValue: "root" },
        { provide: ɵChangeDetectionScheduler, useValue: { notify } },
      ],
    });
    const render = (): void => injector.get(ɵEffectScheduler).flush();
    const current = angularSignal(tokens);
    const [token, state] = runInInjectionContext(injector, () => [
      angular.tokenSignal(current),
      angular.tokenStateSignal(current),
    ]);
    render();
    return {
      token: () => token()?.value,
      phase: () => state().phase,
      change(next) {
        current.set(next);
        render();
      },
      end: () => (injector as { destroy?(): void }).destroy?.(),
    };
  },
};

describe.each(Object.entries(BINDINGS))("R242 %s", (_, follow) => {
  beforeEach(() => void vi.stubGlobal("document", {}));
  afterEach(() => void vi.unstubAllGlobals());

  test("follows another manager, and the old one no longer", async () => {
    const { env, source, tokens: ann } = await started();
    const { tokens: bob } = stage({ env, source });
    const seen = follow(ann);
    const now = (): unknown[] => [seen.token() && source.nameOf(seen.token()!), seen.phase()];
    expect(now()).toEqual(["t1", "holding"]);
    seen.change(bob); // nobody has started that one
    expect(now()).toEqual([undefined, "refreshing"]);
    await env.pass(SECOND);
    expect(now()).toEqual(["t2", "holding"]);
    ann.clear();
    expect(now()).toEqual(["t2", "holding"]);
    seen.change(ann);
    expect(now()).toEqual([undefined, "halted"]);
    bob.stop();
    await ann.start();
    expect(now()).toEqual(["t3", "holding"]);
    seen.end();
    ann.clear();
    expect(seen.phase()).toBe("holding"); // nobody follows it any more
  });
});

describe("R242 before the effects of a change have run, the former user's token is seen nowhere", () => {
  beforeEach(() => void vi.stubGlobal("document", {}));
  afterEach(() => void vi.unstubAllGlobals());

  test("in Solid's memos", async () => {
    const { env, source, tokens: ann } = await started();
    const { tokens: bob } = stage({ env, source });
    await bob.start();
    createRoot((end) => {
      const [current, setCurrent] = createSignal(ann);
      const token = solid.useToken(current);
      const seen: unknown[] = [];
      createMemo(() => void seen.push([current() === ann ? "ann" : "bob", source.nameOf(token()!.value)]));
      setCurrent(() => bob);
      expect(new Set(seen.map((pair) => (pair as string[]).join(" ")))).toEqual(new Set(["ann t1", "bob t2"]));
      end();
    });
  });

  test("in Angular's signals", async () => {
    const { env, source, tokens: ann } = await started();
    const { tokens: bob } = stage({ env, source });
    await bob.start();
    const injector = Injector.create({
      providers: [
        { provide: ɵINJECTOR_SCOPE, useValue: "root" },
        { provide: ɵChangeDetectionScheduler, useValue: { notify: () => undefined } },
      ],
    });
    const current = angularSignal(ann);
    const token = runInInjectionContext(injector, () => angular.tokenSignal(current));
    injector.get(ɵEffectScheduler).flush();
    expect(source.nameOf(token()!.value)).toBe("t1");
    current.set(bob);
    expect(source.nameOf(token()!.value)).toBe("t2");
    (injector as { destroy?(): void }).destroy?.();
  });
});
