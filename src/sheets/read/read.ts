import { at } from "../../engine/at";
import type { AssumptionKey } from "../../engine/assumptions";
import { isCurrencyCode } from "../../engine/currency-codes";
import type { Estate, ExchangeRate, SourceIndex } from "../../engine/estate/estate";
import type { Issue } from "../../engine/issues";
import type { DayNumber } from "../../engine/units";
import { Turns } from "../../workbook/turns";
import type { Row } from "../../workbook/cells";
import type { SheetInfo, SheetReader } from "../../workbook/reader";
import { SET_BY_ANALYST } from "../set-by-analyst";
import { exchangeRateNamed, isPriceTyped, keyNamed, nameKey, typedNumber } from "../setting-names";
import { areasOf, headOf, isPart, leftoverIn, WHOLE_SHEET, type Area } from "./areas";
import { DATE_ORDERS, type DateOrder } from "./dates";
import { EstateDraft } from "./draft";
import { Fault } from "./fault";
import type { StatedRate } from "./exchange-rates";
import type { Format } from "./format";
import { FORMATS } from "./formats";
import { ownAssumptions } from "./formats/assumptions";
import type { GivenAssumption } from "./given-assumption";
import { fitsTheEstate, isAboutLicenses } from "./license-evidence";
import { readTable, saysAnything, type Judge, type ReadProgress, type TableCandidate } from "./read-table";
import { refuseMisfit } from "./misfits";
import { recognise, type Recognised } from "./recognise";
import { isResult, isUnseen } from "./sheets-to-read";
import { SoundRows, type Damage } from "./sound-rows";
import { NOTHING_STATED, type StatedFilters } from "./stated-filters";

/** The content of a set of files, and the issues found while reading it. */
export interface Reading {
  readonly estate: Estate;
  /** Assumptions as typed. */
  readonly given: readonly GivenAssumption[];
  /** The currency of all offers, where they name one. */
  readonly currency?: string;
  readonly issues: readonly Issue[];
  readonly counts: readonly SourceCount[];
  /** By source, the SHA-256 of its file, or of the cells of a sheet that is in none. */
  readonly hashes: readonly string[];
  /** By source, whether it is a sheet of ours. */
  readonly isOurs: readonly boolean[];
  /** Sheets without a known table, and why. */
  readonly unrecognised: readonly {
    readonly file: string;
    readonly sheet: string;
    readonly reason: string;
  }[];
}

/** The rows of a source: used rows are in the estate, skipped rows are not. */
export interface SourceCount {
  readonly source: SourceIndex;
  readonly rows: number;
  readonly used: number;
  readonly skipped: number;
}

export interface ReadOptions {
  /** The day of the analysis; use, seats and purchases dated after it are errors. */
  readonly latest: DayNumber;
  /** The order of day and month in dates with slashes, where a table's own dates do not prove it. */
  readonly dateOrder?: DateOrder | undefined;
  /** The currency of the answer, where it is set; else that of the tables. */
  readonly currency?: string | undefined;
  /** Exchange rates that are set by name, in place of the tables'. */
  readonly exchangeRates?: readonly ExchangeRate[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/**
 * Reads every table of every file into one estate. A row that cannot be read is skipped and counted, never
 * guessed. The estate depends on the rows of a sheet, not on their order, except where two rows of our own
 * tables contradict each other: then the first counts. Use that two kinds of export state is kept twice; the
 * engine decides which to believe.
 */
export async function read(readers: readonly SheetReader[], options: ReadOptions): Promise<Reading> {
  const draft = new EstateDraft();
  const left: LeftOver = { unknown: [], doubtful: [], damaged: [], hidden: [] };
  const places: CandidatePlace[] = [];
  for (const given of readers) {
    const reader = new SoundRows(given);
    const { file } = reader;
    for (const remark of reader.remarks) draft.log.add(Fault.of("file-remark", remark), { file });
    let stated = NOTHING_STATED;
    const sheets = await reader.sheets();
    const ownSheet = sheets.find(({ ours }) => ours === "assumptions");
    for (const sheet of sheets) {
      if (await isPassedOver(draft, reader, sheet, left, ownSheet, options.signal)) continue;
      stated = await readSheet(draft, { reader, sheet, stated }, left, options);
      while (places.length < draft.sources.length) places.push({ reader, sheet });
      const damage = reader.damageOf(sheet);
      if (damage) left.damaged.push({ file, sheet: sheet.name, damage });
    }
  }
  places.push(...(await readDoubtful(draft, left, options)));
  const misfits = await refuseMisfits(draft, left, options);
  places.push(...misfits.refused);
  for (const { found, head, place } of left.hidden)
    if (isAboutLicenses(found, head, place.file, place.sheet) || fitsTheEstate(found, head, draft))
      draft.hidden.add(found.format.kind);
  sayDamage(draft, left.damaged);

  // Finishing takes a while, as do the tables: other work gets a turn between them.
  const turns = new Turns();
  const dateOrder = options.dateOrder ?? dateOrderIn(draft.given);
  for (const table of draft.tables) {
    table.settle(dateOrder);
    table.end();
    await turns.give();
  }
  const typed = typedRates(draft.given, ({ edited, origin }) => {
    const { file, sheet } = at(draft.sources, origin.source);
    return edited ? SET_BY_ANALYST : `${file}, ${sheet}`;
  });
  for (const rate of [...typed, ...(options.exchangeRates ?? [])]) draft.exchangeRates.set(rate);
  for (const rate of unreadRates(draft.given)) draft.exchangeRates.add(rate);
  const { estate, currency } = draft.finish(options.currency ?? typedCurrency(draft.given));
  await turns.give();
  return {
    estate,
    given: draft.given,
    ...(currency !== undefined && { currency }),
    issues: draft.log.issues(),
    counts: draft.counts.map(({ rows, used }, source) => ({ source, rows, used, skipped: rows - used })),
    isOurs: places.map(({ sheet }) => sheet.ours !== undefined),
    hashes: await hashesOf(places, options.signal),
    unrecognised: misfits.unrecognised,
  };
}

type CandidatePlace = Pick<TableCandidate, "reader" | "sheet">;

async function hashesOf(
  places: readonly CandidatePlace[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const hashes: string[] = [];
  for (const { reader, sheet } of places) hashes.push(await reader.hashOf(sheet, signal));
  return hashes;
}

/** What the sheets hold besides tables that were read. */
interface LeftOver {
  /** Places without a known table, and why. */
  readonly unknown: { readonly place: TableCandidate; readonly reason: string }[];
  /** Tables that are about licenses only if they fit the others. */
  readonly doubtful: TableCandidate[];
  /** Tables on hidden sheets. */
  readonly hidden: {
    readonly found: Recognised;
    readonly head: readonly Row[];
    readonly place: { readonly file: string; readonly sheet: SheetInfo };
  }[];
  /** Sheets that could not be read to their end. */
  readonly damaged: { readonly file: string; readonly sheet: string; readonly damage: Damage }[];
}

/** Each round reads the head of every waiting table; no chain of tables that name each other is as long. */
const ROUNDS_OF_DOUBT = 8;

/**
 * Reads the tables that are about licenses only if they fit the others, and returns their places. One of them may name
 * what makes another fit, so the rest is judged again after each round that read any.
 */
async function readDoubtful(
  draft: EstateDraft,
  { doubtful, unknown }: LeftOver,
  options: ReadOptions,
): Promise<CandidatePlace[]> {
  const fits: Judge = (found, rows) => fitsTheEstate(found, rows, draft);
  const places: CandidatePlace[] = [];
  let waiting = doubtful.map((place) => ({ place, reason: "" }));
  for (let round = 0, before = Infinity; round < ROUNDS_OF_DOUBT && waiting.length < before; round++) {
    before = waiting.length;
    const rest: typeof waiting = [];
    for (const { place } of waiting) {
      const { outcome, reason } = await readTable(draft, place, fits, options);
      if (outcome === "read") places.push(place);
      else rest.push({ place, reason });
    }
    waiting = rest;
  }
  unknown.push(...waiting);
  return places;
}

/** Refuses the places that are almost a table of ours, and names the others that no table is known on. */
async function refuseMisfits(
  draft: EstateDraft,
  { unknown }: LeftOver,
  options: ReadOptions,
): Promise<{ readonly refused: CandidatePlace[]; readonly unrecognised: Reading["unrecognised"] }> {
  const refused: CandidatePlace[] = [];
  const unrecognised: Reading["unrecognised"][number][] = [];
  for (const { place, reason } of unknown) {
    if (await refuseMisfit(draft, place, options.signal)) refused.push(place);
    else if (isPart(place.area)) await sayLeftover(draft, place, [], options);
    else unrecognised.push({ file: place.reader.file, sheet: place.sheet.name, reason });
  }
  return { refused, unrecognised };
}

/**
 * Names the damaged sheets. Rows behind the damage may speak of every subject of their table, so they leave unknown
 * what it governs. Settings behind it would change figures in silence, so they stop the run.
 */
function sayDamage({ log, tables }: EstateDraft, damaged: LeftOver["damaged"]): void {
  for (const { file, sheet, damage } of damaged) {
    log.add(Fault.of("damaged-sheet", damage.where, damage.lastRow), { file, sheet });
    for (const table of tables.filter(({ info }) => info.file === file && info.sheet === sheet)) {
      if (table.info.kind === "Assumptions") throw damage.error;
      table.row += 1;
      table.refuse([], [], {});
    }
  }
}

/** Reads the tables of a sheet, and returns the filters stated for the sheets that follow. */
async function readSheet(
  draft: EstateDraft,
  { reader, sheet, stated: before }: Omit<TableCandidate, "area">,
  { unknown, doubtful }: LeftOver,
  options: ReadOptions,
): Promise<StatedFilters> {
  let stated = before;
  const places: TableCandidate[] = [];
  for (const area of await areasOf(reader, sheet, options.signal))
    places.push({ reader, sheet, area, stated });
  const named = places.flatMap(({ area }) => (area.name === undefined ? [] : [area]));
  if (named.length > 0)
    await sayLeftover(draft, { reader, sheet, area: WHOLE_SHEET, stated }, named, options);
  // Tables beside and below a table are found while it is read.
  for (let next = places.shift(); next; next = places.shift()) {
    const { outcome, rest, reason, stated: own } = await readTable(draft, next, isAboutLicenses, options);
    places.unshift(...rest.map((area) => ({ reader, sheet, area, stated: own })));
    if (outcome === "doubtful") doubtful.push(next);
    if (outcome !== "unknown") continue;
    if (saysAnything(own)) stated = own;
    // A filter block that states a period is not an unknown sheet.
    if (isPart(next.area) || own.from === undefined) unknown.push({ place: next, reason });
  }
  return stated;
}

/** Whether a sheet is not read: a result of ours, or a hidden sheet or a copy of our settings, which are named. */
async function isPassedOver(
  { log }: EstateDraft,
  reader: SheetReader,
  sheet: SheetInfo,
  left: LeftOver,
  ownSheet: SheetInfo | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (isResult(sheet)) return true;
  const place = { file: reader.file, sheet: sheet.name };
  if (isUnseen(sheet)) {
    const head = await headOf(reader, sheet, WHOLE_SHEET, signal);
    const found = recognise(head, FORMATS);
    if (!("reason" in found)) left.hidden.push({ found, head, place: { file: reader.file, sheet } });
    log.add(
      "reason" in found ? Fault.of("hidden-sheet") : Fault.of("hidden-table", found.format.kind),
      place,
    );
    return true;
  }
  if (ownSheet === undefined || sheet.ours !== undefined) return false;
  if ((await recognisedFormat(reader, sheet, signal)) !== ownAssumptions) return false;
  log.add(Fault.of("copied-assumptions", ownSheet.name), place);
  return true;
}

type NamedValues = readonly Pick<GivenAssumption, "name" | "value">[];

/** The last value of an assumption as typed. */
const lastTyped = (given: NamedValues, key: AssumptionKey): string =>
  String(given.filter(({ name }) => keyNamed(name) === key).at(-1)?.value ?? "").trim();

/** The assumption "Dates are" among these: it decides how tables are read. */
export const dateOrderIn = (given: NamedValues): DateOrder | undefined => {
  const typed = nameKey(lastTyped(given, "datesAre"));
  return DATE_ORDERS.find((order) => order === typed);
};

/** The assumption "Currency" among these: prices in another are not read. */
export const typedCurrency = (given: NamedValues): string | undefined => {
  const typed = lastTyped(given, "currency").toUpperCase();
  return isCurrencyCode(typed) ? typed : undefined;
};

/** The exchange rates among these. */
export const typedRates = <Given extends NamedValues[number]>(
  given: readonly Given[],
  referenceOf: (one: Given) => string = () => SET_BY_ANALYST,
): ExchangeRate[] =>
  given.flatMap((one) => {
    const currencies = exchangeRateNamed(one.name);
    const rate = typedNumber(one.value);
    return currencies && isPriceTyped(rate) ? [{ ...currencies, rate, reference: referenceOf(one) }] : [];
  });

/** The exchange rates that were typed and could not be read: each may say another rate than the table does. */
const unreadRates = (given: readonly NamedValues[number][]): StatedRate[] =>
  given.flatMap(({ name, value }) => {
    const currencies = exchangeRateNamed(name);
    return currencies && !isPriceTyped(typedNumber(value))
      ? [{ ...currencies, rate: undefined, asOf: undefined, reference: name }]
      : [];
  });

/** The format that the first rows of a sheet show; undefined for none. */
async function recognisedFormat(
  reader: SheetReader,
  sheet: SheetInfo,
  signal: AbortSignal | undefined,
): Promise<Format | undefined> {
  const found = recognise(await headOf(reader, sheet, WHOLE_SHEET, signal), FORMATS);
  return "reason" in found ? undefined : found.format;
}

/** Names the rows of an area that belong to none of these tables. */
async function sayLeftover(
  { log }: EstateDraft,
  { reader, sheet, area }: TableCandidate,
  tables: readonly Area[],
  { signal }: ReadOptions,
): Promise<void> {
  const left = await leftoverIn(reader, sheet, area, tables, signal);
  if (left)
    log.add(Fault.of("outside-tables", left.rows, left.place, left.beginsWith), {
      file: reader.file,
      sheet: sheet.name,
    });
}
