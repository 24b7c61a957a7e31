/** A signal that must outlive the request: it takes several collections of garbage to see whether it does. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { setting } from "./setting.ts";

const why = new Error("left the page");

test.each(["init", "Request", "init beside a Request"])(
  "trap: an abort reaches a body that still streams, the signal in the %s",
  async (place) => {
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc") as () => void;
    const { tokens, api } = await setting();
    const controller = new AbortController();
    const init = { signal: controller.signal };
    const held = new Request(`${api.origin}/endless`, init);
    const call = authorizedFetch(tokens, { allow: [api.origin] });
    const calls: Record<string, () => Promise<Response>> = {
      init: () => call(held.url, init),
      Request: () => call(held),
      "init beside a Request": () => call(new Request(held.url), init),
    };
    const readerOf = async (response: Promise<Response>): Promise<ReadableStreamDefaultReader> => {
      const reader = (await response).body!.getReader();
      await reader.read();
      return reader;
    };
    const raw = (await readerOf(fetch(new Request(held.url, init)))).read();
    const ours = (await readerOf(calls[place]!())).read();
    let isRawOver = false;
    raw.catch(() => (isRawOver = true));
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => void setImmediate(resolve));
      gc();
    }
    controller.abort(why);
    await expect(ours).rejects.toBe(why);
    expect(isRawOver).toBe(false); // Node 24 has forgotten whose signal it was
    expect(held.signal.aborted).toBe(true);
  },
);

test.each(["fetch", "proof"])(
  "R456 trap: an abort is heard while nobody but the caller holds what it waits for: option %s",
  async (option) => {
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc") as () => void;
    const { tokens, api } = await setting();
    const call = authorizedFetch(tokens, { allow: [api.origin], [option]: () => new Promise(() => undefined) });
    const controller = new AbortController();
    let end: unknown = "still waiting";
    call(`${api.origin}/thing`, { signal: controller.signal }).catch((error: unknown) => (end = error));
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => void setImmediate(resolve));
      gc();
    }
    controller.abort(why);
    await new Promise((resolve) => void setImmediate(resolve));
    expect(end).toBe(why);
  },
);
