import { at } from "../engine/at";
import type { Audit, MeteredAudit } from "../engine/audit/audit";
import { isoDay, isoOrNull } from "../engine/calendar";
import type { Estate } from "../engine/estate/estate";

/** What an audit may claim, and what of it can be disputed. */
export const auditJson = ({ metered, readiness, answerBy }: Audit, estate: Estate) => ({
  metered: metered && meteredJson(metered, estate),
  answerBy: isoOrNull(answerBy),
  readiness: {
    score: readiness.score,
    evidence: readiness.evidence.map(({ what, isThere, note }) => ({ what, isThere, note })),
  },
});

const meteredJson = (metered: MeteredAudit, { people, products, sources }: Estate) => ({
  first: isoDay(metered.first),
  last: isoDay(metered.last),
  tokens: metered.tokens,
  accepted: metered.accepted,
  disputed: metered.disputed,
  unknown: metered.unknown,
  byReason: [...metered.byReason].map(([reason, { lines, tokens }]) => ({ reason, lines, tokens })),
  entitled: metered.entitled,
  atPrice: metered.atPrice,
  atList: metered.atList,
  lines: metered.lines.map(({ charge, status, reason, disputed, why, evidence }) => ({
    user: at(people, charge.person).id,
    product: at(products, charge.product),
    day: isoDay(charge.day),
    tokens: charge.tokens,
    version: charge.version ?? null,
    machine: charge.machine ?? null,
    status,
    reason,
    disputed,
    why,
    evidence: evidence.map(({ origin }) => ({ sheet: at(sources, origin.source).sheet, row: origin.row })),
  })),
  unmetered: metered.unmetered.map(({ charge }) => ({
    user: at(people, charge.person).id,
    product: at(products, charge.product),
    charged: new Date(charge.window.start * 60_000).toISOString(),
    tokens: charge.tokens,
  })),
});
