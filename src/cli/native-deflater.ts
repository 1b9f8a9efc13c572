import { constants, deflateRawSync } from "node:zlib";
import type { Deflater } from "../hosts/xlsx/zip";

/** What deflate can refer back to. */
const WINDOW = 2 ** 15;

/** Deflates by Node's zlib, in a fifth of the time that JavaScript takes. */
export const nativeDeflater: Deflater = () => {
  let before = new Uint8Array();
  return (bytes, last) => {
    const packed = deflateRawSync(bytes, {
      dictionary: before,
      finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
    });
    before = bytes.slice(-WINDOW);
    return [packed];
  };
};
