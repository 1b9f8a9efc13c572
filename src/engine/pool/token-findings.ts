import { isoDay } from "../calendar";
import type { Context } from "../estate/context";
import { contractNamed } from "../estate/contract-lines";
import type { Origin, TokenPack } from "../estate/estate";
import { packTerms, yearFrom, type TermedPack } from "../estate/pack-terms";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue, type IssueCode } from "../issues";
import type { Usage } from "../usage/usage";
import { plus, total, type DayNumber, type Tokens } from "../units";
import type { Consumption } from "./consumption";
import type { Ledger } from "./ledger";
import { startOf } from "./ledger-packs";
import { eventFindings, poolApart } from "./token-event-findings";
import { ledgerWithContracts, type TokenPlan } from "./token-plan";
import { linesBringingTokens, refilledPacks, type BringingLine } from "./tokens-besides";

interface TokenFacts {
  readonly context: Context;
  readonly usage: Usage;
  readonly consumption: Consumption;
  readonly tokenPlan: TokenPlan;
}

/** What is doubtful about packs, events and the use of tokens. */
export function tokenFindings(found: TokenFacts): Issue[] {
  const { context, consumption, tokenPlan: plan } = found;
  const { adjusted } = consumption;
  const say = issuesOf(context);
  return [
    ...endsWithContract(found),
    ...context.packs
      .filter(({ purchased }) => purchased > context.asOf)
      .map((pack) => {
        const { tokens: n, purchased, origin } = pack;
        const message = ISSUES["pack-not-begun"].message(n, isoDay(purchased), poolApart(plan, pack));
        return say("pack-not-begun", message, [origin]);
      }),
    ...withoutPack(context, plan),
    ...(Math.round(adjusted) === 0
      ? []
      : [say("tokens-adjusted", ISSUES["tokens-adjusted"].message(adjusted))]),
    ...eventFindings(context, plan),
    ...tokensInNoScenario(context, plan.monthlyNeed),
    ...(plan.together === null
      ? []
      : [say("packs-together", ISSUES["packs-together"].message(plan.together))]),
  ];
}

type Say = (code: IssueCode, message: string, origins?: readonly Origin[]) => Issue;

const issuesOf =
  ({ estate }: Pick<Context, "estate">): Say =>
  (code, message, origins = []) =>
    issueAt(estate, code, message, { rows: origins.length, first: origins[0] });

/** Packs that end with their contract before a year is over, or may do so because the contract does not say. */
function endsWithContract({ context, usage, consumption, tokenPlan }: TokenFacts): Issue[] {
  const { packs, asOf, estate } = context;
  const { ledger } = tokenPlan;
  const say = issuesOf(context);
  const running = packs.filter(({ purchased, lastDay }) => purchased <= asOf && asOf <= lastDay);
  const early = running.filter((pack) => endsEarly(pack, context));
  const sure = early.map((pack) => {
    const lost = lostOf(pack, ledger);
    const { contract = "", purchased, ends, tokens: n } = pack;
    const message = ISSUES["pack-ends-with-contract"].message(
      { tokens: n, bought: isoDay(purchased), end: isoDay(ends), contract, pool: poolApart(tokenPlan, pack) },
      yearFrom(purchased) - ends,
      lost,
    );
    return say("pack-ends-with-contract", message, [pack.origin]);
  });
  const asContracts = packTerms({
    packs: estate.packs,
    contracts: estate.contracts.map((one) => ({ tokensEnd: "with the contract", ...one })),
  });
  const unsaid = running.filter((pack) => {
    const other = asContracts.find(({ origin }) => origin === pack.origin);
    const end = other?.ends ?? pack.ends;
    return end < pack.ends && end >= pack.purchased;
  });
  const other = unsaid.length === 0 ? null : ledgerWithContracts(context, usage, consumption, tokenPlan);
  return [
    ...sure,
    ...unsaid.map((pack) => {
      const { contract = "", purchased, tokens: n, ends } = pack;
      const end = asContracts.find(({ origin }) => origin === pack.origin)?.ends ?? ends;
      const message = ISSUES["pack-end-unsaid"].message(
        {
          tokens: n,
          bought: isoDay(purchased),
          end: isoDay(end),
          contract,
          pool: poolApart(tokenPlan, pack),
        },
        isoDay(ends),
        lostOf(pack, other),
      );
      return say("pack-end-unsaid", message, [pack.origin]);
    }),
  ];
}

/** Whether a pack ends with its contract before a year is over. */
function endsEarly({ contract, ends, purchased, endsBy }: TermedPack, { estate }: Context): boolean {
  const own = contractNamed(estate.contracts, contract);
  const isWith = endsBy === "its contract" || own?.end === ends;
  // A contract of a year that states the day after its last day ends a pack of a year a day early or late.
  return isWith && yearFrom(purchased) - ends > 1;
}

/**
 * The tokens of a pack that expired, or will by the forecast; null if unknown. A pack that is refilled each month
 * counts its last month only: unused tokens of the months before expire under any plan.
 */
function lostOf({ origin }: TokenPack, ledger: Ledger | null): Tokens | null {
  const own = ledger?.packs.filter(({ pack }) => pack.origin === origin).at(-1);
  return own?.willExpire == null ? null : plus(own.expired, own.willExpire);
}

/** Use, moves and credits for which there is no known pack, in each pool. */
function withoutPack(context: Context, { ledger, pools }: TokenPlan): Issue[] {
  if (ledger === null) return [];
  const say = issuesOf(context);
  const each = pools.length === 0 ? [{ pool: null, ledger }] : pools;
  return each.flatMap(({ pool, ledger: own }) => {
    const earliest = Math.min(...own.packs.map(({ pack }) => pack.purchased)) as DayNumber;
    const { before, beyond, movedBeyond, creditedBeyond } = own;
    return [
      ...(before === null || before < 1
        ? []
        : [say("use-before-packs", ISSUES["use-before-packs"].message(before, isoDay(earliest), pool))]),
      ...(beyond < 1 ? [] : [say("use-beyond-packs", ISSUES["use-beyond-packs"].message(beyond, pool))]),
      ...(movedBeyond < 1
        ? []
        : [say("moved-beyond-packs", ISSUES["moved-beyond-packs"].message(movedBeyond, pool))]),
      ...(creditedBeyond < 1
        ? []
        : [say("credited-beyond-packs", ISSUES["credited-beyond-packs"].message(creditedBeyond, pool))]),
    ];
  });
}

/** Tokens that come with seats or are filled up again: the ledger counts them, and no scenario does. */
function tokensInNoScenario(context: Context, monthlyNeed: Tokens | null): Issue[] {
  const { estate } = context;
  const say = issuesOf(context);
  const bringing = linesBringingTokens(context);
  const isDated = ({ line }: BringingLine): boolean => startOf(line, estate.contracts) !== undefined;
  const dated = bringing.filter(isDated);
  const undated = bringing.filter((one) => !isDated(one));
  const origins = (list: typeof bringing): Origin[] => list.map(({ line }) => line.origin);
  const refilled = refilledPacks(context);
  const year = total(dated.map(({ brings }) => brings));
  return [
    ...(dated.length === 0 ? [] : [say("seat-tokens", ISSUES["seat-tokens"].message(year), origins(dated))]),
    ...(undated.length === 0
      ? []
      : [
          say(
            "seat-tokens-without-start",
            ISSUES["seat-tokens-without-start"].message(total(undated.map(({ brings }) => brings))),
            origins(undated),
          ),
        ]),
    ...(refilled.length === 0
      ? []
      : [
          say(
            "packs-refilled",
            ISSUES["packs-refilled"].message(monthlyNeed),
            refilled.map(({ origin }) => origin),
          ),
        ]),
  ];
}
