import { at } from "../at";
import { DAYS_PER_MONTH, isoDay } from "../calendar";
import type { Context } from "../estate/context";
import { contractNamed, endOf, isLate, running, type ContractLine } from "../estate/contract-lines";
import type { Contract, Estate, Origin } from "../estate/estate";
import { planPrices, plansThatGoOn } from "../estate/plan-seats";
import { grouped } from "../grouped";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue, type IssueCode } from "../issues";
import { noticeDeadline } from "../rules/notice";
import { HALF_A_CENT, scale, total, type SeatPrice } from "../units";
import { counted, listed, percentText, priceText } from "../wording";

/** Where the tables of contracts, subscriptions, quotes and offers contradict each other, and terms that cannot be. */
export const contractFindings = (context: Context): Issue[] => [
  ...linesAtOnce(context),
  ...endsThatDiffer(context),
  ...linesWithoutEnd(context),
  ...context.estate.contracts.flatMap((contract) => faultsOf(contract, context)),
  ...noticesPassed(context),
  ...pricesAboveCap(context),
  ...planFindings(context),
  ...companyFindings(context.estate),
];

/** Plan seats in prices, and plans that end later than the seats. */
function planFindings(context: Context): Issue[] {
  const { estate, lines, offers } = context;
  const plans = planPrices(offers);
  const priced = [...plans].map(([offering, price]) =>
    issueAt(estate, "plan-in-prices", ISSUES["plan-in-prices"].message(offering, priceText(price)), {
      rows: 1,
    }),
  );
  const goingOn = plansThatGoOn(estate, lines, plans).flatMap(({ line, until }) => {
    if (until === null) return [];
    const end = isoDay(line.committedUntil!);
    const message = ISSUES["plan-goes-on"].message(line.offering, line.contract, isoDay(until), end);
    return issueOnRow(estate, "plan-goes-on", message, originOf(line, context));
  });
  return [...priced, ...goingOn];
}

const issueOnRow = (estate: Estate, code: IssueCode, message: string, first: Origin): Issue =>
  issueAt(estate, code, message, { rows: 1, first });

/** The origin of the first subscription of a line. */
function originOf({ offering, contract, end }: ContractLine, { estate }: Context): Origin {
  const own = estate.subscriptions.filter(
    (row) => row.offering === offering && (row.contract ?? null) === contract,
  );
  return (own.find((row) => (endOf(row, estate.contracts) ?? null) === end) ?? at(own, 0)).origin;
}

/** Whether lines are of subscriptions; without that table they are the seats assigned. */
const hasSubscriptions = ({ estate }: Context): boolean => estate.subscriptions.length > 0;

const onContract = (contract: string | null): string => (contract === null ? "" : ` on contract ${contract}`);

/** Lines of an offering that run on the day of the analysis, each with a contract or end of its own. */
function linesAtOnce(context: Context): Issue[] {
  if (!hasSubscriptions(context)) return [];
  const { estate, asOf } = context;
  const rows = estate.subscriptions.filter((row) => running(row, estate.contracts, asOf));
  return [
    ...grouped(rows, ({ offering, company }) => JSON.stringify([offering, company ?? ""])).values(),
  ].flatMap((own) => {
    const { offering, origin } = at(own, 0);
    const lines = [
      ...grouped(own, (row) =>
        JSON.stringify([row.contract ?? "", endOf(row, estate.contracts) ?? ""]),
      ).values(),
    ];
    if (lines.length < 2) return [];
    const named = lines.map((same) => {
      const { contract } = at(same, 0);
      const end = endOf(at(same, 0), estate.contracts);
      const until = end === undefined ? "" : ` until ${isoDay(end)}`;
      return `${counted(total(same.map(({ seats }) => seats)), "seat")}${onContract(contract ?? null)}${until}`;
    });
    const bought = total(own.map(({ seats }) => seats));
    const message = ISSUES["lines-at-once"].message(offering, listed(named), bought);
    return [issueAt(estate, "lines-at-once", message, { rows: own.length, first: origin })];
  });
}

const endsThatDiffer = ({ estate, asOf }: Context): Issue[] =>
  estate.subscriptions.flatMap((row) => {
    const { offering, contract, end, origin } = row;
    const stated = contractNamed(estate.contracts, contract)?.end;
    if (contract === undefined || end === undefined || stated === undefined || end === stated) return [];
    if (!running(row, estate.contracts, asOf)) return [];
    const message = ISSUES["ends-differ"].message(offering, contract, isoDay(end), isoDay(stated));
    return [issueOnRow(estate, "ends-differ", message, origin)];
  });

/** Lines without an end in any table; of one that could not be read, reading tells. */
const linesWithoutEnd = (context: Context): Issue[] =>
  !hasSubscriptions(context)
    ? []
    : context.lines
        .filter((line) => line.end === null && context.unknowns.because("end", line).length === 0)
        .map((line) => {
          const message = ISSUES["line-without-end"].message(line.offering, line.bought, line.contract);
          return issueOnRow(context.estate, "line-without-end", message, originOf(line, context));
        });

/** What is wrong with the terms of a contract beside its lines. */
function faultsOf({ contract, floor, kind, noticeDays, origin }: Contract, context: Context): Issue[] {
  const { estate, lines } = context;
  const own = lines.filter((line) => line.contract === contract);
  const bought = total(own.map((line) => line.bought));
  const term = Math.min(...own.map(({ termMonths }) => termMonths));
  const found: [IssueCode, string][] = [];
  if (floor !== undefined && own.length > 0 && floor > bought)
    found.push(["floor-above-bought", ISSUES["floor-above-bought"].message(contract, floor, bought)]);
  if (kind === "tokens" && own.length > 0)
    found.push(["seats-on-token-contract", ISSUES["seats-on-token-contract"].message(contract, bought)]);
  if (noticeDays != null && own.length > 0 && noticeDays >= term * DAYS_PER_MONTH)
    found.push([
      "notice-longer-than-term",
      ISSUES["notice-longer-than-term"].message(contract, noticeDays, term),
    ]);
  // Of a contract that may be another's misspelt name, reading tells.
  const isAsked = estate.refusals.some(
    ({ kind: table, origin: row }) =>
      table === "Contracts" && row.source === origin.source && row.row === origin.row,
  );
  if (!isAsked && !isNamed(contract, context))
    found.push(["contract-without-lines", ISSUES["contract-without-lines"].message(contract)]);
  return found.map(([code, message]) => issueOnRow(estate, code, message, origin));
}

/** Whether anything bought names a contract, or may do so because its own contract could not be read. */
const isNamed = (contract: string, { estate, unknowns }: Context): boolean =>
  [...estate.subscriptions, ...estate.packs, ...estate.tokenEvents].some(
    (one) => one.contract === contract,
  ) ||
  (["bought", "cap", "tokens bought"] as const).some((fact) => unknowns.because(fact).length > 0) ||
  (estate.subscriptions.length === 0 && estate.packs.length === 0);

/** Lines whose last day of notice has passed: what renews by itself does so, and what may, may have. */
function noticesPassed(context: Context): Issue[] {
  const { estate } = context;
  const late = context.lines.filter(
    (line) => isLate(line) && line.changes !== null && line.noticeDays !== null,
  );
  const groups = grouped(late, (line) =>
    JSON.stringify([line.contract, line.changes, line.committedUntil, line.autoRenews]),
  );
  return [...groups.values()].map((own) => {
    const [first] = own;
    const { end, changes, noticeDays, committedUntil, autoRenews, contract } = at(own, 0);
    const seats = own.map((line) => counted(line.bought, `${line.offering} seat`));
    const message = ISSUES["notice-passed"].message(
      `${listed(seats)}${onContract(contract)}`,
      isoDay(noticeDeadline(changes!, noticeDays!)),
      isoDay(committedUntil!),
      changes !== end ? "in its term" : autoRenews === true ? "surely" : "maybe",
    );
    return issueAt(estate, "notice-passed", message, { rows: own.length, first: originOf(first!, context) });
  });
}

/** Prices of a quote or of the price list above what a contract lets today's price rise to. */
function pricesAboveCap(context: Context): Issue[] {
  const { estate, asOf } = context;
  const asked = [
    ...estate.quotes.flatMap(({ quote, offering, price, discount, origin }) =>
      offering === null || price === undefined
        ? []
        : [{ source: `The quote ${quote}`, offering, price: scale(price, 1 - (discount ?? 0)), origin }],
    ),
    ...estate.offers.flatMap(({ offering, pricePerYear, reference }) =>
      pricePerYear === undefined ? [] : [{ source: reference, offering, price: pricePerYear, origin: null }],
    ),
  ];
  const paid = estate.subscriptions.filter((row) => running(row, estate.contracts, asOf));
  return asked.flatMap(({ source, offering, price, origin }): Issue[] => {
    const broken = paid
      .filter((row) => row.offering === offering && row.unitPrice !== undefined)
      .flatMap((row) => {
        const cap = contractNamed(estate.contracts, row.contract)?.upliftCap;
        return cap === undefined ? [] : [{ row, cap, most: scale(row.unitPrice as SeatPrice, 1 + cap) }];
      })
      .sort((a, b) => a.most - b.most)[0];
    if (broken === undefined || price <= broken.most + HALF_A_CENT) return [];
    const { row, cap, most } = broken;
    const message = ISSUES["price-above-cap"].message(source, priceText(price), offering, {
      contract: row.contract ?? "",
      paid: priceText(row.unitPrice as SeatPrice),
      cap: percentText(cap),
      most: priceText(most),
    });
    return [issueOnRow(estate, "price-above-cap", message, origin ?? row.origin)];
  });
}

/** Companies that one table names and another does not, where both name companies, and purchases of no company. */
function companyFindings(estate: Estate): Issue[] {
  const bought = estate.subscriptions.flatMap(({ company, origin }) =>
    company === undefined ? [] : [{ company, origin }],
  );
  const held = estate.assignments.flatMap(({ companies = [], origin }) =>
    companies.map((company) => ({ company, origin })),
  );
  const unmatched = (
    own: typeof bought,
    others: typeof bought,
    [table, other]: readonly [string, string],
  ): Issue[] => {
    if (own.length === 0 || others.length === 0) return [];
    const named = new Set(others.map(({ company }) => company));
    return [...grouped(own, ({ company }) => company)]
      .filter(([company]) => !named.has(company))
      .map(([company, rows]) => {
        const message = ISSUES["company-unmatched"].message(company, table, other);
        const { origin } = at(rows, 0);
        return issueAt(estate, "company-unmatched", message, { rows: rows.length, first: origin });
      });
  };
  const without =
    bought.length === 0 ? [] : estate.subscriptions.filter(({ company }) => company === undefined);
  const missing = ISSUES["company-missing"].message(without.length);
  return [
    ...unmatched(bought, held, ["Subscriptions", "Users"]),
    ...unmatched(held, bought, ["Users", "Subscriptions"]),
    ...(without.length === 0
      ? []
      : [
          issueAt(estate, "company-missing", missing, {
            rows: without.length,
            first: at(without, 0).origin,
          }),
        ]),
  ];
}
