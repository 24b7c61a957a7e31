import * as speech from "microsoft-cognitiveservices-speech-sdk";
import { expect, test } from "vitest";
import { expiry, serveSockets } from "./kit.ts";

test("R232 Azure Speech sends the next token when it connects again after an expiry", async () => {
  const { tokens, shown, takesHeader, runOut } = await expiry();
  const server = await serveSockets((_, request) => {
    takesHeader(new URL(request.url!, "http://x").searchParams.get("Authorization") ?? undefined);
  });
  const config = speech.SpeechConfig.fromHost(new URL(server.url));
  config.authorizationToken = await tokens.getToken();
  const audio = speech.AudioConfig.fromStreamInput(speech.AudioInputStream.createPushStream());

  // #region Azure Speech
  const recognizer = new speech.SpeechRecognizer(config, audio);
  tokens.on("refreshed", ({ token }) => (recognizer.authorizationToken = token.value));
  // #endregion

  const connection = speech.Connection.fromRecognizer(recognizer);
  const open = (): Promise<void> =>
    new Promise((resolve, reject) => connection.openConnection(resolve, (why) => reject(new Error(why))));
  await open();
  await runOut();
  await new Promise<void>((resolve) => connection.closeConnection(resolve));
  await open();
  expect(shown).toEqual(["t1 accepted", "t2 accepted"]);
  recognizer.close();
});
