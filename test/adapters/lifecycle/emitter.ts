/** The vendors' emitters, as far as they have something in common: who listens to what can be counted. */
type Listener = (...args: never[]) => void;

export class Emitter {
  readonly #entries = new Set<readonly [event: string, listener: Listener]>();

  get listeners(): number {
    return this.#entries.size;
  }
  on(event: string, listener: Listener): void {
    this.#entries.add([event, listener]);
  }
  off(event: string, listener: Listener): void {
    for (const entry of this.#entries) if (entry[0] === event && entry[1] === listener) this.#entries.delete(entry);
  }
  emit(event: string, ...args: unknown[]): void {
    for (const [name, listener] of [...this.#entries]) if (name === event) listener(...(args as never[]));
  }
}
