/**
 * Where the token stands in an answer, and where its end: the names that vendors use.
 *
 * @module
 */

import { formIn } from "../fields.ts";

/** Any object that a back end or a vendor's package answered. */
export type AnswerFields = Readonly<Record<string, unknown>>;

// In this order; a name later in the list may stand beside an earlier one and mean less. Without case, `_` and `-`.
const TOKEN_NAMES = [
  "token", //            ACS, Agora, Twilio, Ably, ArcGIS, Power BI, AssemblyAI
  "accesstoken", //      OAuth, Supabase, Deepgram, Google; an object of its own in the answers of ACS' REST API
  "participanttoken", // LiveKit
  "clientsecret", //     OpenAI; with its end in an object of its own, or bare
  "value", //            OpenAI
  "sessiontoken", //     AWS
  "credential", //       TURN
  "password", //         TURN of Twilio, and of draft-uberti-behave-turn-rest
  "idtoken", //          Firebase
  "signedurl", //        ElevenLabs
];

/** Names of durations in seconds, and of instants; in plain words. */
export const DURATION: RegExp = /^(ttl|(expires|refresh)in)(seconds)?$/;
export const INSTANT: RegExp = /^((newsession)?expir(es?|ation|y)(at|on|time|date)?|refresh(at|on|after))(timestamp)?$/;

/** A form from its beginning, which may be that of a URL's query or fragment. */
const FORM = /^\s*[?#]?[\w.-]+=[^=]/;

/** `expires_in`, `expiresIn` and `ExpiresIn` are one name. */
export const plain = (key: string): string => key.toLowerCase().replace(/[_-]/g, "");

/** The fields of an answer, if it has any; an object in which the token and its end stand together is laid open. */
export function answerOf(input: unknown): AnswerFields | undefined {
  if (typeof input === "string") return FORM.test(input) ? formIn(input) : undefined;
  if (typeof input !== "object" || !input) return undefined;
  const { ...answer } = input as AnswerFields;
  const key = tokenKeyOf(answer);
  const inner = key && answer[key];
  if (typeof inner !== "object" || !inner) return answer;
  const { [key]: _, ...outer } = answer;
  return { ...outer, ...inner };
}

/** The key under which the token stands: one with something in it, or else one that is there at least. */
export function tokenKeyOf(answer: AnswerFields): string | undefined {
  const keys = TOKEN_NAMES.flatMap((name) => Object.keys(answer).filter((key) => plain(key) === name));
  const key = keys.find((name) => answer[name]) ?? keys.find((name) => answer[name] !== undefined);
  return key ?? (/^auth_tokens\//.test(String(answer["name"])) ? "name" : undefined); // Gemini
}

/** Where a token stands deeper inside, for a sentence: `data.token`. */
export function pathToToken(answer: object, depth = 2): string | undefined {
  for (const [key, inner] of Object.entries(answer) as [string, unknown][]) {
    if (typeof inner !== "object" || !inner || Array.isArray(inner)) continue;
    const name = tokenKeyOf(inner as AnswerFields);
    const isText = name && typeof (inner as AnswerFields)[name] === "string";
    const path = isText ? name : depth > 0 && pathToToken(inner, depth - 1);
    if (path) return `${key}.${path}`;
  }
  return undefined;
}
