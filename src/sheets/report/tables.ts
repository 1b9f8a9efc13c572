import type { AssumptionKey } from "../../engine/assumptions";
import { referencedColumn } from "../../workbook/table-place";
import type { SheetKey } from "../../workbook/spec";

/** The result sheets' names when they are new; the user may rename them. */
export const SHEET_NAMES = {
  renewal: "Renewal",
  scenarios: "Scenarios",
  users: "Users",
  "token-plan": "Token plan",
  "token-use": "Token use",
  waste: "Waste",
  audit: "Audit",
  harvest: "Harvest",
  transition: "Transition",
  "true-down": "True-down",
  calendar: "Calendar",
  brief: "Negotiation brief",
  letters: "Letters",
  reconciliation: "Reconciliation",
  "decision-log": "Decision log",
  "reconciliation-log": "Reconciliation log",
  mix: "Best mix",
  "break-even": "Break-even",
  workings: "Workings",
  assumptions: "Assumptions",
  issues: "Data issues",
  checks: "Checks",
  about: "About",
} as const satisfies Partial<Record<SheetKey, string>>;

export type ResultKey = keyof typeof SHEET_NAMES;

/** A table of a result sheet. Formulas refer to tables, columns and named cells, never to a sheet. */
export interface ResultTable {
  readonly tableName: string;
  /** The headers whose values tell its rows apart, from run to run. */
  readonly keys: readonly string[];
  /** All headers that it may have, columns of years apart. */
  readonly headers: readonly string[];
  /** The headers of the columns that a person fills: the next run keeps their cells. */
  readonly own: readonly string[];
}

const defined = new Map<string, ResultTable>();

/** The result table of a name, also where that is of a further part; undefined for every other table. */
export const resultTable = (tableName: string): ResultTable | undefined =>
  defined.get(tableName.replace(/Part\d+$/, ""));

/** The name of a table that holds the rows of a list which no sheet before it could hold. */
export const partName = (tableName: string, part: number): string => `${tableName}Part${part}`;

/** A column of a result table: its header, and how formulas refer to it. */
export interface TableColumn {
  readonly header: string;
  /** All its cells. */
  readonly all: string;
  /** Its cell in the row of the formula. */
  readonly here: string;
}

function tableColumn(tableName: string, header: string): TableColumn {
  const spelt = referencedColumn(header);
  return { header, all: `${tableName}[${spelt}]`, here: `${tableName}[[#This Row],[${spelt}]]` };
}

function defineTable<const Headers extends Readonly<Record<string, string>>>(
  tableName: string,
  keys: readonly (keyof Headers & string)[],
  headers: Headers,
  own: readonly (keyof Headers & string)[] = [],
) {
  const columns = Object.fromEntries(
    Object.entries(headers).map(([key, header]) => [key, tableColumn(tableName, header)]),
  ) as { readonly [Key in keyof Headers]: TableColumn };
  const table: ResultTable = {
    tableName,
    keys: keys.map((key) => headers[key] ?? key),
    headers: Object.values(headers),
    own: own.map((key) => headers[key] ?? key),
  };
  defined.set(tableName, table);
  return { ...table, ...columns };
}

/** What a table may show of each year of the scenarios. */
const YEARLY = ["Seats", "Tokens", "Needed with buffer", "Cost"] as const;

/** What leads to the figures of a year. Short, as a formula has several of them. */
const STEPS = [
  "Run",
  "Price",
  "Bought",
  "Reached",
  "Offset",
  "Others",
  "Least",
  "Most",
  "Cap",
  "Only",
  "Fixed",
  "Need",
  "Known",
  "Lines",
  "Else",
  "Low",
  "Limit",
  "Seats",
  "Left out",
  "Unknown seats",
  "Seat cost",
  "Known cost",
  "Unknown tokens",
  "Token cost",
  "Keeps",
  "Left",
  "Pays",
  "Saves",
  "Drops",
  "New keeps",
  "New left",
  "New pays",
  "New drops",
  "New saves",
] as const;

/** The columns that a table has once for each year of the scenarios; year 1 is the first after the renewal. */
export const inYear = (
  { tableName }: ResultTable,
  figure: (typeof YEARLY)[number],
  year: number,
): TableColumn => tableColumn(tableName, `${figure} year ${year}`);

/** A step towards the figures of a year. */
export const stepIn = ({ tableName }: ResultTable, step: (typeof STEPS)[number], year: number): TableColumn =>
  tableColumn(tableName, `${step} ${year}`);

const YEARLY_HEADER = new RegExp(`^(?:(?:${YEARLY.join("|")}) year|${STEPS.join("|")}) \\d+$`);

/** Whether a header is that of a column that a run may write, so that the column was not added by a person. */
export const isOurHeader = ({ headers }: ResultTable, header: string): boolean =>
  headers.includes(header) || YEARLY_HEADER.test(header);

export const POOL_RULES = defineTable("SeatwisePool", ["rule"], {
  rule: "Rule",
  tokens: "Tokens",
  expired: "Expected to expire",
  runOutRisk: "Risk of running out",
  cost: "Cost",
  spend: "Expected spend, with top-ups",
  toppedUp: "Topped up",
  late: "Late tokens",
});

/** The simulated years in order, in parts that are equally likely. */
export const SIMULATED_USE = defineTable("SeatwiseYears", ["part"], {
  part: "Part",
  forecast: "Tokens a year, by the forecast",
  use: "Tokens a year, at the load",
  need: "Beyond known packs",
  late: "Until a top-up",
});

/** What packs left and to come leave open of a year: it needs at least its share of the use less the tokens held. */
export const TOKEN_SUPPLY = defineTable("SeatwiseSupply", ["line"], {
  line: "Line",
  share: "Share of the use",
  held: "Tokens held for it",
  inUse: "Share in use",
});

/** What a first order meets: one row. */
export const TOKEN_TERMS = defineTable("SeatwiseTerms", ["left"], {
  left: "Left today",
  p10: "Use P10",
  p50: "Use P50",
  p90: "Use P90",
  need10: "Need P10",
  need50: "Need P50",
  need90: "Need P90",
  fewest: "Fewest to buy",
  topUp: "Top-up",
  tierPrice: "Tier price",
  offset: "Offset",
  byTier: "By its tier",
  topUpRefused: "Top-up price refused",
  lockOutRefused: "Lock-out cost refused",
  price: "Price of a top-up token",
  userDay: "User-day",
  each: "Each time",
  lockOut: "Lock-out cost by token",
});

/** What becomes of a first order. Short headers keep the formulas short. */
const ORDER_FIGURES = {
  tokens: "Tokens",
  tierPrice: "Price",
  offset: "Offset",
  cost: "Cost",
  cover: "Chance to last the year",
  toppedUp: "Topped up",
  expired: "Expire",
  late: "Late tokens",
  lockedOut: "User-days locked out",
  spend: "Expected spend",
  short10: "Short 10",
  short50: "Short 50",
  short90: "Short 90",
  p10: "Spend P10",
  p50: "Spend P50",
  p90: "Spend P90",
} as const;

export const TOKEN_STRATEGIES = defineTable("SeatwiseBuy", ["strategy"], {
  strategy: "Strategy",
  ...ORDER_FIGURES,
  asks: "How it is sized",
  ownTokens: "Own",
  ownCover: "Cover",
  follows: "Follows",
  followed: "Chosen",
  coverAsked: "Asked",
  yearUse: "Use",
  need: "Need",
  inPacks: "Packs",
});

export const TOKEN_CURVE = defineTable("SeatwiseCurve", ["tokens"], ORDER_FIGURES);

/** What to buy when. */
export const TOKEN_PURCHASES = defineTable("SeatwiseTokenPurchases", ["pool", "no"], {
  what: "Purchase",
  pool: "Pool",
  no: "No.",
  orderBy: "Order by",
  tokens: "Tokens",
  packs: "Packs",
  price: "Price",
  cost: "Cost",
  approval: "Approved by",
  more: "More for the next price tier",
  moreCosts: "They cost",
});

export const MONTHLY_TOKENS = defineTable("SeatwiseMonths", ["month"], { month: "Month", tokens: "Tokens" });

export const TOKEN_PACKS = defineTable("SeatwiseTokenPacks", ["pack"], {
  pack: "Pack",
  tokens: "Tokens bought",
  price: "Price",
  used: "Used",
  moved: "Moved away",
  expired: "Expired",
  left: "Left",
  unseen: "Days without export",
  lastDay: "Last day",
  willExpire: "Will expire",
  worth: "Paid for them",
  askBy: "Ask for an extension by",
});

/** What changes a balance of tokens, by month and by day. */
const BALANCE_CHANGE = {
  opened: "At the start",
  bought: "Added",
  drawn: "Drawn",
  expired: "Expired",
  closed: "At the end",
  beyond: "Drawn beyond packs",
  basis: "Basis",
} as const;

export const TOKEN_BALANCE = defineTable("SeatwiseTokenBalance", ["month"], {
  month: "Month",
  ...BALANCE_CHANGE,
});

export const TOKEN_BUDGETS = defineTable("SeatwiseTokenBudgets", ["budget", "from"], {
  budget: "Budget",
  from: "From",
  to: "To",
  tokens: "Tokens a year",
  used: "Drawn to date",
  toDate: "Budget to date",
  ahead: "Ahead of budget",
  expected: "Expected by the end",
  low: "At least (80 %)",
  high: "At most (80 %)",
  over: "Over budget by the end",
  verdict: "State",
  why: "Why unknown",
});

/** Lines are only added: earlier lines stay as they were written, but for `now` and `change`. */
export const TOKEN_LOG = defineTable("SeatwiseTokenMonths", ["month"], {
  month: "Month",
  asOf: "As of",
  tokens: "Tokens",
  expected: "Forecast",
  low: "At least (90 %)",
  high: "At most (90 %)",
  alert: "Against forecast",
  budget: "Budget",
  left: "Left at the end",
  utilisation: "Utilisation",
  now: "Tokens now",
  change: "Changed since",
  products: "By product",
  departments: "By department",
  next: "Next month",
  nextLow: "Next, at least (90 %)",
  nextHigh: "Next, at most (90 %)",
});

const chargedTokensTable = (tableName: string, name: string) =>
  defineTable(tableName, ["name"], {
    name,
    users: "Users",
    tokens: "Tokens",
    lastYear: "Last 12 months",
    share: "Share",
    amount: "Amount",
  });

/** To whom the tokens are charged, each time all tokens. */
export const CHARGED_TOKENS = {
  product: chargedTokensTable("SeatwiseProductTokens", "Product"),
  department: chargedTokensTable("SeatwiseDepartmentTokens", "Department"),
  project: chargedTokensTable("SeatwiseProjectTokens", "Project"),
  costCentre: chargedTokensTable("SeatwiseCostCentreTokens", "Cost centre"),
} as const;

export const PRODUCT_MONTHS = defineTable("SeatwiseProductMonths", ["month", "product"], {
  month: "Month",
  product: "Product",
  tokens: "Tokens",
});

export const TOKEN_DAYS = defineTable("SeatwiseTokenDays", ["day"], { day: "Day", ...BALANCE_CHANGE });

export const TOKEN_POOLS = defineTable("SeatwiseTokenPools", ["pool"], {
  pool: "Pool",
  left: "Left",
  runOut: "Runs out on",
  earliest: "At the earliest",
  expired: "Expired or will expire",
  beyondAhead: "To buy by the forecast",
  toCome: "To come",
  order: "Buy first",
  orderBy: "Order by",
  spend: "Expected spend",
  cover: "Chance to last the year",
});

export const TOKEN_BURN = defineTable("SeatwiseTokenBurn", ["month"], {
  month: "Month",
  drawn: "Drawn",
  expected: "Expected",
  low: "At least (90 %)",
  high: "At most (90 %)",
  verdict: "Verdict",
  product: "Product",
  productChange: "Against its average",
  department: "Department",
  departmentChange: "Against average",
});

export const TOKEN_FORECAST = defineTable("SeatwiseTokenForecast", ["month"], {
  month: "Month",
  base: "Base",
  leaving: "Leaving",
  joiners: "Joiners",
  planned: "Planned",
  expected: "Expected",
  low80: "At least (80 %)",
  high80: "At most (80 %)",
  low90: "At least (90 %)",
  high90: "At most (90 %)",
});

/**
 * A row for each user, and for each shared cost. Five covers that the run priced stand in each row, each with its
 * tokens: `…cover` and `…tokens`, in the same order.
 */
export const USERS = defineTable(
  "SeatwiseUsers",
  ["user"],
  {
    user: "User",
    department: "Department",
    segment: "Segment",
    today: "Today",
    recommended: "Recommended",
    decision: "Decision",
    costToday: "Cost today",
    recommendedCost: "Recommended cost",
    saving: "Saving",
    confidence: "Confidence",
    why: "Why",
    owner: "Owner",
    note: "Note",
    remarks: "Remarks",
    name: "Name",
    products: "Products",
    daysPerMonth: "Days per month",
    activity: "Activity",
    lastUse: "Last use",
    usedWithoutSeat: "Used without a seat",
    nextBest: "Next best",
    nextBestMore: "Cost of choosing the next best",
    flexCost: "Cost on Flex only",
    seatCost: "Cost with cheapest seats",
    typed: "Typed",
    refused: "Not used",
    choice: "Choice",
    coverInUse: "Cover in use",
    tokensInUse: "Tokens in use",
    seatsInUse: "Seats in use",
    tokensToday: "Tokens today",
    uncovered: "Uncovered",
    pool: "Token pool",
    tokenPrice: "Token price",
    idleSeats: "Idle seats",
    idleCost: "Paid for anyway",
    keptCover: "Kept cover",
    flexCover: "Flex cover",
    seatCover: "Seat cover",
    nextBestCover: "Next best cover",
    bestCover: "Best cover",
    keptTokens: "Kept tokens",
    flexTokens: "Flex tokens",
    seatTokens: "Seat tokens",
    nextBestTokens: "Next best tokens",
    bestTokens: "Best tokens",
    byMonths: "Cover by months of use",
  },
  ["decision", "owner", "note"],
);

/** The seats that a user can have together, as a decision may spell them, with their price. */
export const COVERS = defineTable("SeatwiseCovers", ["key"], {
  key: "Key",
  cover: "Cover",
  seats: "Seats",
  lackToday: "Lack today",
  pricesToday: "Prices today",
  seatsToday: "Seats shared today",
  sharedToday: "Shared today",
  today: "Today",
  lack: "Lack then",
  prices: "Prices then",
  seatsThen: "Seats shared then",
  shared: "Shared then",
  then: "Then",
  idle: "Idle",
});

/** Seats that are paid for, less the seats that users count, by offering. */
export const SHARED_SEATS = defineTable("SeatwiseShared", ["cost"], {
  cost: "Shared cost",
  offering: "Offering",
  paidToday: "Paid today",
  unknownToday: "Unknown today",
  usersToday: "Users today",
  priceToday: "Price today",
  today: "Shared today",
  paid: "Paid then",
  unknown: "Unknown then",
  users: "Users then",
  idleShare: "Idle share",
  idleUsers: "Idle users",
  counted: "Counted then",
  price: "Price then",
  then: "Shared then",
});

/** Tokens that are paid for, less the tokens that users count, by pool. */
export const SHARED_TOKENS = defineTable("SeatwiseFlex", ["cost"], {
  cost: "Shared cost",
  poolToday: "Pool today",
  poolThen: "Pool then",
  pool: "Pool of users",
  price: "Token price",
  knownToday: "Run today",
  knownThen: "Run then",
  boughtToday: "Bought today",
  paidToday: "Paid today",
  unknownToday: "Unknown today",
  unreadToday: "Unknown users today",
  usersToday: "Users today",
  today: "Shared today",
  bought: "Bought then",
  paid: "Paid then",
  unknown: "Unknown then",
  unread: "Unknown users then",
  users: "Users then",
  then: "Shared then",
});

export const MIX_SEATS = defineTable("SeatwiseMixSeats", ["offering"], {
  offering: "Offering",
  bought: "Bought today",
  users: "Users with a seat",
  paid: "Seats paid for",
  price: "Price",
  oneMore: "Cost of one more seat",
  oneFewer: "Saving from one fewer seat",
  priceRise: "Cost if the price rises by 1",
  listPrice: "List price",
  listPriceUsed: "List price used",
  fewest: "Fewest in any mix",
  most: "Most in any mix",
  moreShare: "More as share",
  fewerShare: "Fewer as share",
  priceChange: "Price change",
  leastChange: "Least change",
});

export const MIX_POOLS = defineTable("SeatwiseMixPools", ["pool"], {
  pool: "Pool",
  users: "Users drawing tokens",
  needed: "Tokens needed, in packs",
  bought: "Tokens bought",
  cost: "Cost",
  tokenPrice: "Token price",
  bufferedPrice: "Token price including buffer",
  oneMore: "Cost of one more token",
  priceRise: "Cost if tokens rise by 0.10",
  nextTier: "Next price tier (this run)",
  moreShare: "More as share",
  withoutUsers: "Without users",
  unread: "Unread",
  ofUsers: "Of users",
  drawn: "Drawn",
});

export const POOL_COVERS = defineTable("SeatwisePoolCovers", ["pool"], {
  pool: "Pool",
  bought: "Tokens bought",
  lowUse: "One year in ten uses at most",
  middleUse: "A middle year uses",
  highUse: "Nine years in ten use at most",
  dryChance: "Chance of running dry",
});

export const ROBUSTNESS = defineTable("SeatwiseRobustness", ["window"], {
  window: "Use of the",
  from: "From",
  to: "To",
  users: "Users with use",
  idle: "Without use, so no cover",
  changing: "Users with other seats than in this run",
  seats: "Seats",
  tokens: "Tokens",
  cost: "Best mix on this use",
  gap: "At most above the least",
  on3: "Its seats cost more on 3 months",
  on6: "Its seats cost more on 6 months",
  on12: "Its seats cost more on 12 months",
  on24: "Its seats cost more on 24 months",
  onRun: "Its seats cost more on the use of this run",
  why: "Unknown, because",
});

export const PRICE_STEPS = defineTable("SeatwiseTokenPriceSteps", ["factor"], {
  tokenPrice: "Token price",
  reoptimised: "Best mix at this price",
  held: "Recommended mix",
  allFlex: "All Flex",
  allSeats: "All seats",
  lowerBound: "Lower bound",
  factor: "Price factor",
});

export const SCENARIOS = defineTable("SeatwiseScenarios", ["scenario"], {
  scenario: "Scenario",
  seats: "Seats",
  total: "Total",
  presentValue: "Present value",
  saving: "Saving against As is",
  share: "Share of As is",
  sure: "Sure saving",
  refused: "Saving if refused",
  leftOut: "Not in the sums",
  unknownSeats: "Unknown seats",
  comparable: "Comparable",
  onBasis: "On basis",
  basis: "Compared with",
  against: "Its total",
  knownTotal: "Known total",
  againstKnown: "Its known total",
  sureIn: "Sure as in",
  refusedIn: "Refused as in",
});

export const SCENARIO_SEATS = defineTable("SeatwiseSeats", ["scenario", "offering", "contract"], {
  scenario: "Scenario",
  offering: "Offering",
  contract: "Contract",
  pricedBy: "Priced by",
  price: "Price",
  uplift: "Uplift",
  line: "No.",
  listed: "Listed",
  listPrice: "List price",
  ownPrice: "Own price",
  right: "Right",
  ownRise: "Own rise",
  riseCap: "Limit",
  basePrice: "Base price",
  volume: "Volume",
});

/** How the lines of the best mix follow the covers of the Users sheet. */
export const FOLLOWING = defineTable("SeatwiseFollow", ["offering", "contract"], {
  line: "No.",
  offering: "Offering",
  contract: "Contract",
  users: "Users",
});

/** The seats that a scenario buys at volume prices; the table is there only where an offering has them. */
export const VOLUMES = defineTable("SeatwiseBulk", ["scenario", "offering"], {
  line: "No.",
  scenario: "Scenario",
  offering: "Offering",
});

export const SCENARIO_TOKENS = defineTable("SeatwiseTokens", ["scenario", "pool"], {
  scenario: "Scenario",
  pool: "Pool",
  line: "No.",
});

/** The purchase of tokens of each scenario, pool and year, step by step. */
export const TOKEN_ORDERS = defineTable("SeatwiseOrders", ["scenario", "pool", "year"], {
  line: "No.",
  scenario: "Scenario",
  pool: "Pool",
  year: "Year",
  basis: "Basis",
  run: "Run",
  growth: "Growth",
  ownBuffer: "Own buffer",
  ownPack: "Own pack",
  atLeast: "At least",
  paid: "Paid",
  drawn: "Drawn",
  need: "Need",
  buffer: "Buffer",
  pack: "Pack",
  floor: "Floor",
  buffered: "Buffered",
  needed: "Needed",
  least: "Least",
  leastPrice: "Least price",
  leastCost: "Least cost",
  jump: "Jump",
  jumpTo: "Jump to",
  purchase: "Purchase",
  bought: "Bought",
  tierPrice: "Tier price",
  offset: "Offset",
  listCost: "List cost",
  amount: "Amount",
  rise: "Rise",
  cost: "Cost",
});

/** The start of the bridge, its steps and its end; the bars are a waterfall. */
export const BRIDGE = defineTable("SeatwiseBridge", ["step"], {
  order: "Order",
  step: "Step",
  amount: "Amount",
  label: "Label",
  base: "Below",
  total: "Cost",
  less: "Saves",
  more: "Adds",
  bar: "Bar",
  plus: "Cost of",
  minus: "Less cost of",
  inRun: "In this run",
  plusCost: "Cost now",
  minusCost: "Less cost now",
  before: "Before",
});

/** The bridge as people read it, with what goes with each step. */
export const BRIDGE_TABLE = defineTable("SeatwiseBridgeSteps", ["step"], {
  step: "Step",
  amount: "Amount",
  people: "People who move",
  seats: "Seats more or fewer",
  tokens: "Tokens more or fewer",
});

/** What to ask the vendor for, with its worth. */
export const CONCESSIONS = defineTable(
  "SeatwiseConcessions",
  ["ask", "contract"],
  {
    no: "No.",
    ask: "Ask",
    contract: "Contract",
    worth: "Worth",
    trade: "Offer for it",
    say: "Say",
    basis: "How it is found",
    answer: "Their answer",
  },
  ["answer"],
);

/** What quotes offer against what is needed. */
export const QUOTE_LINES = defineTable("SeatwiseQuoteLines", ["quote", "offering"], {
  quote: "Quote",
  offering: "Offering",
  offered: "Offered",
  needed: "Needed",
  more: "More than needed",
  price: "Price offered",
  ownPrice: "Price at renewal",
  dearer: "Costs more a year",
  plan: "Plan seat",
});

/** The assumptions that move the saving most, each a step below and above its value. */
export const TORNADO = defineTable("SeatwiseTornado", ["name"], {
  name: "Assumption",
  value: "Value",
  step: "Step",
  lower: "Saving a step below",
  higher: "Saving a step above",
  below: "Change below",
  above: "Change above",
  basis: "Where the value is from",
});

export const SCENARIO_NOTES = defineTable("SeatwiseScenarioAsks", ["scenario", "text"], {
  scenario: "Scenario",
  text: "Text",
});

export const MOVES = defineTable("SeatwiseMoves", ["user"], {
  order: "Order",
  user: "User",
  department: "Department",
  from: "From",
  to: "To",
  when: "When",
  day: "Starts on",
  beginBy: "Begin by",
  saving: "Saving per year",
});

/** What may go of each contract line. The table has a short name, as its formulas name many of its columns. */
export const LINE_RIGHTS = defineTable("SeatwiseTD", ["contract", "offering", "renewal"], {
  contract: "Contract",
  offering: "Offering",
  owned: "Owned",
  needed: "Needed",
  surplus: "Surplus",
  cap: "Cap",
  capOf: "Cap of",
  floor: "Floor",
  goes: "May go now",
  firstYear: "Saves, first year",
  allYears: "Saves, all years",
  tellBy: "Tell by",
  when: "When seats may go",
  renewal: "Renewal",
  ownFee: "Own fee",
  listedFee: "Listed",
  fee: "Fee",
  follows: "Follows",
  termYears: "In term",
  termFee: "Term fee",
  held: "Held for",
  ownRise: "Own rise",
  riseCap: "Limit",
  rise: "Rise",
  rate: "Rate",
  step: "Step",
  low: "Low",
  resetStep: "New step",
  resetLow: "New low",
});

/** The seats of all lines, year by year. */
export const RATCHET_PATHS = defineTable("SeatwisePaths", ["year"], {
  year: "Year",
  lines: "Lines",
  needed: "Needed",
  without: "Without the right",
  withRight: "With the right",
  reset: "Reset at signing",
  saves: "Saved by the right",
  resetSaves: "Saved with a reset",
});

export const CLAUSES = defineTable("SeatwiseClauses", ["contract"], {
  contract: "Contract",
  unknown: "Not stated",
  timing: "Timing",
  cap: "Cap",
  fee: "Fee",
  notice: "Notice",
  consent: "Consent",
  strength: "Strength",
  value: "Right is worth",
  low: "One in ten below",
  high: "One in ten above",
  futures: "Futures",
  change: "Change first",
});

export const DELAYS = defineTable("SeatwiseDelay", ["contract", "offering", "renewal"], {
  contract: "Contract",
  offering: "Offering",
  surplus: "Surplus",
  feeToday: "Fee today",
  months: "Months until seats go",
  untilThen: "Cost until then",
  fee: "Fee at renewal",
  monthly: "Each month later",
  goes: "May go",
  term: "Months of a term",
  missed: "Missed notice",
  renewal: "Renewal",
  standing: "Notice",
  ownFee: "Own fee",
  listedFee: "Listed",
  counts: "Counts",
  stay: "Would stay",
});

/** Typical estates; `here` says where this one stands. */
export const TYPICAL = defineTable("SeatwiseTypical", ["estate"], {
  estate: "Estate",
  here: "This estate",
  shelfwareLow: "Shelfware from",
  shelfwareHigh: "Shelfware to",
  recoverLow: "Recovers from",
  recoverHigh: "Recovers to",
});

/** Several companies' seats of an offering. */
export const MERGER = defineTable("SeatwiseMerger", ["offering"], {
  offering: "Offering",
  contracts: "Contracts",
  together: "Owned together",
  held: "Assigned",
  inSeveral: "Of people in several companies",
  needed: "Needed together",
  surplus: "Surplus",
  cost: "Surplus costs a year",
  goes: "May go",
  kept: "Kept by contracts",
});

/** What three years cost by the chance that the need falls. */
export const TERM_CHANCES = defineTable("SeatwiseFall", ["chance"], {
  chance: "Chance",
  need: "Need kept a year",
  yearly: "One year at a time",
  fixed: "Three years, fixed",
  flexible: "Three years, with right",
  second: "Year 2 with right",
  third: "Year 3 with right",
  stays: "Stays",
});

/** The lines behind them. */
export const TERM_LINES = defineTable("SeatwiseTerm", ["contract", "offering", "renewal"], {
  contract: "Contract",
  offering: "Offering",
  renewal: "Renewal",
  needed: "Needed",
  ownFee: "Own fee",
  listedFee: "Listed",
  fee: "Fee",
  ownRise: "Own rise",
  riseCap: "Limit",
  rise: "Rise",
  term: "Three-year price",
  year: "Year of term",
  cap: "Cap",
  capOf: "Cap of",
  floor: "Floor",
  fallen: "Fallen",
  before: "Before",
  counted: "Cap counts",
  left: "Left",
  late: "Late",
  twice: "Twice",
  cost: "Cost",
  growth: "Growth",
  fixed: "Fixed",
});

/** `kind` is what the date is about; two dates of one kind and contract differ in their day. */
export const CALENDAR = defineTable(
  "SeatwiseCalendar",
  ["day", "kind", "of"],
  {
    day: "Date",
    kind: "Kind",
    of: "Contract or pool",
    what: "What",
    standing: "Standing",
    owner: "Owner",
    note: "Note",
  },
  ["owner", "note"],
);

/** The seats that people hold and that are not simply in use. */
export const HARVEST = defineTable(
  "SeatwiseHarvest",
  ["user", "seat"],
  {
    department: "Department",
    user: "User",
    seat: "Seat",
    class: "Class",
    lastUse: "Last use",
    loginDays: "Login days",
    action: "Action",
    notice: "Notice date",
    grace: "Grace",
    from: "Reclaim from",
    price: "Price a year",
    next: "Goes to",
    why: "Why",
    decision: "Decision",
    owner: "Owner",
    noticeSent: "Notice sent",
    note: "Note",
    by: "Reclaim by",
    until: "Paid until",
    saves: "Saves a year",
    perMonth: "Days per month",
    busiest: "Busiest time",
    refused: "Not used",
  },
  ["decision", "owner", "noticeSent", "note"],
);

/** The seats of each department, for the committee. */
export const DEPARTMENTS = defineTable("SeatwiseDepartments", ["department"], {
  department: "Department",
  held: "Seats held",
  reclaim: "Reclaim",
  grace: "After grace",
  redeploy: "Redeploy",
  monitor: "Monitor",
  ask: "Ask",
  keep: "Kept",
  unknown: "Unknown prices",
  saves: "Saves a year",
});

export const NOTICES = defineTable("SeatwiseNotices", ["user"], {
  user: "User",
  to: "To",
  subject: "Subject",
  text: "Text",
});

/** What was decided on seats, when and why: each run adds lines, and no line changes. */
export const DECISION_LOG = defineTable("SeatwiseDecisionLog", ["no"], {
  no: "No.",
  asOf: "As of",
  department: "Department",
  user: "User",
  seat: "Seat",
  event: "Event",
  class: "Class",
  action: "Action",
  lastUse: "Last use",
  loginDays: "Login days",
  why: "Why",
  decision: "Decision",
  owner: "Owner",
  note: "Note",
  noticeSent: "Notice sent",
  from: "Reclaim from",
  next: "Goes to",
  price: "Price a year",
  seal: "Seal",
});

/** The seats, tokens and costs of each run: each run adds lines, and no line changes. */
export const RECONCILIATION_LOG = defineTable("SeatwiseReconciliationLog", ["no"], {
  no: "No.",
  asOf: "As of",
  of: "Of",
  offering: "Offering",
  bought: "Bought",
  assigned: "Assigned",
  active: "Active",
  needed: "Needed",
  variance: "Variance",
  people: "People with use",
  tokens: "Tokens a year",
  cost: "Cost a year",
  seal: "Seal",
});

/** The tables to which each run only adds. */
const LOGS: ReadonlySet<string> = new Set(
  [TOKEN_LOG, DECISION_LOG, RECONCILIATION_LOG].map(({ tableName }) => tableName),
);

/** Whether each run only adds to a table. */
export const isLog = ({ tableName }: ResultTable): boolean => LOGS.has(tableName);

export const SPARE_SEATS = defineTable("SeatwiseSpareSeats", ["seat", "from", "to"], {
  seat: "Seat",
  from: "Held by",
  to: "Give to",
  until: "Paid until",
  tokens: "Tokens saved per year",
  tokensUntil: "Tokens saved until then",
  value: "Value",
});

export const BREAK_EVENS = defineTable("SeatwiseBreakEvens", ["product"], {
  product: "Product",
  tokensPerDay: "Tokens per day",
  dayMore: "Cost of one more day",
  seatPrice: "Seat price per year",
  days: "Days per year",
  bufferedDays: "Days per year with buffer",
  monthlyDays: "Days per month with buffer",
  lateDays: "Days on tokens before a late seat",
  lateCost: "A late seat costs at most",
  lateTimes: "Of the best, at most",
});

export const WHAT_IFS = defineTable("SeatwiseWhatIf", ["product", "daysPerMonth"], {
  product: "Product",
  daysPerMonth: "Days per month",
  use: "Use",
  tokensPerDay: "Tokens per day",
  tokens: "Tokens per year",
  onFlex: "Cost on Flex",
  onSeat: "Cost on a seat",
  cheaper: "Cheaper",
  crossing: "Break-even",
  seatSaves: "Seat saves",
  dayFewerSaves: "With a day fewer",
});

export const RECONCILIATION = defineTable("SeatwiseReconciliation", ["offering"], {
  offering: "Offering",
  bought: "Bought",
  assigned: "Assigned",
  active: "Active",
  needed: "Needed",
  variance: "Variance",
  flagged: "Flagged",
  notOwed: "Not sure to be owed",
  monthsLow: "Months over, at least",
  monthsHigh: "Months over, at most",
  mostCharged: "Most charged",
  chargedLow: "Charged, at least",
  chargedHigh: "Charged, at most",
  yearsLow: "Seat years, at least",
  yearsHigh: "Seat years, at most",
  agreedLow: "Agreed, at least",
  agreedHigh: "Agreed, at most",
  countedLow: "Years, at least",
  countedHigh: "Years, at most",
  overagePrice: "Overage price per year",
  overageBasis: "Overage price is",
  trueUpLow: "True-up, at least",
  trueUpHigh: "True-up, at most",
  trueUpCost: "True-up cost",
  shelfware: "Shelfware",
  shelfwareCost: "Shelfware cost per year",
});

export const TRUE_DOWNS = defineTable("SeatwiseTrueDown", ["offering", "contract", "renewal"], {
  offering: "Offering",
  contract: "Contract",
  renewal: "Renewal",
  bought: "Bought",
  droppable: "Droppable",
  saving: "Saving per year",
  sureSaving: "Sure saving per year",
  deadline: "Notice deadline",
  noticeBasis: "Notice stated by",
  autoRenews: "Renews automatically",
  passed: "Deadline passed",
  committedUntil: "Committed until",
  path: "Seats by year",
});

/** The true-up by each wording that a contract may have. */
export const TRUE_UPS = defineTable("SeatwiseTrueUps", ["offering", "wording"], {
  offering: "Offering",
  wording: "Counted by",
  isAgreed: "In the contract",
  seatsLow: "Seats, at least",
  seatsHigh: "Seats, at most",
  backLow: "Charged back, at least",
  backHigh: "Charged back, at most",
  aheadLow: "Per year from the renewal, at least",
  aheadHigh: "Per year from the renewal, at most",
  reason: "Why a range",
  monthsLow: "Months, at least",
  monthsHigh: "Months, at most",
  overagePrice: "Overage price",
  renewalPrice: "Renewal price",
});

export const UNTRACKED = defineTable("SeatwiseUseWithoutSeat", ["product"], {
  product: "Product",
  users: "Users",
  recent: "Users who still use it",
  days: "Days",
  spare: "Spare seats",
  price: "Price of a seat per year",
  basis: "Price is",
  exposure: "Audit risk per year",
});

export const DOUBLE_COVERAGE = defineTable("SeatwiseDoubleCoverage", ["user", "product", "seat"], {
  user: "User",
  product: "Product",
  seat: "Seat",
  days: "Days",
  tokens: "Tokens",
  cost: "Cost",
});

export const SOURCES = defineTable("SeatwiseSources", ["file", "sheet", "kind", "rows"], {
  file: "File",
  sheet: "Sheet",
  kind: "Read as",
  rows: "Rows",
  used: "Used",
  skipped: "Skipped",
});

export const ISSUE_LIST = defineTable(
  "SeatwiseIssues",
  ["file", "sheet", "row", "column", "code", "message"],
  {
    file: "File",
    sheet: "Sheet",
    severity: "Severity",
    row: "Row",
    column: "Column",
    rows: "Rows affected",
    message: "Issue and remedy",
    code: "Code",
  },
);

/** What people typed that has no cell in the sheets any more, or never had one in a table. */
export const KEPT_TEXTS = defineTable("SeatwiseKept", ["table", "row", "column", "what", "text"], {
  what: "What",
  table: "Table",
  row: "Row",
  column: "Column",
  text: "Text",
});

/** The column of the users in which a person decides on a cover. */
export const DECISION = "Decision";

/** Assumptions, prices and rates by name. The next run reads its headers: sheets/read/formats/assumptions. */
export const SETTINGS = defineTable("SeatwiseAssumptions", ["name"], {
  name: "Name",
  value: "Value",
  least: "At least",
  most: "At most",
  words: "Words",
  inUse: "In use",
  unit: "Unit",
  effect: "Takes effect",
  source: "Source",
  used: "Value used in this run",
  refused: "Refused value",
  needsRun: "Needs a run",
  changed: "Changed",
  places: "Places",
  numberFits: "Number fits",
  wordFits: "Word fits",
  found: "Found",
});

export const TOKEN_PRICES = defineTable("SeatwiseTiers", ["from"], {
  from: "From",
  unitPrice: "Unit price",
  step: "Step",
  inPacks: "Packs",
  cost: "Packs cost",
  ratio: "Ratio to this run",
  setting: "Setting",
  below: "Below",
  priceBelow: "Price below",
  offset: "Offset",
  used: "Price used",
});

export const PRICES = defineTable("SeatwisePrices", ["offering"], {
  offering: "Offering",
  today: "Price today",
  atRenewal: "Price at renewal",
  paid: "Paid",
  otherwise: "Otherwise",
  listPrice: "List price",
  listed: "Listed",
  volumePrice: "Volume price",
});

/** Volume prices; the table is there only where an offering has them. */
export const SEAT_PRICES = defineTable("SeatwiseSeatPrices", ["offering", "from"], {
  offering: "Offering",
  from: "From",
  unitPrice: "Unit price",
  step: "Step",
  ratio: "Ratio to this run",
  setting: "Setting",
  below: "Below",
  priceBelow: "Price below",
  offset: "Offset",
  used: "Price used",
});

/** The five traps into which tokens fall. */
export const TRAPS = defineTable("SeatwiseTraps", ["trap"], {
  trap: "Trap",
  charges: "Charges",
  users: "Users",
  machines: "Machines",
  tokens: "Tokens",
  money: "Money",
  share: "Share",
  shareOf: "Share of",
  usualLow: "Usual from",
  usualHigh: "Usual to",
  spared: "Tokens a year",
  worth: "Worth a year",
  mend: "What mends it",
  why: "Why unknown",
});

/** Products by their share of the days and of the tokens. */
export const RATE_SHARES = defineTable("SeatwiseRateShares", ["product"], {
  product: "Product",
  users: "Users",
  days: "Days a year",
  shareOfDays: "Share of days",
  tokens: "Tokens a year",
  shareOfTokens: "Share of tokens",
  alternative: "Cheaper alternative",
  spared: "Tokens spared at most",
});

/** The charges of a session log by the rule that holds and by two others. */
export const CHARGE_RULES = defineTable("SeatwiseChargeRules", ["product"], {
  product: "Product",
  pauses: "Pauses when idle",
  charges: "Charges",
  tokens: "Tokens",
  least: "Charges if paused",
  leastTokens: "Tokens if paused",
  days: "Calendar days",
  dayTokens: "Tokens by calendar day",
  more: "More by calendar day",
});

/** Accounts that several people may share. */
export const SHARED_ACCOUNTS = defineTable("SeatwiseSharedAccounts", ["user"], {
  user: "User",
  machines: "Machines",
  days: "Days at once",
  first: "First day",
  last: "Last day",
  rows: "Rows of the log",
});

/** How each charge of a session log came about. */
export const CHARGES = defineTable("SeatwiseCharges", ["user", "product", "charged"], {
  user: "User",
  product: "Product",
  charged: "Charged at (UTC)",
  until: "Window ends (UTC)",
  local: "Charged at (local)",
  rows: "Rows of the log",
  minutes: "Minutes open",
  rule: "Rule",
  basis: "Tokens are",
  tokens: "Tokens",
  money: "Money",
  trap: "Trap",
  why: "Why",
  versions: "Versions",
  machines: "Machines",
});

/** The metered tokens by what comes of them. */
export const AUDIT_SUMS = defineTable("SeatwiseAuditSums", ["what"], {
  what: "Metered tokens",
  lines: "Charges",
  tokens: "Tokens",
  money: "Money",
});

/** What an audit would charge for a shortage. */
export const AUDIT_EXPOSURE_TABLE = defineTable("SeatwiseAuditExposure", ["basis"], {
  basis: "Price",
  metered: "Metered",
  disputed: "Disputed",
  entitled: "Entitled",
  before: "Charge as metered",
  after: "Charge after challenge",
  recovered: "Recovered",
  defence: "Cost of a defence",
  left: "Left after defence",
});

/** Installed devices and other licenses against what is owned. */
export const LICENSE_GAPS = defineTable("SeatwiseLicenseGaps", ["product", "by"], {
  product: "Product installed",
  by: "Licensed by",
  owned: "Owned",
  deployed: "Deployed",
  gap: "Gap",
  withoutUser: "Devices without a user",
  cause: "Cause",
  settleBy: "Settle by",
  counts: "What is counted",
  rows: "Rows of the inventory",
});

/** Invoices against the account portal. */
export const INVOICE_VARIANCES = defineTable("SeatwiseInvoiceVariances", ["offering"], {
  offering: "Offering invoiced",
  invoiced: "Seats invoiced",
  portal: "Seats in the portal",
  variance: "Portal less invoices",
  flagged: "Discrepancy",
  settleBy: "Settle by",
  invoices: "Invoices",
});

/** What an auditor asks for, and whether it is there. */
export const READINESS = defineTable("SeatwiseReadiness", ["what"], {
  what: "Evidence",
  there: "There",
  share: "Share",
  note: "Note",
});

/** Each metered charge against the log. */
export const AUDIT_LINES = defineTable("SeatwiseAuditLines", ["user", "product", "day", "number"], {
  user: "User",
  product: "Product",
  day: "Day",
  number: "Charge of the day",
  tokens: "Metered tokens",
  status: "Status",
  reason: "Reason",
  disputed: "Disputed tokens",
  why: "What the log shows",
  rows: "Rows of the log",
  version: "Version",
  machine: "Machine",
});

/** Who uses what under which license, in the form that auditors ask for. */
export const AUDITOR_ROWS = defineTable(
  "SeatwiseAuditor",
  ["product", "type", "user"],
  {
    product: "Product name",
    sku: "Product SKU",
    type: "License type",
    user: "Assigned user",
    department: "Department",
    days: "Days a month",
    from: "From",
    to: "To",
  },
  ["sku"],
);

/** What becomes of each contract line, and what is new. */
export const RENEWAL = defineTable("SeatwiseRenewal", ["contract", "offering", "ends"], {
  contract: "Contract",
  offering: "Offering",
  ends: "Ends",
  have: "Have",
  renew: "Renew",
  drop: "Drop",
  add: "Add",
  money: "Saves a year",
  tellBy: "Tell by",
  status: "Status",
});

/** The bridge once more, as its chart draws it. */
export const RENEWAL_BRIDGE = defineTable("SeatwiseRenewalBridge", ["step"], {
  step: "Step",
  amount: "Amount",
  label: "Label",
  base: "Below",
  total: "Cost",
  less: "Saves",
  more: "Adds",
});

/** The scenario that the first page shows, what it is compared with, and what remains of it if the vendor refuses. */
export const SHOWN_SCENARIO = defineTable("SeatwiseShown", ["role"], {
  role: "Role",
  scenario: "Scenario",
  seats: "Seats",
  total: "Total",
  presentValue: "Present value",
  saving: "Saving",
});

/** The seats of each offering, and the tokens, of the scenario shown. */
export const BRIEF_SEATS = defineTable("SeatwiseNeeds", ["offering"], {
  offering: "Offering",
  today: "Today",
  shown: "In this scenario",
  more: "More",
});

/** Pairs of figures that must agree. */
export const CHECKS = defineTable("SeatwiseChecks", ["figure", "other"], {
  figure: "Figure",
  now: "Value",
  other: "Must equal",
  otherNow: "Other value",
  difference: "Difference",
  holds: "Holds",
  remedy: "If it does not hold",
});

/** The figures of the checks in one row, each in a column of its own under its name. Nobody adds columns. */
export const CHECK_FIGURES: ResultTable = { tableName: "SeatwiseFigures", keys: [], headers: [], own: [] };

/** The tables that were read. */
export const INPUTS = defineTable("SeatwiseInputs", ["file", "sheet", "kind"], {
  file: "File",
  sheet: "Sheet",
  kind: "Read as",
  rows: "Rows",
  used: "Used",
  hash: "SHA-256",
});

/** What each sheet is for. */
export const CONTENTS = defineTable("SeatwiseContents", ["sheet"], {
  sheet: "Sheet",
  question: "The question that it answers",
});

/** Looks and words, each explained once. */
export const LEGEND = defineTable("SeatwiseLegend", ["term"], { term: "Look or word", meaning: "Meaning" });

/** The name of the sentence on the checks that every sheet shows. */
export const CHECKS_NAME = "Seatwise.checks";

/** The named cell of the price by which tokens are charged: that of the last year's packs, else the price list's. */
export const CHARGED_PRICE_CELL = "Seatwise.charged_token_price";

/** The named cells: average token price of the recommended scenario, the buffer, and the price including the buffer. */
export const TOKEN_PRICE_CELL = "Seatwise.token_price";
export const BUFFER_CELL = "Seatwise.buffer";
export const BUFFERED_TOKEN_PRICE_CELL = "Seatwise.buffered_token_price";

/** Whether each seat line of the scenarios has a cost that a changed price or decision made unknown, 1 or 0. */
export const UNKNOWN_SEAT_COSTS_NAME = "Seatwise.unknown_seat_costs";

/** 1 while the covers of the users and their tokens stand in the same order, else an error. */
export const ALIGNED_NAME = "Seatwise.aligned";

/** The name of the value in use of an assumption: a number or word that the assumption accepts, else "unknown". */
export const assumptionCell = (key: AssumptionKey): string =>
  `Seatwise.${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
