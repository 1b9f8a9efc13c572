import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { fileChangedWhileRead } from "../workbook/errors";
import { bytePieces, STEP_BYTES, type TextBytes } from "./csv";
import { isSameFile, readingError } from "./file-on-disk";

const BYTES_AT_ONCE = 2 ** 22;

/** A text file that is read where it lies; it must stay as it is until the last pass over it. */
export class LargeText implements TextBytes {
  private hash: string | undefined;

  constructor(
    private readonly path: string,
    private readonly stats: BigIntStats,
  ) {}

  async *pieces(): AsyncGenerator<Uint8Array> {
    const { path, stats } = this;
    const hash = this.hash === undefined ? createHash("sha256") : undefined;
    try {
      const handle = await open(path);
      try {
        const buffer = new Uint8Array(BYTES_AT_ONCE);
        let isMore = isSameFile(stats, await handle.stat({ bigint: true }));
        while (isMore) {
          const { bytesRead } = await handle.read(buffer, 0, buffer.length);
          const read = buffer.subarray(0, bytesRead);
          hash?.update(read);
          yield* bytePieces(read, STEP_BYTES);
          isMore = bytesRead > 0;
        }
        if (!isSameFile(stats, await handle.stat({ bigint: true })))
          throw fileChangedWhileRead(basename(path));
        this.hash ??= hash?.digest("hex");
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw readingError(path, error);
    }
  }

  async sha256(): Promise<string> {
    if (this.hash === undefined) for await (const _ of this.pieces()) continue;
    return this.hash ?? "";
  }
}
