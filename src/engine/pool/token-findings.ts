import { isoDay } from "../calendar";
import type { Context } from "../estate/context";
import type { Origin, TokenPack } from "../estate/estate";
import { packTerms, yearFrom, type TermedPack } from "../estate/pack-terms";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue, type IssueCode } from "../issues";
import type { Usage } from "../usage/usage";
import { plus, tokens, total, type Tokens } from "../units";
import type { Consumption } from "./consumption";
import type { Ledger } from "./ledger";
import { startOf } from "./ledger-packs";
import { additionsWithoutPack, expiryDifferences, packsWithoutAddition } from "./token-events";
import { ledgerWithContracts, type TokenPlan } from "./token-plan";
import { linesBringingTokens, refilledPacks } from "./tokens-besides";

interface Found {
  readonly context: Context;
  readonly usage: Usage;
  readonly consumption: Consumption;
  readonly tokenPlan: TokenPlan;
}

/** What is doubtful about packs, events and the use of tokens. */
export function tokenFindings(found: Found): Issue[] {
  const { context, tokenPlan: plan } = found;
  const say = issuesOf(context);
  return [
    ...endsWithContract(found),
    ...context.packs
      .filter(({ purchased }) => purchased > context.asOf)
      .map(({ tokens: n, purchased, origin }) =>
        say("pack-not-begun", ISSUES["pack-not-begun"].message(n, isoDay(purchased)), [origin]),
      ),
    ...drawnWithoutPack(context, plan.ledger),
    ...doubtfulEvents(context, plan.ledger),
    ...tokensInNoScenario(context, plan.monthlyNeed),
    ...(plan.together === null
      ? []
      : [say("packs-together", ISSUES["packs-together"].message(plan.together))]),
  ];
}

type Say = (code: IssueCode, message: string, origins?: readonly Origin[]) => Issue;

const issuesOf =
  ({ estate }: Context): Say =>
  (code, message, origins = []) =>
    issueAt(estate, code, message, { rows: origins.length, first: origins[0] });

/** Packs that end with their contract before a year is over, or may do so because the contract does not say. */
function endsWithContract({ context, usage, consumption, tokenPlan }: Found): Issue[] {
  const { packs, asOf, estate } = context;
  const { ledger } = tokenPlan;
  const say = issuesOf(context);
  const running = packs.filter(({ purchased, lastDay }) => purchased <= asOf && asOf <= lastDay);
  const early = running.filter((pack) => endsEarly(pack, context));
  const sure = early.map((pack) => {
    const lost = lostOf(pack, ledger);
    const { contract = "", purchased, ends, tokens: n } = pack;
    const message = ISSUES["pack-ends-with-contract"].message(
      { tokens: n, bought: isoDay(purchased), end: isoDay(ends), contract },
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
        { tokens: n, bought: isoDay(purchased), end: isoDay(end), contract },
        isoDay(ends),
        lostOf(pack, other),
      );
      return say("pack-end-unsaid", message, [pack.origin]);
    }),
  ];
}

/** Whether a pack ends with its contract before a year is over. */
function endsEarly({ contract, ends, purchased, endsBy }: TermedPack, { estate }: Context): boolean {
  const own = estate.contracts.find((one) => one.contract === contract);
  const isWith = endsBy === "its contract" || own?.end === ends;
  // A contract of a year that states the day after its last day ends a pack of a year a day early or late.
  return isWith && yearFrom(purchased) - ends > 1;
}

/** The tokens of a pack that expired or will by the forecast; null if it does not say. */
function lostOf({ origin }: TokenPack, ledger: Ledger | null): Tokens | null {
  const own = ledger?.packs.filter(({ pack }) => pack.origin === origin) ?? [];
  if (own.length === 0 || own.some(({ willExpire }) => willExpire === null)) return null;
  return total(own.map(({ expired, willExpire }) => plus(expired, willExpire ?? tokens(0))));
}

/** Use that no known pack can have paid for. */
function drawnWithoutPack(context: Context, ledger: Ledger | null): Issue[] {
  if (ledger === null) return [];
  const say = issuesOf(context);
  const { before, beyond, packs } = ledger;
  const first = Math.min(...packs.map(({ pack }) => pack.purchased));
  const earliest = packs.find(({ pack }) => pack.purchased === first);
  return [
    ...(before === null || before < 1 || earliest === undefined
      ? []
      : [
          say(
            "use-before-packs",
            ISSUES["use-before-packs"].message(before, isoDay(earliest.pack.purchased)),
          ),
        ]),
    ...(beyond < 1 ? [] : [say("use-beyond-packs", ISSUES["use-beyond-packs"].message(beyond))]),
  ];
}

/** Events that contradict the packs, or what the replay says of them. */
function doubtfulEvents(context: Context, ledger: Ledger | null): Issue[] {
  const { estate, packs, asOf } = context;
  const say = issuesOf(context);
  const { tokenEvents } = estate;
  const added = additionsWithoutPack(tokenEvents, packs).map(({ tokens: n, day, origin }) =>
    say("added-without-pack", ISSUES["added-without-pack"].message(n, isoDay(day)), [origin]),
  );
  const unlisted = packsWithoutAddition(tokenEvents, packs).map(({ tokens: n, purchased, origin }) =>
    say("pack-without-event", ISSUES["pack-without-event"].message(n, isoDay(purchased)), [origin]),
  );
  const arrived = (ledger?.packs ?? [])
    .filter(({ pack }) => pack.source === "moved in")
    .filter(
      ({ pack }) => !tokenEvents.some(({ origin, ends }) => origin === pack.origin && ends !== undefined),
    )
    .map(({ pack: { tokens: n, purchased, ends, origin } }) =>
      say("moved-without-end", ISSUES["moved-without-end"].message(n, isoDay(purchased), isoDay(ends)), [
        origin,
      ]),
    );
  const differences = ledger === null ? [] : expiryDifferences(tokenEvents, ledger.packs, asOf);
  return [
    ...added,
    ...unlisted,
    ...arrived,
    ...differences.map(({ day, stated, replayed }) =>
      say("expiry-differs", ISSUES["expiry-differs"].message(isoDay(day), stated, replayed)),
    ),
  ];
}

/** Tokens that come with seats or are filled up again: the ledger counts them, and no scenario does. */
function tokensInNoScenario(context: Context, monthlyNeed: Tokens | null): Issue[] {
  const { estate } = context;
  const say = issuesOf(context);
  const bringing = linesBringingTokens(context);
  const dated = bringing.filter(({ line }) => startOf(line, estate.contracts) !== undefined);
  const undated = bringing.filter((one) => !dated.includes(one));
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
