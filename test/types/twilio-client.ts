/**
 * The vendor's own types fit what `evertoken/twilio` asks for: Conversations, Sync, Video.
 *
 * @module
 */
import type { Client } from "@twilio/conversations";
import type { SyncClient } from "twilio-sync";
import { connect, type ConnectOptions, type Room } from "twilio-video";
import { type ClientLike, keepClient } from "../../src/adapters/twilio/client.ts";
import { connectRoom, type KeptRoom, type RoomLike } from "../../src/adapters/twilio/room.ts";
import type { TokenManager } from "../../src/manager.ts";

declare const tokens: TokenManager;
declare const conversations: Client;
declare const sync: SyncClient;
declare const room: Room;

export const clients: readonly ClientLike[] = [conversations, sync];
export const undo: readonly (() => void)[] = [
  keepClient(conversations, tokens, { onProblem: ({ action }) => action }),
  keepClient(sync, tokens),
];
// @ts-expect-error A room cannot be given a token.
export const noClient: ClientLike = room;

export const rooms: readonly RoomLike[] = [room];
// @ts-expect-error A client is not left by disconnect().
export const noRoom: RoomLike = sync;

const connectOptions: ConnectOptions = { name: "daily", tracks: [] };
export const kept: Promise<KeptRoom<Room>> = connectRoom(connect, tokens, {
  connectOptions,
  onRoom: (next, previous) => [next.localParticipant.identity, previous?.sid],
});
// A function of the app's own, with the SDK's type or without.
export const own: Promise<KeptRoom<Room>> = connectRoom((token) => connect(token, connectOptions), tokens);
export const async: Promise<KeptRoom<Room>> = connectRoom(async (token: string) => connect(token), tokens);
// @ts-expect-error `room` is no option of connect().
void connectRoom(connect, tokens, { connectOptions: { room: "daily" } });
