/**
 * `node test/extract/strangers/measure.ts 1`: how diagnoseError answers the errors of a set, with the provider's name
 * where one is given, and without.
 *
 * @module
 */
import { diagnoseError, type Provider } from "../../../src/diagnose.ts";
import { readStrangers, verdictOn } from "./strangers.ts";

const sets = process.argv.slice(2);
for (const set of sets.length > 0 ? sets : ["1"]) {
  const strangers = readStrangers(set);
  for (const isHinted of [false, true]) {
    const asked = isHinted ? strangers.filter(({ provider }) => provider) : strangers;
    const count = { right: 0, acceptable: 0, wrong: 0, harmful: 0, unrecognised: 0 };
    let falsePositives = 0;
    for (const stranger of asked) {
      const { kind, source, error, provider, right } = stranger;
      const diagnosis = diagnoseError(error, { now: 1, ...(isHinted && { provider: provider as Provider }) });
      const verdict = verdictOn(stranger, diagnosis.action);
      count[verdict]++;
      if (!diagnosis.recognised) count.unrecognised++;
      if (kind === "E" && verdict !== "right" && verdict !== "acceptable") falsePositives++;
      if (verdict === "right" || verdict === "acceptable") continue;
      const said = (typeof error === "string" ? error : JSON.stringify(error)).slice(0, 110);
      console.log(
        `  ${verdict} [${kind}] ${source}: ${diagnosis.recognised ? diagnosis.action : "?"} by ${diagnosis.provider} "${diagnosis.name}", not ${right.join(" or ")}: ${said}`,
      );
    }
    const ordinary = asked.filter(({ kind }) => kind === "E").length;
    console.log(
      `set ${set}, ${isHinted ? "with" : "without"} the provider: ${JSON.stringify(count)} of ${asked.length}; false positives ${falsePositives} of ${ordinary}`,
    );
  }
}
