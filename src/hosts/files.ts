import { constants, type BigIntStats } from "node:fs";
import { access, open, readdir, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { at } from "../engine/at";
import type { SheetReader } from "../workbook/reader";
import {
  cancelled,
  empty,
  fileChangedWhileRead,
  isDirectory,
  sameFile,
  tooLarge,
  unwritable,
} from "../workbook/errors";
import { openLargeCsv } from "./csv";
import { isSameFile, isSystemError, withHandle } from "./file-on-disk";
import { LargeText } from "./large-text";
import { isText, openBytes } from "./open";
import type { XlsxWorkbook } from "./xlsx/xlsx";

/** A workbook is held as a whole while it is read. */
const MAX_BYTES = 2 ** 30;
/** A text file of more bytes is read where it lies. */
const MOST_TEXT_HELD = 2 ** 26;

/** Opens a file by its name and content: a workbook with the extension of a text file is still a workbook. */
export async function openFile(path: string): Promise<SheetReader | XlsxWorkbook> {
  const file = basename(path);
  const { bytes, stats } = await readWhole(path, file);
  return bytes === undefined ? openLargeCsv(file, new LargeText(path, stats)) : openBytes(file, bytes);
}

/** A file to save. */
export interface Output {
  readonly path: string;
  /** Its bytes one after the other; may be made while they are written. */
  readonly pieces: Iterable<Uint8Array>;
}

interface SaveOptions {
  readonly signal?: AbortSignal;
  /** Whether a file that is there already is refused. */
  readonly onlyNew?: boolean;
}

/**
 * Saves all files or none. Each is written under a temporary name beside its target, and all are renamed when
 * all are complete; if a rename fails then, the message names the files that are there all the same. A file that is
 * there keeps its mode and owner, links are followed, and a device or pipe is written to, last. `inputs` are files
 * that must not be overwritten.
 */
export async function saveFiles(
  outputs: readonly Output[],
  inputs: readonly string[],
  { signal, onlyNew = false }: SaveOptions = {},
): Promise<void> {
  const parts: { readonly part: string; readonly target: Target }[] = [];
  const saved: string[] = [];
  try {
    const targets: Target[] = [];
    for (const { path } of outputs) targets.push(await targetOf(path, inputs, onlyNew));
    refuseOneForTwo(targets);
    for (const [n, target] of targets.entries()) {
      if (target.isStream) continue;
      await removeLeftovers(dirname(target.real));
      const part = join(dirname(target.real), unfinishedName());
      await writePart(target, part, at(outputs, n).pieces, () => parts.push({ part, target }), signal);
    }
    for (const { part, target } of parts) {
      await rename(part, target.real).catch((error: unknown) => {
        throw unwritable(target.path, mendFor(error), saved);
      });
      saved.push(target.path);
    }
    for (const [n, target] of targets.entries()) {
      if (!target.isStream) continue;
      await writeFile(target.path, at(outputs, n).pieces, { flag: "r+", signal }).catch((error: unknown) => {
        throw unwritten(target.path, error, saved);
      });
      saved.push(target.path);
    }
  } finally {
    for (const { part } of parts) await rm(part, { force: true });
  }
}

/** Where an output goes. */
interface Target {
  /** As named. */
  readonly path: string;
  /** With all links followed. */
  readonly real: string;
  /** The file that is there; absent if there is none. */
  readonly before?: BigIntStats;
  /** Whether it is a device or a pipe, which cannot be replaced. */
  readonly isStream: boolean;
}

async function targetOf(path: string, inputs: readonly string[], onlyNew: boolean): Promise<Target> {
  const before = await statsOf(path).catch((error: unknown) => {
    throw unwritable(path, mendFor(error));
  });
  if (before === undefined) return { path, real: await linkEnd(path), isStream: false };
  if (before.isDirectory()) throw unwritable(path, "it is a folder; name a file");
  const isStream = !before.isFile();
  if (!isStream && onlyNew) throw unwritable(path, "a file of that name exists already; choose another name");
  if (!isStream) await refuseInput(path, before, inputs);
  await access(path, constants.W_OK).catch(() => {
    throw unwritable(path, "the file that is there is read-only; name another file or allow writing");
  });
  return { path, real: await realpath(path), before, isStream };
}

async function refuseInput(path: string, target: BigIntStats, inputs: readonly string[]): Promise<void> {
  const real = await realpath(path);
  for (const input of inputs) {
    // An input that is gone by now cannot be overwritten.
    const other = await statsOf(input).catch(() => undefined);
    if (other === undefined) continue;
    const isOneFile = other.ino === target.ino && other.ino !== 0n && other.dev === target.dev;
    if (isOneFile || (await realpath(input)) === real) throw sameFile(basename(path));
  }
}

function refuseOneForTwo(targets: readonly Target[]): void {
  const reals = targets.flatMap(({ real, isStream }) => (isStream ? [] : [real]));
  const twice = targets.find(({ real }) => reals.indexOf(real) !== reals.lastIndexOf(real));
  if (twice) throw unwritable(twice.path, "another output goes to the same file; name another");
}

/** What a path leads to; undefined if nothing is there. All other reasons not to know are errors. */
async function statsOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** More links than this in a row are a circle. */
const MOST_LINKS = 40;

/** The path of the file that a link would create. */
async function linkEnd(path: string): Promise<string> {
  let end = path;
  for (let n = 0; n < MOST_LINKS; n++) {
    const next: string | undefined = await readlink(end).catch(() => undefined);
    if (next === undefined) return end;
    end = resolve(dirname(end), next);
  }
  return end;
}

async function writePart(
  { path, before }: Target,
  part: string,
  pieces: Iterable<Uint8Array>,
  onCreated: () => void,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const handle = await open(part, "wx");
    onCreated();
    try {
      // Only an administrator can give a file to its owner; to others the mode is what can stay.
      if (before) await handle.chown(Number(before.uid), Number(before.gid)).catch(() => undefined);
      if (before) await handle.chmod(Number(before.mode) & 0o7777);
      await writeFile(handle, pieces, { signal });
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (signal?.aborted) throw cancelled(basename(path));
    throw unwritten(path, error);
  }
  if (signal?.aborted) throw cancelled(basename(path));
}

/** The error for a file that was not written; one in making its content stays as it is. */
const unwritten = (path: string, error: unknown, saved: readonly string[] = []): unknown =>
  isSystemError(error) ? unwritable(path, mendFor(error), saved) : error;

const MACHINE = hostname()
  .replace(/[^\w-]/g, "_")
  .slice(0, 60);
/** Tells this process from an earlier one with the same number. */
const STARTED = Math.round(performance.timeOrigin);
let filesBegun = 0;

const unfinishedName = (): string => `.seatwise.${MACHINE}.${process.pid}.${STARTED}.${filesBegun++}.part`;

const PART_NAME = /^\.seatwise\.([\w-]+)\.(\d+)\.(\d+)\.\d+\.part$/;
const DAY_IN_MS = 86_400_000;

/** Removes the temporary files of runs that were killed. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder === "" ? "." : folder).catch(() => []);
  for (const name of names) {
    const [, machine, pid, started] = PART_NAME.exec(name) ?? [];
    if (machine === undefined) continue;
    const path = join(folder, name);
    const isOfHere = machine === MACHINE;
    const isLeft =
      isOfHere && Number(pid) === process.pid
        ? Number(started) !== STARTED
        : isOfHere
          ? !isRunning(Number(pid))
          : // What runs on another machine cannot be seen, and no run takes a day.
            ((await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity) < Date.now() - DAY_IN_MS;
    if (isLeft) await rm(path, { force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(isSystemError(error) && error.code === "ESRCH");
  }
}

/** The bytes of a file, which are absent where it is text to be read where it lies. */
async function readWhole(
  path: string,
  file: string,
): Promise<{ readonly bytes?: Uint8Array; readonly stats: BigIntStats }> {
  // Of a file that another takes the place of, the handle reads the one that was there, to its end.
  return withHandle(path, async (handle) => {
    const stats = await handle.stat({ bigint: true });
    if (stats.isDirectory()) throw isDirectory(path);
    if (stats.size === 0n) throw empty(file);
    if (stats.size > MOST_TEXT_HELD) {
      const first = new Uint8Array(8);
      await handle.read(first, 0, first.length, 0);
      if (isText(file, first)) return { stats };
    }
    if (stats.size > MAX_BYTES) throw tooLarge(file, "1 GiB");
    const bytes = await handle.readFile();
    if (!isSameFile(stats, await handle.stat({ bigint: true }))) throw fileChangedWhileRead(file);
    return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), stats };
  });
}

function mendFor(error: unknown): string {
  switch (isSystemError(error) ? error.code : undefined) {
    case "ENOENT":
    case "ENOTDIR":
      return "its folder does not exist; create it or name another";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "writing there is not allowed, or the file is open in Excel; close it, or name another place";
    case "EBUSY":
      return "it is open in another program; close it there";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full; make room or name another place";
    case "ELOOP":
      return "its links lead in a circle; name another file";
    case "ENAMETOOLONG":
      return "its name is too long; name another";
    case "EPIPE":
      return "the program that reads it has ended";
    default:
      return `${String(error)}; name another place`;
  }
}
