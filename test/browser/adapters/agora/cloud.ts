/**
 * Agora's access point and gateway, as agora-rtc-sdk-ng@4.24.8 talks to them (read in its bundle): HTTP answers of
 * `/api/v2/transpond/webrtc`, and JSON over a WebSocket. Which number the live service sends when is its own affair;
 * by default this one judges a token by its dates, and a room can be told to refuse.
 *
 * @module
 */
import type { Page, WebSocketRoute } from "playwright";
import { agoraWindow, decodeAgoraToken } from "../../../../src/core/read/agora.ts";
import { APP_ID, nameOf } from "../../../adapters/agora/mint.ts";

/** One channel, and what its servers do. */
export interface Room {
  /** Refusals: numbers of the access point (10, 13, ...) and of the gateway (109, 110, ...); 0 is none. */
  ap: number;
  join: number;
  renew: number;
  /** `t1`: only this token is refused. */
  only: string;
  /** The gateway answers no `renew_token`. */
  silent: boolean;
  /** How long before the end the warning comes; the real one takes 30 s. 0: never. */
  leadMs: number;
  /** What was asked, and what was pushed: `join t1`, `renew t2`, `didExpire`. */
  readonly journal: string[];
}

interface Message {
  readonly _id?: string;
  readonly _type: string;
  readonly _message?: Record<string, unknown> & { ortc?: { rtpCapabilities: unknown } };
}

const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };

export interface Cloud {
  room(channel: string): Room;
  /** All connections of a room break. */
  drop(channel: string): void;
}

/** Unix seconds at which the join privilege ends, and the last second that opens a connection. */
function endsOf(value: string): { stayUntil: number; joinBy: number; channel: string | undefined } | undefined {
  const token = decodeAgoraToken(value);
  if (token?.version !== "007" || token.appId !== APP_ID) return undefined;
  const { issueTs, joinBy } = agoraWindow(token);
  const rtc = token.services.find(({ type }) => type === 1);
  return { joinBy, stayUntil: issueTs + (rtc?.privileges[1] ?? 0), channel: rtc?.channel };
}

function verdict(value: string, channel: string): number {
  const ends = endsOf(value);
  if (ends?.channel !== channel) return 9;
  const now = Date.now() / 1000;
  return now >= ends.stayUntil ? 13 : now >= ends.joinBy ? 10 : 0;
}

/** The access point's numbers as the gateway has them. */
const AT_GATEWAY: Readonly<Record<number, number>> = { 0: 0, 9: 110, 10: 109, 13: 118 };

const IDLE = { ap: 0, join: 0, renew: 0, only: "", silent: false, leadMs: 1_000 };

export async function agoraCloud(page: Page): Promise<Cloud> {
  const rooms = new Map<string, Room>();
  const sockets = new Map<WebSocketRoute, string>();
  const room = (channel: string): Room => {
    const found = rooms.get(channel) ?? { ...IDLE, journal: [] };
    rooms.set(channel, found);
    return found;
  };
  const shortName = (value: string): string => nameOf(value).split("/").at(-1)!;
  const refused = ({ only }: Room, number: number, value: string): number =>
    !only || only === shortName(value) ? number : 0;

  await page.route(/transpond\/webrtc/, (route) => {
    if (route.request().method() === "OPTIONS") return route.fulfill({ headers: CORS });
    const form = /\{.*\}/.exec(route.request().postData() ?? "")![0];
    const { cname, key, uid } = (
      JSON.parse(form) as { request_bodies: { buffer: { cname: string; key: string; uid: number } }[] }
    ).request_bodies[0]!.buffer;
    const number = refused(room(cname), room(cname).ap, key) || verdict(key, cname);
    if (number) room(cname).journal.push(`ap ${shortName(key)} ${number}`);
    const buffer = {
      code: number && 2_010_000 + number,
      flag: 4096,
      cert: "",
      cid: 1,
      uid: uid || 7,
      cname,
      detail: {},
      edges_services: number ? [] : [{ ip: "10.0.0.1", port: 443 }],
    };
    const answer = { enter_ts: 1, leave_ts: 2, opid: 1, detail: {}, response_body: [{ uri: 23, buffer }] };
    return route.fulfill({ headers: CORS, contentType: "application/json", body: JSON.stringify(answer) });
  });

  await page.routeWebSocket(/edge\.(agora|sd-rtn)/, (socket) => {
    let channel = "";
    let timers: NodeJS.Timeout[] = [];
    const push = (type: string): void => socket.send(JSON.stringify({ _type: type, _message: {} }));
    const stop = (): void => timers.forEach(clearTimeout);
    /** The end of the join privilege, announced and carried out by the server. */
    const watch = (value: string): void => {
      stop();
      const leftMs = (endsOf(value)?.stayUntil ?? 0) * 1000 - Date.now();
      const { leadMs, journal } = room(channel);
      const later = (type: string, note: string, ms: number): NodeJS.Timeout =>
        setTimeout(() => {
          journal.push(note);
          push(type);
        }, ms);
      timers = [later("on_token_privilege_did_expire", "didExpire", leftMs)];
      if (leadMs) timers.push(later("on_token_privilege_will_expire", "willExpire", Math.max(0, leftMs - leadMs)));
    };
    socket.onClose(stop);
    socket.onMessage((data) => {
      if (typeof data !== "string") return;
      const { _id, _type, _message = {} } = JSON.parse(data) as Message;
      const answer = (error: number, message: object = {}): void =>
        socket.send(
          JSON.stringify({
            _id,
            _result: error ? "error" : "success",
            _message: error ? { error_code: error, error_str: "refused" } : message,
          }),
        );
      const value = String(_message["token"] ?? _message["channel_key"]);
      const look = (verb: "join" | "renew"): number => {
        const forced = refused(room(channel), room(channel)[verb], value);
        const number = forced || AT_GATEWAY[_type === "join_v3" ? verdict(value, channel) : 0]!;
        const { journal } = room(channel);
        const entry = `${verb} ${shortName(value)}${number ? ` ${number}` : ""}`;
        // On a busy machine the SDK gives up a connection that opens slowly, and joins anew: that is no matter of tokens.
        if (number || journal.at(-1) !== entry) journal.push(entry);
        if (!number) watch(value);
        return number;
      };
      switch (_type) {
        case "join_v3": {
          channel = String(_message["channel_name"]);
          sockets.set(socket, channel);
          const ortc = {
            cname: "c",
            iceParameters: { iceUfrag: "ufrag", icePwd: "p".repeat(24), candidates: [] },
            dtlsParameters: {
              role: "server",
              fingerprints: [{ algorithm: "sha-256", fingerprint: Array(32).fill("AA").join(":") }],
            },
            rtpCapabilities: _message.ortc?.rtpCapabilities,
          };
          answer(look("join"), { uid: 7, cid: 1, rejoin_token: "r", ortc });
          break;
        }
        case "renew_token":
          if (room(channel).silent) room(channel).journal.push(`renew ${shortName(value)} in silence`);
          else answer(look("renew"));
          break;
        case "leave":
          stop();
          room(channel).journal.push("leave");
          answer(0);
          break;
        default:
          if (_id) answer(0);
      }
    });
  });

  return {
    room,
    drop(channel) {
      for (const [socket, name] of sockets) {
        if (name !== channel) continue;
        sockets.delete(socket);
        void socket.close();
      }
    },
  };
}
