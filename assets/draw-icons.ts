import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

/** The sizes that an Office manifest asks for: all of them on the ribbon, 128 for stores. */
const SIZES = [16, 20, 24, 32, 40, 48, 64, 80];
const STORE_SIZE = 128;
const TILE = [15, 108, 92];
const SEAT = [255, 255, 255];
const TOKEN = [255, 190, 60];

/** What stands on the tile, on a square from 0 to 1: the colour of a point, or nothing where the tile shows. */
type Drawing = (x: number, y: number) => readonly number[] | null;

const within = (x: number, y: number, left: number, top: number, right: number, bottom: number) =>
  x > left && x < right && y > top && y < bottom;

/** Whether a point lies on a stroke between two points. */
function onStroke(x: number, y: number, from: readonly [number, number], to: readonly [number, number]) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - from[0] - along * dx, y - from[1] - along * dy) < 0.06;
}

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  /** A chair and a token. */
  icon: (x, y) => {
    if (Math.hypot(x - 0.7, y - 0.32) < 0.16) return TOKEN;
    const chair =
      within(x, y, 0.22, 0.2, 0.34, 0.82) ||
      within(x, y, 0.22, 0.54, 0.68, 0.66) ||
      within(x, y, 0.57, 0.54, 0.68, 0.82);
    return chair ? SEAT : null;
  },
  /** Three bars, the lowest of them the one to take. */
  analyse: (x, y) => {
    if (within(x, y, 0.62, 0.52, 0.8, 0.8)) return TOKEN;
    return within(x, y, 0.2, 0.2, 0.38, 0.8) || within(x, y, 0.41, 0.36, 0.59, 0.8) ? SEAT : null;
  },
  /** A table to fill. */
  templates: (x, y) => {
    if (within(x, y, 0.2, 0.22, 0.8, 0.36)) return TOKEN;
    const cell = [0.2, 0.42, 0.63].some((left) => x > left && x < left + 0.17);
    return cell && (within(x, y, 0, 0.42, 1, 0.58) || within(x, y, 0, 0.64, 1, 0.8)) ? SEAT : null;
  },
  /** A lambda. */
  portable: (x, y) => {
    if (onStroke(x, y, [0.52, 0.48], [0.32, 0.78])) return TOKEN;
    return onStroke(x, y, [0.36, 0.22], [0.42, 0.22]) || onStroke(x, y, [0.42, 0.22], [0.68, 0.78])
      ? SEAT
      : null;
  },
  /** A question mark. */
  help: (x, y) => {
    if (Math.hypot(x - 0.5, y - 0.78) < 0.075) return TOKEN;
    const [dx, dy] = [x - 0.5, y - 0.37];
    const hook = Math.abs(Math.hypot(dx, dy) - 0.15) < 0.06 && !(dx < 0 && dy > 0);
    return hook || within(x, y, 0.44, 0.46, 0.56, 0.64) ? SEAT : null;
  },
};

/** The colour of a point of an icon, or nothing outside its tile. */
function colourAt(drawing: Drawing, x: number, y: number): readonly number[] | null {
  const corner = 0.18;
  const dx = Math.max(corner - x, x - (1 - corner), 0);
  const dy = Math.max(corner - y, y - (1 - corner), 0);
  return Math.hypot(dx, dy) > corner ? null : (drawing(x, y) ?? TILE);
}

/** One icon as PNG, each pixel the mean of 16 points. */
function icon(drawing: Drawing, size: number): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 4));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const points = Array.from({ length: 16 }, (_, i) =>
        colourAt(drawing, (x + ((i % 4) + 0.5) / 4) / size, (y + (Math.floor(i / 4) + 0.5) / 4) / size),
      );
      const inside = points.filter((point) => point !== null);
      const at = y * (1 + size * 4) + 1 + x * 4;
      for (let c = 0; c < 3; c++) {
        rows[at + c] = Math.round(
          inside.reduce((sum, point) => sum + (point[c] ?? 0), 0) / Math.max(1, inside.length),
        );
      }
      rows[at + 3] = Math.round((inside.length / points.length) * 255);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

for (const [name, drawing] of Object.entries(DRAWINGS)) {
  for (const size of name === "icon" ? [...SIZES, STORE_SIZE] : SIZES) {
    writeFileSync(join(__dirname, `${name}-${size}.png`), icon(drawing, size));
  }
}
