/**
 * Writes `docs/errors.md` from the catalog: `node test/support/errors-page.ts`.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { partsOf, ACTION_REMEDIES } from "../../src/diagnose/error/rule.ts";
import { CATALOG } from "../../src/diagnose/catalog/index.ts";
import { LEFT_OUT } from "./left-out.ts";
import { extrasOf, keysOf, namesOf, type Row, type Table } from "../../src/diagnose/error/table.ts";

export const ERRORS_PAGE = new URL("../../docs/errors.md", import.meta.url);

/** The whole page. */
export function errorsPage(): string {
  const rows = CATALOG.reduce((sum, table) => sum + table.rows.length, 0);
  const contents = CATALOG.map(({ id, title }) => `[${title}](#${id})`).join(" · ");
  return `# Every error, and what to do

<!-- Written by test/support/errors-page.ts from src/diagnose/catalog. Change the catalog, not this page. -->

\`diagnoseError(error, { provider, token })\` of \`evertoken/diagnose\` looks errors up in these tables: ${CATALOG.length} of them, ${rows} rows.

${contents}

## Actions

| action | what to do |
|---|---|
${Object.entries(ACTION_REMEDIES)
  .map(([action, remedy]) => `| \`${action}\` | ${remedy} |`)
  .join("\n")}

How to read the tables:

- *refresh, then fixClock*: the second applies when a fresh token met the same error.
- *refresh if expired, else fixConfig*: pass the option \`token\`; without it, the second is the answer.
- **user** after an action: the user must act.
- *text* instead of a code: the error carries no code, or any; its text decides.

${CATALOG.map(section).join("\n\n")}
`;
}

function section(table: Table): string {
  const { id, title, source, checked, inherits } = table;
  const leftOut = LEFT_OUT[id] ?? [];
  return [
    `<a id="${id}"></a>`,
    "",
    `## ${title}`,
    "",
    `Provider \`${id}\`. Source: ${source}, read ${checked}.${inherits ? ` All codes of [${inherits.title}](#${inherits.id}) apply as well.` : ""}`,
    "",
    "| code | name | action | what happened | what to do |",
    "|---|---|---|---|---|",
    ...table.rows.map((row) => line(row, table)),
    ...(leftOut.length > 0 ? ["", "Left out on purpose:", ""] : []),
    ...leftOut.map(([codes, reason]) => `- ${cell(codes)}: ${cell(reason)}`),
  ].join("\n");
}

function line(row: Row, { remedies, source: usual }: Table): string {
  const [, rule, cause] = row;
  const { says, remedy, source } = extrasOf(row);
  const { first, kind, second, mark } = partsOf(rule);
  const action = kind === "?" ? `${first} if expired, else ${second}` : second ? `${first}, then ${second}` : first;
  const usualAction = kind === "?" ? second! : first;
  const user = usualAction === "signIn" || mark === "!" ? " **user**" : "";
  const codes = keysOf(row).map(({ code, sub }) => (code === "~" ? "*text*" : `\`${sub ? `${code}/${sub}` : code}\``));
  const todo = remedy ?? remedies?.[usualAction] ?? ACTION_REMEDIES[usualAction];
  const more = [says && `Text: \`${says.source}\`.`, source && source !== usual && `Source: ${source}.`].filter(
    Boolean,
  );
  return `| ${[codes.join(" "), namesOf(row).join(", "), action + user, [cause, ...more].join(" "), todo].map(cell).join(" | ")} |`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

if (import.meta.main) writeFileSync(ERRORS_PAGE, errorsPage());
