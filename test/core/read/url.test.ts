/** The times of signed URLs. */
import { describe, expect, test } from "vitest";
import { readJwt, readUrlToken } from "../../../src/index.ts";
import { candidateOf } from "../../../src/core/candidate.ts";

const AT = Date.UTC(2026, 0, 1, 12, 30);
const ISSUED = "20260101T122000Z";
const claims = Buffer.from(JSON.stringify({ iat: (AT - 600_000) / 1000, exp: AT / 1000 })).toString("base64url");
const jwt = `e30.${claims}.c2ln`;

/** What is signed, and whether it says when that was. */
const URLS: readonly (readonly [what: string, url: string, issued?: false])[] = [
  ["S3", `https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=c&X-Amz-Date=${ISSUED}&X-Amz-Expires=600&X-Amz-SignedHeaders=host&X-Amz-Signature=s`],
  ["IoT over WebSocket", `wss://x.iot.eu-west-1.amazonaws.com/mqtt?x-amz-date=${ISSUED}&x-amz-expires=600&X-Amz-Signature=s`],
  ["Google Cloud Storage", `https://storage.googleapis.com/b/k?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Date=${ISSUED}&X-Goog-Expires=600&X-Goog-Signature=s`],
  ["Azure SAS", "https://a.blob.core.windows.net/c/b?sv=2024-11-04&st=2026-01-01T12%3A20%3A00Z&se=2026-01-01T12%3A30%3A00Z&sr=b&sp=r&sig=s%3D"],
  ["Azure SAS without its URL", "?sv=2024-11-04&se=2026-01-01T12:30Z&st=2026-01-01T12:20Z&sp=r&sig=s"],
  ["CloudFront, canned policy", `https://d1.cloudfront.net/k?Expires=${String(AT / 1000)}&Signature=s&Key-Pair-Id=K`, false],
  ["S3, version 2 of the signature", `https://b.s3.amazonaws.com/k?AWSAccessKeyId=k&Expires=${String(AT / 1000)}&Signature=s`, false],
  ["Azure Web PubSub, SignalR", `wss://h.webpubsub.azure.com/client/hubs/h?access_token=${jwt}`],
  ["a JWT in the fragment", `https://example.com/call#a=1&token=${jwt}`],
]; // prettier-ignore

describe("a signed URL", () => {
  test.for(URLS)("R227 of %s ends when it says", ([, url, issued]) => {
    const read = readUrlToken(url);
    expect(read?.expiresAt).toBe(AT);
    expect(read?.issuedAt).toBe(issued === false ? undefined : AT - 600_000);
  });

  test("R227 is a token with an end where readUrlToken is the reader", () => {
    const { token } = candidateOf(URLS[0]![1], readUrlToken, { receivedAt: AT - 600_000 });
    expect([token.expiresAt, token.format]).toEqual([AT, "opaque"]);
  });

  test.for([
    "",
    "https://example.com/?se=2026-01-01T12:30:00Z", // no signature: some other "se"
    "https://example.com/?X-Amz-Expires=600",
    `https://example.com/?X-Amz-Date=${ISSUED}&X-Amz-Expires=soon`,
    "https://example.com/?Expires=tomorrow",
    "https://example.com/?access_token=opaque",
    "https://example.com/?token=%",
    jwt,
    "?".repeat(10_000),
  ])("R227 that says nothing is read as nothing: %.40s", (url) => {
    expect(readUrlToken(url)).toBeUndefined();
  });

  test("R227 readJwt is exported beside it", () => {
    expect(readJwt(jwt)).toEqual({ issuedAt: AT - 600_000, expiresAt: AT });
    expect(readJwt("opaque")).toBeUndefined();
  });
});
