/**
 * What a developer sees who opens every triangle of an object in the browser's tools: all properties, private ones too.
 *
 * @module
 */
import { Session } from "node:inspector";
import { expect, test } from "vitest";
import { keepJournal } from "../../src/index.ts";
import { SECOND, stage } from "../support/stage.ts";

interface Remote {
  readonly type: string;
  readonly objectId?: string;
  readonly className?: string;
  readonly description?: string;
  readonly value?: unknown;
}
interface Property {
  readonly name: string;
  readonly value?: Remote;
}
/** What a function closes over, and what it is bound to, is the whole program: nobody opens that by opening an object. */
const ELSEWHERE = new Set([
  "[[Scopes]]",
  "[[FunctionLocation]]",
  "[[Prototype]]",
  "[[TargetFunction]]",
  "[[BoundThis]]",
]);

/** Every text in the tree of properties below a value, as V8's inspector gives them to the tools. */
function opened(root: unknown, depth: number): string[] {
  const session = new Session();
  session.connect();
  const ask = (method: string, params: object): unknown => {
    let answer: unknown;
    session.post(method, params, (error, result) => (answer = error ?? result));
    return answer;
  };
  const texts: string[] = [];
  const open = ({ objectId, description, value, className }: Remote, left: number): void => {
    texts.push(`${className ?? ""} ${description ?? ""} ${JSON.stringify(value) ?? ""}`);
    if (!objectId || !left || className === "Session") return;
    const {
      result,
      internalProperties = [],
      privateProperties = [],
    } = ask("Runtime.getProperties", {
      objectId,
      ownProperties: true,
      generatePreview: true,
    }) as Record<string, Property[]>;
    for (const { name, value: inner } of [...result!, ...internalProperties, ...privateProperties]) {
      texts.push(name);
      if (inner && !ELSEWHERE.has(name)) open(inner, left - 1);
    }
  };
  Object.assign(globalThis, { canaryRoot: root });
  const { result } = ask("Runtime.evaluate", { expression: "canaryRoot", generatePreview: true }) as {
    result: Remote;
  };
  open(result, depth);
  Reflect.deleteProperty(globalThis, "canaryRoot");
  session.disconnect();
  return texts;
}

test("R82 the browser's tools show no value, however deep an object is opened", async () => {
  const canary = ["canary", "in", "the", "mine", "4711"].join("-");
  const refused = ["canary", "that", "was", "refused"].join("-");
  const answers = [refused, canary];
  const { env, tokens } = stage({
    fetchToken: () => ({ access_token: answers.shift()!, expires_in: 600, details: 1 }),
  });
  const journal = keepJournal(tokens, { now: env.now });
  await tokens.start();
  tokens.invalidate(refused);
  await env.pass(SECOND);
  expect(tokens.peek()!.value).toBe(canary);
  const seen = [tokens, tokens.peek(), tokens.state, journal].flatMap((each) => opened(each, 7));
  const text = seen.join("\n");
  expect(text).toContain("#loop"); // private fields were opened
  expect(text).toContain("refusals");
  expect(text).not.toContain("canary-");
  expect(opened({ inner: { value: canary } }, 3).join("\n")).toContain(canary); // what is there is seen
});
