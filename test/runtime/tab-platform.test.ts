/** What tabs share at the host: looked up when it is needed, with a page that is pretended. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_TAB_PLATFORM } from "../../src/runtime/tab-platform.ts";

afterEach(() => void vi.unstubAllGlobals());

describe("R174 the host's tab platform", () => {
  test("tells when the page leaves, is shown again, or goes on after it was frozen, until nobody listens", () => {
    const page = new EventTarget();
    const pane = new EventTarget();
    vi.stubGlobal("document", page);
    vi.stubGlobal("addEventListener", pane.addEventListener.bind(pane));
    vi.stubGlobal("removeEventListener", pane.removeEventListener.bind(pane));
    const heard: string[] = [];
    const undo = DEFAULT_TAB_PLATFORM.onPage((event) => heard.push(event));
    const fire = (): void => {
      for (const name of ["pagehide", "pageshow"]) pane.dispatchEvent(new Event(name));
      page.dispatchEvent(new Event("resume"));
    };
    fire();
    expect(heard).toEqual(["left", "shown", "resumed"]);
    undo();
    fire();
    expect(heard).toHaveLength(3);
  });

  test("has no page where there is none", () => {
    vi.stubGlobal("addEventListener", undefined);
    vi.stubGlobal("removeEventListener", undefined);
    expect(() => DEFAULT_TAB_PLATFORM.onPage(() => undefined)()).not.toThrow();
  });

  test("has the host's locks, or none", () => {
    expect(DEFAULT_TAB_PLATFORM.locks()).toBe(navigator.locks);
    vi.stubGlobal("navigator", {});
    expect(DEFAULT_TAB_PLATFORM.locks()).toBeUndefined();
    vi.stubGlobal("navigator", undefined);
    expect(DEFAULT_TAB_PLATFORM.locks()).toBeUndefined();
  });

  test("opens channels by their names, which keep no process alive; without channels it throws", () => {
    const opened: unknown[] = [];
    class Channel {
      constructor(name: string) {
        opened.push(name);
      }
      unref(): void {
        opened.push("unref");
      }
    }
    vi.stubGlobal("BroadcastChannel", Channel);
    expect(DEFAULT_TAB_PLATFORM.openChannel("a name")).toBeInstanceOf(Channel);
    expect(opened).toEqual(["a name", "unref"]);
    vi.stubGlobal("BroadcastChannel", EventTarget); // a browser's has no unref()
    expect(() => DEFAULT_TAB_PLATFORM.openChannel("a name")).not.toThrow();
    vi.stubGlobal("BroadcastChannel", undefined);
    expect(() => DEFAULT_TAB_PLATFORM.openChannel("a name")).toThrow(TypeError);
  });
});
