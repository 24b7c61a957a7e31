import { once } from "node:events";
import { expect, test } from "vitest";
import { Upload } from "tus-js-client";
import { expiry, serve } from "./kit.ts";

test("R232 tus sends the next token after an expiry that lies between two pieces of a file", async () => {
  const { tokens, shown, takesHeader, runOut } = await expiry();
  const file = Buffer.from("0123456789");
  let received = 0;
  const { url } = await serve((request, response) => {
    void (async () => {
      request.on("data", (chunk: Buffer) => (received += chunk.length)).resume();
      await once(request, "end");
      const isTaken = takesHeader(request.headers.authorization);
      if (received === 5) await runOut();
      if (!isTaken) response.writeHead(401).end();
      else if (request.method === "POST") response.writeHead(201, { location: `${url}/file` }).end();
      else response.writeHead(204, { "upload-offset": String(received) }).end();
    })();
  });

  let [finish, fail] = [(): void => {}, (_error: Error): void => {}];
  const done = new Promise<void>((resolve, reject) => ([finish, fail] = [resolve, reject]));
  // #region tus and Uppy
  const upload = new Upload(file, {
    endpoint: url,
    onBeforeRequest: async (request) => request.setHeader("authorization", `Bearer ${await tokens.getToken()}`),
    chunkSize: 5, // not shown
    onSuccess: finish, // not shown
    onError: fail, // not shown
  });
  // #endregion
  upload.start();
  await done;
  expect(shown).toEqual(["t1 accepted", "t1 accepted", "t2 accepted"]);
});
