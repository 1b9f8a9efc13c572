import fc from "fast-check";
import { FOOTER, footerLeft } from "../../src/workbook/footer";

it("no footer has more than the 255 characters that Excel takes, and no `&` in it is alone", () => {
  const texts = fc.array(fc.constantFrom("&", "R&D", "Seatwise, as of 2026-10-31", "😀"), { maxLength: 300 });
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join("");
      const left = footerLeft(text);
      expect(`&L${left}&C${FOOTER.center}&R${FOOTER.right}`.length).toBeLessThanOrEqual(255);
      const said = left.replaceAll("&&", "&").replace(/…$/, "");
      expect(text.startsWith(said)).toBe(true);
      expect(left.replaceAll("&&", "")).not.toContain("&");
    }),
  );
  expect(footerLeft("R&D, as of 2026-10-31")).toBe("R&&D, as of 2026-10-31");
});
