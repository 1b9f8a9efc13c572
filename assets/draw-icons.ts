import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

/** The sizes that an Office manifest asks for. */
const SIZES = [16, 20, 24, 32, 40, 48, 64, 80, 128];
const TILE = [15, 108, 92];
const SEAT = [255, 255, 255];
const TOKEN = [255, 190, 60];

/** A chair and a token on a tile, on a square from 0 to 1: the colour of a point, or nothing outside the tile. */
function colourAt(x: number, y: number): readonly number[] | null {
  const corner = 0.18;
  const dx = Math.max(corner - x, x - (1 - corner), 0);
  const dy = Math.max(corner - y, y - (1 - corner), 0);
  if (Math.hypot(dx, dy) > corner) return null;
  if (Math.hypot(x - 0.7, y - 0.32) < 0.16) return TOKEN;
  const back = x > 0.22 && x < 0.34 && y > 0.2 && y < 0.82;
  const bench = x > 0.22 && x < 0.68 && y > 0.54 && y < 0.66;
  const leg = x > 0.57 && x < 0.68 && y > 0.54 && y < 0.82;
  return back || bench || leg ? SEAT : TILE;
}

/** One icon as PNG, each pixel the mean of 16 points. */
function icon(size: number): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 4));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const points = Array.from({ length: 16 }, (_, i) =>
        colourAt((x + ((i % 4) + 0.5) / 4) / size, (y + (Math.floor(i / 4) + 0.5) / 4) / size),
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

for (const size of SIZES) writeFileSync(join(__dirname, `icon-${size}.png`), icon(size));
