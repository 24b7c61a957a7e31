/** What anybody may say on the tabs' channel under our name. */
import { describe, expect, test } from "vitest";
import { readMessage } from "../../../src/adapters/tabs/messages.ts";

const statement = (more: object): unknown => ({
  evertoken: 1,
  type: "statement",
  from: "other",
  version: { era: 0, count: 1, by: "other" },
  what: "nothing",
  heard: {},
  sentAt: 1_700_000_000_000,
  ...more,
});
const withToken = (dates: object): unknown => statement({ what: "token", token: { value: "opaque", ...dates } });

describe("R417 no message", () => {
  test.each([
    ["an era after which there can be no later one", statement({ version: { era: 2 ** 53 - 1, count: 1, by: "x" } })],
    ["such a count", statement({ version: { era: 0, count: 2 ** 40, by: "x" } })],
    ["a word that nobody says", statement({ what: "goodbye" })],
    ["a token that is none", statement({ what: "token" })],
    ["an end that no date can have", withToken({ expiresAt: 1e300 })],
    ["a time that no date can have", statement({ sentAt: -1e300 })],
  ])("%s", (_, message) => {
    expect(readMessage(message)).toBeUndefined();
  });

  test.each([
    ["nothing", statement({})],
    ["a sign-out", statement({ what: "cleared" })],
    ["a token", withToken({ expiresAt: 1_700_000_600_000 })],
  ])("but %s is one", (_, message) => {
    expect(readMessage(message)).toBe(message);
  });
});
