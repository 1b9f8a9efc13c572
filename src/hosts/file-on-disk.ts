import type { BigIntStats } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { notFound, unreadable } from "../workbook/errors";

/** Works with a file that is open for reading; what the system refuses is an error of ours. */
export async function withHandle<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  try {
    const handle = await open(path);
    try {
      return await work(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readingError(path, error);
  }
}

export function readingError(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  return error.code === "ENOENT" || error.code === "ENOTDIR" ? notFound(path) : unreadable(path, error.code);
}

/** Whether nobody wrote to a file, and no other file took its place. */
export const isSameFile = (one: BigIntStats, other: BigIntStats): boolean =>
  one.ino === other.ino && one.dev === other.dev && one.size === other.size && one.mtimeNs === other.mtimeNs;

/** Checks the properties of the error: `instanceof` fails for errors of another realm. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  typeof error === "object" && error !== null && "code" in error && "syscall" in error;
