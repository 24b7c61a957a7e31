/** Sessions that are no sign-in, and requests whose address says that a token was asked for. */
import { expect, test } from "vitest";
import { type Action, diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

test.each([
  "The call session has expired",
  "Call sessions have expired",
  "The study session has ended",
  "The live session is over",
  "Session disconnect: the session has expired",
  "Sessions disconnected; a session has expired",
  "The session was disconnected because the session has expired",
  "The sessions were disconnected, session expired",
  "A participant left: session has expired",
  "Participants: session expired",
])("R185 a session of another kind is nobody's sign-in: %s", (error) => {
  expect(diagnoseError(error, { now: NOW })).toMatchObject({ action: "none", recognised: false });
});

test.each<[string, Action]>([
  ["POST http://a.example/token 400", "fixConfig"],
  ["POST https://a.example/refresh-token?x=1 401", "signIn"],
  ["GET https://a.example/auth/refresh_token 403", "signIn"],
  ["PUT https://a.example/refresh 404", "fixConfig"],
  ["PATCH https://a.example/x/token 422", "fixConfig"],
  ["POST https://a.example/tokens 404", "none"],
  ["POST https://a.example/token/list 404", "none"],
])("R186 the address says whose status it is: %s", (error, action) => {
  expect(diagnoseError(error, { now: NOW }).action).toBe(action);
});
