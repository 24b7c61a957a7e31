/**
 * Agora's access point and one message server, as agora-rtm@2.3.0 talks to them (read in its bundle): JSON at
 * `/api/v1`, and protobuf frames `{ 1: uri, 2: data }` over WebSockets, of which the SDK opens two.
 *
 * @module
 */
import type { Page, WebSocketRoute } from "playwright";
import { readAgoraToken } from "../../../../src/core/read/agora.ts";
import { nameOf } from "../../../adapters/agora/mint.ts";

/** Kinds of frames. */
const JOIN = 18;
const JOINED = 19;
const PING = 4;
const PONG = 5;
const DROP = 22;
const QUIT = 24;
const ENDS_SOON = 25;
const RENEW = 26;
const RENEWED = 27;

/** `kTimestampExpired`. */
const EXPIRED = 2;

/** Fields of a protobuf message that are texts, bytes or unsigned numbers. */
type Fields = Record<number, bigint | Uint8Array>;

function decode(bytes: Uint8Array): Fields {
  const fields: Fields = {};
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const value = varint();
    if (key & 2) at += Number(value);
    fields[key >> 3] = key & 2 ? bytes.slice(at - Number(value), at) : value;
  }
  return fields;
}

function encode(fields: Record<number, bigint | number | string | Uint8Array>): Uint8Array {
  const bytes: number[] = [];
  const varint = (value: bigint): void => {
    for (; value > 127n; value >>= 7n) bytes.push(Number(value & 127n) | 128);
    bytes.push(Number(value));
  };
  for (const [key, value] of Object.entries(fields)) {
    const isNumber = typeof value === "bigint" || typeof value === "number";
    varint(BigInt((Number(key) << 3) | (isNumber ? 0 : 2)));
    if (isNumber) varint(BigInt(value));
    else {
      const content = typeof value === "string" ? new TextEncoder().encode(value) : value;
      varint(BigInt(content.length));
      bytes.push(...content);
    }
  }
  return Uint8Array.from(bytes);
}

const text = (value: bigint | Uint8Array | undefined): string => new TextDecoder().decode(value as Uint8Array);

// The real ticket is something else; here it tells the message server which token it was given for.
const ticketOf = (token: string): string => Buffer.from(token).toString("base64");
const tokenOf = (ticket: bigint | Uint8Array | undefined): string => Buffer.from(text(ticket), "base64").toString();

/** One user, and what the servers do. */
export interface RtmUser {
  /** The access point's refusal of a login (9, 13, ...); 0 is none. */
  ap: number;
  /** `t1`: only this token is refused. */
  only: string;
  /** How long before the end the warning comes; the real one takes 30 s. 0: never. */
  leadMs: number;
  /** What was asked, and what was pushed: `login t1`, `renew t2`, `drop`. */
  readonly journal: string[];
}

/** @returns the user of a name */
export async function rtmCloud(page: Page): Promise<(userId: string) => RtmUser> {
  const users = new Map<string, RtmUser>();
  const user = (userId: string): RtmUser => {
    const found = users.get(userId) ?? { ap: 0, only: "", leadMs: 1_000, journal: [] };
    users.set(userId, found);
    return found;
  };
  const shortName = (value: string): string => nameOf(value).split("/").at(-1)!;
  const leftMs = (value: string): number => (readAgoraToken(value)?.expiresAt ?? 0) - Date.now();

  await page.route("**/api/v1", (route) => {
    const { flag, key, cname } = route.request().postDataJSON() as { flag: number; key: string; cname: string };
    if (flag !== 128) return route.abort();
    const { ap, only, journal } = user(cname);
    const number = (!only || only === shortName(key) ? ap : 0) || (leftMs(key) <= 0 ? 13 : 0);
    if (number) journal.push(`ap ${shortName(key)} ${number}`);
    const addresses = number ? [] : [{ ip: "10.0.0.1", ticket: ticketOf(key) }];
    const answer = { code: number, addresses, detail: {} };
    return route.fulfill({ json: answer, headers: { "access-control-allow-origin": "*" } });
  });

  await page.routeWebSocket(/10-0-0-1/, (socket: WebSocketRoute) => {
    let timers: NodeJS.Timeout[] = [];
    const send = (uri: number, fields: Parameters<typeof encode>[0]): void =>
      socket.send(Buffer.from(encode({ 1: uri, 2: encode(fields) })));
    const stop = (): void => timers.forEach(clearTimeout);
    const watch = (token: string, { leadMs, journal }: RtmUser, note: boolean): void => {
      stop();
      const resources = JSON.stringify({ messageChannels: [] });
      timers = [
        setTimeout(() => {
          if (note) journal.push("drop");
          send(DROP, { 1: EXPIRED });
        }, leftMs(token)),
      ];
      const warn = (): void => send(ENDS_SOON, { 2: ticketOf(token), 3: resources });
      if (leadMs) timers.push(setTimeout(warn, Math.max(0, leftMs(token) - leadMs)));
    };
    // Only one of the two sockets of a login is written down.
    let isFirst = false;
    socket.onClose(stop);
    socket.onMessage((data) => {
      const { 1: uri, 2: content } = decode(new Uint8Array(data as Buffer));
      const fields = decode(content as Uint8Array);
      switch (Number(uri)) {
        case JOIN: {
          const [userId, token] = [text(fields[4]), tokenOf(fields[5])];
          const { journal } = user(userId);
          isFirst = journal.at(-1) !== `login ${shortName(token)}`;
          if (isFirst) journal.push(`login ${shortName(token)}`);
          send(JOINED, { 1: fields[1] as bigint, 2: userId, 3: leftMs(token) > 0 ? 0 : EXPIRED });
          watch(token, user(userId), isFirst);
          break;
        }
        case RENEW: {
          const [userId, token] = [text(fields[3]), tokenOf(fields[4])];
          const { journal } = user(userId);
          if (journal.at(-1) !== `renew ${shortName(token)}`) journal.push(`renew ${shortName(token)}`);
          send(RENEWED, { 1: fields[2] as bigint, 2: 0, 3: JSON.stringify({ messageChannels: [] }) });
          watch(token, user(userId), isFirst);
          break;
        }
        case QUIT:
          stop();
          void socket.close();
          break;
        case PING:
          send(PONG, { 1: fields[1] as bigint, 2: 0, 3: Date.now() });
          break;
      }
    });
  });
  return user;
}
