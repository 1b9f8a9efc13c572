import { at } from "./at";
import { DAYS_PER_YEAR, isoDay } from "./calendar";
import type { Context } from "./estate/context";
import { nextChangeOf, endOf, running } from "./estate/contract-lines";
import {
  Access,
  type DailyUse,
  type Estate,
  type Origin,
  type PersonIndex,
  type SourceKind,
  type Subscription,
} from "./estate/estate";
import { covers, isPriced } from "./estate/offers";
import { because } from "./evidence/refusals";
import type { Harvest } from "./harvest/harvest";
import { harvestFindings } from "./harvest/harvest-findings";
import { issueAt, type Touched } from "./issue-at";
import { ISSUES, type Issue, type IssueCode } from "./issues";
import type { Consumption } from "./pool/consumption";
import { budgetFindings } from "./pool/budget-findings";
import { tokenFindings } from "./pool/token-findings";
import type { TokenPlan } from "./pool/token-plan";
import type { TokenUse } from "./pool/token-use";
import type { Audit } from "./audit/audit";
import { chargeFindings } from "./audit/charge-findings";
import { creditFindings } from "./audit/credit-notes";
import { contractFindings } from "./renewal/contract-findings";
import { usersOfUnknownMonths } from "./renewal/monthly-seats";
import type { LeftOutVariant } from "./renewal/variants";
import { drawsUnknown, type Member, type UserPlan } from "./renewal/plan";
import type { Reconciliation } from "./seats/reconciliation";
import type { UseWithoutSeat } from "./seats/use-without-seat";
import { zoneFindings } from "./waste/zone-findings";
import { sessionFindings } from "./usage/session-findings";
import { sumKnown } from "./units";
import type { ProductDemand } from "./usage/demand";
import type { SharedRows } from "./usage/slices";
import { monthsOfUse } from "./usage/months-of-use";
import type { Usage } from "./usage/usage";
import { counted, listed } from "./wording";
import { addTo } from "./tally";

/** The results in which the findings look for gaps. */
export interface Findable {
  readonly context: Context;
  readonly usage: Usage;
  readonly reconciliations: readonly Reconciliation[];
  readonly consumption: Consumption;
  readonly tokenPlan: TokenPlan;
  readonly tokenUse: TokenUse;
  readonly useWithoutSeat: readonly UseWithoutSeat[];
  /** Every user's plan under the recommended scenario, in the order of `Estate.people`. */
  readonly plans: readonly UserPlan[];
  readonly members: readonly Member[];
  readonly harvest: Harvest;
  readonly audit: Pick<Audit, "metered">;
  readonly leftOutVariants: readonly LeftOutVariant[];
}

/**
 * Facts that the analysis lacks or assumes, each once, with the rows that it touches. The readers report
 * faults of single rows; these findings report gaps between tables.
 */
export function findings(results: Findable): Issue[] {
  return [
    ...unknownRates(results),
    ...collectionDays(results),
    ...seatless(results),
    ...unknownMonths(results),
    ...nothingPays(results),
    ...unknownPrices(results),
    ...unknownTokenPrice(results),
    ...missingTables(results),
    ...timesAndSlices(results),
    ...subscriptionIssues(results),
    ...contractFindings(results.context),
    ...untrackedIssues(results),
    ...disagreements(results),
    ...unusedDecisions(results),
    ...harvestFindings(results.context, results.harvest),
    ...unusedPlans(results),
    ...leftOutScenarios(results),
    ...tokenFindings(results),
    ...budgetFindings(results.context, results.tokenUse),
    ...sessionFindings(results.context, results.usage),
    ...zoneFindings(results.context),
    ...creditFindings(results.context),
    ...chargeFindings(results.context, results.audit),
  ];
}

/** Quotes and scenarios of the analyst's that cannot be compared. */
const leftOutScenarios = ({ context: { estate }, leftOutVariants }: Findable): Issue[] =>
  leftOutVariants.map(({ of, name, why, origin }) => {
    const code = of === "quote" ? "quote-not-priced" : "scenario-left-out";
    return issueAt(estate, code, ISSUES[code].message(name, why), { rows: 1, first: origin });
  });

/** Rows of Planned use that the token forecast leaves out. */
function unusedPlans({ context: { estate }, tokenPlan: { forecast, planGaps } }: Findable): Issue[] {
  const rows = estate.plannedUse.length;
  const unused = ISSUES["planned-use-without-forecast"].message(rows);
  return [
    ...(forecast === null && rows > 0
      ? [issueAt(estate, "planned-use-without-forecast", unused, { rows })]
      : []),
    ...planGaps.flatMap(({ text, origin }) => {
      const message = ISSUES["planned-use-left-out"].message(text);
      return origin === null
        ? []
        : [issueAt(estate, "planned-use-left-out", message, { rows: 1, first: origin })];
    }),
  ];
}

/** Decisions that cannot cover their user. Decisions that contradict each other are named when they are read. */
const unusedDecisions = ({ context: { estate }, members }: Findable): Issue[] =>
  members.flatMap(({ demand, decided }): Issue[] => {
    if (decided === undefined || decided.refused === null) return [];
    const { decision, refused } = decided;
    if (decision.cover === "disputed") return [];
    const { id } = at(estate.people, demand.person);
    const message = ISSUES["unused-decision"].message(decision.text, id, refused);
    return [{ severity: "error", code: "unused-decision", message, ...decision.place, rows: 1 }];
  });

function unknownRates({ context: { estate }, usage, consumption }: Findable): Issue[] {
  const unrated = usersByProduct(usage, ({ basis }) => basis === "rate unknown").map(([product, n]) => {
    const message = ISSUES["unknown-rate"].message(product, n, exportedRate(estate, usage.rows, product));
    return issueAt(estate, "unknown-rate", message, productRows(estate, usage.rows, product));
  });
  const drawn = consumption.unknown.map(({ product, days }) => {
    const { first } = productRows(estate, usage.rows, product);
    const message = ISSUES["unknown-rate-tokens"].message(product, days);
    return issueAt(estate, "unknown-rate-tokens", message, { rows: days, first });
  });
  const undated = usage.demands.filter(({ products }) =>
    products.some(({ basis }) => basis === "period unknown"),
  ).length;
  const message = ISSUES["period-unknown"].message(undated);
  const period = issueAt(estate, "period-unknown", message, { rows: estate.reportedUse.length });
  return [...unrated, ...drawn, ...(undated > 0 ? [period] : [])];
}

/** The tokens that the exports charge for a day of a product, if they state them and always the same. */
function exportedRate(estate: Estate, use: DailyUse, product: string): number | null {
  const index = estate.products.indexOf(product);
  const charges = new Set<number>();
  for (let i = 0; i < use.length; i++) {
    const charged = use.tokens[i]!;
    if (use.product[i] === index && use.access[i] === Access.tokens && charged > 0) charges.add(charged);
  }
  const [only] = charges;
  return charges.size === 1 && only !== undefined ? only : null;
}

function collectionDays({ context: { estate }, usage }: Findable): Issue[] {
  return usersByProduct(usage, ({ basis }) => basis === "collection").map(([offering, n]) => {
    const message = ISSUES["collection-days"].message(offering, n);
    return issueAt(estate, "collection-days", message, productRows(estate, usage.rows, offering));
  });
}

/** Monthly prices for people whose months of use are unknown. */
const unknownMonths = ({ context, usage, members }: Findable): Issue[] =>
  context.estate.offers.flatMap((offer): Issue[] => {
    if (offer.pricePerMonth === undefined) return [];
    const monthsOf = monthsOfUse(context, usage);
    const users = usersOfUnknownMonths(offer, members, monthsOf);
    const message = ISSUES["months-unknown"].message(offer.offering, users);
    return users === 0 ? [] : [issueAt(context.estate, "months-unknown", message, { rows: users })];
  });

/** Products that no priced offering covers, and given offers without a price. */
function seatless({ context: { estate, offers, priced, unknowns }, usage }: Findable): Issue[] {
  const uncovered = usersByProduct(usage, ({ product }) => !priced.some((offer) => covers(offer, product)));
  const none = uncovered.map(([product, n]) => {
    const message = ISSUES["no-seat-offer"].message(product, n);
    return issueAt(estate, "no-seat-offer", message, productRows(estate, usage.rows, product));
  });
  const given = new Set(estate.offers.map(({ offering }) => offering));
  const unpriced = offers.filter((offer) => !isPriced(offer) && given.has(offer.offering));
  return [
    ...none,
    ...unpriced.flatMap((offer) => {
      const users = usage.demands.filter(({ products }) =>
        products.some(({ product }) => covers(offer, product)),
      ).length;
      const unread = unknowns.because("renewal price", offer);
      const why = unread.length === 0 ? null : because(unread, estate);
      const message = ISSUES["unpriced-offer"].message(offer.offering, users, why);
      return users > 0 ? [issueAt(estate, "unpriced-offer", message, { rows: 1 })] : [];
    }),
  ];
}

/** How many users a sentence names. */
const NAMED_USERS = 5;

/** Products that neither a seat nor tokens can pay for, with their users. */
function nothingPays({ context: { estate, priced }, usage, plans }: Findable): Issue[] {
  const users = new Map<string, string[]>();
  plans.forEach(({ uncovered }, i) => {
    const left = at(usage.demands, i).products.filter(drawsUnknown);
    // A seat could pay for what is left as it is.
    const isLeft = (product: string): boolean =>
      left.some((use) => use.product === product) && priced.some((offer) => covers(offer, product));
    for (const product of uncovered.filter((one) => !isLeft(one)))
      users.set(product, [...(users.get(product) ?? []), at(estate.people, i).id]);
  });
  return [...users]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([product, ids]) => {
      const more = ids.length - NAMED_USERS;
      const names =
        more > 1 ? `${ids.slice(0, NAMED_USERS).join(", ")} and ${counted(more, "more user")}` : listed(ids);
      const message = ISSUES["nothing-pays"].message(product, names);
      return issueAt(estate, "nothing-pays", message, productRows(estate, usage.rows, product));
    });
}

function unknownPrices({ context: { estate }, reconciliations }: Findable): Issue[] {
  return reconciliations.flatMap(({ offering, unitPrice, bought, assigned }) => {
    if (unitPrice !== null) return [];
    const origins = [...estate.subscriptions, ...estate.assignments.filter((a) => a.assigned)]
      .filter((record) => record.offering === offering)
      .map(({ origin }) => origin);
    const message = ISSUES["unknown-price"].message(offering, bought ?? assigned ?? 0);
    return [issueAt(estate, "unknown-price", message, { rows: origins.length, first: origins[0] })];
  });
}

/** Without a price of tokens, nothing on Flex has a known cost. */
function unknownTokenPrice({ context: { estate, tiers, unknowns, assumptions } }: Findable): Issue[] {
  if (tiers.length > 0) return [];
  const refused = unknowns.because("token price");
  if (refused.length === 0)
    return [
      issueAt(estate, "no-token-price", ISSUES["no-token-price"].message(assumptions.currency), { rows: 0 }),
    ];
  const message = ISSUES["token-price-unread"].message(because(refused, estate));
  return [
    issueAt(estate, "token-price-unread", message, { rows: refused.length, first: refused[0]?.origin }),
  ];
}

function missingTables({ context, usage, consumption }: Findable): Issue[] {
  const { estate, asOf, assumptions } = context;
  const { leastYear: year, withoutUsers, leftOut } = consumption;
  const { tooShort, tokensTooShort } = usage.coverage;
  const isShort = tooShort || tokensTooShort;
  const window = usage.baseline.windows.all;
  const issues: Issue[] = [];
  const say = (code: IssueCode, message: string, rows = 0): unknown =>
    issues.push(issueAt(estate, code, message, { rows }));
  const metered = estate.meteredCharges.length;
  if (window === null && estate.reportedUse.length === 0) say("no-use", ISSUES["no-use"].message(metered));
  const has = (kind: SourceKind): boolean =>
    estate.sources.some((one) => one.kind === kind && one.rows !== 0);
  if (estate.subscriptions.length === 0 && !has("Subscriptions"))
    say("no-subscriptions", ISSUES["no-subscriptions"].message());
  if (estate.assignments.length === 0 && usage.demands.length > 0)
    say("no-assignments", ISSUES["no-assignments"].message());
  if (withoutUsers > 0)
    say("tokens-without-users", ISSUES["tokens-without-users"].message(isShort ? null : withoutUsers));
  const ended = !context.packs.some(({ purchased, lastDay }) => purchased <= asOf && asOf <= lastDay);
  if (estate.packs.length === 0 && year > 0 && !has("Token packs"))
    say("no-packs", ISSUES["no-packs"].message(isShort ? null : year));
  else if (ended && year > 0) say("packs-ended", ISSUES["packs-ended"].message());
  if (window !== null && asOf - window.last >= assumptions.staleDays)
    say("use-ends-early", ISSUES["use-ends-early"].message(isoDay(window.last), asOf - window.last));
  if (assumptions.poolRule === "peak" && consumption.peak === null)
    say("no-peak", ISSUES["no-peak"].message());
  if (leftOut > 0) say("tokens-left-out", ISSUES["tokens-left-out"].message(leftOut));
  if (metered > 0 && estate.sessions.length === 0)
    say("metered-not-audited", ISSUES["metered-not-audited"].message(metered), metered);
  return issues;
}

/** Times without any row, and how exports without users were put together. */
function timesAndSlices({ context: { estate }, usage: { baseline, coverage } }: Findable): Issue[] {
  const gaps = coverage.gaps.map(({ of, first, last }) =>
    issueAt(estate, "use-gap", ISSUES["use-gap"].message(of, isoDay(first), isoDay(last)), { rows: 0 }),
  );
  const shared = (code: "same-export" | "slices-added", list: readonly SharedRows[]): Issue[] =>
    list.map(({ earlier, later }) => {
      const [{ file, sheet }, other] = [at(estate.sources, later), at(estate.sources, earlier)];
      const name = other.file === file ? other.sheet : other.file;
      const message = ISSUES[code].message(name);
      return { severity: ISSUES[code].severity, code, message, file, sheet, rows: 0 };
    });
  return [
    ...gaps,
    ...shared("same-export", baseline.slices.repeats),
    ...shared("slices-added", baseline.slices.slices),
  ];
}

/** Contradictions between exports, and how they were resolved. */
function disagreements({ context: { estate, holdings }, usage: { seen, demands } }: Findable): Issue[] {
  const regrouped = holdings.regrouped.map(({ offering, collection, people }) => {
    const message = ISSUES["listed-by-member"].message(offering, collection, people);
    return issueAt(estate, "listed-by-member", message, { rows: people });
  });
  const onlyReported = seen.reportedOnly.size;
  const usersWith = (hashed: boolean): number =>
    demands.filter(
      ({ person, products }) => products.length > 0 && at(estate.people, person).hashed === hashed,
    ).length;
  const [hashed, named] = [usersWith(true), usersWith(false)];
  const message = ISSUES["report-only-use"].message(onlyReported);
  return [
    ...regrouped,
    ...(onlyReported > 0 ? [issueAt(estate, "report-only-use", message, { rows: onlyReported })] : []),
    ...(hashed > 0 && named > 0
      ? [
          issueAt(estate, "hashed-and-named", ISSUES["hashed-and-named"].message(hashed, named), {
            rows: hashed,
          }),
        ]
      : []),
  ];
}

function subscriptionIssues({ context, reconciliations }: Findable): Issue[] {
  const unitPrices = new Map(reconciliations.map(({ offering, unitPrice }) => [offering, unitPrice]));
  return context.estate.subscriptions.flatMap((line) =>
    subscriptionFaults(context, line, unitPrices.get(line.offering) ?? null).map(([code, message]) =>
      issueAt(context.estate, code, message, { rows: 1, first: line.origin }),
    ),
  );
}

function subscriptionFaults(
  { estate, asOf, unknowns }: Context,
  line: Subscription,
  unitPrice: number | null,
): [IssueCode, string][] {
  const { offering, seats, start, contract } = line;
  const { contracts } = estate;
  const end = endOf(line, contracts);
  const isRunning = running(line, contracts, asOf);
  const found: [IssueCode, string][] = [];
  if (start !== undefined && start > asOf)
    found.push(["line-not-started", ISSUES["line-not-started"].message(offering, seats, isoDay(start))]);
  const isPriceUnread = unknowns.because("price paid", line).length > 0;
  if (line.unitPrice === undefined && unitPrice !== null && isRunning && !isPriceUnread)
    found.push(["line-without-price", ISSUES["line-without-price"].message(offering, seats)]);
  const changes = nextChangeOf(line, contracts, asOf);
  if (changes !== undefined && changes - asOf > DAYS_PER_YEAR)
    found.push(["late-renewal", ISSUES["late-renewal"].message(offering, seats, isoDay(changes))]);
  if (end !== undefined && end < asOf)
    found.push([
      "line-ended",
      ISSUES["line-ended"].message(offering, seats, isoDay(end), line.autoRenews === true),
    ]);
  const isListed = contracts.length === 0 || contracts.some((one) => one.contract === contract);
  if (contract !== undefined && !isListed && isRunning && unknowns.because("cap", line).length === 0)
    found.push(["unknown-contract", ISSUES["unknown-contract"].message(contract)]);
  return found;
}

/** Use on seats that no table assigns, and held offerings of unknown cover that may explain it. */
function untrackedIssues({ context: { estate }, usage, useWithoutSeat }: Findable): Issue[] {
  const products = [...new Set(useWithoutSeat.map(({ product }) => product))];
  const unexplained = products.flatMap((product) => {
    const own = useWithoutSeat.filter((one) => one.product === product && one.heldInstead === null);
    if (own.length === 0) return [];
    const earlier = own.filter(({ recent }) => !recent).length;
    const { first } = productRows(estate, usage.rows, product, at(own, 0).person);
    const n = sumKnown(own.map(({ days }) => days));
    const message = ISSUES["use-without-seat"].message(product, own.length, n, earlier);
    return [issueAt(estate, "use-without-seat", message, { rows: own.length, first })];
  });
  const offerings = [...new Set(useWithoutSeat.flatMap(({ heldInstead }) => heldInstead ?? []))].sort();
  return [
    ...unexplained,
    ...offerings.map((offering) => {
      const own = useWithoutSeat.filter(({ heldInstead }) => heldInstead === offering);
      const people = new Set(own.map(({ person }) => person)).size;
      return issueAt(estate, "unknown-covers", ISSUES["unknown-covers"].message(offering, people), {
        rows: people,
      });
    }),
  ];
}

/** The number of users by product, for the product demands that match, in order of product. */
function usersByProduct(
  { demands }: Usage,
  matches: (use: ProductDemand) => boolean,
): (readonly [product: string, users: number])[] {
  const users = new Map<string, number>();
  for (const { products } of demands) {
    for (const use of products) if (matches(use)) addTo(users, use.product);
  }
  return [...users].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The rows of use that name a product, of everybody or of one person. */
function productRows(estate: Estate, use: DailyUse, product: string, person?: PersonIndex): Touched {
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
    if (use.product[i] === index && (person ?? use.person[i]) === use.person[i])
      count(use.source[i]!, use.row[i]!);
  }
  for (const one of estate.reportedUse)
    if (one.product === index && (person ?? one.person) === one.person)
      count(one.origin.source, one.origin.row);
  return { rows, first };
}
