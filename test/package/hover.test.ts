/**
 * What an editor shows of the public names: each has a sentence, each member of what is public as well, and each
 * option says its default. Interfaces that repeat a vendor's own (`...Like`) are documented by the vendor.
 */
import ts from "typescript";
import { expect, test } from "vitest";
import { ENTRIES } from "../../rollup.config.mjs";
import { DEFAULTS } from "../../src/options.ts";
import { checker, exportsOf, homeOf, meaningOf } from "../support/source-tree.ts";

const publicSymbols = [
  ...new Set(
    Object.entries(ENTRIES)
      .filter(([name]) => name !== "cli")
      .flatMap(([, room]) => exportsOf(`${room}.ts`))
      .map(meaningOf),
  ),
].filter(({ name }) => !name.endsWith("Like"));

const hasSentence = (symbol: ts.Symbol): boolean => symbol.getDocumentationComment(checker).length > 0;
const hasDefault = (symbol: ts.Symbol): boolean => symbol.getJsDocTags().some(({ name }) => name === "defaultValue");
const isOption = (path: string, { flags }: ts.Symbol): boolean =>
  path.split(".")[0]!.endsWith("Options") && (flags & ts.SymbolFlags.Optional) !== 0;

const isHidden = (node: ts.Declaration): boolean =>
  ts.isPrivateIdentifier(ts.getNameOfDeclaration(node) ?? node) || ts.isConstructorDeclaration(node);

interface Member {
  /** From the public name on: `TokenEvents.willExpire.token`. */
  readonly path: string;
  readonly symbol: ts.Symbol;
}

/** What a class, an interface or a type declares itself, the fields of fields included; nothing of others. */
function membersOf(owner: ts.Symbol, path: string): Member[] {
  const own = [...(owner.members?.values() ?? [])].filter(
    ({ flags, declarations }) =>
      !(flags & ts.SymbolFlags.TypeParameter) && declarations?.some((node) => !isHidden(node)) === true,
  );
  return own.flatMap((symbol) => {
    const member = { path: `${path}.${symbol.name}`, symbol };
    const type = symbol.declarations!.find(ts.isPropertySignature)?.type;
    const inner = type && ts.isTypeLiteralNode(type) ? checker.getTypeFromTypeNode(type).symbol : undefined;
    return [member, ...(inner ? membersOf(inner, member.path) : [])];
  });
}

/** Where it stands, what it is, and what is missing. */
interface Gap {
  readonly file: string;
  readonly text: string;
}

function gapsOf(symbol: ts.Symbol): Gap[] {
  const file = homeOf(symbol);
  const gap = (name: string, missing: string): Gap => ({ file, text: `${file}: ${name} has no ${missing}` });
  const own = hasSentence(symbol) ? [] : [gap(symbol.name, "sentence")];
  const members = membersOf(symbol, symbol.name).flatMap(({ path, symbol: member }) => [
    ...(hasSentence(member) ? [] : [gap(path, "sentence")]),
    ...(isOption(path, member) && !hasDefault(member) ? [gap(path, "@defaultValue")] : []),
  ]);
  return [...own, ...members];
}

const gaps = publicSymbols.flatMap(gapsOf);

test("the public names are seen", () => {
  const names = publicSymbols.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["TokenManager", "TokenManagerOptions", "acsCredential", "Diagnosis"]));
});

test("R150 every public name, member and option says what it is, and every option its default", () => {
  expect(gaps.map(({ text }) => text)).toEqual([]);
});

test("R150 the default that an editor shows is the one that counts", () => {
  const shown = (owner: string, option: string): string | undefined => {
    const symbol = publicSymbols.find(({ name }) => name === owner)?.members?.get(ts.escapeLeadingUnderscores(option));
    const tag = symbol?.getJsDocTags().find(({ name }) => name === "defaultValue");
    return tag && ts.displayPartsToString(tag.text).replaceAll("_", "").replaceAll('"', "");
  };
  const { retry, cooldown, refreshLeadMs, ...simple } = DEFAULTS;
  expect(refreshLeadMs).toBe(simple.willExpireLeadMs);
  const owners = { TokenManagerOptions: simple, RetryOptions: retry, CooldownOptions: cooldown };
  for (const [owner, defaults] of Object.entries(owners))
    for (const [option, value] of Object.entries(defaults))
      expect([option, shown(owner, option)]).toEqual([option, String(value)]);
});
