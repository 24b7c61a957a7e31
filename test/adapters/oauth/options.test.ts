/** Options that cannot be meant, as an app without types writes them: refused at once, by name. */
import { expect, test } from "vitest";
import { memory, refreshTokenFetcher } from "../../../src/adapters/oauth.ts";

const needed = { server: "https://id.example.com", client: "app" };

const make = (...options: unknown[]): unknown => (refreshTokenFetcher as (...all: unknown[]) => unknown)(...options);

test.each([
  ["a misspelt store", { ...needed, stroe: memory() }, /There is no option "stroe", only server, client, .*\bstore\b/],
  ["a name of other fetchers", { ...needed, headers: {} }, /There is no option "headers"/],
  ["no client", { server: needed.server }, /Option "client" must be .*client_id.*, got undefined/],
  ["a client without its id", { ...needed, client: { id: "app" } }, /Option "client" must be/],
  ["an empty client", { ...needed, client: "" }, /Option "client" must be/],
  ["a client that is a number", { ...needed, client: 7 }, /Option "client" must be .*, got 7/],
  ["a client whose id is a number", { ...needed, client: { client_id: 7 } }, /Option "client" must be .*"client_id"/],
  ["no server", { client: "app" }, /Option "server" must be an issuer/],
  ["null for a server", { ...needed, server: null }, /Option "server" must be an issuer/],
  ["a secret for clientAuth", { ...needed, clientAuth: "pass" }, /Option "clientAuth" must be a function/],
  ["a fetch that cannot be called", { ...needed, fetch: "fetch" }, /Option "fetch" must be a function/],
  [
    "an onStoreError that cannot be called",
    { ...needed, onStoreError: {} },
    /Option "onStoreError" must be a function/,
  ],
  ["parameters in one string", { ...needed, parameters: "tenant=t" }, /Option "parameters" must be an object/],
])("R363 %s", (_, options, message) => {
  expect(() => make(options)).toThrow(TypeError);
  expect(() => make(options)).toThrow(message);
});

test.each([[[]], [[undefined]], [[null]], [["https://id.example.com"]]])("R363 no options at all: %j", (given) => {
  expect(() => make(...given)).toThrow(TypeError);
  expect(() => make(...given)).toThrow(/refreshTokenFetcher .*must be an object|must be an object, got/);
});

test("R363 what is undefined counts as not given, and every option has its name", () => {
  const all = ["clientAuth", "store", "scope", "resource", "audience", "parameters", "dpop"];
  const more = ["fetch", "onStoreError", "environment", "platform"];
  const options = Object.fromEntries([...all, ...more].map((name) => [name, undefined]));
  expect(make({ ...needed, ...options })).toHaveProperty("forget");
});
