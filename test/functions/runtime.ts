import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const SCRIPT = require.resolve("@microsoft/office-js/dist/custom-functions-runtime.debug.js");

/** What the vendor's script asks of the page that loads it, and no more. */
const element = {
  src: SCRIPT,
  getAttribute: () => null,
  setAttribute: () => undefined,
  appendChild: () => undefined,
};
const page = {
  document: {
    readyState: "loading",
    addEventListener: () => undefined,
    getElementsByTagName: () => [element],
    createElement: () => element,
  },
  navigator: { userAgent: "" },
  location: { href: "", search: "", hash: "" },
  history: {},
  setTimeout: () => 0,
  clearTimeout: () => undefined,
};

/** The `CustomFunctions` that Excel's own script makes, errors and associations included. */
export function loadRuntime(): typeof CustomFunctions {
  const window = createContext({ ...page, console, Error });
  window["window"] = window;
  runInContext(readFileSync(SCRIPT, "utf8"), window, { filename: SCRIPT });
  return window["CustomFunctions"] as typeof CustomFunctions;
}
