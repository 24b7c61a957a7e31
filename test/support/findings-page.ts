/**
 * Writes `docs/findings.md` from the checks of `src/diagnose/token`: `node test/support/findings-page.ts`.
 *
 * Read from the syntax tree, because a finding's words stand where its check stands.
 *
 * @module
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";

export const FINDINGS_PAGE = new URL("../../docs/findings.md", import.meta.url);
const TOKEN_CHECKS = new URL("../../src/diagnose/token/", import.meta.url);

interface Finding {
  readonly room: string;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

const MAKERS: Readonly<Record<string, string>> = { error: "error", warning: "warning", info: "info", differs: "error" };

/** Text as it stands in the source; what is filled in becomes `…`. */
function textOf(node: ts.Node | undefined, constants: ReadonlyMap<string, ts.Node>): string {
  if (!node) return "";
  if (ts.isIdentifier(node) && constants.has(node.text)) return textOf(constants.get(node.text), constants);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join("");
  return "…";
}

/** The codes in one place: a literal, either side of a condition, or a name that is filled in. */
function codesOf(node: ts.Node | undefined): { code: string; branch?: "whenTrue" | "whenFalse" }[] {
  if (!node) return [];
  if (ts.isConditionalExpression(node)) {
    return [
      ...codesOf(node.whenTrue).map(({ code }) => ({ code, branch: "whenTrue" as const })),
      ...codesOf(node.whenFalse).map(({ code }) => ({ code, branch: "whenFalse" as const })),
    ];
  }
  const isCode = ts.isStringLiteral(node) && /^[a-z]\w+$/.test(node.text);
  if (isCode) return [{ code: node.text }];
  return ts.isTemplateExpression(node) && node.head.text === "" ? [{ code: textOf(node, new Map()) }] : [];
}

/** Of a condition, the side that belongs to the code. */
const sideOf = (node: ts.Node | undefined, branch: "whenTrue" | "whenFalse" | undefined): ts.Node | undefined =>
  node && branch && ts.isConditionalExpression(node) ? node[branch] : node;

function findingsIn(room: string): Finding[] {
  const source = ts.createSourceFile(
    room,
    readFileSync(new URL(room, TOKEN_CHECKS), "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const declarations = source.statements
    .filter(ts.isVariableStatement)
    .flatMap((at) => at.declarationList.declarations);
  const constants = new Map(
    declarations.flatMap(({ name, initializer }): [string, ts.Node][] =>
      ts.isIdentifier(name) && initializer ? [[name.text, initializer]] : [],
    ),
  );
  const text = (node: ts.Node | undefined): string => textOf(node, constants);
  const found: Finding[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const severity = MAKERS[node.expression.text];
      const [first, message, , wanted, last] = node.arguments;
      for (const { code, branch } of severity ? codesOf(first) : []) {
        const differs = node.expression.text === "differs";
        found.push({
          room,
          severity: severity!,
          code,
          message: differs ? `The token is made for ${text(message)} "…", not for "…".` : text(sideOf(message, branch)),
          remedy: differs ? text(last ?? wanted) : text(sideOf(node.arguments[2], branch)),
        });
      }
    }
    // Words that are an error in one place, and a warning or no more than a note in another.
    if (ts.isArrayLiteralExpression(node) && isWords(node)) {
      const [first, message, remedy] = node.elements;
      for (const { code, branch } of codesOf(first)) {
        const severity = "error, warning or info";
        found.push({
          room,
          severity,
          code,
          message: text(sideOf(message, branch)),
          remedy: text(sideOf(remedy, branch)) || "…",
        });
      }
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

/** `words: [...]`, `const words = [...]`, with or without `as const`. */
function isWords(node: ts.ArrayLiteralExpression): boolean {
  const holder = ts.isAsExpression(node.parent) ? node.parent.parent : node.parent;
  const isNamed = ts.isPropertyAssignment(holder) || ts.isVariableDeclaration(holder);
  return isNamed && ts.isIdentifier(holder.name) && holder.name.text === "words";
}

/** Every finding, by the room of its check. */
export const findings = (): Finding[] =>
  readdirSync(TOKEN_CHECKS)
    .filter((name) => name.endsWith(".ts") && name !== "report.ts")
    .sort()
    .flatMap(findingsIn);

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** The whole page. */
export function findingsPage(): string {
  const all = findings();
  const rooms = [...new Set(all.map(({ room }) => room))];
  const table = (room: string): string =>
    all
      .filter((finding) => finding.room === room)
      .map(
        ({ code, severity, message, remedy }) => `| \`${code}\` | ${severity} | ${cell(message)} | ${cell(remedy)} |`,
      )
      .join("\n");
  return `# What can be wrong with a token

<!-- Written by test/support/findings-page.ts from src/diagnose/token. Change the checks, not this page. -->

\`diagnoseToken(value, { provider, expect })\` of \`evertoken/diagnose\`, and \`npx evertoken inspect\`, decode a token locally and list
what they find. Nothing is sent anywhere and no message holds the token. Branch on \`code\`; \`…\` is filled in.

${rooms.map((room) => `## ${room.replace(".ts", "")}\n\n| code | severity | message | remedy |\n|---|---|---|---|\n${table(room)}`).join("\n\n")}
`;
}

if (import.meta.main) writeFileSync(FINDINGS_PAGE, findingsPage());
