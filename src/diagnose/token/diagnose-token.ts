/**
 * What is wrong with a token, by reading it here: nothing is sent, nothing is verified, nothing is kept.
 *
 * @module
 */
import { settingOf } from "./setting.ts";
import { type Look, lookAt } from "./identify.ts";
import { isHuge, whatIsHuge } from "./instead.ts";
import { againstPrevious } from "./previous.ts";
import {
  error,
  type Severity,
  shown,
  type TokenDiagnosis,
  type TokenExpectation,
  type TokenFinding,
} from "./report.ts";
import { tokenIn, unwrap, wrappedIn } from "./wrapping.ts";

/** How to look at a token. */
export interface DiagnoseTokenOptions {
  /** Where it will be used: `twilio`, `acs`, `agora`, `livekit`, `oidc`; with a product if known, as `twilio-voice`. @defaultValue found by the shape of the token */
  readonly provider?: string | undefined;
  /** What it must be good for; compared only where given. @defaultValue nothing is compared */
  readonly expect?: TokenExpectation | undefined;
  /** Epoch ms; default: the clock of the host. @defaultValue the clock */
  readonly now?: number | undefined;
  /** The token before this one, if it is meant to replace it. @defaultValue none */
  readonly previous?: string | undefined;
}

/** What is longer than any token is nobody's. */
const HUGE = { format: "opaque", provider: "unknown" } as const;

const ORDER: readonly Severity[] = ["error", "warning", "info"];

/**
 * Reads a token and lists what is wrong with it. Whatever it is given, as a token or beside it, it answers and does not
 * throw; no answer holds the token.
 */
export function diagnoseToken(value: unknown, options: DiagnoseTokenOptions = {}): TokenDiagnosis {
  const { text, findings: around } = typeof value === "string" ? { text: value, findings: [] } : readValueOf(value);
  if (text === undefined) return report({ format: "none", provider: "unknown", findings: around });
  const { value: token, findings: wrapping } = unwrap(text);
  const context = settingOf(options);
  if (isHuge(token)) return report({ ...HUGE, findings: [...around, whatIsHuge(token, context.family)] });
  const look = lookAt(token, context);
  return report({
    ...look,
    findings: [...around, ...wrapping, ...(look.findings ?? []), ...changesTo(token, context.previous)],
  });
}

function changesTo(token: string, previous: unknown): TokenFinding[] {
  const before = typeof previous === "string" ? unwrap(previous).value : undefined;
  return before === undefined || isHuge(before) ? [] : againstPrevious(token, before);
}

/** The token in something that is not text, and what to say about that. */
function readValueOf(value: unknown): { text?: string; findings: readonly TokenFinding[] } {
  let kind = value === null ? "null" : `of type ${typeof value}`;
  try {
    const held = tokenIn(value);
    if (held) return { text: held[1], findings: [wrappedIn("object", held[0])] };
    if (value instanceof Promise) kind = "a promise";
  } catch {
    // A proxy or a getter that throws is no token either.
  }
  const remedy = "Pass the string itself; await it if it is a promise.";
  return { findings: [error("notText", `The token is ${kind}, not a string.`, remedy)] };
}

function report({ format, provider, findings = [], summary = {}, issuedAt, expiresAt }: Look): TokenDiagnosis {
  const told = Object.entries(summary).filter(([, value]) => value !== undefined && value !== "");
  return {
    format,
    provider,
    findings: ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity)),
    ...(issuedAt !== undefined && { issuedAt }),
    ...(expiresAt !== undefined && { expiresAt }),
    summary: Object.fromEntries(
      told.map(([name, value]) => [name, typeof value === "number" ? value : shown(value, 80)]),
    ),
  };
}
