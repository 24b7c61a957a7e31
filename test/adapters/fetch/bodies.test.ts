/** What was sent once can be sent twice, byte for byte. Node's own fetch against a real server. */
import axios from "axios";
import ky from "ky";
import { describe, expect, test } from "vitest";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { setting } from "./setting.ts";

const TEXT = "Grüße, 你好 \u0000 end";
const bytes = (): Uint8Array<ArrayBuffer> => new TextEncoder().encode(TEXT);
/** As the server's latin1 shows the bytes of a text. */
const onTheWire = (text: string): string => Buffer.from(text).toString("latin1");

function form(): FormData {
  const data = new FormData();
  data.append("name", TEXT);
  data.append("file", new File([bytes()], "a.bin", { type: "application/x-own" }));
  return data;
}

/** In chunks that come one after the other, so that no copy can be complete before it is sent. */
function stream(): ReadableStream<Uint8Array> {
  let left = 200;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1_000).fill(97 + (left % 26)));
      if (--left === 0) controller.close();
    },
  });
}

const BODIES: Record<string, () => RequestInit> = {
  string: () => ({ body: TEXT }),
  URLSearchParams: () => ({ body: new URLSearchParams({ q: TEXT }) }),
  Uint8Array: () => ({ body: bytes() }),
  ArrayBuffer: () => ({ body: bytes().buffer }),
  Blob: () => ({ body: new Blob([bytes()], { type: "application/x-own" }) }),
  FormData: () => ({ body: form() }),
  ReadableStream: () => ({ body: stream(), duplex: "half" }) as RequestInit,
  nothing: () => ({}),
};

describe.each(Object.entries(BODIES))("%s", (name, init) => {
  test.each(["init", "Request"])("in the %s is sent again, byte for byte", async (place) => {
    const { tokens, api, revoke, tokensAt } = await setting();
    revoke(await tokens.getToken());
    const post = { method: "POST", ...init() };
    const url = `${api.origin}/thing`;
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const response = await (place === "init" ? send(url, post) : send(new Request(url, post)));
    expect(response.status).toBe(200);
    expect(tokensAt(api)).toEqual(["t1", "t2"]);
    const [first, second] = api.seen;
    expect({ ...second, authorization: "" }).toEqual({ ...first, authorization: "" });
    if (name === "ReadableStream") expect(first!.body).toHaveLength(200_000);
    else if (name === "FormData") expect(first!.body).toContain(onTheWire(TEXT));
    else expect(first!.body).toBe(Buffer.from(await new Response(init().body).arrayBuffer()).toString("latin1"));
  });
});

test("what the caller changes afterwards is not sent", async () => {
  const { tokens, api, revoke } = await setting();
  revoke(await tokens.getToken());
  const [data, headers, view] = [form(), new Headers({ "x-own": "1" }), bytes()];
  const send = authorizedFetch(tokens, { allow: [api.origin] });
  const answers = [
    send(`${api.origin}/form`, { method: "POST", body: data, headers }),
    send(`${api.origin}/bytes`, { method: "POST", body: view }),
  ];
  data.append("late", "too late");
  view.fill(0);
  await Promise.all(answers);
  const bodies = api.seen.map(({ body }) => body);
  expect(bodies).toHaveLength(4);
  expect(bodies.filter((body) => body.includes("too late") || body.startsWith("\u0000"))).toEqual([]);
});

test("a Request is used up, as fetch would use it", async () => {
  const { tokens, api } = await setting();
  const request = new Request(`${api.origin}/thing`, { method: "PUT", body: "once" });
  const send = authorizedFetch(tokens, { allow: [api.origin] });
  expect(await (await send(request)).text()).toBe("once");
  expect(request.bodyUsed).toBe(true);
  await expect(send(request)).rejects.toThrow(TypeError);
});

test("ky@2.1.0 and axios@1.21.1 on top of it live through a 401", async () => {
  const { tokens, api, revoke, tokensAt } = await setting();
  const send = authorizedFetch(tokens, { allow: [api.origin] });
  revoke(await tokens.getToken());
  expect(
    await ky
      .create({ fetch: send })
      .post(`${api.origin}/thing`, { json: { a: 1 } })
      .json(),
  ).toEqual({ a: 1 });
  expect(tokensAt(api)).toEqual(["t1", "t2"]);
  const client = axios.create({ adapter: "fetch", env: { fetch: send } });
  const { data } = await client.post<unknown>(`${api.origin}/thing`, { b: 2 });
  expect(data).toEqual({ b: 2 });
  expect(tokensAt(api)).toEqual(["t1", "t2", "t2"]);
});

test.each([
  [true, "read: Chromium counts one that is not against the 64 KiB of the next keepalive request"],
  [false, "let go"],
])("R458 with keepalive: %s the refused answer is %s", async (keepalive) => {
  const { tokens, revoke } = await setting();
  revoke(await tokens.getToken());
  const ends: string[] = [];
  const refusal = new ReadableStream(
    {
      type: "bytes",
      pull(controller) {
        controller.enqueue(new Uint8Array(1));
        controller.close();
        ends.push("read");
      },
      cancel: () => void ends.push("cancelled"),
    },
    { highWaterMark: 0 },
  );
  const answers = [new Response(refusal, { status: 401 }), new Response("fine")];
  const send = authorizedFetch(tokens, {
    allow: ["https://api.example.com"],
    fetch: () => {
      const answer = answers.shift()!;
      if (answer.ok) ends.push("sent again");
      return Promise.resolve(answer);
    },
  });
  const response = await send("https://api.example.com/left", { method: "POST", body: "x", keepalive });
  expect([await response.text(), ends]).toEqual(["fine", [keepalive ? "read" : "cancelled", "sent again"]]);
});
