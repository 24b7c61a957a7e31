/**
 * Hand-overs one at a time, and only the newest: a token that waits is overtaken by the one after it.
 *
 * @module
 */

/**
 * Runs `work` for the latest value given, never twice at once. Where `work` rejects, so do all who wait, and the value that
 * waits is not tried: each `work` here tells its errors by itself.
 */
export function serial<T>(work: (value: T) => Promise<void>): (value: T) => Promise<void> {
  let running: Promise<void> | undefined;
  let next: { readonly value: T } | undefined;
  const run = async (): Promise<void> => {
    try {
      for (let job = next; job; job = next) {
        next = undefined;
        await work(job.value);
      }
    } finally {
      running = undefined;
    }
  };
  return (value) => {
    next = { value };
    return (running ??= run());
  };
}
