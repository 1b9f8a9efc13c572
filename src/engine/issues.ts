/**
 * What is wrong with, or worth knowing of, the input: each a sentence that names the thing and the mend. `error`: a row
 * was skipped or a number cannot be given; `warning`: used, but look at it; `info`: how it was read.
 */
export interface Issue {
  readonly severity: "error" | "warning" | "info";
  readonly code: IssueCode;
  readonly message: string;
  readonly file?: string;
  readonly sheet?: string;
  /** The (first) row, counted from 1 as the sheet shows it. */
  readonly row?: number;
  /** The column by its header. */
  readonly column?: string;
  /** How many rows it touches. */
  readonly rows: number;
}

/** The catalogue: every code, its severity, and its sentence. */
export const ISSUES = {
  "unknown-rate": {
    severity: "error",
    message: (product: string, people: number, charged: number | null) =>
      `The tokens per day of ${product} are not known, so Flex was not considered for ${people === 1 ? "its 1 user" : `its ${people} users`}. Add a row for it to the Rates table${charged === null ? "." : `, or the assumption "Rate: ${product}" with the value ${charged}, which is what the exports charge where they say.`}`,
  },
  "collection-days": {
    severity: "warning",
    message: (offering: string, people: number) =>
      `The Usage Report counts days of ${offering}, not of the products in it, so Flex was not considered for ${people === 1 ? "its 1 user" : `its ${people} users`}. Add the daily Usage export.`,
  },
  "unknown-rate-tokens": {
    severity: "error",
    message: (product: string, days: number) =>
      `${days} days of ${product} were drawn from the pool without a token count, and its tokens per day are not known: the pool's size leaves them out. Add a row for it to the Rates table.`,
  },
  "unknown-price": {
    severity: "error",
    message: (offering: string, seats: number) =>
      `The price of a ${offering} seat is not known, so the cost of ${seats} seats is in no sum. Add a row for it to the Offers table.`,
  },
  "unpriced-offer": {
    severity: "error",
    message: (offering: string, people: number) =>
      `The Offers table gives no price for ${offering}, so a seat of it was not considered for ${people === 1 ? "the 1 user" : `the ${people} users`} it could cover. Fill the price in.`,
  },
  "listed-by-member": {
    severity: "warning",
    message: (offering: string, collection: string, people: number) =>
      `${people === 1 ? "1 user is" : `${people} users are`} listed with a seat of ${offering}, which was not bought; ${collection} was, and covers it, so those seats count as its. Check the Subscriptions table if that is wrong.`,
  },
  "report-only-use": {
    severity: "warning",
    message: (people: number) =>
      `Only the Usage Report shows use of ${people === 1 ? "1 user" : `${people} users`}, though there are daily exports: these may be filtered. The report's totals were used for ${people === 1 ? "this user" : "them"}. Export the usage of all teams and products to be sure.`,
  },
  "hashed-and-named": {
    severity: "warning",
    message: (hashed: number, named: number) =>
      `${hashed} users with use are hidden behind a hash and ${named} are named. If these are the same people in two exports, they count twice: export all with names.`,
  },
  "line-not-started": {
    severity: "warning",
    message: (offering: string, seats: number, start: string) =>
      `${seats} ${offering} seats begin on ${start}, after the as-of date, and are not counted as bought. A true-up shown for ${offering} may be covered by them.`,
  },
  "line-without-price": {
    severity: "info",
    message: (offering: string, seats: number) =>
      `Nothing says what ${seats} ${offering} seats cost today, so the price at the renewal stands for it. Fill in Unit price to be exact.`,
  },
  "late-renewal": {
    severity: "warning",
    message: (offering: string, seats: number, end: string) =>
      `${seats} ${offering} seats are committed until ${end}: whatever a scenario saves on them begins then, not next year.`,
  },
  "packs-ended": {
    severity: "warning",
    message: () =>
      'No token pack was bought in the last 12 months or is still running, though tokens were used, so "As is" buys none. Add the missing packs to the Token packs table.',
  },
  "no-seat-offer": {
    severity: "warning",
    message: (product: string, people: number) =>
      `No offering with a price covers ${product}, so a seat was not considered for ${people === 1 ? "its 1 user" : `its ${people} users`}. Add it to the Offers table, or to the Covers of a collection.`,
  },
  "period-unknown": {
    severity: "error",
    message: (people: number) =>
      `The days of ${people} users come from a Usage Report without dates, so they were not taken to a year and those users keep what they have. Say how many days it covers in the assumption "Usage report days".`,
  },
  "nothing-recognised": {
    severity: "error",
    message: (files: string, why: string) =>
      `No table in ${files} was recognised${why}. Export Usage, Users or Subscriptions from the account portal, or fill blank tables from the template.`,
  },
  "unrecognised-sheet": {
    severity: "warning",
    message: (reason: string) => `The sheet was not read: it is no table that is known. ${reason}`,
  },
  "answer-alone": {
    severity: "error",
    message: (files: string) =>
      `${files} holds an earlier answer without the tables it was made from. Name the exports beside it, as in the run that made it.`,
  },
  "no-rows-used": {
    severity: "error",
    message: (files: string, first: string) =>
      `No row of ${files} could be used: ${first === "" ? "the tables are empty." : `every row has an error. The first: ${first}`}`,
  },
  "no-token-price": {
    severity: "error",
    message: (currency: string) =>
      `The prices are in ${currency}, and nothing says what a token costs in ${currency}. Add a Token prices table, or set the assumption "Token price".`,
  },
  "bad-assumption": {
    severity: "error",
    message: (name: string, value: string, accepted: string) =>
      `"${value}" cannot be the ${name}. Write ${accepted}.`,
  },
  "bad-price": {
    severity: "error",
    message: (name: string, value: string) =>
      `"${value}" cannot be the ${name}. Write a number above 0, with a point for decimals.`,
  },
  "unknown-assumption": {
    severity: "error",
    message: (name: string, value: string) =>
      `There is no assumption "${name}" that could be "${value}". Write a name of the Assumptions sheet, or "Rate: product", "Price: offering" or "Token price" with a number above 0.`,
  },
  "no-subscriptions": {
    severity: "warning",
    message: () =>
      "No Subscriptions table says what was bought, so the seats assigned stand for the seats bought. Add the Subscriptions export.",
  },
  "no-assignments": {
    severity: "warning",
    message: () =>
      "Nothing says who holds seats, so what each user has today is not known. Add the Users export or the Usage Report.",
  },
  "no-packs": {
    severity: "warning",
    message: (bought: string) =>
      `No Token packs table says what was bought, so "As is" buys the ${bought} tokens that twelve months used.`,
  },
  "no-use": {
    severity: "error",
    message: () =>
      "No table holds any use up to the as-of date, so nobody's cover can be chosen. Add the Usage, Usage Report, Token usage or Sessions table.",
  },
  "use-ends-early": {
    severity: "warning",
    message: (last: string, days: number) =>
      `The usage ends on ${last}, ${days} days before the as-of date: users may look dormant who are not. Export again, or analyse as of ${last}.`,
  },
  "line-ended": {
    severity: "warning",
    message: (offering: string, seats: number, end: string) =>
      `${seats} ${offering} seats ended on ${end}, before the as-of date, and are not counted as bought. If they were renewed, export Subscriptions again.`,
  },
  "tokens-without-users": {
    severity: "warning",
    message: (tokens: string) =>
      `Nothing says who drew ${tokens} tokens a year, so they stay tokens in every scenario. Export the usage with its users to see who should have a seat.`,
  },
  "tokens-left-out": {
    severity: "info",
    message: (tokens: string) =>
      `${tokens} tokens of an export without users were left out, because an export with users states the same products.`,
  },
  "metered-not-audited": {
    severity: "info",
    message: (rows: number) =>
      `${rows} metered charges were read, but change no number: they are for an audit, not for a renewal.`,
  },
  "no-peak": {
    severity: "warning",
    message: () =>
      'The pool rule "peak" needs the tokens of each month, which no export gives, so the pool buffer was used. Add the daily Usage export, or choose another pool rule.',
  },
  "nothing-pays": {
    severity: "error",
    message: (product: string, people: string) =>
      `Neither tokens nor a seat can pay for ${product} of ${people}: no rate is known that Flex may use, and no offering with a price covers it. It is in no sum. Add a row to the Rates or the Offers table.`,
  },
  "unknown-contract": {
    severity: "warning",
    message: (contract: string) =>
      `The subscription names contract ${contract}, which no Contracts table lists: the default notice and no floor or cap were used. Add the contract, or mend the name.`,
  },
  // Reading: cells
  "blank-cell": {
    severity: "error",
    message: () =>
      "The cell is blank, and the row cannot be read without it; a blank is never taken as 0. Fill it in, or delete the row.",
  },
  "cell-error": {
    severity: "error",
    message: (shown: string) => `The cell shows ${shown}. Mend its formula, or type the value.`,
  },
  "not-a-number": {
    severity: "error",
    message: (typed: string) => `"${typed}" is not a number. Write digits only, such as 1234.5.`,
  },
  "ambiguous-number": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" is text, and could mean thousands or decimals. Type it as a number, without separators between thousands.`,
  },
  "negative-number": {
    severity: "error",
    message: (typed: string) => `${typed} is below 0, which cannot be here. Write 0 or more.`,
  },
  "not-whole": {
    severity: "error",
    message: (typed: string) => `${typed} is not a whole number. Write a whole number.`,
  },
  "currency-sign": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" carries a currency. Write the number alone; the currency is named once, in the Currency column of Offers.`,
  },
  "not-a-share": {
    severity: "error",
    message: (typed: string) =>
      `${typed} should be a share between 0 and 1. For twenty per cent write 20 % or 0.2.`,
  },
  "not-a-date": {
    severity: "error",
    message: (typed: string) => `"${typed}" is not a date between 1990 and 9999. Write YYYY-MM-DD.`,
  },
  "ambiguous-date": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" could be read day first or month first, and no other date of the table decides it. Set the assumption "Dates are" to "day first" or "month first", or write YYYY-MM-DD.`,
  },
  "mixed-dates": {
    severity: "error",
    message: (header: string) =>
      `The column "${header}" holds dates that are written day first and dates that are written month first, so dates that can be read both ways were not read. Write YYYY-MM-DD.`,
  },
  "too-many-seats": {
    severity: "error",
    message: (typed: string) => `${typed} seats are more than any organisation buys. Correct the quantity.`,
  },
  "garbled-text": {
    severity: "warning",
    message: (typed: string) =>
      `"${typed}" looks garbled: the file was saved in another character set than it is read in. Export it as UTF-8, or people may count twice.`,
  },
  "rounded-contract": {
    severity: "error",
    message: (typed: string) =>
      `"${typed}" is a contract number that a spreadsheet has rounded, and its digits do not lead to exactly one contract. Write the whole number as text.`,
  },
  "future-date": {
    severity: "error",
    message: (day: string, latest: string) =>
      `${day} lies after ${latest}, the day of the analysis. Correct the date, or analyse as of a later day.`,
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
  "unknown-assignment": {
    severity: "error",
    message: (typed: string) =>
      `The seat assignment "${typed}" is not known. It must be assigned or unassigned.`,
  },
  // Reading: rows
  "no-product": {
    severity: "error",
    message: () => "The row names neither a product nor an offering. Fill one of them in, or delete the row.",
  },
  "no-person": {
    severity: "error",
    message: () =>
      "The row names neither a mail address nor an ID, so its use belongs to nobody. Export again with users shown, or with hashed_autodesk_id.",
  },
  "ends-before-start": {
    severity: "error",
    message: (start: string, end: string) =>
      `The end ${end} lies before the start ${start}. Correct one of them.`,
  },
  "no-volume-price": {
    severity: "error",
    message: (minimum: number) =>
      `The row says that another price holds from ${minimum} seats on, and gives none. Fill in Price per year, or delete the row.`,
  },
  "flex-without-start": {
    severity: "error",
    message: () =>
      "These Flex tokens have no start date, so it is not known until when they can be used. Add the date of purchase.",
  },
  "mixed-currencies": {
    severity: "error",
    message: (rows: string) =>
      `The offers are in several currencies: ${rows}. Convert them all to one currency: prices in several cannot be compared.`,
  },
  "doubled-row": {
    severity: "warning",
    message: (first: string) =>
      `The row says the same as ${first} and was skipped. If both are meant, correct what tells them apart.`,
  },
  "doubled-entry": {
    severity: "warning",
    message: (entry: string, first: string) =>
      `${entry} stands already in ${first}, which was used; this row was skipped. Delete one of them.`,
  },
  "assignment-conflict": {
    severity: "warning",
    message: (person: string, offering: string, held: boolean) =>
      `The Users export and the Usage Report disagree on whether ${person} holds ${offering}. The Usage Report was believed (${held ? "assigned" : "unassigned"}). Export both on one day.`,
  },
  "ended-subscription": {
    severity: "warning",
    message: (status: string) =>
      `The subscription is ${status} though its end date has not passed, so it was left out. Correct the status or the date if it still counts.`,
  },
  // Reading: tables and files
  "doubled-header": {
    severity: "warning",
    message: (header: string) =>
      `The header "${header}" stands more than once; the first was read. Rename or delete the others if that is wrong.`,
  },
  "comma-list": {
    severity: "warning",
    message: (product: string) =>
      `"${product}" was read as the name of one product. If it is several, put ; between them.`,
  },
  "almost-header": {
    severity: "warning",
    message: (header: string, meant: string) =>
      `The column "${header}" was not read. If it is "${meant}", name it so.`,
  },
  "no-rows": {
    severity: "warning",
    message: (kind: string) =>
      `The ${kind} table has a header and no rows. Add rows, or leave the sheet out.`,
  },
  "no-period": {
    severity: "warning",
    message: (suggested: number | undefined) =>
      `The Usage Report does not say which dates it covers, and days per month need them. Give the length of its period in the assumption "Usage report days".${
        suggested === undefined
          ? ""
          : ` Its own columns suggest about ${suggested} days (days used ÷ monthly average × 30.4375).`
      }`,
  },
  "partial-export": {
    severity: "warning",
    message: (filter: string, value: string) =>
      `The export was filtered (${filter}: ${value}), so it may hold only a part. Export again without filters if you want the whole.`,
  },
  "hidden-people": {
    severity: "info",
    message: () =>
      "The export hides people (*****); they are told apart by their hashed ID. Export with users shown to see names.",
  },
  "no-people": {
    severity: "info",
    message: (kind: string) =>
      `The ${kind} export does not say who used what. It counts for tokens and pool size; who should have a seat cannot be told from it.`,
  },
  "groups-not-needed": {
    severity: "info",
    message: () =>
      "The Groups export was recognised; it holds nothing the analysis needs, so it can be left out.",
  },
  "unnamed-product": {
    severity: "info",
    message: (product: string) => `The export does not name this product; it is shown as ${product}.`,
  },
  "flex-pack": {
    severity: "info",
    message: (tokens: number) =>
      `The subscription is for Flex: its quantity was read as a pack of ${tokens} tokens, bought on the start date.`,
  },
  "one-purchase": {
    severity: "info",
    message: (tokens: number, kept: string) =>
      `These ${tokens} tokens are the purchase of ${kept}, so they were counted once.`,
  },
  "blank-assumption": {
    severity: "info",
    message: (name: string) => `${name} has no value, so its default holds. Type a value to change it.`,
  },
  "outside-tables": {
    severity: "warning",
    message: (rows: number) =>
      `The sheet holds several tables, and ${rows === 1 ? "1 row" : `${rows} rows`} beside or below them ${rows === 1 ? "was" : "were"} not read. If they belong to a table, drag its corner over them.`,
  },
  "file-remark": { severity: "info", message: (remark: string) => remark },
} as const satisfies Record<string, { severity: Issue["severity"]; message: (...parts: never[]) => string }>;

export type IssueCode = keyof typeof ISSUES;
