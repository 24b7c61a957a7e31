/**
 * What an app may leave out, it may also give as `undefined`: under `exactOptionalPropertyTypes`, `retries?: number` alone
 * refuses `{ retries: settings.retries }`. Looked for from the entry points on, through everything an app hands in: the
 * parameters of functions and methods, the fields of those, and what the app's own callbacks return.
 */
import ts from "typescript";
import { expect, test } from "vitest";
import { ENTRIES } from "../../rollup.config.mjs";
import { files, SRC } from "../support/source-tree.ts";

const program = ts.createProgram(
  files.map((file) => SRC + file),
  {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  },
);
const checker = program.getTypeChecker();

/** `in`: the app gives it. `out`: the package gives it, so that its methods' parameters are the app's again. */
type Way = "in" | "out";
const other = (way: Way): Way => (way === "in" ? "out" : "in");

/** What an app hands in is here what the package has given it before, so that nobody writes it down field by field. */
const GIVEN_BACK = ["TokenState", "TokenFeed", "TokenRequest", "SharedToken", "SavedJournal", "SavedState"];

const isGivenBack = ({ symbol }: ts.Type): boolean =>
  (symbol?.flags & ts.SymbolFlags.Class) !== 0 || GIVEN_BACK.includes(symbol?.name);

const isOwn = ({ fileName }: ts.SourceFile): boolean => fileName.startsWith(SRC);

/** Every optional field that an app fills, by interface and name, and whether it takes `undefined`. */
const fields = new Map<string, boolean>();
const seen: Record<Way, Set<ts.Type>> = { in: new Set(), out: new Set() };

/** Those of them that are functions of the app. A method takes no `undefined`, whatever it returns. */
const callbacks = new Map<string, boolean>();

function takesUndefined(node: ts.PropertySignature): boolean {
  const type = checker.getTypeFromTypeNode(node.type!);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(({ flags }) => flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Unknown | ts.TypeFlags.Any));
}

const isFunction = (property: ts.Symbol, node: ts.Node): boolean =>
  checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, node)).getCallSignatures().length > 0;

function visitProperty(property: ts.Symbol, way: Way): void {
  const node = property.declarations?.find((each) => isOwn(each.getSourceFile()));
  if (!node || ts.isPrivateIdentifier((node as ts.NamedDeclaration).name ?? node)) return; // the platform's; nobody's
  const isField = ts.isPropertySignature(node);
  if (way === "in" && (isField || ts.isMethodSignature(node)) && node.questionToken) {
    const owner = ts.isInterfaceDeclaration(node.parent) ? node.parent.name.text : "{}";
    const name = `${owner}.${property.name}`;
    if (isField) fields.set(name, takesUndefined(node));
    // A vendor's object, or a port, may have a method or not; an option is given by name.
    if (owner.endsWith("Options") && isFunction(property, node)) callbacks.set(name, isField && takesUndefined(node));
  }
  visit(checker.getTypeOfSymbolAtLocation(property, node), way);
}

function visitSignature(signature: ts.Signature, way: Way): void {
  for (const parameter of signature.parameters) {
    const node = parameter.valueDeclaration;
    if (node) visit(checker.getTypeOfSymbolAtLocation(parameter, node), other(way));
  }
  visit(signature.getReturnType(), way);
}

/** `way` is the way of the value that has this type. */
function visit(type: ts.Type, way: Way): void {
  if (seen[way].has(type) || (way === "in" && isGivenBack(type))) return;
  seen[way].add(type);
  if (type.isUnionOrIntersection()) for (const part of type.types) visit(part, way);
  if (type.flags & ts.TypeFlags.TypeParameter) {
    const limit = checker.getBaseConstraintOfType(type);
    if (limit) visit(limit, way);
  }
  if (!(type.flags & ts.TypeFlags.Object)) return;
  for (const inner of checker.getTypeArguments(type as ts.TypeReference)) visit(inner, way);
  for (const inner of type.aliasTypeArguments ?? []) visit(inner, way);
  for (const property of checker.getPropertiesOfType(type)) visitProperty(property, way);
  for (const kind of [ts.SignatureKind.Call, ts.SignatureKind.Construct]) {
    for (const signature of checker.getSignaturesOfType(type, kind)) visitSignature(signature, way);
  }
}

for (const [name, room] of Object.entries(ENTRIES)) {
  const file = program.getSourceFile(`${SRC}${room}.ts`)!;
  const module = name === "cli" ? undefined : checker.getSymbolAtLocation(file);
  for (const symbol of module ? checker.getExportsOfModule(module) : []) {
    const meaning = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (meaning.flags & ts.SymbolFlags.Value) visit(checker.getTypeOfSymbolAtLocation(meaning, file), "out");
    // A type that only apps name, where no signature leads to it.
    if (meaning.name.endsWith("Options")) visit(checker.getDeclaredTypeOfSymbol(meaning), "in");
  }
}

test("R138 the fields that an app fills are seen", () => {
  expect([...fields.keys()]).toEqual(
    expect.arrayContaining([
      "TokenManagerOptions.refreshLeadMs",
      "RetryOptions.retries",
      "GetTokenOptions.rejectedValue",
      "JournalOptions.size",
      "VirtualOptions.seed",
      "FakeTokensOptions.lifetimeMs",
      "AuthorizedFetchOptions.allow",
      "DiagnoseErrorOptions.token",
      "TokenExpectation.scopes",
      "JoinChannelOptions.uid",
      "TokenDates.expires_in",
      "TokenClaims.expiresAt",
    ]),
  );
});

test("R138 and each takes undefined", () => {
  expect([...fields].filter(([, takes]) => !takes).map(([name]) => name)).toEqual([]);
});

test("R524 so does each option that is a function, in every adapter", () => {
  expect([...callbacks.keys()]).toEqual(
    expect.arrayContaining([
      ...["ProblemOptions.onProblem", "ProblemOptions.onRecovered", "TokenManagerOptions.onListenerError"],
      ...["AgoraChannelOptions.onRejoined", "AgoraRtmOptions.onLoggedIn", "KeepRoomOptions.onRejoined"],
      ...["KeepCallAgentOptions.onAgent", "ConnectRoomOptions.onRoom", "KeepConnectionOptions.isRefusal"],
    ]),
  );
  expect([...callbacks].filter(([, takes]) => !takes).map(([name]) => name)).toEqual([]);
});
