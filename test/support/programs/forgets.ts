/**
 * Several lives of a token; then a snapshot of the heap is written (first argument). The values are made of a seed (second
 * argument) whenever one is needed, so that the program itself holds none.
 * Prints what the lives came to.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import v8 from "node:v8";
import { keepJournal, TokenManager } from "../../../src/index.ts";

const [, , file, seed] = process.argv as unknown as [string, string, string, string];
const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** Header, payload and signature; the last part is what is searched for. */
function mint(life: number): string {
  const nowS = Math.floor(Date.now() / 1_000);
  const canary = createHash("sha256").update(`${seed}.${life}`).digest("hex");
  return `${encode({ alg: "none" })}.${encode({ iat: nowS, exp: nowS + 3_600, sub: `user ${life}` })}.${canary}`;
}

/** `held`: it is not left at all, which shows that a token that is there is found. */
const WAYS = ["held", "clear", "dispose", "replaced", "refused"] as const;
type Leave = (typeof WAYS)[number];

/** One life, left in the way that its name says; the manager itself is kept. */
async function live(life: number, leave: Leave): Promise<TokenManager> {
  const tokens = new TokenManager({
    quiet: true,
    fetchToken: () =>
      life % 2 ? mint(life) : new Response(JSON.stringify({ access_token: mint(life), expires_in: 3_600 })),
  });
  keepJournal(tokens);
  tokens.on("refreshed", () => undefined);
  await tokens.start();
  await tokens.getToken();
  if (leave === "refused") tokens.invalidate(await tokens.getToken());
  if (leave === "replaced") tokens.setToken("a-token-of-the-app-that-has-no-secret");
  else if (leave !== "held") tokens[leave === "clear" ? "clear" : "dispose"]();
  return tokens;
}

const kept = [];
for (const [index, way] of [...WAYS, ...WAYS].entries()) kept.push(await live(index, way));
for (let turn = 0; turn < 20; turn++) await setImmediate();
globalThis.gc!();
v8.writeHeapSnapshot(file);
console.log(kept.map(({ state }) => state.phase).join(" "));
process.exit(0);
