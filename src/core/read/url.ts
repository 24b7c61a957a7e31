/**
 * Reads the times of a signed URL; verifies nothing.
 *
 * @module
 */
import { read } from "../fields.ts";
import { readInstant, readNumber } from "./instant.ts";
import { readJwt, type TokenClaims } from "./jwt.ts";

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * When a signed URL was signed and when it ends, for the option `readToken`: Amazon's `X-Amz-Date` and `X-Amz-Expires`, Google's
 * `X-Goog-Date` and `X-Goog-Expires`, Azure's `st` and `se` (a SAS, with or without its URL), `Expires` of CloudFront and S3, or a
 * JWT as `access_token`, `token` or `jwt`, in query or fragment. `undefined` for anything else. Never throws.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * @see https://learn.microsoft.com/rest/api/storageservices/create-service-sas
 */
export function readUrlToken(value: string): TokenClaims | undefined {
  const fields = read(() => fieldsOf(value)) ?? {};
  const jwt = ["access_token", "token", "jwt"].map((name) => readJwt(fields[name] ?? "")).find(Boolean);
  const claims = [
    signed(fields, "x-amz"),
    signed(fields, "x-goog"),
    azure(fields),
    { expiresAt: date(fields["expires"]) },
  ];
  return [...claims, jwt].find((each) => each?.expiresAt !== undefined);
}

/** Query and fragment, names in lower case. */
function fieldsOf(value: string): Partial<Record<string, string>> {
  const query = value.replace(/^[^?#]*[?#](?=.)/, "").replaceAll("#", "&");
  return Object.fromEntries(Array.from(new URLSearchParams(query), ([name, text]) => [name.toLowerCase(), text]));
}

function signed(fields: Partial<Record<string, string>>, prefix: string): TokenClaims {
  const issuedAt = date(fields[`${prefix}-date`]?.replace(BASIC, "$1-$2-$3T$4:$5:$6Z"));
  const lifeMs = readNumber(fields[`${prefix}-expires`]) * 1_000;
  return { issuedAt, expiresAt: issuedAt !== undefined && lifeMs >= 0 ? issuedAt + lifeMs : undefined };
}

// The names are short, so their neighbour has to be there.
const azure = ({ sig, st, se }: Partial<Record<string, string>>): TokenClaims =>
  sig === undefined ? {} : { issuedAt: date(st), expiresAt: date(se) };

const date = (text: string | undefined): number | undefined => readInstant(text) || undefined;
