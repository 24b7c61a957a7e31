/**
 * `node test/bench/diagnose.ts`: what one `diagnoseError` costs, warm, for an error that says little, for answers of
 * APIs, and for the largest objects; nothing here passes or fails.
 */
import { diagnoseError } from "../../src/diagnose.ts";

const ROUNDS = 25;

const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key${at}`, { code: at }]));
const deep = (depth: number): object => ({ ...wide, message: "one level", cause: depth > 0 ? deep(depth - 1) : null });
const response = {
  status: 404,
  statusText: "Not Found",
  headers: { "content-type": "application/json" },
  config: {},
  request: {},
  data: { statusCode: 404, error: "Not Found", message: "No such order" },
};

const ERRORS: readonly (readonly [what: string, runs: number, error: unknown])[] = [
  ["a plain error", 1_500, new Error("Something broke in the render loop")],
  ["no answer", 1_500, new TypeError("Failed to fetch")],
  ["an expired token", 1_500, new Error("jwt expired")],
  [
    "axios, 404",
    1_500,
    Object.assign(new Error("Request failed with status code 404"), {
      name: "AxiosError",
      code: "ERR_BAD_REQUEST",
      config: { url: "/orders/5", headers: { Accept: "application/json" } },
      request: {},
      response,
      status: 404,
    }),
  ],
  [
    "GraphQL, five errors",
    1_000,
    {
      message: "Response not successful",
      graphQLErrors: Array.from({ length: 5 }, (_, at) => ({
        message: `Field ${at} failed because something is wrong with it`,
        path: ["orders", at],
        extensions: { code: "INTERNAL_SERVER_ERROR", exception: { stacktrace: ["a", "b"] } },
      })),
      networkError: { statusCode: 500, result: { errors: [{ message: "x" }] } },
    },
  ],
  ["10,000 fields", 200, wide],
  ["10,000 fields, fifty deep", 200, deep(50)],
];

console.log(
  "µs for one call: the best round's time, and its time on the processor, which others on the machine stretch less",
);
for (const [what, runs, error] of ERRORS) {
  let wall = Infinity;
  let cpu = Infinity;
  for (let round = 0; round <= ROUNDS; round++) {
    const begin = performance.now();
    const used = process.cpuUsage();
    for (let run = 0; run < runs; run++) diagnoseError(error, { now: 1 });
    if (round === 0) continue; // warms up
    wall = Math.min(wall, ((performance.now() - begin) * 1_000) / runs);
    cpu = Math.min(cpu, process.cpuUsage(used).user / runs);
  }
  console.log(what.padEnd(28), wall.toFixed(0).padStart(6), cpu.toFixed(0).padStart(6));
}
