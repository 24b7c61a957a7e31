/**
 * The public names of each entry point, as a text that a change of them changes: `npm run api` writes
 * test/package/api/, and test/package/api.test.ts holds what was built against it.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  ExtractorMessageId,
} from "@microsoft/api-extractor";
import { ENTRIES } from "../../rollup.config.mjs";

const ROOT = new URL("../../", import.meta.url).pathname;
export const REPORTS = `${ROOT}test/package/api/`;

/** The entry points that can be imported. */
export const MODULES: readonly string[] = Object.keys(ENTRIES).filter((name) => name !== "cli");

export interface ApiReport {
  readonly text: string;
  /** Types that a public signature uses and this entry point does not export. */
  readonly unexported: readonly string[];
}

/** Reads the entry points of dist/. */
export function apiReports(): ReadonlyMap<string, ApiReport> {
  const folder = mkdtempSync(join(tmpdir(), "evertoken-api-"));
  try {
    const configs = MODULES.map((name) => configOf(name, folder));
    // One program for all: each would read the platform's declarations anew.
    const compilerState = CompilerState.create(configs[0]!, { additionalEntryPoints: MODULES.map(entryOf) });
    return new Map(MODULES.map((name, i) => [name, apiReport(configs[i]!, compilerState)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function apiReport(config: ExtractorConfig, compilerState: CompilerState): ApiReport {
  const unexported: string[] = [];
  const messageCallback = (message: ExtractorMessage): void => {
    message.handled = true;
    if (message.messageId === (ExtractorMessageId.ForgottenExport as string))
      unexported.push(/symbol "(\w+?)(?:\$\d+)?"/.exec(message.text)![1]!);
  };
  Extractor.invoke(config, { localBuild: true, compilerState, messageCallback });
  return { text: readFileSync(join(config.reportFolder, config.reportConfigs[0]!.fileName), "utf8"), unexported };
}

const entryOf = (name: string): string => `${ROOT}dist/${name}.d.ts`;

function configOf(name: string, folder: string): ExtractorConfig {
  const entry = entryOf(name);
  const off = { default: { logLevel: ExtractorLogLevel.None } };
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: `${ROOT}package.json`,
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: entry,
      newlineKind: "lf",
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            strict: true,
            target: "ES2022",
            lib: ["ES2022", "ESNext.Disposable", "DOM", "DOM.Iterable"],
            module: "NodeNext",
            moduleResolution: "NodeNext",
            types: [],
          },
          files: [entry],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: folder,
        reportTempFolder: `${folder}/temp`,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: off,
        tsdocMessageReporting: off,
        extractorMessageReporting: {
          ...off,
          [ExtractorMessageId.ForgottenExport]: { logLevel: ExtractorLogLevel.Error, addToApiReportFile: false },
        },
      },
    },
  });
}

if (import.meta.main) {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS);
  for (const [name, { text }] of apiReports()) writeFileSync(`${REPORTS}${name}.api.md`, text);
}
