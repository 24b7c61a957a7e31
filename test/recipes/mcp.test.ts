import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { expect, test } from "vitest";
import { authorizedFetch } from "../../src/adapters/fetch.ts";
import { expiry, serve } from "./kit.ts";

test("R232 an MCP client sends the next token after an expiry", async () => {
  const { tokens, shown, takesHeader, runOut } = await expiry();
  const server = new McpServer({ name: "orders", version: "1.0.0" });
  server.registerTool("count", {}, () => ({ content: [{ type: "text", text: "3" }] }));
  const serverSide = new StreamableHTTPServerTransport({ sessionIdGenerator: () => "session" });
  await server.connect(serverSide as Parameters<typeof server.connect>[0]);
  const { url } = await serve((request, response) => {
    if (takesHeader(request.headers.authorization)) void serverSide.handleRequest(request, response);
    else response.writeHead(401).end();
  });

  // #region MCP client
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    fetch: authorizedFetch(tokens, { allow: [new URL(url).origin] }),
  });
  // #endregion

  const client = new Client({ name: "app", version: "1.0.0" });
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  expect((await client.callTool({ name: "count" })).content).toEqual([{ type: "text", text: "3" }]);
  expect(new Set(shown)).toEqual(new Set(["t1 accepted"]));
  shown.length = 0;
  await runOut();
  expect((await client.callTool({ name: "count" })).content).toEqual([{ type: "text", text: "3" }]);
  expect(shown).toEqual(["t2 accepted"]);
  await client.close();
});
