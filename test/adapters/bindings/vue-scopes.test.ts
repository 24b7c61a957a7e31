/** Vue's composables in an effect scope that is not the component's: a Pinia store, first used while a server's HTML is taken over. */
import {
  createHydrationRenderer,
  defineComponent,
  effectScope,
  h,
  nextTick,
  onMounted,
  ref,
  type RendererOptions,
  Suspense,
} from "vue";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useToken, useTokenState } from "../../../src/adapters/vue.ts";
import type { TokenManager } from "../../../src/manager.ts";
import { MINUTE, stage, started } from "../../support/stage.ts";

beforeEach(() => void vi.stubGlobal("document", { createElement: () => ({}) }));
afterEach(() => void vi.unstubAllGlobals());

const PARENT = { nodeType: 1, namespaceURI: "", tagName: "DIV" };

/** Of a page that holds `<p>none</p>` alone. */
const NODES: RendererOptions<object, object> = {
  patchProp: () => undefined,
  insert: () => undefined,
  remove: () => undefined,
  createElement: () => ({}),
  createText: () => ({}),
  createComment: () => ({}),
  setText: () => undefined,
  setElementText: (element, text) => void Object.assign(element, { textContent: text }),
  parentNode: () => PARENT,
  nextSibling: () => null,
};

/** Takes over the server's HTML with one component. */
function hydrate(setup: () => () => unknown) {
  const page = { firstChild: { nodeType: 1, tagName: "P", textContent: "none", nextSibling: null } };
  Object.assign(page, { hasChildNodes: () => true });
  const app = createHydrationRenderer(NODES as never).createApp({ setup });
  app.mount(page as never, true);
  return { text: () => page.firstChild.textContent, unmount: () => app.unmount() };
}

/** Takes over a page that waits for its data; the user goes on to another one. */
function visit(setup: () => void): () => Promise<void> {
  const isHere = ref(true);
  const Data = defineComponent({ setup: () => new Promise<() => unknown>(() => undefined) });
  const Page = defineComponent(() => {
    setup();
    return () => h(Data);
  });
  hydrate(() => () => (isHere.value ? h(Suspense, null, { default: () => h(Page) }) : h("p", "none")));
  return async () => {
    isHere.value = false;
    await nextTick();
    await nextTick();
  };
}

/** A store as Pinia has them: made once, in a scope of its own. */
function storeOf(tokens: TokenManager) {
  const scope = effectScope(true);
  const make = () => ({ token: useToken(tokens), state: useTokenState(tokens) });
  let store: ReturnType<typeof make> | undefined;
  return { use: () => (store ??= scope.run(make)!), end: () => scope.stop() };
}

describe("R464 a store that is first used by a component", () => {
  test.each(["in its setup, while it hydrates", "when it is mounted"])(
    "follows its manager also when the component has gone: %s",
    async (when) => {
      const { env, source, tokens } = await started();
      const store = storeOf(tokens);
      const seen = (): unknown[] => {
        const { token, state } = store.use();
        return [token.value && source.nameOf(token.value.value), state.value.phase];
      };
      const { unmount } = hydrate(() => {
        if (when.startsWith("in")) store.use();
        else onMounted(() => void store.use());
        return () => h("p", "none");
      });
      expect(seen()).toEqual(["t1", "holding"]);
      unmount();
      await env.pass(10 * MINUTE);
      expect(seen()).toEqual(["t2", "holding"]);
      tokens.clear();
      expect(seen()).toEqual([undefined, "halted"]);
      store.end();
      tokens.setToken({ token: "of-the-next-user", expiresIn: 600 });
      expect(seen()).toEqual([undefined, "halted"]);
    },
  );

  test("R428 follows its manager also where that component goes away before it is mounted", async () => {
    const { source, tokens } = await started();
    const store = storeOf(tokens);
    const leave = visit(() => void store.use());
    await nextTick();
    expect(store.use().token.value).toBeUndefined();
    await leave();
    expect(source.nameOf(store.use().token.value!.value)).toBe("t1");
    store.end();
  });

  test("R428 is not begun for a component that goes away before it is mounted", async () => {
    const { env, source, tokens } = stage();
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await visit(() => void useToken(tokens))();
    await env.pass(0);
    expect([source.requests.length, tokens.state.phase, warn.mock.calls]).toEqual([0, "idle", []]);
    warn.mockRestore();
  });

  test("shows what the server showed until the component is mounted, and the token after that", async () => {
    const { source, tokens } = await started();
    const shown: string[] = [];
    const isOpen = ref(true);
    const page = hydrate(() => {
      const token = useToken(tokens);
      return () => {
        const text = isOpen.value && token.value ? source.nameOf(token.value.value) : "none";
        shown.push(text);
        return h("p", text);
      };
    });
    await nextTick();
    expect([shown, page.text()]).toEqual([["none", "t1"], "t1"]);
  });
});
