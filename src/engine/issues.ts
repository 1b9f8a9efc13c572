import { currencyText } from "./currency-codes";
import { settingDoubt, type SettingDoubt } from "./evidence/settings";
import { counted, listed, wholeNumber } from "./wording";

/**
 * A fault of the input, or a fact worth knowing about it; its message names the fault and the remedy.
 * `error`: a row was skipped, or a number is unknown. `warning`: used, but needs a look. `info`: how it was
 * read.
 */
export interface Issue {
  readonly severity: "error" | "warning" | "info";
  readonly code: IssueCode;
  readonly message: string;
  readonly file?: string;
  readonly sheet?: string;
  /** The first row that it touches, counted from 1 as the sheet shows it. */
  readonly row?: number;
  /** The header of the column. */
  readonly column?: string;
  /** The number of rows that it touches. */
  readonly rows: number;
}

const userCount = (n: number): string => counted(n, "user");
/** "its 1 user", "its 2 users". */
const itsUsers = (n: number): string => `its ${userCount(n)}`;
const seatsOf = (n: number, offering: string): string => counted(n, `${offering} seat`);
/** "1 day is", "2 days are". */
const are = (text: string, n: number): string => `${text} ${n === 1 ? "is" : "are"}`;

/** A pack as a sentence names it, and the end of its tokens. */
interface PackNamed {
  readonly tokens: number;
  readonly bought: string;
  readonly end: string;
  readonly contract: string;
  /** Null where there is one pool for all. */
  readonly pool: string | null;
}

/** "2 tokens"; "2 tokens of pool North" where pools are apart. */
const tokensInWords = (n: number, pool: string | null): string =>
  counted(Math.round(n), "token") + (pool === null ? "" : ` of pool ${pool}`);
const tokensOfCharges = (tokens: number | null): string =>
  tokens === null ? "" : `, ${counted(tokens, "token")}`;
const were = (n: number): string => (Math.round(n) === 1 ? "was" : "were");

/** The catalogue: every code with its severity and its message. */
export const ISSUES = {
  "unknown-rate": {
    severity: "error",
    message: (product: string, people: number, charged: number | null) =>
      `The tokens per day of ${product} are not known, so Flex was not considered for ` +
      `${itsUsers(people)}. Add a row for it to the Rates table` +
      (charged === null
        ? "."
        : `, or set the assumption "Rate: ${product}" to ${charged}, the rate that the exports charge.`),
  },
  "collection-days": {
    severity: "warning",
    message: (offering: string, people: number) =>
      `The Usage Report counts days of ${offering}, not of the products in it, so Flex was not ` +
      `considered for ${itsUsers(people)}. Add the daily Usage export.`,
  },
  "open-session": {
    severity: "error",
    message: () =>
      "The session has a start and no end: it was open when the log was written, or its end was lost. Its charges " +
      "are not known. Fill in the End.",
  },
  "session-over-a-year": {
    severity: "error",
    message: () =>
      "The session lasts more than a year, so one of its dates is wrong. Its charges are not known. Correct Start " +
      "or End.",
  },
  "unknown-time-zone": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" is no time zone, so it is not known which use was outside business hours. Use a name of the ` +
      "IANA list such as Europe/Berlin or America/New_York.",
  },
  "computed-tokens": {
    severity: "info",
    message: (sessions: number, charges: number, tokens: number) =>
      `The session log states no tokens for ${counted(sessions, "session")}: the ${counted(tokens, "token")} of ` +
      `${charges === 1 ? "their charge are" : `their ${wholeNumber(charges)} charges are`} computed from the ` +
      "launches and the rates, not exported. Add the Token usage export to be sure.",
  },
  "repeated-sessions": {
    severity: "warning",
    message: (rows: number) =>
      `${counted(rows, "row")} of the session log ${rows === 1 ? "repeats a session" : "repeat sessions"} of the ` +
      "same user, product, machine and time: each session counts once. Was the log exported twice?",
  },
  "overlapping-sessions": {
    severity: "info",
    message: (sessions: number) =>
      `${counted(sessions, "session")} ${sessions === 1 ? "begins" : "begin"} while another of the same user and ` +
      "product runs. One window pays for both, so this changes no charge.",
  },
  "long-sessions": {
    severity: "warning",
    message: (sessions: number, days: number, charges: number, tokens: number | null) =>
      `${counted(sessions, "session")} ${sessions === 1 ? "lasts" : "last"} longer than ${counted(days, "day")}: a ` +
      `product left open, a program that crashed, or a clock that jumped. ${counted(charges, "charge")} ` +
      `${tokens === null ? "" : `of ${counted(tokens, "token")} `}after the first day of each ` +
      `${charges === 1 ? "is" : "are"} counted. Correct the End where it is wrong.`,
  },
  "unknown-rate-tokens": {
    severity: "error",
    message: (product: string, days: number) =>
      `${counted(days, "day")} of ${product} drew tokens, but the export does not say how many and ` +
      `the tokens per day of ${product} are not known: they are not in the size of the pool. Add a ` +
      `row for ${product} to the Rates table.`,
  },
  "unknown-price": {
    severity: "error",
    message: (offering: string, seats: number) =>
      `The price of ${offering} seats is not known, so the cost of ${counted(seats, "seat")} is in ` +
      `no sum. Add a row for ${offering} to the Offers table.`,
  },
  "unpriced-offer": {
    severity: "error",
    /** `unread` says which cells could not be read; null where none is to blame. */
    message: (offering: string, people: number, unread: string | null) => {
      const none = `so no seat of it was considered for the ${userCount(people)} that it could cover`;
      return unread === null
        ? `The Offers table gives no price for ${offering}, ${none}. Fill in the price.`
        : `The price of ${offering} is unknown (${unread}), ${none}. Correct what could not be read.`;
    },
  },
  "listed-by-member": {
    severity: "warning",
    message: (offering: string, collection: string, people: number) =>
      `${are(userCount(people), people)} listed with a seat of ${offering}, which was not bought. ` +
      `${collection} was bought and covers it, so these count as ${collection} seats. If that is ` +
      "wrong, correct the Subscriptions table.",
  },
  "report-only-use": {
    severity: "warning",
    message: (people: number) =>
      `Only the Usage Report shows use by ${userCount(people)}, although there are daily exports: the ` +
      "daily exports may be filtered. The totals of the report were used for " +
      `${people === 1 ? "this user" : "these users"}. Export the usage of all teams and products to ` +
      "be sure.",
  },
  "hashed-and-named": {
    severity: "warning",
    message: (hashed: number, named: number) =>
      `${userCount(hashed)} with use ${hashed === 1 ? "is" : "are"} hidden behind a hash, and ` +
      `${are(String(named), named)} named. If two exports show the same people in both ways, they ` +
      "count twice: export all with names.",
  },
  "use-without-seat": {
    severity: "warning",
    message: (product: string, people: number, days: number | null, earlier: number) =>
      `${userCount(people)} used ${product} on a seat${days === null ? "" : ` on ${counted(days, "day")}`}, and no ` +
      `table assigns ${people === 1 ? "this user" : "these users"} a seat that opens it. An audit may count ` +
      `${people === 1 ? "it" : "them"}. ` +
      (earlier === 0 ? "" : `For ${earlier} of them the seat may have been unassigned since. `) +
      "Export Users again without filters, or assign the seats.",
  },
  "unknown-covers": {
    severity: "warning",
    message: (offering: string, people: number) =>
      `${userCount(people)} with a seat of ${offering} used products on a seat that no table says it covers. ` +
      `Add the Covers of ${offering} to the Offers table.`,
  },
  "line-not-started": {
    severity: "warning",
    message: (offering: string, seats: number, start: string) =>
      `${seatsOf(seats, offering)} ${seats === 1 ? "begins" : "begin"} on ${start}, after the as-of ` +
      `date, and ${seats === 1 ? "is" : "are"} not counted as bought.`,
  },
  "line-without-price": {
    severity: "info",
    message: (offering: string, seats: number) =>
      `No table gives today's price of ${seatsOf(seats, offering)}, so the average of the other seats ` +
      "on the line, or else the price at the renewal, was used. Fill in Unit price to be exact.",
  },
  "late-renewal": {
    severity: "warning",
    message: (offering: string, seats: number, end: string) =>
      `${are(seatsOf(seats, offering), seats)} committed until ${end}: savings on them begin then, not next year.`,
  },
  "packs-ended": {
    severity: "warning",
    message: () =>
      'Tokens are used, but no token pack runs on the as-of date, so "As is" counts only the days of ended packs. ' +
      "Add the missing packs to the Token packs table.",
  },
  "no-seat-offer": {
    severity: "warning",
    message: (product: string, people: number) =>
      `No offering with a price covers ${product}, so no seat was considered for ${itsUsers(people)}. ` +
      "Add it to the Offers table, or to the Covers of a collection.",
  },
  "period-unknown": {
    severity: "error",
    message: (people: number) =>
      `The days of ${userCount(people)} come from a Usage Report without dates, so they could not be ` +
      `annualised and ${people === 1 ? "this user keeps" : "these users keep"} today's cover. Set the ` +
      'assumption "Usage report days" to the number of days that the report covers.',
  },
  "nothing-recognised": {
    severity: "error",
    message: (files: string, why: string) =>
      `No table in ${files} was recognised${why}. Export Usage, Users or Subscriptions from the ` +
      "account portal, or fill blank tables from the template.",
  },
  "unrecognised-sheet": {
    severity: "warning",
    message: (reason: string) => `The sheet was not read, because it is not a known table. ${reason}`,
  },
  "missing-column": {
    severity: "error",
    message: (kind: string, missing: string, headers: string) =>
      `The table is almost ${kind}, but has no column ${missing}, so no row of it was read. Its columns are ` +
      `${headers}. Add what is missing, or rename the column that holds it.`,
  },
  "answer-alone": {
    severity: "error",
    message: (files: string) =>
      `${files} holds an earlier answer without the tables from which it was made. Name the exports ` +
      "too, as in the earlier run.",
  },
  "no-rows-used": {
    severity: "error",
    message: (files: string, first: string) =>
      `No row of ${files} could be used: ` +
      (first === "" ? "the tables are empty." : `every row has an error. The first: ${first}`),
  },
  "no-token-price": {
    severity: "error",
    message: (currency: string) =>
      `The prices are in ${currencyText(currency)}, and no table gives the price of a token in it, so no cost on ` +
      'Flex is known and no mix is recommended. Add a Token prices table, or set the assumption "Token price".',
  },
  "token-price-unread": {
    severity: "error",
    message: (because: string) =>
      `No cost on Flex is known and no mix is recommended, because ${because}. Correct the table, or set the ` +
      'assumption "Token price".',
  },
  "bad-assumption": {
    severity: "error",
    message: (doubt: SettingDoubt, accepted: string) => `${settingDoubt(doubt)}. Write ${accepted}.`,
  },
  "bad-price": {
    severity: "error",
    message: (doubt: SettingDoubt) =>
      `${settingDoubt(doubt)}. Write a number above 0 and below a billion, with a point for decimals.`,
  },
  "unknown-assumption": {
    severity: "error",
    message: (doubt: SettingDoubt) =>
      `${settingDoubt(doubt)}. Write a name from the Assumptions sheet, or "Rate: product", ` +
      '"Price: offering" or "Token price" with a number above 0.',
  },
  "disputed-setting": {
    severity: "error",
    message: (doubt: SettingDoubt) => `${settingDoubt(doubt)}. Leave it in one place.`,
  },
  "copied-assumptions": {
    severity: "warning",
    message: (ours: string) =>
      `The sheet is a copy of the Assumptions sheet and was not read, because "${ours}" counts. Change ` +
      "values there, or delete the copy.",
  },
  "no-subscriptions": {
    severity: "warning",
    message: () =>
      "There is no Subscriptions table, so the seats assigned were taken as the seats bought. Add the " +
      "Subscriptions export.",
  },
  "no-assignments": {
    severity: "warning",
    message: () =>
      "No table says who holds seats, so today's cover of each user is not known. Add the Users " +
      "export or the Usage Report.",
  },
  "no-packs": {
    severity: "warning",
    /** `year` is null where the exports are too short to say it. */
    message: (year: number | null) =>
      year === null
        ? "There is no Token packs table, so how many tokens were bought is unknown."
        : `There is no Token packs table, so "As is" buys for the ${counted(year, "token")} of a year's use, with ` +
          "the buffer and packs of all scenarios and without people who left.",
  },
  "no-use": {
    severity: "error",
    message: (metered: number) =>
      "No table holds any use up to the as-of date, so no cover can be chosen. Add the Usage, Usage " +
      "Report, Token usage or Sessions table." +
      (metered === 0
        ? ""
        : ` ${counted(metered, "metered charge")} ${metered === 1 ? "is" : "are"} the vendor's bill to check, and ` +
          'no record of use. If they are days of use, name the columns "Email" and "Day used", and add "Access ' +
          'option" (Seats or Tokens).'),
  },
  "use-ends-early": {
    severity: "warning",
    message: (last: string, days: number) =>
      `The usage ends on ${last}, ${counted(days, "day")} before the as-of date, and nothing is known of the ` +
      `days since. Export again, or analyse as of ${last}.`,
  },
  "use-gap": {
    severity: "warning",
    message: (what: string, first: string, last: string) =>
      `No row of ${what} is dated from ${first} to ${last}, although there are rows before and after. These days ` +
      "do not count as observed. Export them too; if nobody used anything then, set the assumption " +
      '"Exports are complete" to yes.',
  },
  "same-export": {
    severity: "info",
    message: (other: string) =>
      `This export without users gives the same tokens as ${other} for all rows that both have, so it is the ` +
      "same export, and these rows count once.",
  },
  "slices-added": {
    severity: "warning",
    message: (other: string) =>
      `This export without users gives other tokens than ${other} for the same products and days, so the two ` +
      "are parts of one whole, such as two agreements, and were added. If one is a correction of the other, " +
      "leave the wrong one out.",
  },
  "line-ended": {
    severity: "warning",
    message: (offering: string, seats: number, end: string, autoRenews: boolean) =>
      `${seatsOf(seats, offering)} ended on ${end}, before the as-of date, and ` +
      `${seats === 1 ? "is" : "are"} not counted as bought. ` +
      (autoRenews ? "By the table the line renews automatically: if it did" : "If renewed") +
      ", export Subscriptions again.",
  },
  "tokens-without-users": {
    severity: "warning",
    /** `tokens` is null where the exports are too short to say a year's. */
    message: (tokens: number | null) =>
      (tokens === null
        ? "An export does not name the users of its tokens. "
        : `No export names the users of ${counted(tokens, "token")} a year, so every scenario goes on buying them. `) +
      "Export the usage with users to see who should have a seat.",
  },
  "tokens-left-out": {
    severity: "info",
    message: (tokens: number) =>
      `${counted(tokens, "token")} of an export without users ${Math.round(tokens) === 1 ? "was" : "were"} left ` +
      "out, because an export with users covers the same products.",
  },
  "metered-not-audited": {
    severity: "info",
    message: (rows: number) =>
      `${counted(rows, "metered charge")} ${rows === 1 ? "was" : "were"} read but cannot be checked, because there ` +
      "is no session log. Add a Sessions table.",
  },
  "no-peak": {
    severity: "warning",
    message: () =>
      'The pool rule "peak" needs a whole calendar month with known tokens, and the exports cover none, so the pool ' +
      "buffer was used. Add daily exports of whole months, or choose another pool rule.",
  },
  "nothing-pays": {
    severity: "error",
    message: (product: string, people: string) =>
      `Neither tokens nor a seat can pay for ${product}, used by ${people}: it has no known rate on ` +
      "Flex, and no offering with a price covers it. Its cost is in no sum. Add a row to the Rates or " +
      "the Offers table.",
  },
  "unknown-contract": {
    severity: "warning",
    message: (contract: string) =>
      `The subscription names contract ${contract}, which no Contracts table lists, so the default ` +
      "notice applies and no floor or cap. Add the contract, or correct the name.",
  },
  // Token packs
  "pack-ends-with-contract": {
    severity: "warning",
    message: (pack: PackNamed, daysEarly: number, lost: number | null) =>
      `The ${tokensInWords(pack.tokens, pack.pool)} bought on ${pack.bought} end on ${pack.end} with contract ` +
      `${pack.contract}, ${counted(daysEarly, "day")} before a year is over. ` +
      (lost === null
        ? "How many of them will be left is not known."
        : `At the forecast ${counted(Math.round(lost), "token")} of them ${lost === 1 ? "is" : "are"} lost.`) +
      " Ask for a later end, or buy the next pack at the start of the contract's term.",
  },
  "pack-end-unsaid": {
    severity: "warning",
    message: (pack: PackNamed, end: string, lost: number | null) =>
      `The ${tokensInWords(pack.tokens, pack.pool)} bought on ${pack.bought} are taken to last a year, ` +
      `to ${end}, but contract ${pack.contract} ends on ${pack.end} and does not say whether its ` +
      "tokens end with it. If they do, " +
      (lost === null
        ? "what is left then is lost."
        : `${counted(Math.round(lost), "token")} of them ${Math.round(lost) === 1 ? "is" : "are"} likely lost.`) +
      ' Write "after 12 months" or "with the contract" in the column Tokens end of the Contracts table.',
  },
  "pack-not-begun": {
    severity: "warning",
    message: (tokens: number, start: string, pool: string | null) =>
      `${are(tokensInWords(tokens, pool), tokens)} bought from ${start} on, after the as-of date: they count in the ` +
      "balance from that day, and not in what is left today.",
  },
  "use-before-packs": {
    severity: "warning",
    message: (tokens: number, first: string, pool: string | null) =>
      `${tokensInWords(tokens, pool)} ${were(tokens)} drawn ` +
      `before ${first}, when the first known pack was bought. The balance begins with that pack. Add ` +
      "the earlier packs to Token packs if any of them still runs.",
  },
  "use-beyond-packs": {
    severity: "warning",
    message: (tokens: number, pool: string | null) =>
      `${tokensInWords(tokens, pool)} ${were(tokens)} drawn that ` +
      "no known pack could pay for. There is no overdraft, so a pack is missing, or one ended later or was larger: " +
      "correct Token packs. Until then the balance may be wrong.",
  },
  "moved-beyond-packs": {
    severity: "warning",
    message: (tokens: number, pool: string | null) =>
      `The token events move ${tokensInWords(tokens, pool)} away that no known pack held on ` +
      "that day, so they are not taken from the balance. A pack is missing, or an event has another date or number: " +
      "correct Token packs or Token events.",
  },
  "credited-beyond-packs": {
    severity: "warning",
    message: (tokens: number, pool: string | null) =>
      `${tokensInWords(tokens, pool)} ${were(tokens)} given back ` +
      "that no running pack had paid for, so they are not in the balance. Add the earlier packs and exports, or the " +
      'tokens as "added" to Token events.',
  },
  "tokens-adjusted": {
    severity: "info",
    message: (tokens: number) =>
      `Credits and adjustments ${tokens < 0 ? "give back" : "take"} ` +
      `${counted(Math.round(Math.abs(tokens)), "token")} in all, without those that reverse one charge of a user. ` +
      "They change the balance and what is charged, and no forecast: what was drawn is expected to be drawn again.",
  },
  "moved-to-unknown-pool": {
    severity: "warning",
    message: (tokens: number, day: string, pool: string) =>
      `The token events move ${counted(tokens, "token")} to pool ${pool} on ${day}, but no pack and no user names ` +
      "that pool, so nobody draws them. Correct the name, or name the pool in Users.",
  },
  "moved-within-pool": {
    severity: "warning",
    message: (tokens: number, day: string, pool: string) =>
      `The token events of ${day} move ${counted(tokens, "token")} out of pool ${pool} and into it again, which ` +
      "changes nothing. Correct the pool of one of the rows.",
  },
  "twin-packs": {
    severity: "warning",
    message: (tokens: number, other: string) =>
      `The ${counted(tokens, "token")} of this row may be the purchase of ${other}: day and number of tokens are the ` +
      "same, and no other column tells the two rows apart. Both were counted. If they are one purchase, delete one " +
      "of them.",
  },
  "near-packs": {
    severity: "warning",
    message: (tokens: number, other: string) =>
      `The ${counted(tokens, "token")} of this row may be the purchase of ${other}: they are as many, bought at ` +
      "about the same time, and no other contract is named. All were counted. If they are one purchase, write the " +
      "same contract or day in both tables, or delete one of them.",
  },
  "added-without-pack": {
    severity: "warning",
    message: (tokens: number, day: string, pool: string | null) =>
      `The token events add ${tokensInWords(tokens, pool)} on ${day}, and no pack is that purchase: they are in the ` +
      'balance, at an unknown price, and not in "As is". Add the purchase to Token packs.',
  },
  "pack-without-event": {
    severity: "warning",
    message: (tokens: number, day: string, pool: string | null) =>
      `No token event adds the ${tokensInWords(tokens, pool)} bought on ${day}, although the events list other ` +
      "purchases of that time. Check the number and the date of the pack.",
  },
  "moved-without-end": {
    severity: "warning",
    message: (tokens: number, day: string, end: string, pool: string | null) =>
      `The end of the ${tokensInWords(tokens, pool)} that came by a move or a merge on ${day} is not stated. They ` +
      `are taken to end on ${end}, with the first pack that ended after it. Fill in Ends.`,
  },
  "expiry-differs": {
    severity: "warning",
    message: (day: string, stated: number, replayed: number, pool: string | null) =>
      `On ${day} the token events say that ${tokensInWords(stated, pool)} expired, and the ` +
      `replay of the exports says ${wholeNumber(replayed)}: a difference of ` +
      `${wholeNumber(Math.abs(stated - replayed))}. ` +
      (stated < replayed
        ? "The difference was used without any export that shows it."
        : "Other packs than the ended ones paid for the difference, so less may be left."),
  },
  "packs-together": {
    severity: "warning",
    message: (why: string) =>
      `The packs are of several contracts or pools, but all packs are replayed together, because ${why}. Tokens ` +
      "belong to the contract that bought them: name it in the column Token pool of Users.",
  },
  "seat-tokens": {
    severity: "info",
    message: (tokens: number) =>
      `${counted(Math.round(tokens), "token")} a year ${Math.round(tokens) === 1 ? "comes" : "come"} with seats. ` +
      "They are in the balance of tokens; the scenarios buy tokens as if they did not come.",
  },
  "seat-tokens-without-start": {
    severity: "warning",
    message: (tokens: number) =>
      `${counted(Math.round(tokens), "token")} a year ${Math.round(tokens) === 1 ? "comes" : "come"} with seats ` +
      "on lines without a start date, so they are not in the balance. Fill in the start.",
  },
  "packs-refilled": {
    severity: "warning",
    message: (need: number | null) =>
      "A contract fills its packs up again every month. The balance counts that. " +
      (need === null ? "" : `By the peak rule ${counted(need, "token")} a month are enough. `) +
      "The scenarios buy tokens for a year as if nothing were filled up.",
  },
  // Reading: cells
  "blank-cell": {
    severity: "error",
    message: () =>
      "The cell is blank, so what it says is unknown; a blank is never taken as 0. Fill it in, or delete the row.",
  },
  "damaged-cell": {
    severity: "error",
    message: (stored: string) =>
      `The file is damaged here: it stores "${stored}", which is no value of such a cell. Type the value again.`,
  },
  "damaged-sheet": {
    severity: "error",
    message: (where: string, row: number | null) =>
      `The sheet is damaged (${where}), so ${row === null ? "it was not read" : `it was read up to row ${row}`}. ` +
      "Open the file in Excel, let it repair the sheet, save it, and run again.",
  },
  "cell-error": {
    severity: "error",
    message: (shown: string) => `The cell shows ${shown}. Correct its formula, or type the value.`,
  },
  "not-a-number": {
    severity: "error",
    message: (typed: string) => `"${typed}" is not a number. Write digits only, such as 1234.5.`,
  },
  "ambiguous-number": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" is text, and could mean thousands or decimals. Type it as a number, without ` +
      "separators between thousands.",
  },
  "negative-number": {
    severity: "error",
    message: (typed: string) => `${typed} is below 0, which it cannot be here. Correct it.`,
  },
  "not-whole": {
    severity: "error",
    message: (typed: string) => `${typed} is not a whole number. Write a whole number.`,
  },
  "notice-without-unit": {
    severity: "error",
    message: (typed: string) =>
      `${typed} may be days, weeks or months. Write the unit, such as "60 days", or name the column Notice days.`,
  },
  "too-large-number": {
    severity: "error",
    message: (typed: string, most: string) =>
      `${typed} is more than ${most}, and no organisation has so much. Correct the number.`,
  },
  "currency-sign": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" contains a currency that was not understood. Write the number alone, and the code beside it.`,
  },
  "not-a-share": {
    severity: "error",
    message: (typed: string) =>
      `${typed} should be a share between 0 and 1. For twenty percent write 20 % or 0.2.`,
  },
  "one-or-percent": {
    severity: "error",
    message: (typed: string) => `"${typed}" may mean 1 % or the whole. Write 1 % or 100 %.`,
  },
  "doubled-columns-differ": {
    severity: "error",
    message: (one: string, other: string) =>
      `The columns of this name say "${one}" and "${other}", so neither counts. Rename or delete the wrong column.`,
  },
  "cells-run-over": {
    severity: "error",
    message: (cells: number, headers: number) =>
      `The row has ${counted(cells, "cell")} and the header ${headers}, so the sign that separates cells stands in a ` +
      "value, as in 1,000 or Smith, John. What belongs to which column is not known, and the row was not read. Put " +
      "the value in quotes.",
  },
  "not-a-date": {
    severity: "error",
    message: (typed: string) => `"${typed}" is not a date between 1990 and 9999. Write YYYY-MM-DD.`,
  },
  "ambiguous-date": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" could be read day first or month first, and no other date of the table decides it. ` +
      'Set the assumption "Dates are" to "day first" or "month first", or write YYYY-MM-DD.',
  },
  "mixed-dates": {
    severity: "error",
    message: (header: string) =>
      `The column "${header}" mixes dates written day first with dates written month first, so ` +
      "ambiguous dates were not read. Write YYYY-MM-DD.",
  },
  "too-many": {
    severity: "error",
    message: (typed: string, unit: "seats" | "tokens" | "people") =>
      `${typed} ${unit} are more than any organisation ${unit === "people" ? "has" : "buys at once"}. ` +
      "Correct the quantity.",
  },
  "too-many-days": {
    severity: "error",
    message: (typed: string) => `"${typed}" is more days than a month has. Correct the days a month.`,
  },
  "planned-for-nobody": {
    severity: "error",
    message: () => "The row names no user and no number of people. Fill in User or People.",
  },
  "planned-for-one": {
    severity: "error",
    message: (user: string) =>
      `The row names ${user} and several people. Write 1 person (-1 where the use ends), or clear User.`,
  },
  "budget-of-several": {
    severity: "error",
    message: (names: string) =>
      `A budget is for one product, department, project or cost centre, and the row names ${names}. ` +
      "Write one of them.",
  },
  "budget-in-both": {
    severity: "error",
    message: (both: boolean) =>
      `The row gives ${both ? "both Tokens a year and" : "neither Tokens a year nor"} Amount a year. ` +
      "Fill in one of them.",
  },
  "budget-in-month": {
    severity: "error",
    message: () => "The year of a budget begins on the first of a month. Correct From.",
  },
  "budgets-differ": {
    severity: "error",
    message: (name: string, rows: number) =>
      `${counted(rows, "row")} state different budgets of a year for ${name}, so its budget is unknown. Delete ` +
      "all but one of them.",
  },
  "budget-of-nobody": {
    severity: "warning",
    message: (dimension: string, name: string) =>
      `No other table names the ${dimension} ${name}, so nothing is charged to its budget. If it has another name, ` +
      "correct it.",
  },
  "planned-use-left-out": {
    severity: "error",
    message: (row: string) => `The token forecast is without this row: ${row}.`,
  },
  "planned-use-without-forecast": {
    severity: "warning",
    message: (rows: number) =>
      `${counted(rows, "row")} of Planned use ${rows === 1 ? "changes" : "change"} no figure: too few whole months ` +
      "of token use are known for a forecast. Export earlier months.",
  },
  "not-a-yearly-change": {
    severity: "error",
    message: (typed: string) =>
      `${typed} should be a change from one year to the next, between -90 % and 100 %. For five percent write 5 %.`,
  },
  "too-many-years": {
    severity: "error",
    message: (typed: string, most: number) =>
      `A term of ${typed} years is longer than any on offer. Write at most ${most} years.`,
  },
  "quote-in-both": {
    severity: "error",
    message: (offering: string, ofTokens: boolean) =>
      `The row offers ${offering}, so it has ${ofTokens ? "Tokens and no Seats" : "Seats and no Tokens"}. ` +
      "Correct the offering or the quantity.",
  },
  "quote-not-priced": {
    severity: "error",
    message: (quote: string, why: string) => `The quote ${quote} is in no scenario: ${why}.`,
  },
  "scenario-name-taken": {
    severity: "error",
    message: (name: string) =>
      `${name} is the name of a scenario that every run has. Give yours another name.`,
  },
  "scenario-keeps-and-drops": {
    severity: "error",
    message: (offering: string) =>
      `The scenario both keeps and drops ${offering}. Write it in one of the two columns.`,
  },
  "scenario-left-out": {
    severity: "error",
    message: (name: string, why: string) => `The scenario ${name} is not compared: ${why}.`,
  },
  "unnamed-offering": {
    severity: "error",
    message: (name: string) =>
      `No other table names "${name}", and it is no known product, so its seats stay as they are. ` +
      "Correct the name, or add it to the Offers table.",
  },
  "unnamed-seat": {
    severity: "error",
    message: (name: string) =>
      `No other table names "${name}", and it is no known product, so it may be another name for seats that were ` +
      "bought and not assigned. Correct the name, or add it to the Offers table.",
  },
  "near-contract": {
    severity: "error",
    message: (contract: string, near: string) =>
      `No row lists contract "${contract}" of a subscription, but one lists "${near}". If they are the same, correct ` +
      "one of them: until then its terms are unknown.",
  },
  "unmatched-contract": {
    severity: "error",
    message: (contract: string, missing: string) =>
      `No subscription names contract "${contract}", and no row lists contract "${missing}" of a subscription. ` +
      "If they are the same, correct one of them: until then its terms are unknown.",
  },
  "unnamed-contract": {
    severity: "error",
    message: (contract: string, purchase: string) =>
      `No subscription names contract "${contract}", and ${purchase} names no contract, so that purchase may belong ` +
      "to it: its terms are unknown until a column Contract says which. Delete the contract if it is about something " +
      "else.",
  },
  "unread-covers": {
    severity: "error",
    message: (covers: string) =>
      `"${covers}" names no known or used product, so the covers of the offering are unknown. Correct the list.`,
  },
  "zero-is-unknown": {
    severity: "error",
    message: (typed: string) =>
      `${typed} is taken for unknown: nothing bought has a price, a rate or a quantity of 0. Write the value, ` +
      'or "free" for a price or rate that really is 0.',
  },
  "other-currency": {
    severity: "error",
    message: (stated: string, answer: string) =>
      `The price is in ${stated} and the answer in ${answer}, so the price counts as unknown. Add the rate ` +
      'to the table Exchange rates, or set the assumption "Currency".',
  },
  "unknown-currency": {
    severity: "error",
    message: (stated: string) =>
      `"${stated}" is no code of a currency (ISO 4217), such as EUR or USD, so the price counts as unknown. ` +
      "Correct it.",
  },
  "converted-prices": {
    severity: "info",
    message: (prices: string, rate: string) => `${prices} were converted: ${rate}.`,
  },
  "rate-without-currencies": {
    severity: "error",
    message: () =>
      "The row does not state two currencies by their codes, such as EUR and USD, so it may be the rate of any, and " +
      "no exchange rate of a table is used. Correct it.",
  },
  "no-currency": {
    severity: "error",
    message: () =>
      "The table mixes currencies, and this row states none, so its price counts as unknown. Fill in Currency.",
  },
  "two-currencies": {
    severity: "error",
    message: (one: string, other: string) =>
      `The row states both ${one} and ${other}. Correct the currency of one of them.`,
  },
  "two-notices": {
    severity: "error",
    message: (one: number, other: number) =>
      `The row states a notice of ${counted(one, "day")} and one of ${counted(other, "day")}. Clear one of them.`,
  },
  "garbled-text": {
    severity: "warning",
    message: (typed: string) =>
      `"${typed}" looks garbled, because the file is not in UTF-8. Export it as UTF-8, or people may count twice.`,
  },
  "rounded-contract": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" is a contract number that a spreadsheet rounded, and it matches no contract or ` +
      "several. Write the whole number as text.",
  },
  "future-date": {
    severity: "error",
    message: (day: string, latest: string) =>
      `${day} lies after ${latest}, the day of the analysis. Correct the date, or analyse as of a later day.`,
  },
  "not-available": {
    severity: "error",
    message: (shown: string) =>
      `"${shown}" may mean that the term does not apply, or that nobody knows it. Clear the cell if it does not apply.`,
  },
  "not-a-term": {
    severity: "error",
    message: (shown: string) => `"${shown}" is not a term. Write Annual, 3 years or Monthly.`,
  },
  "not-yes-or-no": {
    severity: "error",
    message: (typed: string) => `"${typed}" is neither yes nor no. Write yes or no.`,
  },
  "unknown-access": {
    severity: "error",
    message: (typed: string) =>
      `The access option "${typed}" is not known. It must be Subscription or Seats, or Flex or Tokens.`,
  },
  "unknown-tokens-end": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" does not say when tokens end. Write "after 12 months" or "with the contract".`,
  },
  "floor-above-bought": {
    severity: "warning",
    message: (contract: string, floor: number, bought: number) =>
      `The floor of contract ${contract} is ${counted(floor, "seat")}, and Subscriptions lists ` +
      `${wholeNumber(bought)} on it. Nothing on it can be dropped until the two agree: correct the floor or the seats.`,
  },
  "lines-at-once": {
    severity: "warning",
    message: (offering: string, lines: string, seats: number) =>
      `${offering} is bought on several lines that run at the same time: ${lines}. All ` +
      `${counted(seats, "seat")} count. If one of the lines replaces another, delete the one that no longer holds.`,
  },
  "ends-differ": {
    severity: "warning",
    message: (offering: string, contract: string, line: string, end: string) =>
      `Subscriptions ends ${offering} of contract ${contract} on ${line}, and Contracts ends the contract on ${end}. ` +
      "The date of Subscriptions was used for the renewal and its notice. Correct the wrong one.",
  },
  "line-without-end": {
    severity: "warning",
    message: (offering: string, seats: number, contract: string | null) =>
      `No table gives the end of ${seatsOf(seats, offering)}` +
      `${contract === null ? "" : ` on contract ${contract}`}, so the last day of notice is unknown, and the seats ` +
      "are taken to renew with the first line. Fill in End date.",
  },
  "contract-without-lines": {
    severity: "warning",
    message: (contract: string) =>
      `No row of purchases names contract ${contract}, so its terms change nothing. Write the same contract there ` +
      "and here.",
  },
  "seats-on-token-contract": {
    severity: "warning",
    message: (contract: string, seats: number) =>
      `Contract ${contract} is of the kind tokens, and Subscriptions lists ${counted(seats, "seat")} on it. Correct ` +
      "Kind, or the contract of the seats.",
  },
  "notice-longer-than-term": {
    severity: "warning",
    message: (contract: string, notice: number, months: number) =>
      `Contract ${contract} asks for a notice of ${counted(notice, "day")}, and a term of it lasts ` +
      `${counted(months, "month")}: no notice can be in time. Correct Notice days or Term years.`,
  },
  "notice-passed": {
    severity: "warning",
    message: (lines: string, deadline: string, until: string, goesOn: "surely" | "maybe" | "in its term") =>
      `The last day of notice for ${lines} was ${deadline} and has passed. ` +
      {
        surely: `The renewal until ${until} can be stopped`,
        maybe: `If the line renews automatically, which no table says, the renewal until ${until} can be stopped`,
        "in its term": `Until the anniversary of ${until} seats can go`,
      }[goesOn] +
      " only if the vendor accepts a late notice.",
  },
  "price-above-cap": {
    severity: "warning",
    message: (
      source: string,
      price: string,
      offering: string,
      { contract, paid, cap, most }: { contract: string; paid: string; cap: string; most: string },
    ) =>
      `${source} asks ${price} for a seat of ${offering}. Contract ${contract} lets today's price of ${paid} rise by ` +
      `${cap} at most, to ${most}. Refer to the contract, or correct the price.`,
  },
  "company-unmatched": {
    severity: "warning",
    message: (company: string, table: string, other: string) =>
      `${table} names the company ${company}, and ${other} does not. If it is another spelling of a company there, ` +
      "write both alike: until then it counts as a company of its own.",
  },
  "company-missing": {
    severity: "warning",
    message: (rows: number) =>
      `${counted(rows, "row")} of Subscriptions ${rows === 1 ? "names" : "name"} no company, although others do. ` +
      `${rows === 1 ? "Its" : "Their"} seats count for no company. Fill in Company.`,
  },
  "plan-in-prices": {
    severity: "info",
    message: (offering: string, price: string) =>
      `A plan seat at ${price} a year is bought with every seat of ${offering}, so all prices of a seat include ` +
      "it, and it goes with the seat. A price that you state by name is that of both.",
  },
  "plan-goes-on": {
    severity: "warning",
    message: (offering: string, contract: string | null, plan: string, seats: string) =>
      `The plan of the seats of ${offering}${contract === null ? "" : ` on contract ${contract}`} ends on ${plan}, ` +
      `and the seats on ${seats}. Plan seats of seats that go are paid until the plan ends, and then go too. The ` +
      "best mix has them go at once, so its saving is at most what it shows.",
  },
  "months-unknown": {
    severity: "warning",
    message: (offering: string, users: number) =>
      `For ${counted(users, "user")} of ${offering} no export says on which days, so the months of use are not known ` +
      "and no seat by the month is considered. Add daily use.",
  },
  "unknown-contract-kind": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" is no kind of contract. Write "subscription", "perpetual + maintenance" or "enterprise agreement".`,
  },
  "unknown-true-up-wording": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" does not say how seats over are counted. Write "snapshot", "high-water mark" or "rolling average".`,
  },
  "unknown-reductions": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" does not say when seats may go. Write "each anniversary" or "end of term".`,
  },
  "unknown-cap-of": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" does not say what the true-down cap is a share of. Write "last year", "signing" or "band".`,
  },
  "multiple-of-zero": {
    severity: "error",
    message: (typed: string) =>
      `${typed} is no number in whose multiples seats are sold. Clear the cell where they are sold one by one.`,
  },
  "too-large-multiple": {
    severity: "error",
    message: (typed: string, most: number) =>
      `Seats are sold in multiples of at most ${most}, not of "${typed}". Correct Multiple of.`,
  },
  "unknown-license-type": {
    severity: "error",
    message: (typed: string) =>
      `The license type "${typed}" is not known. It must be named-user, subscription, floating or perpetual.`,
  },
  "license-not-owned": {
    severity: "error",
    message: (typed: string) =>
      `Licenses owned lists perpetual and floating licenses, not ${typed} ones. They belong in Subscriptions.`,
  },
  "unknown-evidence": {
    severity: "error",
    message: (typed: string) =>
      `The evidence "${typed}" is not known. It must be reconciliation, decision log, notice, approval, ` +
      "attestation or proof of purchase.",
  },
  "unknown-token-event": {
    severity: "error",
    message: (typed: string) =>
      `The token event "${typed}" is not known. It must be added, moved, merged or expired.`,
  },
  "unknown-assignment": {
    severity: "error",
    message: (typed: string) =>
      `The seat assignment "${typed}" is not known. It must be assigned or unassigned.`,
  },
  "unknown-status": {
    severity: "error",
    message: (typed: string) =>
      `Whether a subscription with the status "${typed}" runs is not known. Write Active if it does, and Expired or ` +
      "Canceled if it does not.",
  },
  // Reading: rows
  "no-product": {
    severity: "error",
    message: () => "The row names neither a product nor an offering. Fill one of them in, or delete the row.",
  },
  "no-person": {
    severity: "error",
    message: () =>
      "The row has neither a mail address nor an ID, so its user is unknown. Export again with users " +
      "shown, or with hashed_autodesk_id.",
  },
  "ends-before-start": {
    severity: "error",
    message: (start: string, end: string) =>
      `The end ${end} lies before the start ${start}. Correct one of them.`,
  },
  "no-volume-price": {
    severity: "error",
    message: (minimum: number) =>
      `The row gives no price from ${counted(minimum, "seat")} on. Fill in Price per year, or delete the row.`,
  },
  "base-row-price": {
    severity: "warning",
    message: (minimum: number, column: string) =>
      `${column} from ${counted(minimum, "seat")} on is not used: only the row without Minimum seats counts.`,
  },
  "no-base-price": {
    severity: "warning",
    message: (offering: string, minimum: number) =>
      `No row gives the price of fewer than ${counted(minimum, `${offering} seat`)}, so the price of this row was ` +
      "used for them too. Add a row without Minimum seats.",
  },
  "way-to-pay": {
    severity: "error",
    message: (offering: string) =>
      `"${offering}" is an agreement or a way to pay, so it is not known what the quantity counts, and the ` +
      "row was kept aside. Write the product for seats, or Flex for tokens.",
  },
  "flex-without-start": {
    severity: "error",
    message: () =>
      "These Flex tokens have no start date, so their end is not known. Add the date of purchase.",
  },
  "mixed-currencies": {
    severity: "error",
    message: (rows: string, answer: string) =>
      `Prices are in several currencies: ${rows}. The answer is in ${answer}, and the other prices count as ` +
      'unknown. Add their rates to the table Exchange rates, or set the assumption "Currency".',
  },
  "currency-assumed": {
    severity: "warning",
    message: (kind: string, currency: string) =>
      `${kind} states no currency for its prices, so they were taken for ${currency}, which other prices state. If ` +
      "that is wrong, add a column Currency.",
  },
  "doubled-row": {
    severity: "warning",
    message: (first: string) =>
      `The row repeats ${first} and was skipped. If both are meant, correct the difference between them.`,
  },
  "doubled-entry": {
    severity: "warning",
    message: (entry: string, first: string) =>
      `${entry} is already in ${first}, which was used; this row was skipped. Delete one of them.`,
  },
  "entries-differ": {
    severity: "error",
    message: (entry: string, first: string, columns: string) =>
      `${entry} is already in ${first}, which says otherwise in ${columns}, so it is not known which of the ` +
      "two holds. Delete the wrong one.",
  },
  "assignment-conflict": {
    severity: "warning",
    message: (person: string, offering: string, held: boolean) =>
      `The Users export and the Usage Report disagree on whether ${person} holds ${offering}. The ` +
      `Usage Report was used (${held ? "assigned" : "unassigned"}). Export both on the same day.`,
  },
  "seat-given-again": {
    severity: "warning",
    message: (person: string, offering: string, again: string) =>
      `${person} was given ${offering} again on ${again}, and no row says when the seat before was taken back, so ` +
      "it is not known which days it paid for. Add the date on which it was unassigned.",
  },
  "seat-terms-overlap": {
    severity: "warning",
    message: (person: string, offering: string, until: string, again: string) =>
      `${person} was given ${offering} again on ${again}, before it was taken back on ${until}. Both rows count, ` +
      "as one time. Correct the wrong date.",
  },
  "ended-subscription": {
    severity: "warning",
    message: (status: string) =>
      `The subscription is ${status} although its end date has not passed, so it was left out. If it ` +
      "still counts, correct the status or the date.",
  },
  "charge-without-session": {
    severity: "warning",
    message: (charges: number, tokens: number | null) =>
      `${counted(charges, "metered charge")}${tokensOfCharges(tokens)}: the session log has no session of the user ` +
      "and product on the day that could be read. They are neither accepted nor disputed.",
  },
  "session-without-charge": {
    severity: "info",
    message: (charges: number, tokens: number | null) =>
      `${counted(charges, "charge")} of the session log${tokensOfCharges(tokens)}: the vendor metered none. No sum ` +
      "of metered tokens holds them.",
  },
  "credit-unsettled": {
    severity: "warning",
    message: (invoice: string, seats: number, offering: string) =>
      `Credit note ${invoice} takes back ${counted(seats, "seat")} of ${offering}, and it is not known from which ` +
      "invoice, so the seats invoiced are unknown. Add the term (From, To) or the number of the invoice " +
      '("Credited invoice").',
  },
  "credit-exceeds": {
    severity: "warning",
    message: (seats: number, offering: string) =>
      `Credit notes take back ${counted(seats, "seat")} of ${offering} more than the invoices that run bill, so the ` +
      "seats invoiced are unknown. Add the invoice that is missing.",
  },
  // Reading: tables and files
  "doubled-header": {
    severity: "warning",
    message: (header: string) =>
      `The header "${header}" occurs more than once; the first column was read where the others say the same or ` +
      "nothing. Rename or delete the others.",
  },
  "comma-list": {
    severity: "warning",
    message: (product: string) =>
      `"${product}" was read as the name of one product. If it lists several, put ; between them.`,
  },
  "almost-header": {
    severity: "warning",
    message: (header: string, meant: string) =>
      `The column "${header}" was not read. If it means "${meant}", rename it.`,
  },
  "no-rows": {
    severity: "warning",
    message: (kind: string) =>
      `The ${kind} table has a header but no rows. Add rows, or leave the sheet out.`,
  },
  "no-period": {
    severity: "warning",
    message: (suggested: number | undefined) =>
      "The Usage Report does not state the dates that it covers, and days per month need them. " +
      'Set the assumption "Usage report days" to the length of its period.' +
      (suggested === undefined
        ? ""
        : ` Its columns suggest about ${counted(suggested, "day")} (days used ÷ monthly average × 30.4375).`),
  },
  "partial-export": {
    severity: "warning",
    message: (filter: string, value: string) =>
      `The export was filtered (${filter}: ${value}), so it may be incomplete. Export again without ` +
      "filters for all use.",
  },
  "hidden-people": {
    severity: "info",
    message: () =>
      "The export hides people (*****); their hashed IDs tell them apart. Export with users shown to see names.",
  },
  "no-people": {
    severity: "info",
    message: (kind: string) =>
      `The ${kind} export has no users. It counts for tokens and pool size, but cannot show who should have a seat.`,
  },
  "groups-not-needed": {
    severity: "info",
    message: () => "The analysis needs nothing from the Groups export, so it can be left out.",
  },
  "unnamed-product": {
    severity: "info",
    message: (product: string) => `The export does not name this product; it is shown as ${product}.`,
  },
  "charges-by-result": {
    severity: "info",
    message: () =>
      "Rows that name a Feature were read as charges by result: their tokens count, and they are no days of use.",
  },
  "flex-pack": {
    severity: "info",
    message: (tokens: number) =>
      `The subscription is for Flex: its quantity was read as a pack of ${counted(tokens, "token")}, ` +
      "bought on the start date.",
  },
  "one-purchase": {
    severity: "info",
    message: (tokens: number, kept: string) =>
      `The ${counted(tokens, "token")} of this row ${tokens === 1 ? "is" : "are"} the same purchase ` +
      `as ${kept}, and counted once.`,
  },
  "blank-assumption": {
    severity: "info",
    message: (name: string) => `${name} has no value, so its default applies. Type a value to change it.`,
  },
  "hidden-sheet": {
    severity: "warning",
    message: () => "The sheet is hidden, so it was not read.",
  },
  "hidden-table": {
    severity: "warning",
    message: (kind: string) =>
      `The sheet is hidden, so it was not read, although it has the headers of ${kind}. Unhide it if it should ` +
      "count, else delete it.",
  },
  "no-stored-value": {
    severity: "error",
    message: () =>
      "The cell holds a formula without a stored value. " +
      "Open the file in a spreadsheet program, save it, and run again.",
  },
  "hidden-rows": {
    severity: "warning",
    message: (rows: number) =>
      `${counted(rows, "row")} of the table ${rows === 1 ? "is" : "are"} hidden, by a filter or by hand, and ` +
      `${rows === 1 ? "was" : "were"} read like the others. If they should not count, delete them.`,
  },
  "unread-columns": {
    severity: "info",
    message: (columns: string) =>
      `Not read: ${columns}. If one of them matters, give it a header of the template.`,
  },
  "unread-people": {
    severity: "warning",
    message: (header: string, content: string) =>
      `The column "${header}" holds ${content}, but was not read. If it says who used what, call it Email ` +
      "or hashed_autodesk_id.",
  },
  "hidden-columns": {
    severity: "warning",
    message: (columns: number, headers: string) =>
      `${counted(columns, "column")} of the table ${columns === 1 ? "is" : "are"} hidden, and ` +
      `${columns === 1 ? "was" : "were"} read like the others: ${headers}. If ${columns === 1 ? "it" : "they"} ` +
      `should not count, delete ${columns === 1 ? "it" : "them"}.`,
  },
  "unread-figures": {
    severity: "warning",
    message: (headers: string) =>
      `Not read: ${headers}, which look like prices, quantities or terms of a contract. If they should count, give ` +
      "them headers of the template.",
  },
  "outside-tables": {
    severity: "warning",
    message: (rows: number, place: string, words: string) =>
      `${counted(rows, "row")} in ${place}, beside or below the tables of the sheet, ` +
      `${rows === 1 ? "was" : "were"} not read. The first says: ${words}. If it is a table, give it the ` +
      "headers of the template.",
  },
  "totals-row": {
    severity: "info",
    message: () => "The row is a totals row, so it was not read.",
  },
  "note-row": {
    severity: "info",
    message: (note: string) => `The row below the table was taken for a note: "${note}".`,
  },
  "self-check": {
    severity: "error",
    message: (what: string, invariant: string, how: string) =>
      `Not shown: ${what}. A check of this program failed: ${invariant} (${how}). The fault is in the ` +
      "program, not in your file: please report it.",
  },
  "disputed-decision": {
    severity: "error",
    message: (user: string, one: string, other: string) =>
      `Two decisions for ${user} contradict each other, so neither was used: ${one} and ${other}. Clear one of them.`,
  },
  "kept-without-place": {
    severity: "warning",
    message: (texts: number, examples: string) =>
      `${are(counted(texts, "text"), texts)} yours without a row or column in the sheets: ${examples}. ` +
      'Nothing is lost: they stand under "Your texts without a place" on the sheet of data issues.',
  },
  "notes-stay": {
    severity: "info",
    message: () =>
      "Comments on the result sheets go with their rows. Notes, the older kind, stay on their cells, though rows " +
      "move: turn them into comments (Review > Notes > Convert to Comments), or use the command line on the file.",
  },
  "comments-made-anew": {
    severity: "info",
    message: (comments: number) =>
      `${counted(comments, "comment")} moved with their rows. Excel names you as the author of a moved comment, so ` +
      "its text says who wrote it.",
  },
  "list-goes-on": {
    severity: "info",
    message: (sheet: string) =>
      `A list is longer than a sheet and goes on in further sheets, from ${sheet} on.`,
  },
  "frozen-formula": {
    severity: "warning",
    message: (formula: string) =>
      `The formula ${formula} refers to cells by their place, which changes from run to run, so the column keeps its ` +
      "values. Refer to columns by name, such as [@Saving].",
  },
  "renamed-column": {
    severity: "warning",
    message: (lost: readonly string[], added: readonly string[]) =>
      `The table has no column ${listed(lost)} any more. If ${listed(added)} is that column, give it its name back: ` +
      "until then it is kept as a column of yours, and what it says is not used.",
  },
  "formulas-over-results": {
    severity: "warning",
    message: (formulas: number, sheets: string) =>
      `${counted(formulas, "formula")} on ${sheets} ${formulas === 1 ? "refers" : "refer"} to results. A file keeps ` +
      "the values that they had before this run until a program calculates: press Ctrl+Alt+F9 in Excel, or " +
      "Ctrl+Shift+F9 in LibreOffice.",
  },
  "copied-result": {
    severity: "warning",
    message: () =>
      "The sheet holds a copy of a result of Seatwise. Decisions, notes and settings in a copy are not read: " +
      "type them into the sheet itself.",
  },
  "unused-decision": {
    severity: "error",
    message: (typed: string, user: string, why: string) =>
      `The decision "${typed}" for ${user} was not used, because ${why}; the recommendation stands. ` +
      "Type the offerings of the seats, separated by ; or Flex, or Keep.",
  },
  "unused-harvest-decision": {
    severity: "error",
    message: (typed: string, seat: string, why: string) =>
      `The decision "${typed}" for the seat ${seat} was not used, because ${why}. Type Keep or Reclaim, or clear the ` +
      "cell.",
  },
  "unused-notice-date": {
    severity: "error",
    message: (typed: string, why: string) =>
      `The day "${typed}" of a notice was not used, because ${why}; the grace begins with this run. Type it as ` +
      "2026-10-31.",
  },
  "disputed-notice-date": {
    severity: "error",
    message: (seat: string, one: string, other: string) =>
      `Two days of the notice for ${seat} contradict each other, so neither was used: ${one} and ${other}; the ` +
      "grace begins with this run. Clear one of them.",
  },
  "changed-log-line": {
    severity: "warning",
    message: (lines: number, log: string, numbers: string) =>
      `${are(counted(lines, "line"), lines)} not as a run wrote ${lines === 1 ? "it" : "them"} into the ${log}: ` +
      `${numbers}. ` +
      "The log keeps what stands there, and no figure counts it. If the change is not yours, take the log of an " +
      "earlier copy.",
  },
  "missing-log-lines": {
    severity: "warning",
    message: (lines: number, log: string) =>
      `${are(counted(lines, "line"), lines)} missing from the ${log}: the numbers have a gap. Take them from an ` +
      "earlier copy: a log without gaps is what an auditor asks for.",
  },
  "disputed-log-line": {
    severity: "warning",
    message: (log: string, numbers: string) =>
      `Of the ${log}, different lines have the same number: ${numbers}. Two workbooks went on apart. ` +
      "All lines are kept; go on with one of the workbooks.",
  },
  "unread-log-line": {
    severity: "warning",
    message: (lines: number, log: string) =>
      `${counted(lines, "line")} of the ${log} cannot be read, as the number, the day or a word is not what a run ` +
      "writes. The log keeps what stands there, but no figure counts it.",
  },
  "log-ahead": {
    severity: "info",
    message: (last: string, asOf: string) =>
      `The logs go to ${last}, so this run as of ${asOf} adds no lines to them.`,
  },
  "file-remark": { severity: "info", message: (remark: string) => remark },
} as const satisfies Record<string, { severity: Issue["severity"]; message: (...parts: never[]) => string }>;

export type IssueCode = keyof typeof ISSUES;
