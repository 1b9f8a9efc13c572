import type { Analysis } from "../analysis";
import type { Refusal } from "../estate/estate";
import type { Reconciliation } from "../seats/reconciliation";
import { sumKnown, times } from "../units";
import { counted, listed, wholeNumber } from "../wording";
import { because } from "./refusals";

/** What stays as it is because rows could not be read, in sentences without a full stop. */
export const unread = (analysis: Analysis): string[] => [...staying(analysis), ...unreadUsers(analysis)];

/** The seats that stay as they are, one sentence for each reason. */
function staying({ stays, reconciliations, estate }: Analysis): string[] {
  const byReason = new Map<string, Reconciliation[]>();
  for (const row of reconciliations) {
    const refusals = stays.get(row.offering);
    if (refusals === undefined) continue;
    const reason = because(refusals, estate);
    byReason.set(reason, [...(byReason.get(reason) ?? []), row]);
  }
  return [...byReason].map(([reason, rows]) => {
    const named = rows.map(({ offering, bought }) => (bought === null ? offering : `${bought} ${offering}`));
    const worth = sumKnown(
      rows.map(({ bought, unitPrice }) =>
        bought === null || unitPrice === null ? null : times(unitPrice, bought),
      ),
    );
    const money = worth === null ? "" : ` (${wholeNumber(worth)} a year)`;
    return `${listed(named)} seats stay as they are${money}: none is dropped, ordered or moved, because ${reason}`;
  });
}

/** The users who keep what they have because of rows about them or their products, and not about an offering. */
function unreadUsers({ users, stays, estate }: Analysis): string[] {
  const ofOfferings: ReadonlySet<readonly Refusal[]> = new Set(stays.values());
  const own = users.flatMap(({ unread: rows }) => (rows.length === 0 || ofOfferings.has(rows) ? [] : [rows]));
  if (own.length === 0) return [];
  const keep = own.length === 1 ? "keeps" : "keep";
  return [
    `${counted(own.length, "user")} ${keep} today's cover, because ${because([...new Set(own.flat())], estate)}`,
  ];
}
