import fc from "fast-check";
import { createHash } from "node:crypto";
import { Sha256, sha256 } from "../../src/workbook/sha256";

const encoded = (text: string) => new TextEncoder().encode(text);

it("gives the examples of the standard", () => {
  // FIPS 180-4, examples: one block, two blocks, and nothing.
  expect(sha256(encoded("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256(encoded("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
  expect(sha256(encoded(""))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

it("gives what another program gives, in whatever pieces the bytes come", () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 });
  fc.assert(
    fc.property(pieces, (given) => {
      const [ours, theirs] = [new Sha256(), createHash("sha256")];
      for (const piece of given) {
        ours.add(piece);
        theirs.update(piece);
      }
      expect(ours.hex()).toBe(theirs.digest("hex"));
    }),
  );
});
