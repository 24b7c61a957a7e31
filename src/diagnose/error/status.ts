/**
 * The HTTP status of an error, wherever a library keeps it: in a field or in a sentence.
 *
 * @module
 */
import type { ErrorView } from "./error-view.ts";

const STATUS =
  "status statusCode Status status_code description httpStatusCode httpStatus http_status httpCode http_code response_code responseCode responseStatus rawStatusCode reply.status.code code".split(
    " ",
  );

/** `status code '401'`, `status code of 401`, `HTTP/1.1 401`, `Unexpected response code: 401`, `401 Unauthorized`. */
const STATUS_IN_TEXT =
  /\b(?:status|response|response code|status ?code|http(?:\/\d(?:\.\d)?)?)\b(?: of)?[^\w\n]{0,5}([45]\d\d)\b|\b(?:error|failed|fails?|returned|returns|answered|gives|gave|responded|responds|replied|got|gives me|return|fetch \w+|not ok|(?:GET|POST|PUT|PATCH|DELETE) \S+)\b[^\w\n]{0,3}(?:with )?(?:an? )?(?:http )?([45]\d\d)\b(?! ?(?:ms|times|of|tests?|items|rows)\b|\/)|: ([45]\d\d) ok\b|\berror \w+ing [^\n:]{1,60}: ([45]\d\d)\b|\bcode\W{1,3}(401)\b|\b([45]\d\d) (?:client error|server error|errors?\b|when\b)|\b([45]\d\d)(?: \(|[ :-]{1,3})(?:\)|unauthori[sz]ed|forbidden|not found|too many|internal|bad|service|gateway|conflict|gone|payment)/i;

/** The HTTP status, and `401` as well as `4xx`; nothing if there is none. */
export function statusOf(view: ErrorView): readonly (string | number)[] {
  return (view.status ??= readStatus(view));
}

function readStatus(view: ErrorView): readonly (string | number)[] {
  const status =
    STATUS.map((path) => view.field(path))
      .map((value) => (typeof value === "string" && /^[45]\d\d$/.test(value) ? Number(value) : value))
      .find(
        (value, at): value is number =>
          isStatus(value) &&
          (STATUS[at] !== "code" ||
            (value <= 511 && (view.own !== "" || /http/i.test(view.textAt("type"))) && view.shapes.length === 0)),
      ) ?? statusInText(view.own);
  if (status === undefined || (status > 549 && status < 560)) return [];
  if (status >= 300) return [status, `${Math.floor(status / 100)}xx`];
  // A success is only worth a word if a real response was handed over.
  if (view.depth > 0 || !view.has("ok", "boolean")) return [];
  return [status, "2xx"];
}

function statusInText(text: string): number | undefined {
  const match = STATUS_IN_TEXT.exec(text);
  return match ? Number(match.slice(1).find(Boolean)) : undefined;
}

function isStatus(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 200 && value < 600;
}
