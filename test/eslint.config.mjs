/** Lint rules. Prettier owns the layout. What strictTypeChecked asks for and is off here has its reason beside it. */
import tseslint from "typescript-eslint";

/** A call of a function of vitest that takes a limit: `test()`, `test.each()`, `test.each([])()`. */
const NAMED = "name=/^(?:test|describe|beforeAll|beforeEach|afterAll|afterEach)$/]";
const RUNS_A_TEST = `:matches([callee.${NAMED}, [callee.object.${NAMED}, [callee.callee.object.${NAMED})`;

export default tseslint.config(
  { ignores: ["build/", "dist/", "coverage/", "reports/", ".stryker-tmp/", "**/mockServiceWorker.js"] },
  { ignores: ["test/frameworks/*/", "docs/examples/*/"] }, // as their frameworks' users write it
  // Compiled against packages that only special commands install: no types to lint by.
  { ignores: ["test/recipes/", "test/vendor-react/", "test/versions/too-old/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: "test/tsconfig.json", tsconfigRootDir: `${import.meta.dirname}/..` } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-non-null-assertion": "off", //    what an invariant promises, the type cannot always say
      "@typescript-eslint/no-unnecessary-condition": "off", // the doors check what the types promise: callers may be JavaScript
      "@typescript-eslint/unbound-method": "off", //           options are callbacks in method syntax, never called with `this`
    },
  },
  {
    files: ["test/**/*.ts", "docs/**/*.ts"],
    rules: {
      // Fakes of asynchronous interfaces; what vendors and JSON hand over as `any`.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...["ObjectExpression > Property[key.name='timeout']", "Literal:last-child[raw=/^\\d/]"].map((limit) => ({
          selector: `CallExpression${RUNS_A_TEST} > ${limit}`,
          message:
            "How long a test takes is the machine's doing. The one limit, against hanging, is in vitest.config.ts.",
        })),
      ],
    },
  },
  {
    files: ["test/**/*.ts", "docs/**/*.ts", "src/cli.ts", "src/cli/**/*.ts"],
    rules: { "no-console": "off" },
  },
);
