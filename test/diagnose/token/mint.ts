/**
 * Real tokens from the vendors' own packages, and hand-made ones for what those refuse to make.
 * Ids and secrets are put together at run time, to keep secret scanners quiet.
 */
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "vitest";
import type { TokenDiagnosis } from "../../../src/diagnose.ts";

export const APP_ID = "0123456789abcdef".repeat(2);
export const CERTIFICATE = "fedcba9876543210".repeat(2);
export const sid = (prefix: string, digit: number): string => prefix + String(digit).repeat(32);

/** Seconds. All hand-made tokens are minted at this instant. */
export const MINTED = 1_767_225_600;
export const NOW = MINTED * 1000;

/** What `agora-token@2.0.6` keeps below its typed builders. */
export interface VendorService {
  __type: number;
  __privileges: Record<string, number>;
  __channel_name?: Buffer | string;
  __account?: Buffer | string;
  __uid?: Buffer | string;
  __user_id?: Buffer | string;
  __room_uuid?: Buffer | string;
  __user_uuid?: Buffer | string;
  __role?: number;
  __permissions?: {
    details: Record<string, Record<string, string[]>>;
    add(r: number, p: number, names: string[]): void;
  };
  add_privilege(id: number, seconds: number): void;
  pack(): Buffer;
}
export interface VendorToken {
  appId: Buffer | string;
  issueTs: number;
  expire: number;
  salt: number;
  services: VendorService[];
  add_service(service: Pick<VendorService, "pack"> & { service_type(): number }): void;
  build(): string;
  from_string(token: string): boolean;
}
type ServiceClass = new (...args: (string | number)[]) => VendorService & { service_type(): number };
interface Vendor007 {
  AccessToken2: new (appId: string, certificate: string, issueTs: number, expire: number) => VendorToken;
  ServiceRtc: ServiceClass;
  ServiceRtm: ServiceClass;
  ServiceStreaming: ServiceClass;
  ServiceFpa: ServiceClass;
  ServiceChat: ServiceClass;
  ServiceFCdn: ServiceClass;
  ServiceApaas: ServiceClass;
  ServiceRtm2: ServiceClass;
  ServiceConvoAI: ServiceClass;
  ServiceStt: ServiceClass;
}
interface Vendor006 {
  AccessToken: new (
    appId: string,
    certificate: string,
    channel: string,
    uid: string | number,
  ) => {
    salt: number;
    ts: number;
    messages: Record<string, number>;
    crc_channel_name: number;
    crc_uid: number;
    addPriviledge(id: number, at: number): void;
    build(): string;
    fromString(token: string): boolean;
  };
}

const require = createRequire(import.meta.url);
export const agora007 = require("agora-token/src/AccessToken2.js") as Vendor007;
export const agora006 = require("agora-token/src/AccessToken.js") as Vendor006;

export type Privileges = Readonly<Record<number, number>>;

/** A service of agora-token with its privileges. */
export function service(
  name: Exclude<keyof Vendor007, "AccessToken2">,
  args: (string | number)[],
  privileges: Privileges,
): VendorService & { service_type(): number } {
  const made = new agora007[name](...args);
  for (const [id, seconds] of Object.entries(privileges)) made.add_privilege(Number(id), seconds);
  return made;
}

/** A 007 token by agora-token. */
export function mint007(
  expire: number,
  services: Parameters<VendorToken["add_service"]>[0][],
  issueTs: number = MINTED,
): string {
  const token = new agora007.AccessToken2(APP_ID, CERTIFICATE, issueTs, expire);
  for (const one of services) token.add_service(one);
  return token.build();
}

/** A 006 token by agora-token. */
export function mint006(
  channel: string,
  uid: string | number,
  privileges: Privileges,
  mintedAt: number = MINTED,
): string {
  const token = new agora006.AccessToken(APP_ID, CERTIFICATE, channel, uid);
  token.ts = mintedAt + 86_400;
  for (const [id, at] of Object.entries(privileges)) token.addPriviledge(Number(id), at);
  return token.build();
}

export const base64url = (value: unknown): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** A JWT signed with HMAC. */
export function hmacJwt(payload: object, header: object = {}): string {
  const head = `${base64url({ alg: "HS256", typ: "JWT", ...header })}.${base64url(payload)}`;
  return `${head}.${createHmac("sha256", "a shared key").update(head).digest("base64url")}`;
}

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** A JWT signed with RS256, as ACS and OpenID providers do. */
export function rsaJwt(payload: object, header: object = {}): string {
  const head = `${base64url({ alg: "RS256", typ: "JWT", kid: "1", ...header })}.${base64url(payload)}`;
  return `${head}.${sign("sha256", Buffer.from(head), privateKey).toString("base64url")}`;
}

/** A cell of docs/findings.md; `…` is filled in. */
const patternOf = (cell: string): RegExp =>
  new RegExp(
    `^(?=.)${cell
      .replaceAll("\\|", "|")
      .split("…")
      .map((part) => part.replace(/[$()*+.?[\]\\^{|}]/g, "\\$&"))
      .join("[^]*")}$`,
  );

/** What the page of all findings says of each code. */
const PAGE = readFileSync(new URL("../../../docs/findings.md", import.meta.url), "utf8")
  .split("\n")
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .filter((cells) => cells.length === 6 && cells[1]!.startsWith("`"))
  .map(([, code, severity, message, remedy]) => ({
    code: patternOf(code!.slice(1, -1)),
    severity: severity!,
    message: patternOf(message!),
    remedy: patternOf(remedy!),
  }));

/** Codes of the findings of one severity, or of all, each of which says what the page of all findings says. */
export function codes({ findings }: Pick<TokenDiagnosis, "findings">, severity?: string): string[] {
  const strange = findings.filter(
    (finding) =>
      !PAGE.some(
        (row) =>
          row.code.test(finding.code) &&
          row.severity.includes(finding.severity) &&
          row.message.test(finding.message) &&
          row.remedy.test(finding.remedy),
      ),
  );
  expect(strange).toEqual([]);
  return findings.filter((finding) => !severity || finding.severity === severity).map(({ code }) => code);
}
