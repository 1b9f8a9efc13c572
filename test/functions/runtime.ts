import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const SCRIPT = require.resolve("@microsoft/office-js/dist/custom-functions-runtime.debug.js");

/** The parts of a page that the vendor's script uses while it loads. */
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

/** `CustomFunctions` as the vendor's script makes it, with errors and associations. */
export function loadRuntime(): typeof CustomFunctions {
  const window = createContext({ ...page, console, Error });
  window["window"] = window;
  runInContext(readFileSync(SCRIPT, "utf8"), window, { filename: SCRIPT });
  return window["CustomFunctions"] as typeof CustomFunctions;
}
