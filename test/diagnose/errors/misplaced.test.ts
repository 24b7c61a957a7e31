/** A token in the wrong place: what the diagnosis repeats of its options and of a challenge. */
import { expect, test } from "vitest";
import { diagnoseError, type Diagnosis, type Provider } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const KEY = "key_7Qm2ZtB81xLwP0dVnE64";
const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString("base64url");
const JWT = [encoded({ alg: "HS256" }), encoded({ place: "wrong" }), encoded("misplaced signature")].join(".");

const challenged = (parameters: string): Diagnosis =>
  diagnoseError(
    { status: 401, headers: { "www-authenticate": `Bearer error="insufficient_user_authentication", ${parameters}` } },
    { now: NOW },
  );

test.each([KEY, JWT])("R448 %# a token that is given as the provider is not repeated", (token) => {
  const diagnosis = diagnoseError(new Error("zork"), { now: NOW, provider: token as Provider });
  expect(diagnosis).toMatchObject({ provider: "[redacted]", recognised: false });
  expect(JSON.stringify(diagnosis)).not.toContain(token);
});

test("R448 a token that only its option tells is not repeated either", () => {
  const provider = "qwmzfr plumtree vkxqj" as Provider;
  const diagnosis = diagnoseError(new Error("zork"), { now: NOW, provider, token: provider });
  expect(JSON.stringify(diagnosis)).not.toContain(provider);
});

test("R448 a provider without a table is named as it was written", () => {
  expect(diagnoseError(new Error("zork"), { now: NOW, provider: "acme" as Provider }).provider).toBe("acme");
});

test("R448 of a challenge nothing is repeated that may be a token", () => {
  for (const name of ["scope", "acr_values"])
    expect(JSON.stringify(challenged(`${name}="${KEY}"`).demands)).not.toContain(KEY);
  for (const token of [KEY, JWT]) expect(challenged(`claims="${token}"`).demands).toBeUndefined();
});

test.each([
  '{"access_token":{"nbf":{"essential":true}}}',
  "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7fX19",
  "ewogICJpZF90b2tlbiI6e319",
])("R448 claims are passed on as they came: %s", (claims) => {
  const error = { error: "insufficient_claims", claims };
  expect(diagnoseError(error, { now: NOW }).demands).toEqual({ claims });
});

test("R448 what is no number of seconds is left out", () => {
  expect(challenged('max_age="soon"').demands).toBeUndefined();
  expect(challenged('max_age="soon", scope="calls"').demands).toEqual({ scope: "calls" });
  expect(challenged('max_age="0"').demands).toEqual({ maxAgeMs: 0 });
  expect(challenged("max_age=5").demands).toEqual({ maxAgeMs: 5_000 });
});
