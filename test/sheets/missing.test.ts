import { missing } from "../../src/sheets/missing";

test("a whole set of tables lacks nothing", () => {
  expect(missing(["Usage", "Subscriptions", "Users", "Contracts", "Offers", "Rates", "Token packs"])).toEqual(
    [],
  );
});

test("each table that is not there is one sentence, the gravest first", () => {
  const sentences = missing(["Rates"]);
  expect(sentences).toHaveLength(6);
  expect(sentences[0]).toContain("who used what");
  expect(sentences.some((sentence) => sentence.includes("Rates table"))).toBe(false);
});

test("a Usage Report says who used and who has", () => {
  expect(missing(["Usage Report"]).join(" ")).not.toMatch(/who used what|Users table/);
});
