/** Which evidence outweighs which: with catalogs of a few tables that are made for it. */
import { describe, expect, test } from "vitest";
import { diagnoseWith, type Diagnosis, type DiagnoseErrorOptions } from "../../../src/diagnose/error/diagnosis.ts";
import { choose, guess, identified } from "../../../src/diagnose/error/find-by-word.ts";
import { indexOf } from "../../../src/diagnose/error/row-index.ts";
import type { Row } from "../../../src/diagnose/error/table.ts";
import { viewsOf } from "../../../src/diagnose/error/walk.ts";
import { NOW } from "./cases/case.ts";
import { all, other, table, TABLES, video, voice } from "./made.ts";

const CLOCK = (): number => NOW;
/** By tables that nothing is known of yet: what is read of a table is kept. */
const ask = (error: unknown, options?: DiagnoseErrorOptions): Diagnosis =>
  diagnoseWith(
    TABLES.map((each) => ({ ...each })),
    CLOCK,
    error,
    options,
  );

describe("R184 R201 R203 R205 from the particular to the general", () => {
  test.each<[cause: string, error: unknown, options?: DiagnoseErrorOptions]>([
    ["video five", { name: "VideoError", code: 5 }],
    ["video five", { code: 5, message: "token expired" }, { provider: "twilio-video" }],
    ["other five", { name: "VideoError", code: 5 }, { provider: "ably" }],
    ["video five", { name: "VideoError", cause: { code: 5 } }, { provider: "twilio-video" }],
    ["video five", { name: "VideoError", code: 5 }, { provider: "twilio" }],
    ["video six", { name: "VideoError", code: "expired_token", message: "no words" }],
    ["video six", { name: "VideoError", code: "expired_token", message: "expired token" }],
    ["dead grant", { error: "invalid_grant", message: "token expired", code: "invalid_grant" }],
    ["says expired", { name: "VideoError", code: 6, message: "The token expired" }],
    ["video six", { name: "VideoError", code: 6, message: "no words" }],
    ["video five", "it was VIDEO_FIVE"],
    ["video five", { code: 5, message: "five of video" }],
    ["dead grant", "oops: invalid_grant"],
    ["status 401", { code: "temporarily_down", status: 401 }],
    ["down", { code: "temporarily_down", status: 503 }],
    ["down elsewhere", { code: "busy_elsewhere", status: 401 }],
    ["status 404", { code: "invalid_grant", status: 404 }],
    ["status 404", { code: "no_member", status: 404 }],
    ["no guest", { code: "no_guest", status: 404 }],
    ["says expired", { code: 999, message: "token expired" }, { provider: "ably" }],
    ["says session", { message: "no session" }],
    ["status 404", { message: "no session", status: 404 }],
    ["says forbidden", { message: "forbidden" }],
    ["says forbidden", { code: "forbidden" }],
    ["says expired", { code: "token_expired" }],
    ["says locked", { code: "locked", message: "session" }],
    ["says internal", { code: "internal", message: "x" }, { provider: "ably" }],
    ["status 401", { message: "forbidden", status: 401 }],
    ["says sorry", { message: "sorry" }],
    ["status 401", { message: "sorry", status: 401 }],
    ["says locked", { message: "locked", status: 401 }],
    ["says locked", { message: "session: locked" }],
    ["status 401", { message: "timeout", status: 401 }],
    ["says timeout", { message: "login: timeout" }],
    ["status 401", { name: "NetworkError", status: 401 }],
    ["no network", { name: "NetworkError" }],
    ["no network", { name: "NetworkError", status: 302 }],
    ["status 400", { name: "NetworkError", status: 400 }],
    ["status 404", { status: 404 }],
    ["no endpoint", { status: 404 }, { endpoint: "token" }],
    ["This code is known, and is not about tokens.", { name: "VideoError", code: 404 }],
    ["This code is known, and is not about tokens.", { name: "VideoError", code: 404, message: "expired" }],
    ["This code is known, and is not about tokens.", { code: "known_elsewhere" }],
    ["says internal", { message: "internal", code: 999 }, { provider: "ably" }],
    ["video pair", "gone: 401/77777"],
    ["video pair", "sub_code (77777)"],
  ])("%s: %o", (cause, error, options) => {
    expect(ask(error, options).cause.replace(/ It said: .*/, "")).toBe(cause);
  });

  test.each<[error: unknown, options?: DiagnoseErrorOptions]>([
    [{ message: "locked" }],
    [{ message: "internal" }],
    [{ code: "ODD_WORD" }],
    ["ODD_WORD"],
    [{ code: 999 }, { provider: "ably" }],
    [{ name: "VideoError", code: 12345, message: "your ticket is gone" }],
    ["gone (77777)"],
    [{ code: 12345, message: "no such word" }],
    [{ code: 401 }],
  ])("not recognised: %o", (error, options) => {
    expect(ask(error, options).recognised).toBe(false);
  });

  test("an unexplained error keeps whose it is: its shape's table, else the one that was asked", () => {
    expect(ask({ name: "VideoError", code: 999 })).toMatchObject({ provider: "twilio-video", code: 999 });
    expect(ask({ cause: { name: "VideoError" } })).toMatchObject({ provider: "twilio-video" });
    expect(ask({ code: 999 }, { provider: "ably" })).toMatchObject({ provider: "ably", code: 999, source: "its page" });
    for (const provider of ["", 5, null])
      expect(ask({ code: 999 }, { provider: provider as never })).toMatchObject({ provider: "unknown" });
  });
});

describe("R185 a code that several have", () => {
  const ids = (error: unknown, options?: DiagnoseErrorOptions): string =>
    (ask(error, options).candidates ?? []).map(({ provider }) => provider).join(" ");

  test.each<[error: unknown, candidates: string, action: string, options?: DiagnoseErrorOptions]>([
    [5, "twilio-video twilio-voice ably", "none"],
    [54321, "twilio-video twilio-voice twilio", "fixConfig"],
    [12345, "", "signIn"],
    [{ code: 12345, message: "your ticket is gone" }, "", "signIn"],
    [{ code: 5, message: "said" }, "twilio-video twilio-voice ably", "none"],
    [{ code: 5 }, "twilio-video twilio-voice", "none", { provider: "twilio" }],
    [{ cause: { code: 5 } }, "twilio-video twilio-voice", "none", { provider: "twilio" }],
  ])("%o: %s, %s", (error, candidates, action, options) => {
    expect(ids(error, options)).toBe(candidates);
    expect(ask(error, options).action).toBe(action);
  });

  test("where all agree, the action is known", () => {
    const same = [table([["7", "signIn", "a"]], { id: "ably" }), table([["7", "signIn", "b"]], { id: "zoom" })];
    expect(diagnoseWith(same, CLOCK, 7)).toMatchObject({
      action: "signIn",
      recognised: true,
      userMustAct: true,
      code: 7,
    });
    expect(diagnoseWith(same, CLOCK, { code: 7, message: "said" })).toMatchObject({
      action: "none",
      recognised: false,
    });
    expect(diagnoseWith(same.slice(1), CLOCK, 7)).toMatchObject({
      action: "none",
      recognised: false,
      name: "ambiguous",
    });
    const calm = same.map((each) => ({ ...each, rows: [["7", "refresh", "a"] as Row] }));
    expect(diagnoseWith(calm, CLOCK, 7)).toMatchObject({ action: "refresh", recognised: true, userMustAct: false });
  });

  test("one of several rows speaks for a family, or for one vendor's tables that agree", () => {
    const match = (of: typeof all, code: string): ReturnType<typeof guess>["match"] => indexOf(of).codes.get(code)![0];
    const [a, b, c, d] = [match(video, "54321")!, match(voice, "54321")!, match(all, "54321")!, match(other, "5")!];
    expect(choose([], TABLES, "telling")).toEqual({});
    expect(choose([a], TABLES, "vague")).toEqual({ candidates: [a] });
    expect(choose([c], TABLES, "telling")).toEqual({ match: c });
    expect(choose([a, c], TABLES, "telling")).toEqual({ match: c, candidates: [a, c] });
    expect(choose([a, b], TABLES, "telling")).toEqual({ match: a });
    expect(choose([a, d], TABLES, "telling")).toEqual({ candidates: [a, d] });
    expect(choose([a, match(voice, "5")!], TABLES, "telling")).toEqual({ candidates: [a, match(voice, "5")] });
  });

  test("a number is looked for in a text where it is long, and the words agree", () => {
    expect(identified(viewsOf("12345: your ticket"), TABLES)?.match?.row[2]).toBe("other long: ticket");
    expect(identified(viewsOf("12345: ably says no"), TABLES)?.match?.row[2]).toBe("other long: ticket");
    expect(identified(viewsOf("12345: your order"), TABLES)).toBeUndefined();
    expect(identified(viewsOf("(5) other five"), TABLES)).toBeUndefined();
    expect(guess(viewsOf({}), TABLES)).toEqual({});
  });
});
