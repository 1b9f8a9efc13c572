import { constants } from "node:fs";
import { access, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { SheetReader } from "../workbook/reader";
import {
  cancelled,
  empty,
  isDirectory,
  notFound,
  sameFile,
  tooLarge,
  unreadable,
  unwritable,
} from "../workbook/errors";
import { openBytes } from "./open";
import type { XlsxWorkbook } from "./xlsx/xlsx";

const MAX_BYTES = 2 ** 30;

/** Opens a file by its name and content: a workbook with the extension of a text file is still a workbook. */
export async function openFile(path: string): Promise<SheetReader | XlsxWorkbook> {
  const file = basename(path);
  return openBytes(file, await readWhole(path, file));
}

/** A file to save. */
export interface Output {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Saves all files or none. Each is written under a temporary name beside its target, and all are renamed when
 * all are complete. `inputs` are files that must not be overwritten.
 */
export async function saveFiles(
  outputs: readonly Output[],
  inputs: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const parts: { readonly part: string; readonly path: string }[] = [];
  try {
    for (const { path } of outputs) await refuseTarget(path, basename(path), inputs);
    for (const { path, bytes } of outputs) {
      const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
      await writePart(path, part, bytes, () => parts.push({ part, path }), signal);
    }
    for (const { path, part } of parts) {
      await rename(part, path).catch((error: unknown) => {
        throw unwritable(path, mendFor(error, part));
      });
    }
  } finally {
    for (const { part } of parts) await rm(part, { force: true });
  }
}

async function writePart(
  path: string,
  part: string,
  bytes: Uint8Array,
  onCreated: () => void,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const handle = await open(part, "wx");
    onCreated();
    try {
      await handle.writeFile(bytes, { signal });
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (signal?.aborted) throw cancelled(basename(path));
    throw unwritable(path, mendFor(error, part));
  }
  if (signal?.aborted) throw cancelled(basename(path));
}

async function readWhole(path: string, file: string): Promise<Uint8Array> {
  try {
    const { size, isDirectory: isFolder } = await described(path);
    if (isFolder) throw isDirectory(path);
    if (size === 0) throw empty(file);
    if (size > MAX_BYTES) throw tooLarge(file, "1 GiB");
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw error.code === "ENOENT" || error.code === "ENOTDIR" ? notFound(path) : unreadable(path, error.code);
  }
}

async function described(path: string): Promise<{ size: number; isDirectory: boolean }> {
  const stats = await stat(path);
  return { size: stats.size, isDirectory: stats.isDirectory() };
}

async function refuseTarget(path: string, file: string, inputs: readonly string[]): Promise<void> {
  const target = await fileIdentity(path);
  if (!target) return;
  for (const input of inputs) {
    const other = await fileIdentity(input);
    const same =
      other &&
      (other.real === target.real ||
        (other.inode === target.inode && other.inode !== 0n && other.device === target.device));
    if (same) throw sameFile(file);
  }
  if (!target.isFile) throw unwritable(path, "it is not a file; name a file");
  try {
    await access(path, constants.W_OK);
  } catch {
    throw unwritable(path, "the file that is there is read-only; name another file or allow writing");
  }
}

/** The identity of the file that a path leads to, links followed; absent if there is none. */
async function fileIdentity(path: string) {
  try {
    const stats = await stat(path, { bigint: true });
    return { real: await realpath(path), inode: stats.ino, device: stats.dev, isFile: stats.isFile() };
  } catch {
    return undefined;
  }
}

function mendFor(error: unknown, part: string): string {
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
    case "EEXIST":
      return `another run is writing it; wait for that, or delete ${part} if there is none`;
    default:
      return `${String(error)}; name another place`;
  }
}

/** Checks the properties of the error: `instanceof` fails for errors of another realm. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  typeof error === "object" && error !== null && "code" in error && "syscall" in error;
