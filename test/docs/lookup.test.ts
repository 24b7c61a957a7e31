/** From what is pasted on the page of errors to its rows. */
import { expect, test } from "vitest";
import { lookUp } from "../../docs/site/live/lookup.ts";

const rows = (text: string): string[] => lookUp(text).hits.map(({ table, code }) => `${table} ${code}`);

test("R295 a bare code finds every row that has it, as code or as sub-code", () => {
  expect(rows("40235")[0]).toBe("acs-call 401/40235");
  expect(rows(" 401/40235 ")).toEqual(["acs-call 401/40235"]);
  expect(rows("20104")).toEqual(expect.arrayContaining(["twilio-voice 20104", "twilio 20104"]));
});

test("R295 a name finds its row, whatever the case", () => {
  expect(rows("accesstoken_expired")[0]).toBe("acs-call 401/40235");
  expect(rows("ERR_TOKEN_UNUSABLE")).toEqual(["evertoken ERR_TOKEN_UNUSABLE"]);
});

test("R295 a line of the console and an error as JSON are diagnosed, and their row comes first", () => {
  const line = lookUp("TwilioError 20104: Access Token expired or expiration date invalid");
  expect(line.hits[0]).toMatchObject({ table: "twilio" });
  expect(line.diagnosis?.action).toBe("refresh");
  expect(rows('{"code":401,"subCode":40235}')[0]).toBe("acs-call 401/40235");
});

test("R295 what nobody knows finds nothing, and an empty text as well", () => {
  expect(lookUp("the dog ate my homework")).toEqual({ hits: [] });
  expect(lookUp("  \n")).toEqual({ hits: [] });
});
