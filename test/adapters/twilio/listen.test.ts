/** Twilio's emitters, and whose token a token is. */
import { expect, test } from "vitest";
import { listenTo } from "../../../src/adapters/twilio/listen.ts";
import { twilioIdentityOf } from "../../../src/adapters/twilio/identity.ts";

test.each(["removeListener", "off"])("listeners are taken off an emitter that has %s alone", (name) => {
  const listening = new Map<string, unknown>();
  const source = {
    on: (event: string, listener: unknown) => listening.set(event, listener),
    [name]: (event: string, listener: unknown) => listening.get(event) === listener && listening.delete(event),
  };
  const undo = listenTo(source, { ready: () => undefined, error: () => undefined });
  expect([...listening.keys()]).toEqual(["ready", "error"]);
  undo();
  expect(listening.size).toBe(0);
});

test.each([
  [{ grants: { identity: "alice" } }, "alice"],
  [{ grants: { identity: 7 } }, undefined],
  [{ grants: null }, undefined],
  [{}, undefined],
])("a token with %j is the token of %s", (claims, identity) => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  expect(twilioIdentityOf(`${part({ alg: "none" })}.${part(claims)}.c2ln`)).toBe(identity);
  expect(twilioIdentityOf("no token")).toBeUndefined();
});
