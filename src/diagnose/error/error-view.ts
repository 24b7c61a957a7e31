/**
 * One error, read once: its text, its names, and its codes as each table looks for them.
 *
 * @module
 */
import { headerAt, fieldAt, textAt } from "./field-at.ts";

const TEXTS =
  ". message description explanation error_description errorMessage errorSummary errorMsg reason desc data.desc data.message data.error_description " +
  "response.data.error_description body.error_description error.message error.msg reply.status.description originalError.message cause.message cause.0.parameters.error_description";

const STATUS = "status response.status statusCode httpStatusCode cause.status reply.status.code";

/** A read-only look at an error. */
export class ErrorView {
  readonly error: unknown;
  readonly name: string;
  /** Every text the error carries, one a line. */
  readonly text: string;
  readonly #codes = new Map<string, ReadonlyMap<string, string | number>>();

  constructor(error: unknown) {
    this.error = error;
    this.name = textAt(error, "name");
    this.text = [...new Set(TEXTS.split(" ").map((path) => textAt(error, path)))].filter(Boolean).join("\n");
  }

  field(path: string): unknown {
    return fieldAt(this.error, path);
  }

  /** The text at `path`, or the empty string. */
  textAt(path: string): string {
    return textAt(this.error, path);
  }

  /** Whether the value at `path` has the type `type`. */
  has(path: string, type: "string" | "number" | "boolean" | "object"): boolean {
    const value = this.field(path);
    return typeof value === type && value !== null;
  }

  /** What the vendor itself said first, for quoting. */
  get said(): string {
    return this.text.split("\n", 1)[0]!;
  }

  /** Codes at these paths, by their text in lower case and with the prefix of the path; in the order of the paths. */
  codes(paths: string): ReadonlyMap<string, string | number> {
    const known = this.#codes.get(paths);
    if (known) return known;
    const found = new Map<string, string | number>();
    this.#codes.set(paths, found);
    for (const place of paths.split(" ")) {
      const [, prefix = "", path] = /^(\w+:)?(.+)$/.exec(place)!;
      for (const value of path!.startsWith("@") ? this.#derived(path!) : [this.field(path!)]) {
        if (
          typeof value !== "number" &&
          !(typeof value === "string" && value.length < 100) &&
          !(prefix && typeof value === "boolean")
        )
          continue;
        const key = (prefix + String(value)).toLowerCase();
        if (!found.has(key)) found.set(key, typeof value === "boolean" ? String(value) : value);
      }
    }
    return found;
  }

  #derived(path: string): readonly (string | number | undefined)[] {
    switch (path) {
      case "@status":
        return this.#status();
      case "@challenge": // RFC 6750, section 3
        return [/\berror="?(\w+)/i.exec(headerAt(this.error, "www-authenticate"))?.[1]];
      case "@word": // "invalid_grant: …", as many libraries word it
        return [
          /^(?:\w*Error: )?([a-z]+(?:_[a-z]+)+)\b/.exec(textAt(this.error, "message") || textAt(this.error, "."))?.[1],
        ];
      case "@agora":
        return [/AgoraRTCError (?!.*AgoraRTCError )(\w+)|^Error Code (-\d+)/.exec(this.text)?.slice(1).find(Boolean)];
      default: // @aadsts
        return [/\bAADSTS(\d+)/i.exec(this.text)?.[1]];
    }
  }

  #status(): readonly (string | number)[] {
    const status = STATUS.split(" ")
      .map((path) => this.field(path))
      .find(
        (value): value is number => typeof value === "number" && Number.isInteger(value) && value >= 200 && value < 600,
      );
    if (status === undefined) return [];
    if (status >= 300) return [status, `${Math.floor(status / 100)}xx`];
    // A success is only worth a word if a real response was handed over.
    if (!this.has("ok", "boolean")) return [];
    const html = headerAt(this.error, "content-type").includes("text/html");
    return [status, ...(html ? [this.field("redirected") === true ? "html-redirected" : "html"] : []), "2xx"];
  }
}
