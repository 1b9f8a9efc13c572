import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  watch,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { ALL_CASES } from "../cases";
import { files, inEmptyFolder, put } from "./command-line";

const ROOT = join(__dirname, "../..");
const built = mkdtempSync(join(tmpdir(), "seatwise-built-"));
const PROGRAM = join(built, "seatwise.js");

inEmptyFolder();
beforeAll(() =>
  buildSync({
    entryPoints: [join(ROOT, "src/cli/main.ts")],
    bundle: true,
    platform: "node",
    target: "node20",
    outfile: PROGRAM,
  }),
);
afterAll(() => rmSync(built, { recursive: true }));

const HEADER = "product_name,day_used,access_option,email,tokens_used";
const usage = (rows: number): string =>
  [
    HEADER,
    ...Array.from(
      { length: rows },
      (_, i) => `AutoCAD,2025-0${(i % 9) + 1}-1${i % 10},Tokens,u${i % 5000}@x.example,7`,
    ),
  ].join("\n");

/** Reports over the process's channel when it listens for SIGTERM. */
const TELLS_WHEN_LISTENING =
  'data:text/javascript,process.on("newListener",(name)=>{if(name==="SIGTERM")process.send("listening")})';

/** Starts the program, and resolves when it listens for signals. */
async function listening(...words: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", TELLS_WHEN_LISTENING, PROGRAM, ...words], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  await new Promise((resolve) => child.once("message", resolve));
  return child;
}

async function ended(
  child: ChildProcess,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (text: Buffer) => (stdout += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (stderr += text.toString()));
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, stdout, stderr };
}

test("exit codes, and errors on standard error only", () => {
  const seatwise = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], { encoding: "utf8" });
    return { status, stdout, stderr };
  };
  put("usage.csv", usage(10));
  const done = seatwise("analyze", "usage.csv", "--json", "a.json");
  expect(done).toMatchObject({ status: 0, stderr: "" });
  expect(done.stdout).toContain("Written: usage-seatwise.xlsx and a.json\n");
  expect(files()).toEqual(["a.json", "usage-seatwise.xlsx", "usage.csv"]);
  expect(seatwise("analyze", "nowhere.csv")).toMatchObject({
    status: 1,
    stdout: "",
    stderr: expect.stringMatching(/^seatwise: .*nowhere\.csv.*\n$/) as string,
  });
  expect(seatwise("analyse")).toMatchObject({ status: 2, stdout: "" });
});

test.each(["SIGINT", "SIGTERM"] as const)("%s: one line, exit code 1, no output", async (signal) => {
  put("big.csv", usage(100_000));
  const child = await listening("analyze", "big.csv", "--out", "out.xlsx");
  child.kill(signal);
  const { status, stdout, stderr } = await ended(child);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^seatwise: .*cancelled.*\n$/);
  expect(files()).toEqual(["big.csv"]);
});

test.runIf(ALL_CASES)("killed while it writes, it leaves no workbook or a whole one", async () => {
  put("usage.csv", usage(3000));
  const child = await listening("analyze", "usage.csv", "--out", "out.xlsx", "--json", "out.json");
  const watcher = watch(".", () => {
    if (files().some((name) => name.endsWith(".part"))) child.kill("SIGKILL");
  });
  await ended(child);
  watcher.close();
  expect(child.signalCode).toBe("SIGKILL");
  if (existsSync("out.xlsx")) {
    const written = openXlsx("out.xlsx", new Uint8Array(readFileSync("out.xlsx")));
    expect((await written.sheets()).length).toBeGreaterThan(9);
  }
});

const isRoot = process.getuid?.() === 0;
/** Whether this system lets a process have a disk of its own. */
const hasOwnDisks = spawnSync("unshare", ["-rm", "true"]).status === 0;

test.runIf(hasOwnDisks)(
  "a disk that fills up while it writes: one sentence, and what was there stays",
  () => {
    put("usage.csv", usage(3000));
    mkdirSync("small");
    // The disk ends with the process, so it says itself what is on it.
    const onDisk = [
      `mount -t tmpfs -o size=64k tmpfs small && echo old > small/out.xlsx`,
      `"$@"; status=$?; ls -A small; cat small/out.xlsx; exit $status`,
    ].join(" && ");
    const command = [process.execPath, PROGRAM, "analyze", "usage.csv", "--out", "small/out.xlsx"];
    const full = spawnSync("unshare", ["-rm", "sh", "-c", onDisk, "sh", ...command, "--json", "out.json"], {
      encoding: "utf8",
    });
    expect(full).toMatchObject({
      status: 1,
      stdout: "out.xlsx\nold\n",
      stderr:
        "seatwise: small/out.xlsx cannot be written: the disk is full; make room or name another place.\n",
    });
    expect(files()).toEqual(["small", "usage.csv"]);
  },
);

test("a folder in which nothing may be written: one sentence, and nothing is there", () => {
  put("usage.csv", usage(10));
  chmodSync(".", 0o555);
  chmodSync(built, 0o755);
  // An administrator may write everywhere.
  const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "analyze", "usage.csv"], {
    encoding: "utf8",
    ...nobody,
  });
  chmodSync(".", 0o755);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(
    /^seatwise: usage-seatwise\.xlsx cannot be written: writing there is not allowed.*\n$/,
  );
  expect(files()).toEqual(["usage.csv"]);
});

test("a full standard output is one sentence, and a closed one none", async () => {
  put("usage.csv", usage(10));
  const full = openSync("/dev/full", "w");
  const onFull = spawnSync(process.execPath, [PROGRAM, "analyze", "usage.csv"], {
    stdio: ["ignore", full, "pipe"],
    encoding: "utf8",
  });
  closeSync(full);
  expect(onFull).toMatchObject({
    status: 1,
    stderr: "seatwise: Standard output cannot be written: the disk is full.\n",
  });
  const child = spawn(process.execPath, [PROGRAM, "analyze", "usage.csv", "--json", "-"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  const { stderr } = await ended(child);
  expect(stderr).not.toContain("EPIPE");
  expect(stderr).not.toContain("    at ");
});
