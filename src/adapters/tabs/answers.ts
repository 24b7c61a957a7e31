/**
 * What a tab answers to a question: the asker's last sign-out, where it has missed that, and then what this tab has.
 *
 * @module
 */
import type { SharedToken } from "../../tab-port.ts";
import { compare, type Question, statementOf } from "./messages.ts";
import type { Register } from "./register.ts";

type Reply = ReturnType<typeof statementOf>;

/** @param owner - whose session this tab's is, and whose `token` */
export function answersTo(
  { from, number, knows, owner: asker }: Question,
  register: Register,
  owner: string | undefined,
  token: SharedToken | undefined,
): readonly Reply[] {
  const { word } = register;
  const version = register.versionOf(owner);
  const end = register.endOf(asker);
  const isNews = end.count > 0 && (!knows || compare(end, knows) > 0);
  // Not the answer yet: that may be about a later session, or another user's.
  const missed = { version: end, owner: asker, heard: {}, token: undefined };
  const before = isNews ? [statementOf(missed, { answers: { to: from, number: 0 } })] : [];
  const answers = { to: from, number };
  const isWord = token && word?.value === token.value;
  const mine = token && !isWord ? { ...version, count: 0 } : version; // this tab has it, but nobody has said so
  return [
    ...before,
    token && (!knows || compare(mine, knows) > 0)
      ? statementOf({ version: mine, owner, heard: isWord ? word.heard : {}, token }, { answers })
      : statementOf({ version, owner, heard: {}, token: undefined }, { answers, what: "nothing" }),
  ];
}
