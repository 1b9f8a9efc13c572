import { homesOfNames } from "../../src/workbook/identity";

const name = (n: number) => `Seatwise.n${n}`;
const onTab = (table: string) => (table === "SeatwiseUsers" ? "Users" : undefined);

it("a name stands where its table or cell does, also through other names in any case of letters", () => {
  const names = [
    { name: "Seatwise.sum", refersTo: "SEATWISE.COST*2" },
    { name: "Seatwise.cost", refersTo: "SUM(SeatwiseUsers[Cost])" },
    { name: "Seatwise.cell", refersTo: "'Token plan'!$A$1" },
    { name: "Seatwise.gone", refersTo: "SUM(SeatwiseOld[Cost])" },
    { name: "Seatwise.lost", refersTo: "#REF!$A$1" },
  ];
  const upper = names.map((one) => ({
    ...one,
    refersTo: one.refersTo.replace("SEATWISE.COST", "Seatwise.COST"),
  }));
  expect([...homesOfNames(upper, onTab)]).toEqual([
    ["Seatwise.sum", "Users"],
    ["Seatwise.cost", "Users"],
    ["Seatwise.cell", "Token plan"],
  ]);
});

it("names that lead to each other stand nowhere", () => {
  const names = [0, 1, 2].map((n) => ({ name: name(n), refersTo: `${name((n + 1) % 3)}+1` }));
  expect(homesOfNames(names, onTab).size).toBe(0);
});

it("the home of names that lead through each other is looked for once", () => {
  const COUNT = 2_000;
  const names = Array.from({ length: COUNT }, (_, n) => {
    return { name: name(n), refersTo: n + 1 < COUNT ? `${name(n + 1)}*2` : "SUM(SeatwiseUsers[Cost])" };
  });
  let asked = 0;
  const homes = homesOfNames(names, (table) => {
    asked++;
    return onTab(table);
  });
  expect([homes.size, ...new Set(homes.values())]).toEqual([COUNT, "Users"]);
  expect(asked).toBe(1);
});
