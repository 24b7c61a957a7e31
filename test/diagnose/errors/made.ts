/**
 * Tables and errors that are made for one rule.
 *
 * @module
 */
import { ErrorView } from "../../../src/diagnose/error/error-view.ts";
import type { Finder } from "../../../src/diagnose/error/find-row.ts";
import type { Row, Table } from "../../../src/diagnose/error/table.ts";

export const table = (rows: readonly Row[], more: Partial<Table> = {}): Table => ({
  id: "twilio",
  title: "A vendor",
  source: "its page",
  checked: "2026-11-26",
  rows,
  ...more,
});

/** The cause of the row that is found, with the code that is shown. */
export const by = (find: Finder, error: unknown, of: Table): string | undefined => {
  const match = find(new ErrorView(error), of);
  return match && `${match.row[2]} ${match.code}`;
};
