import { at } from "../../engine/at";
import { isoDay, MONTHS_A_YEAR } from "../../engine/calendar";
import { contractNamed, monthsToNext, priceAfterTerm, yearsHeld } from "../../engine/estate/contract-lines";
import {
  feeInYear,
  lineRights,
  savedInYear,
  savedOverYears,
  surplusOf,
  type LineRight,
} from "../../engine/renewal/line-rights";
import { leastByCap } from "../../engine/rules/true-down";
import { minus, seats, wholeDown, type Seats } from "../../engine/units";
import { serial, UNKNOWN } from "../../workbook/cells";
import type { FormulaNameSpec, TableSpec } from "../../workbook/spec";
import { NO_LIMIT, orUnknown, priceAtRenewal, quoted, riseFormula } from "./formulas";
import { seatPriceRows } from "./price-tables";
import { yearsOf, type ReportInput } from "./report-input";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { LINE_RIGHTS, stepIn, type TableColumn } from "./tables";

/** What may go of each contract line, and the steps of its years. */
export const lineRightTable = (run: ReportInput, place: TableSpec["at"]): ReportTable =>
  reportTable(
    LINE_RIGHTS,
    place,
    columns(run),
    lineRights(run.analysis),
    "Seats that may go at each renewal",
  );

/** The cells of a kind of step, all years of all lines; `INDEX` takes a year of them. */
export const DOWN_NAMES = {
  owned: "Seatwise.down_owned",
  keeps: "Seatwise.down_keeps",
  pays: "Seatwise.down_pays",
  saves: "Seatwise.down_saves",
  resetPays: "Seatwise.reset_pays",
  resetSaves: "Seatwise.reset_saves",
} as const;

export function downNames(run: ReportInput): FormulaNameSpec[] {
  const last = at(yearsOf(run), yearsOf(run).length - 1);
  const cells = (step: StepName): string =>
    `${LINE_RIGHTS.tableName}[[${stepIn(LINE_RIGHTS, step, 1).header}]:[${stepIn(LINE_RIGHTS, step, last).header}]]`;
  return [
    {
      name: DOWN_NAMES.owned,
      formula: `SUMPRODUCT(ISNUMBER(${stepIn(LINE_RIGHTS, "Keeps", 1).all})*${LINE_RIGHTS.owned.all})`,
    },
    { name: DOWN_NAMES.keeps, formula: cells("Keeps") },
    { name: DOWN_NAMES.pays, formula: cells("Pays") },
    { name: DOWN_NAMES.saves, formula: cells("Saves") },
    { name: DOWN_NAMES.resetPays, formula: cells("New pays") },
    { name: DOWN_NAMES.resetSaves, formula: cells("New saves") },
  ];
}

type StepName = Parameters<typeof stepIn>[1];

/** The columns that say what a seat costs from the renewal on: its own price, else that of the settings. */
export function feeColumns<Row>(
  run: ReportInput,
  table: Readonly<Record<"offering" | "ownFee" | "listedFee" | "fee", TableColumn>>,
  of: (row: Row) => Pick<LineRight, "offering" | "price">,
): Record<"own" | "listed" | "fee", ReportColumn<Row>> {
  const listed = (offering: string): number | null =>
    seatPriceRows(run).find((row) => row.offering === offering)?.then ?? null;
  const own = (row: Row): number | null => {
    const { offering, price } = of(row);
    return listed(offering) === price ? null : price;
  };
  return {
    own: { column: table.ownFee, format: "price", cell: own },
    listed: {
      column: table.listedFee,
      format: "price",
      cell: (row) => ({
        value: knownCell(listed(of(row).offering)),
        formula: priceAtRenewal(table.offering.here),
      }),
    },
    fee: {
      column: table.fee,
      format: "price",
      cell: (row) => ({
        value: knownCell(of(row).price),
        formula: `IF(${table.ownFee.here}="",${table.listedFee.here},${table.ownFee.here})`,
      }),
    },
  };
}

const { owned, goes, cap, capOf, fee, follows, termYears, termFee, held, rise, rate, step, low } =
  LINE_RIGHTS;
const { resetStep, resetLow } = LINE_RIGHTS;

const withRight = ({ path }: LineRight): readonly Seats[] => path;
const afterReset = ({ rebased }: LineRight): readonly Seats[] => rebased;

const columns = (run: ReportInput): ReportColumn<LineRight>[] => [
  ...termColumns(run),
  ...risingColumns(run),
  ...capColumns(),
  ...yearsOf(run).map(keepsColumn("Keeps", ({ kept }) => kept)),
  ...yearsOf(run).map(leftColumn),
  ...yearsOf(run).map(paysColumn),
  ...yearsOf(run).map(dropsColumn("Drops", "Pays", withRight)),
  ...yearsOf(run).map(feeInYearColumn),
  ...yearsOf(run).map(savesColumn("Saves", "Drops", withRight)),
  ...yearsOf(run).map(keepsColumn("New keeps", ({ rebasedKept }) => rebasedKept)),
  ...yearsOf(run).map(resetLeftColumn),
  ...yearsOf(run).map(resetPaysColumn),
  ...yearsOf(run).map(dropsColumn("New drops", "New pays", afterReset)),
  ...yearsOf(run).map(savesColumn("New saves", "New drops", afterReset)),
];

const termColumns = (run: ReportInput): ReportColumn<LineRight>[] => [
  ...lineSeatColumns(),
  ...dropColumns(run),
];

function lineSeatColumns(): ReportColumn<LineRight>[] {
  return [
    {
      column: LINE_RIGHTS.contract,
      width: 22,
      format: "text",
      look: "wrap",
      cell: ({ contract }) => contract,
      total: { label: "Total" },
    },
    {
      column: LINE_RIGHTS.offering,
      width: 26,
      format: "text",
      look: "wrap",
      cell: ({ offering }) => offering,
    },
    { column: owned, width: 11, format: "whole", cell: ({ bought }) => bought, total: "sum" },
    {
      column: LINE_RIGHTS.needed,
      width: 11,
      format: "whole",
      cell: ({ needed }) => knownCell(needed[0] ?? null),
      total: "sum",
    },
    {
      column: LINE_RIGHTS.surplus,
      width: 11,
      format: "whole",
      cell: (right) => ({
        value: knownCell(surplusOf(right)),
        formula: orUnknown(`${owned.here}-${LINE_RIGHTS.needed.here}`),
      }),
      total: "sum",
    },
    { column: cap, width: 11, format: "percent", cell: ({ of }) => knownCell(of.cap) },
    { column: capOf, width: 11, format: "text", cell: ({ of }) => of.capOf },
    { column: LINE_RIGHTS.floor, width: 11, format: "whole", cell: ({ of }) => of.floor },
  ];
}

function dropColumns(run: ReportInput): ReportColumn<LineRight>[] {
  const { dateSystem } = run;
  const first = stepIn(LINE_RIGHTS, "Saves", 1);
  const last = stepIn(LINE_RIGHTS, "Saves", yearsOf(run).length);
  const all = first.here.replace(/\]\]$/, `]:[${last.header}]]`);
  return [
    {
      column: goes,
      width: 11,
      format: "whole",
      cell: ({ droppable }) => ({
        value: knownCell(droppable),
        formula: orUnknown(`${owned.here}-${stepIn(LINE_RIGHTS, "Pays", 1).here}`),
      }),
      total: "sum",
    },
    {
      column: LINE_RIGHTS.firstYear,
      format: "money",
      cell: (right) => ({ value: knownCell(savedInYear(right, right.path, 1)), formula: first.here }),
      total: "sum",
    },
    {
      column: LINE_RIGHTS.allYears,
      format: "money",
      cell: (right) => ({
        value: knownCell(savedOverYears(right, right.path)),
        formula: `IF(COUNT(${all})=${yearsOf(run).length},SUM(${all}),${quoted(UNKNOWN)})`,
      }),
      total: "sum",
    },
    {
      column: LINE_RIGHTS.tellBy,
      width: 13,
      format: "date",
      cell: ({ noticeDeadline, renewal }) =>
        serial(dateSystem, noticeDeadline) ?? (renewal === null ? null : UNKNOWN),
    },
    {
      column: LINE_RIGHTS.when,
      width: 34,
      format: "text",
      look: "wrap",
      cell: (right) => whenText(right, run),
    },
    { column: LINE_RIGHTS.renewal, format: "date", cell: ({ renewal }) => serial(dateSystem, renewal) },
  ];
}

/** When seats of a line may go: by its contract, and how its term runs on. */
function whenText(
  { contract, renewal, changes, of, committedUntil }: LineRight,
  { analysis }: ReportInput,
): string {
  if (renewal === null) return "no end is known";
  const { vendorConsent } = contractNamed(analysis.estate.contracts, contract ?? undefined) ?? {};
  const end = `end of term ${isoDay(renewal)}`;
  const months = of.timing === null ? MONTHS_A_YEAR : monthsToNext(of);
  return [
    changes !== null && changes < renewal
      ? `each anniversary, next ${isoDay(changes)}; ${end}`
      : `${end}, then each ${months === MONTHS_A_YEAR ? "year" : `${months} months`}`,
    ...(committedUntil !== changes && committedUntil !== null
      ? [`notice passed: sure from ${isoDay(committedUntil)}`]
      : []),
    ...(vendorConsent === true ? ["only if the vendor consents"] : []),
    ...(of.feeFollows ? [] : ["the fee stays"]),
  ].join("; ");
}

/** What a seat costs in later years. */
function risingColumns(run: ReportInput): ReportColumn<LineRight>[] {
  const fees = feeColumns<LineRight>(run, LINE_RIGHTS, ({ offering, of }) => ({
    offering,
    price: priceAfterTerm(of),
  }));
  return [
    fees.own,
    fees.listed,
    fees.fee,
    { column: follows, format: "whole", cell: ({ of }) => Number(of.feeFollows) },
    { column: termYears, format: "whole", cell: ({ of }) => of.yearsInTerm },
    {
      column: termFee,
      format: "price",
      cell: ({ of }) => (of.yearsInTerm === 0 ? 0 : knownCell(of.price)),
    },
    { column: held, format: "whole", cell: ({ of }) => yearsHeld(of) },
    { column: LINE_RIGHTS.ownRise, format: "percent", cell: ({ of }) => of.uplift },
    { column: LINE_RIGHTS.riseCap, format: "percent", cell: ({ of }) => of.upliftCap },
    {
      column: rise,
      format: "percent",
      cell: ({ uplift }) => ({
        value: uplift,
        formula: riseFormula({ own: LINE_RIGHTS.ownRise, cap: LINE_RIGHTS.riseCap }),
      }),
    },
  ];
}

/** What the cap lets go, by what it is a share of. */
function capColumns(): ReportColumn<LineRight>[] {
  const capSeats = ({ of }: LineRight, n: Seats): number | null =>
    of.cap === null ? null : wholeDown(seats(n * of.cap));
  const signing = (of: (right: LineRight) => Seats) => (right: LineRight) =>
    right.of.capOf === "signing" ? capSeats(right, of(right)) : 0;
  const band = (of: (right: LineRight) => Seats) => (right: LineRight) => {
    if (right.of.capOf !== "band") return NO_LIMIT;
    const going = capSeats(right, of(right));
    return going === null ? null : of(right) - going;
  };
  const bought = (right: LineRight): Seats => right.of.bought;
  const reset = (right: LineRight): Seats => right.rebased[0] ?? seats(0);
  const ofCap = (n: TableColumn): string => `INT(${n.here}*${cap.here}+1E-6)`;
  const stepFormula = (n: TableColumn): string => orUnknown(`IF(${capOf.here}="signing",${ofCap(n)},0)`);
  const lowFormula = (n: TableColumn): string =>
    orUnknown(`IF(${capOf.here}="band",${n.here}-${ofCap(n)},${NO_LIMIT})`);
  const first = stepIn(LINE_RIGHTS, "New pays", 1);
  return [
    {
      column: rate,
      format: "percent",
      cell: ({ of }) => ({
        value: knownCell(of.capOf === "last year" ? of.cap : 0),
        formula: `IF(${capOf.here}="last year",${cap.here},0)`,
      }),
    },
    {
      column: step,
      format: "whole",
      cell: (right) => ({ value: knownCell(signing(bought)(right)), formula: stepFormula(owned) }),
    },
    {
      column: low,
      format: "whole",
      cell: (right) => ({ value: knownCell(band(bought)(right)), formula: lowFormula(owned) }),
    },
    {
      column: resetStep,
      format: "whole",
      cell: (right) => ({ value: knownCell(signing(reset)(right)), formula: stepFormula(first) }),
    },
    {
      column: resetLow,
      format: "whole",
      cell: (right) => ({ value: knownCell(band(reset)(right)), formula: lowFormula(first) }),
    },
  ];
}

const keepsColumn =
  (name: StepName, of: (right: LineRight) => readonly Seats[]) =>
  (year: number): ReportColumn<LineRight> => ({
    column: stepIn(LINE_RIGHTS, name, year),
    format: "whole",
    cell: (right) => knownCell(of(right)[year - 1] ?? null),
  });

/** What the cap leaves after the year before. */
const leftFormula = (before: TableColumn, of: TableColumn, least: TableColumn): string =>
  orUnknown(`MIN(ROUNDUP(ROUND(${before.here}*(1-${rate.here}),6),0)-${of.here},${least.here}+0)`);

function leftColumn(year: number): ReportColumn<LineRight> {
  const before = year === 1 ? owned : stepIn(LINE_RIGHTS, "Pays", year - 1);
  return {
    column: stepIn(LINE_RIGHTS, "Left", year),
    format: "whole",
    cell: ({ of, path }) => ({
      value: knownCell(
        leftAfter(of, path.length === 0 ? null : year === 1 ? of.bought : at(path, year - 2), of.bought),
      ),
      formula: leftFormula(before, step, low),
    }),
  };
}

const leftAfter = (
  { cap: share, capOf: basis }: LineRight["of"],
  before: Seats | null,
  signed: Seats,
): Seats | null => (share === null || before === null ? null : leastByCap(before, signed, share, basis));

/** What the cap leaves, or more that is kept; in a term as many as in the year before. */
function paysFormula(year: number, [pays, keeps, left]: readonly [StepName, StepName, StepName]): string {
  const [kept, leaves] = [stepIn(LINE_RIGHTS, keeps, year), stepIn(LINE_RIGHTS, left, year)];
  const changed = `MAX(${kept.here}+0,${leaves.here}+0)`;
  if (year === 1) return orUnknown(changed);
  return orUnknown(
    `IF(MOD(${year - 1},${held.here}),${stepIn(LINE_RIGHTS, pays, year - 1).here},${changed})`,
  );
}

const paysColumn = (year: number): ReportColumn<LineRight> => ({
  column: stepIn(LINE_RIGHTS, "Pays", year),
  format: "whole",
  cell: ({ path }) => ({
    value: knownCell(path[year - 1] ?? null),
    formula: paysFormula(year, ["Pays", "Keeps", "Left"]),
  }),
});

/** In the year of the signing no cap holds. */
function resetLeftColumn(year: number): ReportColumn<LineRight> {
  const before = stepIn(LINE_RIGHTS, "New pays", Math.max(year - 1, 1));
  return {
    column: stepIn(LINE_RIGHTS, "New left", year),
    format: "whole",
    cell: ({ of, rebased }) => {
      if (year === 1) return 0;
      const signed = rebased[0] ?? seats(0);
      return {
        value: knownCell(leftAfter(of, rebased.length === 0 ? null : at(rebased, year - 2), signed)),
        formula: leftFormula(before, resetStep, resetLow),
      };
    },
  };
}

const resetPaysColumn = (year: number): ReportColumn<LineRight> => ({
  column: stepIn(LINE_RIGHTS, "New pays", year),
  format: "whole",
  cell: ({ rebased }) => ({
    value: knownCell(rebased[year - 1] ?? null),
    formula: paysFormula(year, ["New pays", "New keeps", "New left"]),
  }),
});

/** What a seat that goes saves in a year. */
const feeInYearColumn = (year: number): ReportColumn<LineRight> => ({
  column: stepIn(LINE_RIGHTS, "Price", year),
  format: "price",
  cell: (right) => {
    const price = feeInYear(right, year);
    return {
      value: knownCell(price === null ? null : price * Number(right.of.feeFollows)),
      formula: orUnknown(
        `IF(${termYears.here}+0<${year},${fee.here}*(1+${rise.here})^${year - 1},${termFee.here})*${follows.here}`,
      ),
    };
  },
});

const dropsColumn =
  (drops: StepName, pays: StepName, of: (right: LineRight) => readonly Seats[]) =>
  (year: number): ReportColumn<LineRight> => ({
    column: stepIn(LINE_RIGHTS, drops, year),
    format: "whole",
    cell: (right) => {
      const paid = of(right)[year - 1];
      return {
        value: knownCell(paid === undefined ? null : minus(right.of.bought, paid)),
        formula: orUnknown(`${owned.here}-${stepIn(LINE_RIGHTS, pays, year).here}`),
      };
    },
  });

const savesColumn =
  (saves: StepName, drops: StepName, of: (right: LineRight) => readonly Seats[]) =>
  (year: number): ReportColumn<LineRight> => {
    const gone = stepIn(LINE_RIGHTS, drops, year).here;
    return {
      column: stepIn(LINE_RIGHTS, saves, year),
      format: "money",
      cell: (right) => ({
        value: knownCell(savedInYear(right, of(right), year)),
        formula: orUnknown(`IF(${gone}=0,0,${gone}*${stepIn(LINE_RIGHTS, "Price", year).here})`),
      }),
    };
  };
