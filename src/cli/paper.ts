/**
 * Diagnoses as text for people: short lines, colour only where the terminal shows it.
 *
 * @module
 */
import type { Diagnosis } from "../diagnose/error/diagnosis.ts";
import { duration, type Severity, type TokenDiagnosis, type TokenFinding } from "../diagnose/token/report.ts";

/** SGR codes of ECMA-48. */
const SGR = { error: 31, warning: 33, info: 36, good: 32, strong: 1, faint: 2 } as const;

type Style = keyof typeof SGR;

/** Wraps text in a style, or leaves it alone. */
export type Paint = (style: Style, text: string) => string;

export const colours: Paint = (style, text) => `\u001b[${SGR[style]}m${text}\u001b[0m`;
export const unpainted: Paint = (_style, text) => text;

/** The report about a token. */
export function tokenText(diagnosis: TokenDiagnosis, now: number, paint: Paint): string {
  const { provider, format, findings, issuedAt, expiresAt, summary } = diagnosis;
  const facts: [string, string][] = [];
  if (issuedAt !== undefined) facts.push(["issued", instant(issuedAt, now)]);
  if (expiresAt !== undefined) facts.push(["expires", instant(expiresAt, now)]);
  facts.push(...Object.entries(summary).map(([name, value]): [string, string] => [name, String(value)]));
  const kind = provider === "unknown" || provider === "jwt" ? "token" : `${provider} token`;
  return [
    paint("strong", format === "none" ? "no token" : `${kind}, ${format}`),
    ...facts.map(([name, value]) => `  ${paint("faint", name.padEnd(10))}${value}`),
    ...findings.flatMap((finding) => ["", ...findingLines(finding, paint)]),
    "",
    verdict(findings, paint),
    "",
  ].join("\n");
}

/** The report about an error. */
export function errorText(diagnosis: Diagnosis, paint: Paint): string {
  const { provider, code, subCode, name, action, thenAction, recognised, cause, causes, remedy } = diagnosis;
  const { userMustAct, source, candidates } = diagnosis;
  const codes = printable(subCode === undefined ? code : `${code}/${subCode}`);
  return [
    paint("strong", `${provider} error ${codes}${name && name !== String(code) ? `, ${printable(name)}` : ""}`),
    `  ${printable(cause)}`,
    ...(causes ?? []).map((one, at) => `  ${at + 1}. ${one}`),
    ...(recognised ? [] : [`  ${paint("warning", "Nobody here knows this error: it may be about a token or not.")}`]),
    `  ${paint(action === "none" ? "good" : "error", action)}: ${printable(remedy)}`,
    ...(thenAction ? [`  If a fresh token meets it again: ${thenAction}.`] : []),
    ...(userMustAct ? ["  The user must act."] : []),
    ...(candidates ?? []).map((other) => `  ${other.provider}: ${printable(other.name)}, ${other.action}`),
    `  ${paint("faint", `source: ${source}`)}`,
    "",
  ].join("\n");
}

/** The report about many errors: one line each, then what to do about the first of each kind. */
export function listText(
  what: string,
  found: readonly { readonly where: string; readonly diagnosis: Diagnosis }[],
  unreadable: number,
  paint: Paint,
): string {
  const lost = unreadable === 0 ? "" : ` ${unreadable === 1 ? "1 entry" : `${unreadable} entries`} could not be read.`;
  if (found.length === 0) return `${paint("good", `No failure in this ${what}.`)}${lost && paint("warning", lost)}\n`;
  const kinds = new Map(
    found.map(({ diagnosis }) => [`${diagnosis.provider} ${diagnosis.code} ${diagnosis.action}`, diagnosis] as const),
  );
  return [
    paint("strong", `${what}: ${plural(found.length, "failure")}`) + (lost && paint("warning", `.${lost}`)),
    ...found.map(
      ({ where, diagnosis: { provider, code, action } }) =>
        `  ${printable(where)}: ${provider} ${printable(code)}, ${action}`,
    ),
    "",
    ...[...kinds.values()].map((diagnosis) => errorText(diagnosis, paint)),
  ].join("\n");
}

/** What others wrote, on one line: it moves no cursor and sets no colour. */
const printable = (text: string | number): string => String(text).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");

function findingLines({ severity, code, message, remedy }: TokenFinding, paint: Paint): string[] {
  return [`${paint(severity, severity)} ${code}`, `  ${message}`, `  -> ${remedy}`];
}

function verdict(findings: readonly TokenFinding[], paint: Paint): string {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  if (errors + warnings === 0) return paint("good", "Nothing wrong with it, as far as it can be read here.");
  const parts = [plural(errors, "error"), plural(warnings, "warning")].filter(Boolean);
  return paint(errors > 0 ? "error" : "warning", parts.join(", "));
}

function plural(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `2026-11-21 10:00:00 UTC (5 min ago)` */
function instant(at: number, now: number): string {
  // `Intl` and not `Date`: it takes a number, and the date itself belongs to the runtime.
  const format = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: "UTC" });
  const distance = duration(at - now);
  return `${format.format(at)} UTC (${at > now ? `in ${distance}` : `${distance} ago`})`;
}
