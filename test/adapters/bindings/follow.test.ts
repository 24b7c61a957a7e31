/**
 * The bindings that run without a page of their own: Angular's, Vue's and Svelte's in a page that is pretended, and all on a server.
 * test/frameworks/ has each in an app that is built with the framework's own tool.
 */
import "@angular/compiler"; // Node runs what no Angular build has compiled
import { Injector, PLATFORM_ID, runInInjectionContext } from "@angular/core";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { renderToString as renderSolid } from "solid-js/web";
import { createSSRApp, defineComponent, effectScope, h, reactive } from "vue";
import { renderToString as renderVue } from "vue/server-renderer";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as angular from "../../../src/adapters/angular.ts";
import * as react from "../../../src/adapters/react.ts";
import * as solid from "../../../src/adapters/solid.ts";
import * as svelte from "../../../src/adapters/svelte.ts";
import * as vue from "../../../src/adapters/vue.ts";
import type { TokenManager } from "../../../src/manager.ts";
import { MINUTE, SECOND, stage, started } from "../../support/stage.ts";

/** What one binding shows while it follows; the names of tokens, and phases. */
type Follow = (tokens: TokenManager) => { token(): string | undefined; phase(): string; end(): void };

const BINDINGS: Readonly<Record<string, Follow>> = {
  Angular(tokens) {
    const injector = Injector.create({ providers: [] });
    return runInInjectionContext(injector, () => {
      const [token, state] = [angular.tokenSignal(tokens), angular.tokenStateSignal(tokens)];
      return { token: () => token()?.value, phase: () => state().phase, end: () => injector.destroy() };
    });
  },
  Vue(tokens) {
    const scope = effectScope();
    const [token, state] = scope.run(() => [vue.useToken(tokens), vue.useTokenState(tokens)] as const)!;
    return { token: () => token.value?.value, phase: () => state.value.phase, end: () => scope.stop() };
  },
  "Vue, a manager in reactive()": (tokens) => BINDINGS["Vue"]!(reactive({ tokens }).tokens as TokenManager),
  "Svelte's store contract"(tokens) {
    let token: string | undefined;
    let phase = "";
    const ends = [
      svelte.useToken(tokens).subscribe((at) => (token = at?.value)),
      svelte.useTokenState(tokens).subscribe((at) => (phase = at.phase)),
    ];
    return { token: () => token, phase: () => phase, end: () => ends.forEach((end) => end()) };
  },
};

/** How many listen to the manager: none of them is told after `end()`. */
function countCalls(tokens: TokenManager): () => number {
  let listening = 0;
  const { subscribe } = tokens;
  tokens.subscribe = (listener) => {
    listening++;
    const undo = subscribe(listener);
    return () => {
      listening--;
      undo();
    };
  };
  return () => listening;
}

describe.each(Object.entries(BINDINGS))("%s", (_name, follow) => {
  beforeEach(() => void vi.stubGlobal("document", {}));
  afterEach(() => void vi.unstubAllGlobals());

  test("R242 R243 starts an idle manager, follows a life, and leaves no listener behind", async () => {
    const { env, source, tokens } = stage();
    const listening = countCalls(tokens);
    const seen = follow(tokens);
    const now = (): unknown[] => [seen.token() && source.nameOf(seen.token()!), seen.phase()];
    expect(now()).toEqual([undefined, "refreshing"]);
    await env.pass(SECOND);
    expect(now()).toEqual(["t1", "holding"]);
    await env.pass(10 * MINUTE);
    expect(now()).toEqual(["t2", "holding"]);
    tokens.clear();
    expect(now()).toEqual([undefined, "halted"]);
    expect(listening()).toBe(2);
    seen.end();
    expect(listening()).toBe(0);
  });

  test("R242 shows at once what there is", async () => {
    const { source, tokens } = await started();
    const seen = follow(tokens);
    expect([source.nameOf(seen.token()!), seen.phase()]).toEqual(["t1", "holding"]);
    seen.end();
  });

  test.each(["stop", "clear", "dispose"] as const)("R243 does not start a manager after %s()", async (end) => {
    const { env, source, tokens } = await started();
    tokens[end]();
    const { phase } = tokens.state;
    follow(tokens).end();
    await env.pass(MINUTE);
    expect([source.requests.length, tokens.state.phase]).toEqual([1, phase]);
  });
});

/** What each renders on a server, as text. */
const SERVERS: Readonly<Record<string, (tokens: TokenManager) => string>> = {
  React(tokens) {
    const Shown = (): string => {
      const token = react.useToken(tokens);
      const phase = react.useTokenState(tokens, (state) => state.phase);
      return `${String(token?.value)} ${phase} ${react.useTokenState(tokens).freshness}`;
    };
    return renderToString(createElement(Shown));
  },
  Solid(tokens) {
    return `${String(solid.useToken(tokens)()?.value)} ${solid.useTokenState(tokens)().phase} none`;
  },
  Svelte(tokens) {
    const shown = [svelte.useToken(tokens).current?.value, svelte.useTokenState(tokens).current.phase];
    let stored: unknown = "";
    svelte.useToken(tokens).subscribe((token) => (stored = token))();
    expect(stored).toBe(undefined);
    return `${shown.map(String).join(" ")} none`;
  },
  Angular(tokens) {
    return runInInjectionContext(Injector.create({ providers: [] }), () => {
      const [token, state] = [angular.tokenSignal(tokens), angular.tokenStateSignal(tokens)];
      return `${String(token()?.value)} ${state().phase} none`;
    });
  },
  Vue(tokens) {
    return `${String(vue.useToken(tokens).value?.value)} ${vue.useTokenState(tokens).value.phase} none`;
  },
};

/** What each framework's own renderer makes of a component; Svelte's components are compiled by its own tool. */
const RENDERERS: Readonly<Record<string, (tokens: TokenManager) => string | Promise<string>>> = {
  React: (tokens) => SERVERS["React"]!(tokens),
  Solid: (tokens) => renderSolid(() => SERVERS["Solid"]!(tokens)),
  Angular(tokens) {
    const injector = Injector.create({ providers: [{ provide: PLATFORM_ID, useValue: "server" }] });
    return runInInjectionContext(injector, () =>
      [angular.tokenSignal(tokens)()?.value, angular.tokenStateSignal(tokens)().phase, "none"].map(String).join(" "),
    );
  },
  Vue: (tokens) => renderVue(createSSRApp({ render: () => h(VueShown, { tokens }) })),
};

const VueShown = defineComponent({
  props: ["tokens"],
  setup({ tokens }: { tokens: TokenManager }) {
    const text = SERVERS["Vue"]!(tokens);
    return () => text;
  },
});

// What loads a page for libraries that want one: jsdom, happy-dom, domino.
describe.each(Object.entries(RENDERERS))("R244 %s on a server with the globals of a page", (_name, render) => {
  beforeEach(() => void vi.stubGlobal("document", {}));
  afterEach(() => void vi.unstubAllGlobals());

  test("renders no token and starts nothing", async () => {
    const [holding, idle] = [await started(), stage()];
    const listening = countCalls(idle.tokens);
    for (const { tokens } of [holding, idle]) expect(await render(tokens)).toContain("undefined idle none");
    expect([idle.source.requests.length, idle.tokens.state.phase, listening()]).toEqual([0, "idle", 0]);
  });
});

describe.each(
  Object.entries(SERVERS).flatMap(([name, render]) => [
    { name, what: "without a document", render, shim() {} },
    { name, what: "whose document is undefined", render, shim: () => vi.stubGlobal("document", undefined) },
    { name, what: "whose document is null", render, shim: () => vi.stubGlobal("document", null) },
  ]),
)("R244 $name on a server $what", ({ render, shim }) => {
  beforeEach(() => void shim());
  afterEach(() => void vi.unstubAllGlobals());

  test("renders no token, whatever the manager holds", async () => {
    const { tokens } = await started();
    expect(render(tokens)).toBe("undefined idle none");
  });

  test("starts nothing, and leaves no listener behind", async () => {
    const { env, source, tokens } = stage();
    const listening = countCalls(tokens);
    expect(render(tokens)).toBe("undefined idle none");
    await env.pass(MINUTE);
    expect([source.requests.length, tokens.state.phase, listening()]).toEqual([0, "idle", 0]);
  });
});
