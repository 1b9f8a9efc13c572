import { at } from "../engine/at";
import type { Audit, MeteredAudit } from "../engine/audit/audit";
import type { LicenseGap } from "../engine/audit/license-gaps";
import { isoDay, isoOrNull } from "../engine/calendar";
import { JsonList } from "./json-pieces";
import type { Estate } from "../engine/estate/estate";

/** What an audit may claim, and what of it can be disputed. */
export const auditJson = (
  { metered, readiness, answerBy, gaps, invoices, settleBy }: Audit,
  estate: Estate,
) => ({
  metered: metered && meteredJson(metered, estate),
  answerBy: isoOrNull(answerBy),
  readiness: {
    score: readiness.score,
    evidence: readiness.evidence.map(({ what, isThere, share, note }) => ({ what, isThere, share, note })),
  },
  settleBy: isoOrNull(settleBy),
  gaps: gaps.map((gap) => gapJson(gap, estate)),
  invoices: invoices.map((one) => ({
    offering: one.offering,
    invoiced: one.invoiced,
    inPortal: one.inPortal,
    variance: one.variance,
    flagged: one.flagged,
    invoices: one.invoices,
  })),
  documents: (estate.evidence ?? []).map(({ kind, day, about, place }) => ({
    evidence: kind,
    day: isoDay(day),
    about: about ?? null,
    place: place ?? null,
  })),
});

const gapJson = ({ devices, ...gap }: LicenseGap, { people, sources }: Estate) => ({
  product: gap.product,
  licensedBy: gap.licensedBy,
  owned: gap.owned,
  deployed: gap.deployed,
  gap: gap.gap,
  withoutUser: gap.withoutUser,
  cause: gap.cause,
  devices: devices.map((one) => ({
    machine: one.machine,
    user: one.person === undefined ? null : (people[one.person]?.id ?? null),
    department: one.department ?? null,
    version: one.version ?? null,
    sku: one.sku ?? null,
    installed: isoOrNull(one.installed ?? null),
    sheet: at(sources, one.origin.source).sheet,
    row: one.origin.row,
  })),
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
  lines: new JsonList(metered.lines, ({ charge, status, reason, disputed, why, evidence }) => ({
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
  unmetered: new JsonList(metered.unmetered, ({ charge }) => ({
    user: at(people, charge.person).id,
    product: at(products, charge.product),
    charged: new Date(charge.window.start * 60_000).toISOString(),
    tokens: charge.tokens,
  })),
});
