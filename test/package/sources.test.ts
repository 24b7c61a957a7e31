/** What no file of the repository may hold: secrets, even faked ones, and traces of the machine it was written on. */
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";

const ROOT = new URL("../../", import.meta.url).pathname;

// Files that are new and not yet added count too; what .gitignore names does not.
const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT })
  .toString()
  .split("\0")
  .filter((file) => statSync(ROOT + file, { throwIfNoEntry: false })?.isFile()); // it may be deleted, but not yet in git
const texts = files.flatMap((file) => {
  const text = readFileSync(ROOT + file, "utf8");
  return text.includes("\0") ? [] : [{ file, text }]; // a picture
});

const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  "a path of one machine": /(?<![\w.])\/(?:work|root|home)\//,
  "a Twilio account or key id": /\b(?:AC|SK)[0-9a-f]{32}\b/i,
  "a JWT": /\bey[JK][\w-]{10,}\.[\w-]{10,}/,
  "an Agora token": /\b00[67][\w+/=]{80,}/,
  "a private key": /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\n|\s)*[\w+/=]{40,}/,
};

/** Built at run time, for the same reason. */
const SPECIMENS: Readonly<Record<string, string>> = {
  "a path of one machine": ` ${["", "home", "ann", "x"].join("/")}`,
  "a Twilio account or key id": "AC" + "0a".repeat(16),
  "a JWT": "ey" + "J".repeat(20) + "." + "e".repeat(20),
  "an Agora token": "007" + "eJ".repeat(60),
  "a private key": "-----BEGIN" + " PRIVATE KEY-----\\n" + "M".repeat(64),
};

describe("the repository", () => {
  test("is seen", () => {
    expect(files).toEqual(expect.arrayContaining(["package.json", "src/manager.ts", "test/package/sources.test.ts"]));
  });

  test.each(Object.entries(FORBIDDEN))("holds nothing that looks like %s", (name, pattern) => {
    expect(SPECIMENS[name]).toMatch(pattern);
    const found = texts.flatMap(({ file, text }) => {
      const match = pattern.exec(text);
      return match ? [`${file}:${text.slice(0, match.index).split("\n").length}`] : [];
    });
    expect(found).toEqual([]);
  });

  test("has a lock file without download addresses, so that any registry will do", () => {
    const lock = texts.find(({ file }) => file === "package-lock.json")!.text;
    expect(lock).toContain('"integrity"');
    expect(lock).not.toContain('"resolved"');
  });
});
