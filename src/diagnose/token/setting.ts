/**
 * What a caller has said beside a token, made fit for the checks: an app without types may say anything.
 *
 * @module
 */
import { wallClock } from "../../runtime/wall-clock.ts";
import type { DiagnoseTokenOptions } from "./diagnose-token.ts";
import { FAMILIES, namedFamily } from "./families.ts";
import type { CheckContext, TokenExpectation } from "./report.ts";

/** Each option as anything: who has no types may say so. */
type Untyped = { readonly [K in keyof DiagnoseTokenOptions]: unknown };

type Setting = CheckContext & Pick<Untyped, "previous">;

/** What the checks need besides the token, and the token before it. Never throws. */
export function settingOf(options: DiagnoseTokenOptions): Setting {
  try {
    return saidIn(options);
  } catch {
    return saidIn({}); // What cannot be read was not said: the token itself can be looked at all the same.
  }
}

function saidIn({ provider, expect, now, previous }: Untyped): Setting {
  const [name = "", product] = (typeof provider === "string" ? provider : "").toLowerCase().split("-", 2);
  const expectation = fitted(expect);
  const wanted = (expectation.product ?? product)?.toLowerCase();
  const products = Object.values(FAMILIES).flatMap((each) => Object.entries(each.products ?? {}));
  const at = Number(now ?? NaN);
  return {
    now: Number.isFinite(at) ? at : wallClock(),
    family: namedFamily(name),
    product: products.find(([word]) => word === wanted)?.[1] ?? wanted,
    expect: expectation,
    previous,
  };
}

/** As tokens have it: what is a number in a database is text there, and OAuth has all scopes in one. */
function fitted(expect: unknown): TokenExpectation {
  const told = Object.entries(expect ?? {}).map(([name, value]: [string, unknown]) => {
    if (value == null || (name === "uid" && !value)) return [name, name === "uid" ? value : undefined];
    return [name, name === "scopes" ? [value].flat().flatMap((scope) => asText(scope).split(" ")) : asText(value)];
  });
  return Object.fromEntries(told) as TokenExpectation;
}

const asText: (value: unknown) => string = String;
