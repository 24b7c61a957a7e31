/**
 * What `keepJournal(tokens).entries()` gives, or what it is saved as; an app may keep that beside other things.
 *
 * @module
 */
import { scrub } from "../core/scrub.ts";
import { fieldAt } from "../diagnose/error/field-at.ts";
import { type Pasted, textIn } from "./pasted.ts";

const MAX_NAME = 60;

/** The failures of a journal, if it is one: a saved one says so itself, a bare list only by its entries. */
export function journalIn(json: object): Pasted | undefined {
  const saved = [json, fieldAt(json, "journal")].find((part) => Array.isArray(fieldAt(part, "entries")));
  const found = Array.isArray(json) ? json : fieldAt(saved, "entries");
  if (!Array.isArray(found)) return undefined;
  const readable = (found as readonly unknown[]).filter(
    (entry) => typeof fieldAt(entry, "writtenAt") === "number" && typeof fieldAt(entry, "event") === "string",
  );
  if (readable.length === 0 && !isSaved(saved)) return undefined;
  return {
    kind: "list",
    what: "journal",
    entries: readable.flatMap((entry) => {
      const code = textIn(entry, "detail");
      // A name of another version is its own; a file that was altered may hold anything.
      const where = scrub(textIn(entry, "event") ?? "", [], MAX_NAME);
      const action = fieldAt(entry, "facts.action");
      return code?.startsWith("ERR_") ? [{ where, error: { code }, action, secrets: [] }] : [];
    }),
    readable: readable.length,
    unreadable: found.length - readable.length,
  };
}

/** As `journal.toJSON()` writes it, also of a manager that has not done anything. */
const isSaved = (saved: unknown): boolean =>
  typeof fieldAt(saved, "version") === "number" && typeof fieldAt(saved, "counts") === "object";
