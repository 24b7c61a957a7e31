/** The real types of livekit-client satisfy what the adapter asks for. Compiled by `tsc -p test`, never run. */
import { type Participant, Room, type RoomConnectOptions } from "livekit-client";
import {
  connectRoom,
  type ConnectRoomOptions,
  keepRoom,
  type LiveKitRoom,
  type LiveKitRoomEvents,
} from "../../src/adapters/livekit.ts";
import type { TokenManager } from "../../src/manager.ts";

declare const tokens: TokenManager;
const url = "wss://livekit.example.test";

export const room: LiveKitRoom = new Room();
export const roomWithEvents: LiveKitRoomEvents = new Room();
declare const participant: Participant;
// @ts-expect-error a participant is not a room
export const notRoom: LiveKitRoom = participant;

declare const connectOptions: RoomConnectOptions;
export const options: ConnectRoomOptions<Room>["connectOptions"] = connectOptions;

export async function use(): Promise<void> {
  await connectRoom(new Room(), url, tokens);
  await connectRoom(new Room(), url, tokens, { connectOptions: { autoSubscribe: false }, connectTimeoutMs: 30_000 });
  // @ts-expect-error an option that the SDK does not have
  await connectRoom(new Room(), url, tokens, { connectOptions: { autoSubscribes: false } });
}

export async function keep(): Promise<() => void> {
  return keepRoom(new Room(), url, tokens, {
    connectOptions: { autoSubscribe: false },
    onRejoined: (joined) => void joined.localParticipant.enableCameraAndMicrophone(),
    onProblem: ({ action, remedy }) => [action, remedy],
    onRecovered: () => undefined,
  });
}
