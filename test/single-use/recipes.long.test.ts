/**
 * docs/guides/single-use.md and the AWS part of credentials.md: each recipe compiles against the vendor's package, and connects twice to a stand-in.
 *
 * The packages are large, so they have a manifest of their own and are installed in a cache. They run as they are, with
 * their default addresses: plain-tls.mjs leads what they send to the stand-in.
 */
import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { standIn } from "./stand-in.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const HERE = new URL("./", import.meta.url).pathname;
const CACHE = `${ROOT}node_modules/.cache/evertoken-single-use/`;

const COMPILER = {
  ...{ outDir: "out", rootDir: ".", strict: true, skipLibCheck: true, noEmitOnError: true },
  ...{ module: "esnext", moduleResolution: "bundler", target: "es2024", lib: ["es2024", "esnext.disposable", "dom"] },
  ...{ typeRoots: [`${ROOT}node_modules/@types`], types: ["node"] },
};

/** How the recipe is used: twice, and what the second connection must not share. */
const USES: Readonly<Record<string, string>> = {
  "OpenAI Realtime": "for (let i = 0; i < 2; i++) await connect();",
  "Gemini Live": "for (let i = 0; i < 2; i++) await connect(() => {});",
  ElevenLabs: "for (let i = 0; i < 2; i++) await connect(true);",
  AssemblyAI: "for (let i = 0; i < 2; i++) await connect(() => {});",
  Deepgram: "for (let i = 0; i < 2; i++) await connect();",
  AWS: "for (let i = 0; i < 2; i++) await (await read('hello.txt')).Body!.transformToString();",
  "Azure Speech": `import { AudioInputStream } from "microsoft-cognitiveservices-speech-sdk";
    for (let i = 0; i < 2; i++) {
      const audio = AudioInputStream.createPullStream({ read: () => 0, close() {} });
      const recognizer = await recognize(audio);
      await new Promise<void>((resolve) => (recognizer.sessionStarted = () => resolve()));
    }`,
};

const pages = ["single-use", "credentials"].map((name) => readFileSync(`${ROOT}docs/guides/${name}.md`, "utf8"));
const recipes = pages
  .flatMap((page) => page.split(/^## /m).slice(1))
  .filter((section) => section.includes("Package `"))
  .map((section) => [section.split("\n", 1)[0]!, /^```ts\n([^]*?)^```$/m.exec(section)![1]!] as const);

const fileOf = (title: string): string => title.toLowerCase().replaceAll(" ", "-");

beforeAll(() => {
  if (!existsSync(`${ROOT}dist/index.js`)) throw new Error("dist/ is missing: this test needs `npm run build` first.");
  mkdirSync(CACHE, { recursive: true });
  const lock = readFileSync(`${HERE}package-lock.json`, "utf8");
  const isThere = existsSync(`${CACHE}installed.json`) && readFileSync(`${CACHE}installed.json`, "utf8") === lock;
  if (!isThere) {
    for (const name of ["package.json", "package-lock.json"]) copyFileSync(HERE + name, CACHE + name);
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: CACHE });
    symlinkSync(ROOT, `${CACHE}node_modules/evertoken`);
    writeFileSync(`${CACHE}installed.json`, lock);
  }
  writeFileSync(`${CACHE}tsconfig.json`, JSON.stringify({ compilerOptions: COMPILER, include: ["*.ts"] }));
  for (const [title, code] of recipes)
    writeFileSync(`${CACHE}${fileOf(title)}.ts`, `${code}\n${USES[title]!}\nprocess.exit(0);\n`);
});

describe("the page on single-use tokens", () => {
  test("has a recipe for each package that is installed", () => {
    const { dependencies } = JSON.parse(readFileSync(`${HERE}package.json`, "utf8")) as { dependencies: object };
    expect(recipes.map(([title]) => title).sort()).toEqual(Object.keys(USES).sort());
    expect([...pages.join("").matchAll(/Package `([^`]+)`/g)].map(([, name]) => name).sort()).toEqual(
      Object.keys(dependencies).sort(),
    );
  });

  test("compiles", () => {
    const compile = (): string => execFileSync(`${ROOT}node_modules/.bin/tsc`, { cwd: CACHE, encoding: "utf8" });
    try {
      expect(compile()).toBe("");
    } catch (error) {
      throw new Error((error as { stdout: string }).stdout, { cause: error }); // where tsc says what is wrong
    }
  });

  test.each([
    ["OpenAI Realtime", "api.openai.com", "t1 t2"],
    ["Gemini Live", "generativelanguage.googleapis.com", "t1 t2"],
    ["ElevenLabs", "api.elevenlabs.io", "t1 t2"],
    ["AssemblyAI", "streaming.assemblyai.com", "t1 t2"],
    ["Deepgram", "api.deepgram.com", "t1"],
    ["AWS", "my-bucket.s3.eu-west-1.amazonaws.com", "t1"],
    ["Azure Speech", "westeurope.stt.speech.microsoft.com", "t1"],
  ])("R224 R225 %s connects twice, with a token for each where one opens one", async (title, host, names) => {
    const there = await standIn();
    const args = ["--import", `${HERE}plain-tls.mjs`, `${CACHE}out/${fileOf(title)}.js`];
    const env = { ...process.env, STAND_IN: String(there.port), NODE_NO_WARNINGS: "1" };
    const run = promisify(execFile)(process.execPath, args, { env, cwd: CACHE });
    const { stderr } = await run.finally(() => there.close());
    expect(stderr).not.toContain("evertoken"); // no warning, no failure
    const [first, second = first] = names.split(" ");
    expect(there.log.filter((line) => line.startsWith("minted"))).toEqual(
      names.split(" ").map((name) => `minted ${name}`),
    );
    expect(there.log.filter((line) => !line.startsWith("minted"))).toEqual([
      `${host} opened ${first!}`,
      `${host} opened ${second!}`,
    ]);
  });
});
