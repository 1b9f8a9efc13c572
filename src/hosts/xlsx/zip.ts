import { Deflate, deflateSync, Inflate } from "fflate";
import { bomb, damaged, encrypted, notAWorkbook, tooLarge, truncated } from "../../workbook/errors";
import { utf8 } from "../utf8";
import { crc32 } from "./crc32";

/** One file of a zip. `data` stays compressed until it is read. */
export interface ZipEntry {
  readonly name: string;
  readonly rawName: Uint8Array;
  /** General purpose flags without the data-descriptor bit: sizes are always written before the data. */
  readonly flags: number;
  readonly method: number;
  /** DOS time and date. */
  readonly time: number;
  readonly crc: number;
  readonly data: Uint8Array;
  readonly size: number;
}

const STORED = 0;
const DEFLATED = 8;
const UTF8_NAME = 0x800;
const DESCRIPTOR = 0x8;
const ENCRYPTED = 0x1;
/** 1 January 1980, the first day of zip, so that the same content gives the same bytes. */
const NO_TIME = 0x00210000;

/** Beyond these limits a zip counts as a bomb: Excel's files stay below a ratio of 100 and a few GiB. */
const MAX_UNPACKED = 8 * 2 ** 30;
const MAX_RATIO = 500;
const RATIO_FLOOR = 64 * 2 ** 20;

const INFLATE_STEP = 32 * 1024;

/** The entries of a zip in the order of its directory, checked against the actual bytes. */
export function readZip(file: string, bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(file, view);
  const entries: ZipEntry[] = [];
  let at = directory.offset;
  let packed = 0;
  let unpacked = 0;
  for (let n = 0; n < directory.count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw truncated(file);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const rawName = bytes.subarray(at + 46, at + 46 + nameLength);
    const name = new TextDecoder().decode(rawName).replaceAll("\\", "/");
    const end = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (end > bytes.length) throw truncated(file);
    const { size, packedSize, offset } = sizes(view, at, at + 46 + nameLength, extraLength);
    if (flags & ENCRYPTED) throw encrypted(file);
    if (method !== STORED && method !== DEFLATED) {
      throw damaged(file, `${name} is packed in a way that workbooks do not use`);
    }
    const start = dataStart(file, view, offset);
    if (start + packedSize > bytes.length) throw truncated(file);
    packed += packedSize;
    unpacked += size;
    if (packed > bytes.length || unpacked > MAX_UNPACKED) throw bomb(file);
    if (size > RATIO_FLOOR && size > packedSize * MAX_RATIO) throw bomb(file);
    if (!name.endsWith("/")) {
      entries.push({
        name,
        rawName,
        flags: flags & ~DESCRIPTOR,
        method,
        time: view.getUint32(at + 12, true),
        crc: view.getUint32(at + 16, true),
        data: bytes.subarray(start, start + packedSize),
        size,
      });
    }
    at = end;
  }
  return entries;
}

/** The content of an entry in pieces, never more than the entry announces. */
export function* unpack(file: string, entry: ZipEntry): Generator<Uint8Array> {
  let total = 0;
  let crc = 0;
  for (const piece of entry.method === STORED ? [entry.data] : inflate(file, entry)) {
    total += piece.length;
    if (total > entry.size) throw bomb(file);
    crc = crc32(piece, crc);
    yield piece;
  }
  if (total < entry.size) throw truncated(file);
  if (crc !== entry.crc) throw damaged(file, `the checksum of ${entry.name} does not match its content`);
}

function* inflate(file: string, entry: ZipEntry): Generator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  const inflater = new Inflate((piece) => pieces.push(piece));
  for (let at = 0; at < entry.data.length; at += INFLATE_STEP) {
    const end = at + INFLATE_STEP;
    try {
      inflater.push(entry.data.subarray(at, end), end >= entry.data.length);
    } catch {
      throw damaged(file, `${entry.name} cannot be unpacked`);
    }
    yield* pieces;
    pieces = [];
  }
}

/** An entry for new content. */
export function pack(name: string, content: Uint8Array): ZipEntry {
  return {
    name,
    rawName: new TextEncoder().encode(name),
    flags: UTF8_NAME,
    method: DEFLATED,
    time: NO_TIME,
    crc: crc32(content),
    data: deflateSync(content),
    size: content.length,
  };
}

/** Begins to deflate: what it returns takes the bytes in pieces, and gives what is packed of them so far. */
export type Deflater = () => (bytes: Uint8Array, last: boolean) => readonly Uint8Array[];

/** Runs everywhere; where a program has a faster one, it hands that over. */
export const portableDeflater: Deflater = () => {
  let packed: Uint8Array[] = [];
  const deflater = new Deflate((chunk) => packed.push(chunk));
  return (bytes, last) => {
    packed = [];
    deflater.push(bytes, last);
    return packed;
  };
};

/** The bytes that are packed at once. */
const PACKED_AT_ONCE = 2 ** 18;

/** An entry for new text that comes in pieces; only the packed bytes are held. Yields between them. */
export function* packPieces(
  name: string,
  pieces: Iterable<string>,
  deflater: Deflater,
): Generator<void, ZipEntry> {
  const packed: Uint8Array[] = [];
  const deflate = deflater();
  let crc = 0;
  let size = 0;
  let waiting: Uint8Array[] = [];
  let waitingSize = 0;
  for (const bytes of utf8(pieces)) {
    crc = crc32(bytes, crc);
    size += bytes.length;
    waiting.push(bytes);
    waitingSize += bytes.length;
    if (waitingSize < PACKED_AT_ONCE) continue;
    packed.push(...deflate(concatenated(waiting), false));
    waiting = [];
    waitingSize = 0;
    yield;
  }
  packed.push(...deflate(concatenated(waiting), true));
  return { ...pack(name, new Uint8Array()), crc, size, data: concatenated(packed) };
}

/** One array of all. */
export function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** A zip of the entries, with their data as it is. */
export function* zipPieces(file: string, entries: readonly ZipEntry[]): Generator<Uint8Array> {
  const length = entries.reduce((sum, e) => sum + 30 + 46 + 2 * e.rawName.length + e.data.length, 22);
  if (length > 0xffffffff || entries.length > 0xffff) throw tooLarge(file, "4 GiB");
  let at = 0;
  const listed: Uint8Array[] = [];
  for (const entry of entries) {
    listed.push(directoryEntry(entry, at));
    const header = new Uint8Array(30 + entry.rawName.length);
    const view = new DataView(header.buffer);
    view.setUint32(0, 0x04034b50, true);
    header.set(entry.rawName, writeCommon(view, 4, entry));
    yield header;
    yield entry.data;
    at += header.length + entry.data.length;
  }
  const directory = concatenated(listed);
  yield directory;
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, directory.length, true);
  view.setUint32(16, at, true);
  yield end;
}

/** What the directory says of an entry that begins at an offset. */
function directoryEntry(entry: ZipEntry, offset: number): Uint8Array {
  const bytes = new Uint8Array(46 + entry.rawName.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, 20, true);
  writeCommon(view, 6, entry);
  view.setUint32(42, offset, true);
  bytes.set(entry.rawName, 46);
  return bytes;
}

/** The fields that local headers and directory entries share; returns the offset after them. */
function writeCommon(view: DataView, at: number, entry: ZipEntry): number {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, entry.flags, true);
  view.setUint16(at + 4, entry.method, true);
  view.setUint32(at + 6, entry.time, true);
  view.setUint32(at + 10, entry.crc, true);
  view.setUint32(at + 14, entry.data.length, true);
  view.setUint32(at + 18, entry.size, true);
  view.setUint16(at + 22, entry.rawName.length, true);
  return at + 26;
}

/** The place of the central directory: at the end of the file, before an optional comment. */
function findDirectory(file: string, view: DataView): { offset: number; count: number } {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    if (offset !== 0xffffffff && count !== 0xffff) return { offset, count };
    return findZip64Directory(file, view, at - 20);
  }
  const startsAsZip = view.byteLength >= 4 && view.getUint32(0, true) === 0x04034b50;
  throw startsAsZip ? truncated(file) : notAWorkbook(file, "some other kind of file");
}

function findZip64Directory(
  file: string,
  view: DataView,
  locator: number,
): { offset: number; count: number } {
  if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) throw truncated(file);
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== 0x06064b50) throw truncated(file);
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
  };
}

/** Sizes and offset of an entry. Values beyond 32 bits are in the zip64 field of `extra`, in this order. */
function sizes(view: DataView, at: number, extra: number, extraLength: number) {
  const found = {
    size: view.getUint32(at + 24, true),
    packedSize: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  };
  for (let field = extra; field + 4 <= extra + extraLength;) {
    const length = view.getUint16(field + 2, true);
    if (view.getUint16(field, true) === 1) {
      let value = field + 4;
      for (const key of ["size", "packedSize", "offset"] as const) {
        if (found[key] !== 0xffffffff || value + 8 > Math.min(field + 4 + length, extra + extraLength))
          continue;
        found[key] = Number(view.getBigUint64(value, true));
        value += 8;
      }
    }
    field += 4 + length;
  }
  return found;
}

function dataStart(file: string, view: DataView, offset: number): number {
  if (offset + 30 > view.byteLength) throw truncated(file);
  if (view.getUint32(offset, true) !== 0x04034b50) {
    throw damaged(file, "its directory points to places where no file begins");
  }
  return offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
}
