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

function findingsIn(room: string): Finding[] {
  const source = ts.createSourceFile(room, readFileSync(new URL(room, TOKEN_CHECKS), "utf8"), ts.ScriptTarget.ES2022);
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
      const [code, message, , wanted, last] = node.arguments;
      if (severity && code && ts.isStringLiteral(code)) {
        const differs = node.expression.text === "differs";
        found.push({
          room,
          severity,
          code: code.text,
          message: differs ? `The token is made for ${text(message)} "…", not for "…".` : text(message),
          remedy: differs ? text(last ?? wanted) : text(node.arguments[2]),
        });
      }
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
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
