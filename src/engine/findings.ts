import type { Assumptions } from "./assumptions";
import { DAYS_PER_YEAR, isoDay } from "./calendar";
import { covers, isPriced } from "./estate/offers";
import { Access, type DailyUse, type Estate, type Offer, type Origin } from "./estate/estate";
import { ISSUES, type Issue, type IssueCode } from "./issues";
import { yearlyShare, type Consumption } from "./pool/consumption";
import type { UserPlan } from "./renewal/plan";
import type { Reconciliation } from "./seats/reconciliation";
import { endOf, running } from "./estate/contract-lines";
import type { Holdings } from "./estate/holdings";
import type { DayNumber } from "./units";
import type { Sightings } from "./usage/observed";
import type { Window } from "./usage/windows";
import type { Demand } from "./usage/demand";
import { counted, listed, wholeNumber } from "./wording";

/** What the findings are drawn from. */
export interface Found {
  readonly estate: Estate;
  readonly use: DailyUse;
  readonly demands: readonly Demand[];
  readonly reconciliations: readonly Reconciliation[];
  readonly consumption: Consumption;
  readonly offers: readonly Offer[];
  /** What everybody has under the recommended scenario. */
  readonly plans: readonly UserPlan[];
  readonly seen: Sightings;
  readonly holdings: Holdings;
  readonly window: Window | null;
  readonly asOf: DayNumber;
  readonly assumptions: Assumptions;
}

/**
 * What the analysis could not know or had to assume: each named once, with the rows it touches. The readers name what is wrong
 * with single rows; this names what is missing between tables.
 */
export function findings(found: Found): Issue[] {
  return [
    ...unknownRates(found),
    ...collectionDays(found),
    ...seatless(found),
    ...nothingPays(found),
    ...unknownPrices(found),
    ...missingTables(found),
    ...contractLines(found),
    ...disagreements(found),
  ];
}

function unknownRates({ estate, use, demands, consumption }: Found): Issue[] {
  const people = countBy(demands, (use) => use.basis === "rate unknown");
  const issues = [...people].map(([product, n]) => {
    const touched = rowsOf(estate, use, product);
    return issue(
      "unknown-rate",
      ISSUES["unknown-rate"].message(product, n, chargedADay(estate, use, product)),
      estate,
      touched.first,
      touched.rows,
    );
  });
  const drawn = consumption.unknown.map(({ product, days }) => {
    const touched = rowsOf(estate, use, product);
    return issue(
      "unknown-rate-tokens",
      ISSUES["unknown-rate-tokens"].message(product, days),
      estate,
      touched.first,
      days,
    );
  });
  const unpriced = demands.filter(({ products }) =>
    products.some(({ basis }) => basis === "period unknown"),
  ).length;
  const period =
    unpriced > 0
      ? [
          issue(
            "period-unknown",
            ISSUES["period-unknown"].message(unpriced),
            estate,
            undefined,
            estate.reportedUse.length,
          ),
        ]
      : [];
  return [...issues, ...drawn, ...period];
}

/** What the exports charge for a day of a product, where they state it and it is always the same. */
function chargedADay(estate: Estate, use: DailyUse, product: string): number | null {
  const index = estate.products.indexOf(product);
  const charges = new Set<number>();
  for (let i = 0; i < use.length; i++) {
    const charged = use.tokens[i] as number;
    if (use.product[i] === index && use.access[i] === Access.tokens && charged > 0) charges.add(charged);
  }
  const [only] = charges;
  return charges.size === 1 && only !== undefined ? only : null;
}

function collectionDays({ estate, use, demands }: Found): Issue[] {
  return [...countBy(demands, ({ basis }) => basis === "collection")].map(([offering, n]) => {
    const touched = rowsOf(estate, use, offering);
    return issue(
      "collection-days",
      ISSUES["collection-days"].message(offering, n),
      estate,
      touched.first,
      touched.rows,
    );
  });
}

/** Products for which no seat could be considered, and offers that could not for want of a price. */
function seatless({ estate, use, demands, offers }: Found): Issue[] {
  const priced = offers.filter(isPriced);
  const people = countBy(demands, ({ product }) => !priced.some((offer) => covers(offer, product)));
  const none = [...people].map(([product, n]) => {
    const touched = rowsOf(estate, use, product);
    return issue(
      "no-seat-offer",
      ISSUES["no-seat-offer"].message(product, n),
      estate,
      touched.first,
      touched.rows,
    );
  });
  const unpriced = offers
    .filter((offer) => !isPriced(offer))
    .flatMap((offer) => {
      const n = demands.filter(({ products }) =>
        products.some(({ product }) => covers(offer, product)),
      ).length;
      return n > 0 && estate.offers.some((one) => one.offering === offer.offering)
        ? [issue("unpriced-offer", ISSUES["unpriced-offer"].message(offer.offering, n), estate, undefined, 1)]
        : [];
    });
  return [...none, ...unpriced];
}

/** Products that no seat and no token can pay for, with whose they are. */
function nothingPays({ estate, use, demands, plans }: Found): Issue[] {
  const people = new Map<string, string[]>();
  plans.forEach(({ uncovered }, i) => {
    const id = estate.people[demands[i]?.person ?? -1]?.id ?? "";
    for (const product of uncovered) people.set(product, [...(people.get(product) ?? []), id]);
  });
  return [...people]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([product, ids]) => {
      const touched = rowsOf(estate, use, product);
      const more = ids.length - NAMED;
      const names =
        more > 1 ? `${ids.slice(0, NAMED).join(", ")} and ${counted(more, "more user")}` : listed(ids);
      return issue(
        "nothing-pays",
        ISSUES["nothing-pays"].message(product, names),
        estate,
        touched.first,
        touched.rows,
      );
    });
}

/** So many people are named in one sentence. */
const NAMED = 5;

function unknownPrices({ estate, reconciliations }: Found): Issue[] {
  return reconciliations.flatMap(({ offering, unitPrice, bought, assigned }) => {
    if (unitPrice !== null) return [];
    const rows = [...estate.subscriptions, ...estate.assignments.filter((a) => a.assigned)]
      .filter((record) => record.offering === offering)
      .map(({ origin }) => origin);
    const seats = bought ?? assigned ?? 0;
    return [
      issue("unknown-price", ISSUES["unknown-price"].message(offering, seats), estate, rows[0], rows.length),
    ];
  });
}

function missingTables({ estate, demands, consumption, window, asOf, assumptions }: Found): Issue[] {
  const issues: Issue[] = [];
  const say = (code: IssueCode, message: string, rows = 0) =>
    issues.push(issue(code, message, estate, undefined, rows));
  const used = window !== null || estate.reportedUse.length > 0;
  if (!used) say("no-use", ISSUES["no-use"].message());
  if (estate.subscriptions.length === 0) say("no-subscriptions", ISSUES["no-subscriptions"].message());
  if (estate.assignments.length === 0 && demands.length > 0)
    say("no-assignments", ISSUES["no-assignments"].message());
  if (consumption.withoutUsers > 0)
    say(
      "tokens-without-users",
      ISSUES["tokens-without-users"].message(wholeNumber(consumption.withoutUsers)),
    );
  if (estate.packs.length === 0 && consumption.year > 0)
    say("no-packs", ISSUES["no-packs"].message(wholeNumber(consumption.year)));
  const bought = estate.packs.some((pack) => yearlyShare(pack, asOf) > 0);
  if (estate.packs.length > 0 && !bought && consumption.year > 0)
    say("packs-ended", ISSUES["packs-ended"].message());
  if (window !== null && asOf - window.last >= assumptions.staleDays)
    say("use-ends-early", ISSUES["use-ends-early"].message(isoDay(window.last), asOf - window.last));
  if (assumptions.poolRule === "peak" && consumption.peak === null)
    say("no-peak", ISSUES["no-peak"].message());
  if (consumption.leftOut > 0)
    say("tokens-left-out", ISSUES["tokens-left-out"].message(wholeNumber(consumption.leftOut)));
  const metered = estate.meteredCharges.length;
  if (metered > 0) say("metered-not-audited", ISSUES["metered-not-audited"].message(metered), metered);
  return issues;
}

/** Where exports state different things, what was made of them. */
function disagreements({ seen, holdings, demands, estate }: Found): Issue[] {
  const issues = holdings.regrouped.map(({ offering, collection, people }) =>
    issue(
      "listed-by-member",
      ISSUES["listed-by-member"].message(offering, collection, people),
      estate,
      undefined,
      people,
    ),
  );
  const reported = seen.reportedOnly.size;
  if (reported > 0)
    issues.push(
      issue("report-only-use", ISSUES["report-only-use"].message(reported), estate, undefined, reported),
    );
  const hashed = demands.filter(
    ({ person, products }) => products.length > 0 && estate.people[person]?.hashed === true,
  ).length;
  const named = demands.filter(
    ({ person, products }) => products.length > 0 && estate.people[person]?.hashed === false,
  ).length;
  if (hashed > 0 && named > 0)
    issues.push(
      issue("hashed-and-named", ISSUES["hashed-and-named"].message(hashed, named), estate, undefined, hashed),
    );
  return issues;
}

function contractLines({ estate, reconciliations, asOf }: Found): Issue[] {
  const known = new Set(estate.contracts.map(({ contract }) => contract));
  return estate.subscriptions.flatMap((line) => {
    const { offering, seats, start, origin, contract } = line;
    const end = endOf(line, estate.contracts);
    const issues: Issue[] = [];
    if (start !== undefined && start > asOf) {
      issues.push(
        issue(
          "line-not-started",
          ISSUES["line-not-started"].message(offering, seats, isoDay(start)),
          estate,
          origin,
          1,
        ),
      );
    }
    const price = reconciliations.find((one) => one.offering === offering)?.unitPrice ?? null;
    if (line.unitPrice === undefined && price !== null && running(line, estate.contracts, asOf)) {
      issues.push(
        issue("line-without-price", ISSUES["line-without-price"].message(offering, seats), estate, origin, 1),
      );
    }
    if (end !== undefined && end - asOf > DAYS_PER_YEAR) {
      issues.push(
        issue(
          "late-renewal",
          ISSUES["late-renewal"].message(offering, seats, isoDay(end)),
          estate,
          origin,
          1,
        ),
      );
    }
    if (end !== undefined && end < asOf) {
      issues.push(
        issue("line-ended", ISSUES["line-ended"].message(offering, seats, isoDay(end)), estate, origin, 1),
      );
    }
    if (
      known.size > 0 &&
      contract !== undefined &&
      !known.has(contract) &&
      running(line, estate.contracts, asOf)
    ) {
      issues.push(issue("unknown-contract", ISSUES["unknown-contract"].message(contract), estate, origin, 1));
    }
    return issues;
  });
}

/** People by product, for the product demands that match, in order of product. */
function countBy(
  demands: readonly Demand[],
  matches: (use: Demand["products"][number]) => boolean,
): Map<string, number> {
  const people = new Map<string, number>();
  for (const { products } of demands) {
    for (const use of products) if (matches(use)) people.set(use.product, (people.get(use.product) ?? 0) + 1);
  }
  return new Map([...people].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many rows of use name a product, and the first of them. */
function rowsOf(estate: Estate, use: DailyUse, product: string): { first: Origin | undefined; rows: number } {
  const index = estate.products.indexOf(product);
  let rows = 0;
  let first: Origin | undefined;
  const count = (source: number, row: number): void => {
    rows++;
    const earlier =
      first === undefined || source < first.source || (source === first.source && row < first.row);
    if (earlier) first = { source, row };
  };
  for (let i = 0; i < use.length; i++) {
    if (use.product[i] === index) count(use.source[i] as number, use.row[i] as number);
  }
  for (const one of estate.reportedUse) if (one.product === index) count(one.origin.source, one.origin.row);
  return { first, rows };
}

function issue(
  code: IssueCode,
  message: string,
  estate: Estate,
  origin: Origin | undefined,
  rows: number,
): Issue {
  const source = origin && estate.sources[origin.source];
  return {
    severity: ISSUES[code].severity,
    code,
    message,
    ...(source ? { file: source.file, sheet: source.sheet } : {}),
    ...(origin ? { row: origin.row } : {}),
    rows,
  };
}
