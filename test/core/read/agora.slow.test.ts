import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AgoraService, decodeAgoraToken, readAgoraToken } from "../../../src/core/read/agora.ts";
import {
  agora006,
  agora007,
  APP_ID,
  CERTIFICATE,
  mint006,
  mint007,
  service,
  type VendorService,
} from "../../diagnose/token/mint.ts";

const ISSUED = 1_700_000_000;
const at = (seconds: number): number => (ISSUED + seconds) * 1000;

/** What each type's fields are called in agora-token. */
const textOf = (value: Buffer | string | undefined): string | undefined => value?.toString();

/** A service that agora-token has parsed, in our words. */
function ours(vendor: VendorService): AgoraService {
  const channel = textOf(vendor.__channel_name ?? vendor.__room_uuid);
  const user = textOf(vendor.__uid ?? vendor.__account ?? vendor.__user_id ?? vendor.__user_uuid);
  const permissions =
    vendor.__permissions &&
    Object.entries(vendor.__permissions.details).flatMap(([resourceType, byPermission]) =>
      Object.entries(byPermission).map(([permission, resources]) => ({
        resourceType: Number(resourceType),
        permission: Number(permission),
        resources,
      })),
    );
  return {
    type: vendor.__type,
    privileges: { ...vendor.__privileges },
    ...(channel !== undefined && { channel }),
    ...(user !== undefined && { user }),
    // agora-token@2.0.6 writes the role signed and reads it unsigned.
    ...(vendor.__role !== undefined && { role: (vendor.__role << 16) >> 16 }),
    ...(permissions && { permissions }),
  };
}

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const privileges = fc.dictionary(fc.integer({ min: 1, max: 5 }).map(String), u32, { maxKeys: 5 });
const name = fc.string({ unit: "grapheme", maxLength: 80 });
const two = fc.tuple(name, name);
const permissions = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 1 }), fc.array(name, { maxLength: 4 })),
  { maxLength: 6 },
);
const anyService = fc.oneof(
  fc.tuple(two, privileges).map(([args, p]) => service("ServiceRtc", args, p)),
  fc.tuple(name, privileges).map(([user, p]) => service("ServiceRtm", [user], p)),
  fc.tuple(two, privileges).map(([args, p]) => service("ServiceStreaming", args, p)),
  privileges.map((p) => service("ServiceFpa", [], p)),
  fc.tuple(name, privileges).map(([user, p]) => service("ServiceChat", [user], p)),
  fc.tuple(two, privileges).map(([args, p]) => service("ServiceFCdn", args, p)),
  fc
    .tuple(two, fc.integer({ min: -32_768, max: 32_767 }), privileges)
    .map(([args, role, p]) => service("ServiceApaas", [...args, role], p)),
  fc.tuple(name, permissions, privileges).map(([user, granted, p]) => {
    const made = service("ServiceRtm2", [user], p);
    for (const [resource, permission, names] of granted) made.__permissions!.add(resource, permission, names);
    return made;
  }),
  privileges.map((p) => service("ServiceConvoAI", [], p)),
  privileges.map((p) => service("ServiceStt", [], p)),
);

describe("against agora-token", () => {
  test("agrees field by field on 2,000 random 007 tokens of all ten services", () => {
    const types = new Set<number>();
    fc.assert(
      fc.property(
        fc.array(anyService, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 0xffffffff }),
        u32,
        (services, issueTs, expire) => {
          const token = mint007(expire, services, issueTs);
          const vendor = new agora007.AccessToken2("", "", 0, 0);
          expect(vendor.from_string(token)).toBe(true);
          for (const { __type } of vendor.services) types.add(__type);
          expect(decodeAgoraToken(token)).toEqual({
            version: "007",
            appId: textOf(vendor.appId),
            issueTs: vendor.issueTs,
            expire: vendor.expire,
            salt: vendor.salt,
            services: vendor.services.map(ours),
            complete: true,
          });
        },
      ),
      { numRuns: 2_000 },
    );
    expect([...types].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test("agrees field by field on 500 random 006 tokens", () => {
    fc.assert(
      fc.property(
        name,
        name,
        privileges,
        fc.integer({ min: 0, max: 4_294_000_000 }),
        (channel, uid, granted, mintedAt) => {
          const token = mint006(channel, uid, granted, mintedAt);
          const vendor = new agora006.AccessToken("", "", "", "");
          expect(vendor.fromString(token)).toBe(true);
          expect(decodeAgoraToken(token)).toEqual({
            version: "006",
            appId: APP_ID,
            channelCrc: vendor.crc_channel_name,
            uidCrc: vendor.crc_uid,
            salt: vendor.salt,
            ts: vendor.ts,
            privileges: vendor.messages,
          });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("the instant that decides", () => {
  const rtc = (granted: Record<number, number>, uid: string | number = 42) =>
    service("ServiceRtc", ["demo-room", uid], granted);
  test.each([
    ["token and privileges end together", 3600, [rtc({ 1: 3600, 2: 3600, 3: 3600, 4: 3600 })], 3600],
    ["a privilege of 0 lasts as long as the token", 7200, [rtc({ 1: 0 }, 0)], 7200],
    [
      "the join privilege ends first; publishing does not count",
      3600,
      [rtc({ 1: 1800, 2: 900, 3: 900, 4: 900 })],
      1800,
    ],
    ["the token ends first", 600, [rtc({ 1: 3600 })], 600],
    ["RTM: the login privilege", 3600, [service("ServiceRtm", ["alice"], { 1: 600 })], 600],
    ["Chat of an app: its own privilege", 600, [service("ServiceChat", [""], { 2: 500 })], 500],
    [
      "two services: whichever ends first",
      3600,
      [rtc({ 1: 3600 }), service("ServiceRtm", ["alice"], { 1: 1200 })],
      1200,
    ],
    ["no lifetime at all: 24 h", 0, [rtc({ 1: 0 })], 86_400],
    ["a week is cut to 24 h", 604_800, [rtc({ 1: 604_800 })], 86_400],
    ["a date in place of a lifetime is cut to 24 h", ISSUED + 3600, [rtc({ 1: ISSUED + 3600 })], 86_400],
    ["a date as the privilege of a short token", 3600, [rtc({ 1: ISSUED + 1800 })], 3600],
  ])("007: %s", (_, expire, services, lifeS) => {
    expect(readAgoraToken(mint007(expire, services, ISSUED))).toEqual({ issuedAt: at(0), expiresAt: at(lifeS) });
  });

  test.each([
    ["the join privilege", mint006("demo-room", 42, { 1: ISSUED + 3600, 2: ISSUED + 60 }, ISSUED), 3600],
    ["the RTM login", mint006("alice", "", { 1000: ISSUED + 600 }, ISSUED), 600],
    ["no more than 24 h after minting", mint006("demo-room", 42, { 1: ISSUED + 604_800 }, ISSUED), 86_400],
    ["a privilege of 0", mint006("demo-room", 42, { 1: 0 }, ISSUED), 86_400],
  ])("006: %s", (_, token, lifeS) => {
    expect(readAgoraToken(token)).toEqual({ issuedAt: at(0), expiresAt: at(lifeS) });
  });
});

describe("what is not, or no longer, a token", () => {
  const token = mint007(
    3600,
    [service("ServiceRtc", ["demo-room", 42], { 1: 3600 }), service("ServiceRtm", ["alice"], { 1: 3600 })],
    ISSUED,
  );

  test("an unknown service ends the reading, what came before it stays", () => {
    const unknown = { service_type: () => 999, pack: () => Buffer.from("e70301000100580200000100", "hex") };
    const decoded = decodeAgoraToken(
      mint007(600, [service("ServiceRtc", ["demo-room", 42], { 1: 300 }), unknown], ISSUED),
    );
    expect(decoded).toMatchObject({
      complete: false,
      services: [{ type: 1, channel: "demo-room", user: "42", privileges: { 1: 300 } }],
    });
  });

  test("a service that is cut off ends the reading, what came before it stays", () => {
    const cut = { service_type: () => 2, pack: () => Buffer.from("0200010001005802000020004142", "hex") };
    const decoded = decodeAgoraToken(mint007(600, [service("ServiceRtc", ["demo-room", 42], { 1: 300 }), cut], ISSUED));
    expect(decoded).toMatchObject({ complete: false, services: [{ type: 1 }] });
  });

  test("R74 every truncation is refused", () => {
    for (const whole of [token, mint006("demo-room", 42, { 1: ISSUED + 3600 }, ISSUED)]) {
      for (let length = 0; length < whole.length - 4; length++)
        expect(readAgoraToken(whole.slice(0, length))).toBeUndefined();
    }
  });

  test("R74 no flipped bit goes unnoticed in a 007 token", () => {
    const whole = decodeAgoraToken(token);
    const bytes = Buffer.from(token.slice(3), "base64");
    for (let bit = 16; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      // Another coding of the very same content is possible, and harmless.
      expect([undefined, whole], `bit ${bit}`).toContainEqual(decodeAgoraToken(`007${flipped.toString("base64")}`));
    }
  });

  test("R74 random damage never throws, in 5,000 tokens", () => {
    const damage = fc.tuple(
      fc.constantFrom("006", "007", "006" + APP_ID, ""),
      fc.uint8Array({ maxLength: 400 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(damage, ([prefix, bytes, zipped]) => {
        const body = zipped ? deflateSync(bytes) : Buffer.from(bytes);
        expect(() => readAgoraToken(prefix + body.toString("base64"))).not.toThrow();
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    "",
    "007",
    "006",
    "007eJx",
    "hello",
    "a.b.c",
    "007 ",
    "007{}",
    `007${"A".repeat(1_048_576)}`,
    `006${"*".repeat(1_048_576)}`,
  ])("R74 %# is not a token", (value) => expect(decodeAgoraToken(value)).toBeUndefined());

  test("a bomb of 100 MB is refused after its first half megabyte", () => {
    const bomb = `007${deflateSync(Buffer.alloc(100_000_000)).toString("base64")}`;
    let inflated = 0;
    // Every byte that comes out is copied by `set`: counted, so that the early end does not rest on a stopwatch.
    class Counted extends Uint8Array {
      override set(from: ArrayLike<number>, offset?: number): void {
        inflated += from.length;
        super.set(from, offset);
      }
    }
    const original = globalThis.Uint8Array;
    globalThis.Uint8Array = Counted;
    try {
      expect(decodeAgoraToken(bomb)).toBeUndefined();
    } finally {
      globalThis.Uint8Array = original;
    }
    expect(inflated).toBeGreaterThan(65_536);
    expect(inflated).toBeLessThan(1_500_000);
  });

  test("R479 what is no text is no token", () => {
    const others = [undefined, null, 5, {}, [], { length: 3, startsWith: () => true }];
    expect(others.map((value) => readAgoraToken(value as never))).toEqual(others.map(() => undefined));
  });

  test("64 KiB of content is read, one byte more is refused", () => {
    const padded = (size: number): string => {
      const token = new agora007.AccessToken2(APP_ID, CERTIFICATE, ISSUED, 600);
      const head = 34 + 34 + 4 + 4 + 4 + 2;
      token.add_service({ service_type: () => 999, pack: () => Buffer.alloc(size - head) });
      return token.build();
    };
    expect(decodeAgoraToken(padded(65_536))).toMatchObject({ appId: APP_ID, complete: false });
    expect(decodeAgoraToken(padded(65_537))).toBeUndefined();
  });
});
