import { currencyText } from "../../engine/currency-codes";
import { at } from "../../engine/at";
import type { UserAnalysis } from "../../engine/analysis";
import type { UserPlan } from "../../engine/renewal/plan";
import type { SharedCost } from "../../engine/shared-costs";
import { money, sumKnown } from "../../engine/units";
import { poolName } from "../../engine/wording";
import { serial, UNKNOWN, type Cell } from "../../workbook/cells";
import type { PlacedCell, SheetSpec, SpecCell } from "../../workbook/spec";
import { placeOf } from "../../workbook/table-place";
import { textWidth } from "../../workbook/text-width";
import { coverInWords, coverText, FLEX, KEEP, todayInWords } from "./covers";
import { orUnknown, quoted, valueAt } from "./formulas";
import { seatPriceRows } from "./price-tables";
import type { ReportInput } from "./report-input";
import { HEADER_ROWS, resultSheet } from "./result-sheet";
import { coversByMonths } from "./robustness-table";
import { hasIdleSeats, poolCount, priceInPool } from "./shared-costs";
import { knownCell, reportTable, type ReportColumn } from "./table";
import { ALIGNED_NAME, BUFFERED_TOKEN_PRICE_CELL, COVERS, USERS, type TableColumn } from "./tables";

/** A row of the table: a user, or what is paid and in no user's cost. */
type UsersRow = UserAnalysis | SharedCost;

const isShared = (row: UsersRow): row is SharedCost => "kind" in row;

/** A column in which a row of a shared cost has another cell, or none. */
interface UserColumn extends Omit<ReportColumn<UserAnalysis>, "cell"> {
  readonly user: (user: UserAnalysis) => Cell;
  readonly shared?: (cost: SharedCost) => Cell;
  /** The formula of every row. */
  readonly formula?: string;
}

/**
 * Everyone: cover and cost today, the recommended cover with its reason, and a person's decision. Everything from Note
 * on is folded away: use, the covers that the run priced, and the steps from a decision to its cost.
 */
export function usersSheet(run: ReportInput): SheetSpec {
  const columns = [...answerColumns(run), ...factColumns(run), ...workingColumns(run), ...coverColumns()];
  const rows: UsersRow[] = [...bySaving(run.analysis.users), ...run.analysis.sharedCosts];
  const table = reportTable(USERS, { row: HEADER_ROWS.users, column: 0 }, columns.map(reportColumn), rows);
  const { firstRow } = placeOf(table);
  const place = ({ header }: TableColumn): number =>
    columns.findIndex(({ column }) => column.header === header);
  // Shared costs are as large as the costs of many users, and would make the users' bars short.
  const marked = (column: TableColumn) => ({
    firstRow,
    lastRow: firstRow + Math.max(run.analysis.users.length, 1) - 1,
    firstColumn: place(column),
    lastColumn: place(column),
  });
  return resultSheet({
    key: "users",
    title: "Users",
    frozenRows: HEADER_ROWS.users,
    notes: [
      `Costs are in ${currencyText(run.analysis.assumptions.currency)} ` +
        `a year, with the buffer in the token price. What no user's ` +
        "cover carries stands in the last rows, " +
        "“Shared”: with them the costs add up to As is and to the Best mix.",
      `Decision: empty follows the recommendation; else the seats, separated by “; ”, or ${FLEX}, or ${KEEP} for ` +
        "today's cover. Recommended cost, Saving and the Best mix follow at once; Why follows with the next run.",
    ],
    cells: [decisionCell],
    tables: [table],
    names: [{ name: ALIGNED_NAME, formula: ALIGNED }],
    folded: [{ first: place(USERS.note), last: columns.length - 1 }],
    highlights: [
      { ...marked(USERS.saving), look: { bar: true } },
      { ...marked(USERS.confidence), look: { text: "low", as: "unsure" } },
    ],
  });
}

/** The largest saving first, unknown savings last. */
const bySaving = (users: readonly UserAnalysis[]): UserAnalysis[] =>
  [...users].sort((a, b) => (b.saving ?? -Infinity) - (a.saving ?? -Infinity) || (a.user < b.user ? -1 : 1));

const reportColumn = ({ user, shared, formula, ...column }: UserColumn): ReportColumn<UsersRow> => ({
  ...column,
  cell: (row): Cell | SpecCell => {
    const value = isShared(row) ? (shared?.(row) ?? null) : user(row);
    return formula === undefined ? value : { value, formula };
  },
});

const ASKED = `COUNTIF(${USERS.tokensInUse.all},${quoted(UNKNOWN)})`;

/** How many decisions make sums unknown until the next run. */
const decisionCell: PlacedCell = {
  row: HEADER_ROWS.users - 1,
  column: 0,
  value: "",
  formula: `IF(${ASKED}=0,"","Run again: only a run knows the tokens of decisions in rows: "&${ASKED})`,
  look: "note",
};

const SHARED_BECAUSE: Readonly<Record<SharedCost["kind"], string>> = {
  seats: "Seats without a user, growth, seats that are paid for anyway, and other prices.",
  tokens: "Buffer, packs, price tiers, growth and tokens without a user.",
  "unknown users": "The part that the scenarios count of covers whose cost is unknown.",
};

const SHARED_REMARKS: Readonly<Record<SharedCost["kind"], string>> = {
  seats:
    "Of seats that are paid for anyway, the shares that no user's cost has; prices other than those of users.",
  tokens: "Less the tokens of people who left.",
  "unknown users": "In no user's cost.",
};

const sharedSaving = ({ today, recommended }: SharedCost): number | null =>
  today === null ? null : today - recommended;

/** As wide as the longest user, within limits. */
const userWidth = ({ analysis }: ReportInput): number =>
  analysis.users.reduce((width, { user }) => Math.max(width, Math.min(textWidth(user), MOST_USER_WIDTH)), 24);

const MOST_USER_WIDTH = 40;

const answerColumns = (run: ReportInput): UserColumn[] => [
  {
    column: USERS.user,
    width: userWidth(run),
    format: "text",
    user: ({ user }) => user,
    shared: ({ text }) => text,
    total: { label: "Total" },
  },
  {
    column: USERS.department,
    width: 18,
    format: "text",
    look: "wrap",
    user: ({ department, team }) => department ?? team,
  },
  { column: USERS.segment, width: 11, format: "text", user: ({ segment }) => segment },
  {
    column: USERS.today,
    width: 15,
    format: "text",
    look: "wrap",
    user: (user) => (user.kept === null ? UNKNOWN : todayInWords(user.heldSeats, user)),
  },
  {
    column: USERS.recommended,
    width: 17,
    format: "text",
    look: "wrap",
    user: ({ recommended }) => coverInWords(recommended),
  },
  { column: USERS.decision, width: 14, format: "text", look: "input", user: () => null },
  ...costColumns(run),
  { column: USERS.confidence, width: 12, format: "text", user: ({ confidence }) => confidence },
  {
    column: USERS.why,
    width: 94,
    format: "text",
    look: "wrap",
    user: ({ why }) => why.join(" "),
    shared: ({ kind }) => SHARED_BECAUSE[kind],
  },
  { column: USERS.owner, width: 10, format: "text", look: "input", user: () => null },
];

function costColumns(run: ReportInput): UserColumn[] {
  const price = tokenPriceOf(run);
  const held = valueAt(COVERS.today, COVERS.cover, USERS.keptCover.here);
  const chosen = `(${USERS.seatsInUse.here}+${USERS.tokensInUse.here}*${price})`;
  return [
    {
      column: USERS.costToday,
      width: 10,
      format: "money",
      user: ({ currentCost }) => knownCell(currentCost),
      shared: ({ today }) => knownCell(today),
      formula: orUnknown(`${held}+${USERS.tokensToday.here}*${price}`),
      total: "sum",
    },
    {
      column: USERS.recommendedCost,
      width: 14,
      format: "money",
      user: ({ cost }) => knownCell(cost),
      shared: ({ recommended }) => knownCell(recommended),
      formula: orUnknown(`${chosen}/(${USERS.uncovered.here}="")`),
      total: "sum",
    },
    {
      column: USERS.saving,
      width: 11,
      format: "money",
      user: ({ saving }) => knownCell(saving),
      shared: (cost) => knownCell(sharedSaving(cost)),
      formula: orUnknown(`${USERS.costToday.here}-${USERS.recommendedCost.here}`),
      total: "sum",
    },
  ];
}

/** The covers on other months of use, of the users whose seats they change. */
function monthsColumn({ analysis: { robustness, users } }: ReportInput): UserColumn {
  const byPerson = robustness === null ? new Map<number, Cell>() : coversByMonths(robustness);
  const covers = new Map([...byPerson].map(([person, text]) => [at(users, person), text]));
  return { column: USERS.byMonths, width: 30, format: "text", user: (user) => covers.get(user) ?? null };
}

const factColumns = (run: ReportInput): UserColumn[] => [
  { column: USERS.note, width: 30, format: "text", look: "input", user: () => null },
  {
    column: USERS.remarks,
    width: 60,
    format: "text",
    user: ({ remarks }) => remarks.join(" ") || null,
    shared: ({ kind }) => SHARED_REMARKS[kind],
  },
  { column: USERS.name, width: 20, format: "text", user: ({ name }) => name },
  {
    column: USERS.products,
    width: 30,
    format: "text",
    user: ({ products }) => products.map(({ product }) => product).join("; "),
  },
  { column: USERS.daysPerMonth, width: 12, format: "decimal", user: ({ daysPerMonth }) => daysPerMonth },
  { column: USERS.activity, width: 12, format: "text", user: ({ activity }) => activity },
  {
    column: USERS.lastUse,
    width: 12,
    format: "date",
    user: ({ lastUse }) => serial(run.dateSystem, lastUse),
  },
  {
    column: USERS.usedWithoutSeat,
    width: 20,
    format: "text",
    user: ({ usedWithoutSeat }) => usedWithoutSeat.join("; "),
  },
  {
    column: USERS.nextBest,
    width: 26,
    format: "text",
    user: ({ runnerUp }) => (runnerUp === null ? NO_SUCH_COVER : coverInWords(runnerUp)),
  },
  { column: USERS.nextBestMore, width: 14, format: "money", user: ({ runnerUp }) => runnerUp?.more ?? null },
  monthsColumn(run),
  {
    column: USERS.flexCost,
    width: 12,
    format: "money",
    user: ({ flexCost }) => knownCell(flexCost),
    shared: () => UNKNOWN,
    formula: orUnknown(`${USERS.flexTokens.here}*${tokenPriceOf(run)}`),
  },
  {
    column: USERS.seatCost,
    width: 12,
    format: "money",
    user: ({ seatCost }) => knownCell(seatCost),
    shared: () => UNKNOWN,
    formula: orUnknown(
      `${valueAt(COVERS.then, COVERS.cover, USERS.seatCover.here)}+${USERS.seatTokens.here}*${tokenPriceOf(run)}`,
    ),
  },
];

/** Instead of a cover that a row does not have: no decision equals it. */
const NO_SUCH_COVER = "none";

/** A decision without the blanks that do not matter. */
const TYPED = `SUBSTITUTE(TRIM(SUBSTITUTE(${USERS.decision.here},";","; "))," ;",";")`;

/** The same of a text. */
const typedText = (decision: string): string =>
  decision.replaceAll(";", "; ").trim().replace(/ {2,}/g, " ").replaceAll(" ;", ";");

/** A decision; without one, or with the one that this run could not use, the recommendation. */
const CHOICE =
  `IF(OR(${USERS.typed.here}="",${USERS.typed.here}=${USERS.refused.here}&""),` +
  `${USERS.bestCover.here}&"",${USERS.typed.here})`;

const KEY = `IF(${USERS.choice.here}=${quoted(KEEP)},${USERS.keptCover.here},${USERS.choice.here})`;

/** The columns of one row from one cover to another, or their headers. */
const across = (part: "#This Row" | "#Headers", first: TableColumn, last: TableColumn): string =>
  `${USERS.tableName}[[${part}],[${first.header}]:[${last.header}]]`;

/** 1 if each of the covers has its tokens at the same place, and nothing else stands among them. */
const ALIGNED =
  `1/(SUMPRODUCT(--(SUBSTITUTE(${across("#Headers", USERS.keptCover, USERS.bestCover)},"cover","tokens")=` +
  `${across("#Headers", USERS.keptTokens, USERS.bestTokens)}))=5)`;

/** The tokens that the run found for the cover in use. Of equal covers, the last counts: the recommended. */
const TOKENS_IN_USE = orUnknown(
  `LOOKUP(2,${ALIGNED_NAME}/(${across("#This Row", USERS.keptCover, USERS.bestCover)}=${USERS.coverInUse.here}),` +
    `${across("#This Row", USERS.keptTokens, USERS.bestTokens)})`,
);

/** From what is typed as a decision to the cover that is chosen. */
const decisionColumns: readonly UserColumn[] = [
  {
    column: USERS.typed,
    width: 24,
    format: "text",
    user: ({ decision }) => typedText(decision?.text ?? ""),
    shared: () => "",
    formula: TYPED,
  },
  {
    column: USERS.refused,
    width: 24,
    format: "text",
    user: ({ decision }) => (decision?.refused == null ? null : typedText(decision.text)),
    shared: () => null,
  },
  {
    column: USERS.choice,
    width: 24,
    format: "text",
    user: ({ recommended, decision }) =>
      decision?.refused !== null || typedText(decision.text) === ""
        ? coverText(recommended)
        : typedText(decision.text),
    shared: ({ text }) => text,
    formula: CHOICE,
  },
];

const workingColumns = (run: ReportInput): UserColumn[] => [
  ...decisionColumns,
  {
    column: USERS.coverInUse,
    width: 24,
    format: "text",
    user: ({ recommended }) => coverText(recommended),
    shared: ({ text }) => text,
    formula: orUnknown(`LOOKUP(2,1/(${COVERS.key.all}=${KEY}),${COVERS.cover.all})&""`),
  },
  ...idleColumns(run),
  {
    column: USERS.tokensInUse,
    width: 12,
    format: "whole",
    user: ({ recommended }) => recommended.tokens,
    shared: () => 0,
    formula: TOKENS_IN_USE,
    total: "sum",
  },
  {
    column: USERS.tokensToday,
    width: 12,
    format: "whole",
    user: ({ drawnTokens }) => knownCell(drawnTokens),
    shared: () => 0,
    total: "sum",
  },
  {
    column: USERS.uncovered,
    width: 20,
    format: "text",
    user: ({ recommended }) => recommended.uncovered.join("; ") || null,
  },
  {
    column: USERS.pool,
    width: 18,
    format: "text",
    user: (user) => poolName(user, poolCount(run)),
  },
  ...userPriceColumns(run),
];

/** The seats in use, less the part of their price that is paid for anyway. */
function idleColumns(run: ReportInput): UserColumn[] {
  const price = valueAt(COVERS.then, COVERS.cover, USERS.coverInUse.here);
  const idleSeats = hasIdleSeats(run);
  const priceOf = new Map(seatPriceRows(run).map(({ offering, then }) => [offering, then]));
  const idleCost = (user: UserAnalysis): number =>
    user.idleSeats.reduce((sum, { offering, share }) => sum + share * (priceOf.get(offering) ?? 0), 0);
  const seatsInUse: UserColumn = {
    column: USERS.seatsInUse,
    width: 12,
    format: "price",
    user: (user) => {
      const prices = user.recommended.seats.map((seat) => priceOf.get(seat) ?? null);
      const cost = sumKnown(prices.map((price) => (price === null ? null : money(price))));
      return cost === null ? UNKNOWN : cost - idleCost(user);
    },
    shared: ({ recommended }) => knownCell(recommended),
    formula: orUnknown(idleSeats ? `${price}-${USERS.idleCost.here}` : price),
  };
  if (!idleSeats) return [seatsInUse];
  return [
    {
      column: USERS.idleSeats,
      width: 20,
      format: "text",
      user: (user) => user.idleSeats.map(({ offering }) => offering).join("; ") || null,
    },
    {
      column: USERS.idleCost,
      width: 12,
      format: "price",
      user: idleCost,
      shared: () => 0,
      formula: orUnknown(
        `(${USERS.coverInUse.here}=${USERS.bestCover.here})*` +
          valueAt(COVERS.idle, COVERS.cover, USERS.idleSeats.here),
      ),
    },
    seatsInUse,
  ];
}

/** The price of a token in the pool of the row, where there are several; else a name has it. */
function userPriceColumns(run: ReportInput): UserColumn[] {
  if (!hasPools(run)) return [];
  const prices = new Map(
    (run.analysis.mix?.pools ?? []).map((pool) => [poolName(pool, poolCount(run)), pool.tokenPrice]),
  );
  return [
    {
      column: USERS.tokenPrice,
      width: 12,
      format: "price",
      user: (user) => {
        const price = prices.get(poolName(user, poolCount(run)));
        return price === undefined ? UNKNOWN : price * (1 + run.analysis.buffer);
      },
      shared: () => 0,
      formula: priceInPool(USERS.pool.here),
    },
  ];
}

const hasPools = (run: ReportInput): boolean => poolCount(run) > 1;

const tokenPriceOf = (run: ReportInput): string =>
  hasPools(run) ? USERS.tokenPrice.here : BUFFERED_TOKEN_PRICE_CELL;

/** The covers that the run priced, then their tokens in the same order; the recommended last. */
const coverColumns = (): UserColumn[] => [
  ...[
    cover(
      USERS.keptCover,
      ({ kept }) => (kept === null ? UNKNOWN : coverText(kept)),
      ({ text }) => text,
    ),
    cover(USERS.flexCover, () => FLEX),
    cover(USERS.seatCover, ({ bySeats }) => coverText(bySeats)),
    cover(USERS.nextBestCover, ({ runnerUp }) => (runnerUp === null ? NO_SUCH_COVER : coverText(runnerUp))),
    cover(
      USERS.bestCover,
      ({ recommended }) => coverText(recommended),
      ({ text }) => text,
    ),
  ],
  ...[
    tokensColumn(
      USERS.keptTokens,
      ({ kept }) => (kept === null ? UNKNOWN : tokensCell(kept)),
      () => 0,
    ),
    tokensColumn(USERS.flexTokens, ({ flexTokens }) => knownCell(flexTokens)),
    tokensColumn(USERS.seatTokens, ({ bySeats }) => tokensCell(bySeats)),
    tokensColumn(USERS.nextBestTokens, ({ runnerUp }) => runnerUp?.tokens ?? NO_SUCH_COVER),
    tokensColumn(
      USERS.bestTokens,
      ({ recommended }) => recommended.tokens,
      () => 0,
    ),
  ],
];

const cover = (
  column: TableColumn,
  user: UserColumn["user"],
  shared: UserColumn["shared"] = () => NO_SUCH_COVER,
): UserColumn => ({ column, width: 24, format: "text", user, shared });

const tokensColumn = (
  column: TableColumn,
  user: UserColumn["user"],
  shared: UserColumn["shared"] = () => NO_SUCH_COVER,
): UserColumn => ({ column, width: 12, format: "whole", user, shared });

/** Unknown where a product of the cover has neither a price nor a rate. */
const tokensCell = ({ tokens: drawn, uncovered }: UserPlan): Cell => (uncovered.length > 0 ? UNKNOWN : drawn);
