/** A `keepalive` request whose refused answer goes on and on: it is sent again, and can be aborted, as any other. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { SECOND, stage } from "../../support/stage.ts";

const ORDERS = "https://api.example.com/orders";
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(AbortSignal, "timeout").mockImplementation((delayMs) => {
    const limit = new AbortController();
    setTimeout(() => limit.abort(), delayMs);
    return limit.signal;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Its first answer is a 401 with this body, all others are 200; a `fetch` that is deaf to the signal. */
function world(begin: (body: ReadableStreamDefaultController, write: (text: string) => void) => void, how?: "cloned") {
  const journal: string[] = [];
  const clones: Response[] = []; // as a `fetch` that writes a log keeps them
  let atS = 0;
  const write = (text: string): void => void journal.push(`${String(atS)}s ${text}`);
  const refusal = new ReadableStream({
    start: (body) => begin(body, write),
    cancel: () => write("let go"),
  });
  const answers = [new Response(refusal, { status: 401 })];
  const send = authorizedFetch(stage({ quiet: true }).tokens, {
    allow: ["https://api.example.com"],
    fetch: () => {
      write("sent");
      const answer = answers.shift();
      if (answer && how) clones.push(answer.clone());
      return Promise.resolve(answer ?? new Response());
    },
  });
  return {
    clones,
    journal,
    send(init: RequestInit): void {
      send(ORDERS, { method: "POST", body: "left", keepalive: true, ...init }).then(
        ({ status }) => write(String(status)),
        (error: unknown) => write(String(error)),
      );
    },
    async pass(seconds: number): Promise<void> {
      for (let i = 0; i <= seconds; i++) {
        if (i) {
          atS++;
          vi.advanceTimersByTime(SECOND);
        }
        for (let turns = 0; turns < 5; turns++) await turn();
      }
    },
  };
}

test.each([
  ["says nothing more", () => undefined],
  [
    "goes on for ever",
    (body: ReadableStreamDefaultController) => {
      const talk = (): void => {
        if (body.desiredSize === 0) return; // let go
        body.enqueue(new Uint8Array(10));
        setTimeout(talk, SECOND);
      };
      talk();
    },
  ],
])("R511 it is sent again after 5 s where the refused answer %s", async (_, begin) => {
  const { journal, send, pass } = world(begin);
  send({});
  await pass(4);
  expect(journal).toEqual(["0s sent"]);
  await pass(60);
  expect(journal).toEqual(["0s sent", "5s let go", "5s sent", "5s 200"]);
});

test("R511 it is sent again after 5 s where somebody holds a clone of the refused answer", async () => {
  const { journal, send, pass, clones } = world(() => undefined, "cloned");
  send({});
  await pass(4);
  expect(journal).toEqual(["0s sent"]);
  await pass(60);
  expect([journal, clones.length]).toEqual([["0s sent", "5s sent", "5s 200"], 1]);
});

test("R511 it is sent again as soon as the refused answer is over, after 3 s", async () => {
  const { journal, send, pass } = world((body, write) => {
    body.enqueue(new Uint8Array(10));
    setTimeout(() => {
      write("over");
      body.close();
    }, 3 * SECOND);
  });
  send({});
  await pass(2);
  expect(journal).toEqual(["0s sent"]);
  await pass(1);
  expect(journal).toEqual(["0s sent", "3s over", "3s sent", "3s 200"]);
});

test("R511 so it is where the refused answer breaks", async () => {
  const { journal, send, pass } = world((body) => void setTimeout(() => body.error(new Error("reset")), SECOND));
  send({});
  await pass(1);
  expect(journal).toEqual(["0s sent", "1s sent", "1s 200"]);
});

test("R511 an abort is heard while the refused answer goes on, and nothing is sent again", async () => {
  const { journal, send, pass } = world(() => undefined);
  const controller = new AbortController();
  send({ signal: controller.signal });
  await pass(2);
  controller.abort("left the page");
  await pass(60);
  expect(journal).toEqual(["0s sent", "2s left the page", "5s let go"]);
});
