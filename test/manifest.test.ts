import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEVELOPMENT, manifestAt, withNamespace } from "../build/manifest.cjs";
import metadata from "./functions/functions.json";

const ROOT = join(__dirname, "..");
const SOURCE = readFileSync(join(ROOT, "manifest.xml"), "utf8");
const HOST = "https://seatwise.example.com/app";

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found ?? "");
const doubled = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at);

/** What is wrong with a manifest that its schema cannot see. */
function faults(manifest: string): string[] {
  const used = all(manifest, /resid="([^"]*)"/g);
  const defined = all(manifest, /<bt:(?:Image|Url|String) id="([^"]*)"/g);
  const ids = [...all(manifest, /<(?:Control|Group|CustomTab)[^>]* id="([^"]*)"/g), ...defined];
  const addresses = all(manifest, /DefaultValue="([a-z]+:[^"]*)"/g);
  const shortStrings = all(
    /<bt:ShortStrings>[\s\S]*<\/bt:ShortStrings>/.exec(manifest)?.[0] ?? "",
    /DefaultValue="([^"]*)"/g,
  );
  const longStrings = all(
    /<bt:LongStrings>[\s\S]*<\/bt:LongStrings>/.exec(manifest)?.[0] ?? "",
    /DefaultValue="([^"]*)"/g,
  );
  return [
    ...used.filter((id) => !defined.includes(id)).map((id) => `${id} is used and not defined`),
    ...defined.filter((id) => !used.includes(id)).map((id) => `${id} is defined and not used`),
    ...doubled(ids).map((id) => `${id} stands twice`),
    ...[...used, ...ids].filter((id) => id.length > 32).map((id) => `${id} is longer than 32 characters`),
    ...addresses
      .filter((address) => !address.startsWith("https://"))
      .map((address) => `${address} must be https`),
    ...shortStrings
      .filter((text) => text.length > 125)
      .map((text) => `"${text}" is longer than 125 characters`),
    ...longStrings
      .filter((text) => text.length > 250)
      .map((text) => `"${text}" is longer than 250 characters`),
  ];
}

/** The width and height that a PNG states. */
function sizeOf(png: string): readonly [number, number] {
  const bytes = readFileSync(join(ROOT, png));
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe.each([
  ["manifest.xml", SOURCE],
  ["the manifest for a host", manifestAt(SOURCE, HOST)],
  ["the manifest with a namespace", withNamespace(manifestAt(SOURCE, HOST))],
])("%s", (_, manifest) => {
  test("has no fault that its schema cannot see", () => {
    expect(faults(manifest)).toEqual([]);
  });
});

test("a fault is found", () => {
  const broken = SOURCE.replace('resid="Open.Tip"', 'resid="Tip.Open"')
    .replace('id="Seatwise.Help"', 'id="Seatwise.Open"')
    .replace("https://localhost:3000/functions.js", "http://localhost:3000/functions.js");
  expect(faults(broken)).toEqual([
    "Tip.Open is used and not defined",
    "Open.Tip is defined and not used",
    "Seatwise.Open stands twice",
    "http://localhost:3000/functions.js must be https",
  ]);
});

test("every image is there in the size that it is used for", () => {
  const images = [...SOURCE.matchAll(/<bt:Image id="(\w+)\.(\d+)" DefaultValue="[^"]*\/(assets\/[^"]*)"/g)];
  expect(images).toHaveLength(40);
  for (const [, , size, file] of images) expect(sizeOf(file ?? "")).toEqual([Number(size), Number(size)]);
  const used = [...SOURCE.matchAll(/<bt:Image size="(\d+)" resid="\w+\.(\d+)"/g)];
  expect(used).toHaveLength(48);
  for (const [, size, named] of used) expect(named).toBe(size);
  expect(sizeOf(/<IconUrl [^>]*\/(assets\/[^"]*)"/.exec(SOURCE)?.[1] ?? "")).toEqual([32, 32]);
  expect(sizeOf(/<HighResolutionIconUrl [^>]*\/(assets\/[^"]*)"/.exec(SOURCE)?.[1] ?? "")).toEqual([64, 64]);
});

test("every button calls a command that is associated, and every command has a button", () => {
  const commands = readFileSync(join(ROOT, "src/taskpane/ribbon.ts"), "utf8");
  const associated = all(commands, /Office\.actions\.associate\(\s*"(\w+)"/g);
  expect(all(SOURCE, /<FunctionName>(\w+)<\/FunctionName>/g).sort()).toEqual(associated.sort());
});

test("every file that it names is made by the build", () => {
  const files = new Set(all(SOURCE, /DefaultValue="https:\/\/localhost:3000\/([^"]*)"/g));
  const pages = [...files].filter((file) => !file.startsWith("assets/"));
  expect(pages.sort()).toEqual(["functions.js", "functions.json", "help/index.html", "taskpane.html"]);
});

test("the functions have no prefix in the one, and one in the other", () => {
  expect(SOURCE).not.toContain("<Namespace");
  const prefixed = withNamespace(SOURCE);
  expect(prefixed).toContain('<Namespace resid="Functions.Namespace"/>');
  expect(prefixed).toContain('id="Functions.Namespace" DefaultValue="SEATWISE"');
  const id = (manifest: string) => /<Id>(.*)<\/Id>/.exec(manifest)?.[1];
  expect(id(prefixed)).not.toBe(id(SOURCE));
});

test("the pane, the functions and the buttons share one runtime", () => {
  const page = 'resid="Pane.Url"';
  expect(SOURCE).toContain(`<Runtime ${page} lifetime="long"/>`);
  expect(SOURCE).toMatch(/<Page>\s*<SourceLocation resid="Pane.Url"\/>/);
  expect(SOURCE).toContain(`<FunctionFile ${page}/>`);
  expect(SOURCE).not.toContain("<TaskpaneId>");
});

test("a build for a host names no other", () => {
  expect(manifestAt(SOURCE, HOST)).not.toContain(DEVELOPMENT);
  expect(manifestAt(SOURCE, HOST)).toContain(`${HOST}/taskpane.html`);
  for (const bad of [
    "http://x.example",
    "https://x.example/",
    "https://x.example/a?b",
    "https://",
    'https://x/"y',
  ]) {
    expect(() => manifestAt(SOURCE, bad)).toThrow("must be https://host/folder");
  }
});

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(SOURCE).toContain(`<Version>${version}.0</Version>`);
});

test("the help of every function lies where the build puts it", () => {
  for (const { helpUrl, id } of metadata.functions) {
    const page = `${DEVELOPMENT}/help/${id.toLowerCase()}.html`;
    expect(helpUrl).toBe(page);
  }
});
