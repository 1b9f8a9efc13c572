import { at } from "../at";
import { isoDay } from "../calendar";
import type { Context } from "../estate/context";
import type { TokenEvent, TokenPack } from "../estate/estate";
import { grouped } from "../grouped";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue, type IssueCode } from "../issues";
import { least, scale, total } from "../units";
import { isMove, ledgerPacks, poolOf, unknownAdditions } from "./ledger-packs";
import { expiryDifferences, packsWithoutAddition } from "./token-events";
import type { TokenPlan } from "./token-plan";

/** The pool of a pack or event where pools are apart; else null, as there is one for all. */
export const poolApart = (
  { pools }: Pick<TokenPlan, "pools">,
  of: Pick<TokenPack, "pool" | "contract">,
): string | null => (pools.length === 0 ? null : poolOf(of));

/** Token events that contradict the packs, the users, or what the replay says. */
export function eventFindings(context: Context, plan: TokenPlan): Issue[] {
  return [
    ...purchasesInOneTable(context, plan),
    ...movesToNobody(context),
    ...movesWithinPool(context),
    ...movesWithoutEnd(context, plan),
    ...otherExpiry(context, plan),
  ];
}

const sayOf = (
  { estate }: Context,
  code: IssueCode,
  message: string,
  events: readonly Pick<TokenEvent, "origin">[],
): Issue => issueAt(estate, code, message, { rows: events.length, first: events[0]?.origin });

function purchasesInOneTable(context: Context, plan: TokenPlan): Issue[] {
  const { estate, packs } = context;
  return [
    ...unknownAdditions(context).map((event) => {
      const { tokens: n, day } = event;
      const message = ISSUES["added-without-pack"].message(n, isoDay(day), poolApart(plan, event));
      return sayOf(context, "added-without-pack", message, [event]);
    }),
    ...packsWithoutAddition(estate.tokenEvents, packs).map((pack) => {
      const { tokens: n, purchased } = pack;
      const message = ISSUES["pack-without-event"].message(n, isoDay(purchased), poolApart(plan, pack));
      return sayOf(context, "pack-without-event", message, [pack]);
    }),
  ];
}

/** Tokens that are moved to a pool that nothing else names. */
function movesToNobody(context: Context): Issue[] {
  const { estate } = context;
  const known = new Set([
    ...ledgerPacks(context).packs.flatMap((pack) => (pack.source === "moved in" ? [] : poolOf(pack))),
    ...estate.people.map(({ tokenPool, team }) => tokenPool ?? team ?? null),
    ...estate.contracts.map(({ contract }) => contract),
    ...estate.subscriptions.map(({ contract }) => contract ?? null),
  ]);
  return estate.tokenEvents.filter(isMove).flatMap((event) => {
    const pool = poolOf(event);
    if (event.tokens <= 0 || pool === null || known.has(pool)) return [];
    const message = ISSUES["moved-to-unknown-pool"].message(event.tokens, isoDay(event.day), pool);
    return [sayOf(context, "moved-to-unknown-pool", message, [event])];
  });
}

/** Tokens that leave a pool and come to it again on one day. */
function movesWithinPool(context: Context): Issue[] {
  const moves = context.estate.tokenEvents.filter((event) => isMove(event) && poolOf(event) !== null);
  const byDay = grouped(moves, (event) => `${event.day}\n${poolOf(event) ?? ""}`);
  return [...byDay.values()].flatMap((own) => {
    const first = at(own, 0);
    const came = total(own.map((one) => one.tokens).filter((n) => n > 0));
    const left = scale(total(own.map((one) => one.tokens).filter((n) => n < 0)), -1);
    const within = least(came, left);
    if (within <= 0) return [];
    const message = ISSUES["moved-within-pool"].message(within, isoDay(first.day), poolOf(first) ?? "");
    return [sayOf(context, "moved-within-pool", message, own)];
  });
}

function movesWithoutEnd(context: Context, plan: TokenPlan): Issue[] {
  const { tokenEvents } = context.estate;
  const endless = new Set(tokenEvents.flatMap(({ origin, ends }) => (ends === undefined ? [origin] : [])));
  return (plan.ledger?.packs ?? []).flatMap(({ pack }) => {
    const { source, tokens: n, purchased, ends, origin } = pack;
    if (source !== "moved in" || !endless.has(origin)) return [];
    const pool = poolApart(plan, pack);
    const message = ISSUES["moved-without-end"].message(n, isoDay(purchased), isoDay(ends), pool);
    return [sayOf(context, "moved-without-end", message, [pack])];
  });
}

/** Expiry that the events state, against the replay: of each pool where all of it names one, else of all. */
function otherExpiry(context: Context, { ledger, pools }: TokenPlan): Issue[] {
  const { asOf, estate } = context;
  if (ledger === null) return [];
  const names = new Set<string | null>(pools.map(({ pool }) => pool));
  const expired = estate.tokenEvents.filter(({ event }) => event === "expired");
  const areApart = pools.length > 0 && expired.every((event) => names.has(poolOf(event)));
  const each = areApart ? pools : [{ pool: null, ledger }];
  return each.flatMap(({ pool, ledger: own }) => {
    const events = estate.tokenEvents.filter((event) => pool === null || poolOf(event) === pool);
    return expiryDifferences(events, own.packs, asOf).map(({ day, stated, replayed }) =>
      sayOf(
        context,
        "expiry-differs",
        ISSUES["expiry-differs"].message(isoDay(day), stated, replayed, pool),
        [],
      ),
    );
  });
}
