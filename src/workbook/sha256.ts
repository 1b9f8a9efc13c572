/** The first 32 bits of the fractional part. */
const fractionBits = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32);

/** The first 64 primes, whose roots the standard takes as constants (FIPS 180-4, 4.2.2 and 5.3.3). */
const PRIMES = primes(64);
const ROUND = Int32Array.from(PRIMES, (prime) => fractionBits(Math.cbrt(prime)) | 0);
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fractionBits(Math.sqrt(prime)) | 0);

/** Scratch of one block: a hash of a short text would else take most of its time to have its own. */
const WORDS = new Int32Array(64);

const BLOCK = 64;
/** Bytes of a block without the length of the whole. */
const BEFORE_LENGTH = 56;

/** The SHA-256 of bytes that come in pieces (FIPS 180-4). A page in a browser may have no such function of its own. */
export class Sha256 {
  private readonly state = Int32Array.from(START);
  private readonly rest = new Uint8Array(BLOCK);
  private length = 0;

  add(bytes: Uint8Array): this {
    let from = 0;
    const held = this.length % BLOCK;
    this.length += bytes.length;
    if (held > 0) {
      from = Math.min(BLOCK - held, bytes.length);
      this.rest.set(bytes.subarray(0, from), held);
      if (held + from < BLOCK) return this;
      this.take(this.rest, 0);
    }
    for (; from + BLOCK <= bytes.length; from += BLOCK) this.take(bytes, from);
    this.rest.set(bytes.subarray(from));
    return this;
  }

  /** The hash in hexadecimal digits; nothing may be added afterwards. */
  hex(): string {
    const bits = this.length * 8;
    const { rest } = this;
    let held = this.length % BLOCK;
    rest[held++] = 0x80;
    rest.fill(0, held);
    if (held > BEFORE_LENGTH) {
      this.take(rest, 0);
      rest.fill(0);
    }
    for (let i = 0; i < 8; i++) rest[BEFORE_LENGTH + i] = Math.floor(bits / 2 ** (56 - 8 * i));
    this.take(rest, 0);
    let digits = "";
    for (const word of this.state) digits += (word >>> 0).toString(16).padStart(8, "0");
    return digits;
  }

  private take(bytes: Uint8Array, from: number): void {
    const { state } = this;
    const words = WORDS;
    for (let i = 0; i < 16; i++) {
      const at = from + 4 * i;
      words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    }
    for (let i = 16; i < 64; i++) {
      const a = words[i - 15]!;
      const b = words[i - 2]!;
      const low = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
      const high = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
      words[i] = words[i - 16]! + low + words[i - 7]! + high;
    }
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let e = state[4]!;
    let f = state[5]!;
    let g = state[6]!;
    let h = state[7]!;
    for (let i = 0; i < 64; i++) {
      const mixed = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const one = (h + mixed + ((e & f) ^ (~e & g)) + ROUND[i]! + words[i]!) | 0;
      const two = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
    state[5]! += f;
    state[6]! += g;
    state[7]! += h;
  }
}

/** The SHA-256 of bytes in hexadecimal digits. */
export const sha256 = (bytes: Uint8Array): string => new Sha256().add(bytes).hex();

/** The same of a file, by the platform where it can. */
export async function sha256OfFile(bytes: Uint8Array): Promise<string> {
  // Pages that come by plain http have no `subtle`.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return sha256(bytes);
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}
