import type { Analysis } from "../engine/analysis";
import { at } from "../engine/at";
import { isoDay, isoOrNull } from "../engine/calendar";
import type { DecisionLine, ReconciliationLine } from "../engine/estate/harvest-records";
import { newDecisionLines } from "../engine/harvest/decision-log";
import { departmentHarvests, departmentOf } from "../engine/harvest/departments";
import { noticesOf } from "../engine/harvest/notices";
import { newReconciliationLines, type DayState } from "../engine/harvest/reconciliation-log";
import { JsonList } from "./json-pieces";
import { reclaimedSoFar, sinceLastRun } from "../engine/harvest/since-last-run";

/** Whose seats come back, the logs, and what changed since the last run. */
export const harvestJson = (analysis: Analysis) => ({
  harvest: seatsJson(analysis),
  harvestByDepartment: () =>
    departmentHarvests(analysis).map(({ department, seats, counts, saves }) => ({
      department,
      seats: seats.length,
      counts,
      saves,
    })),
  notices: () =>
    new JsonList(noticesOf(analysis), ({ user, to, subject, text }) => ({ user, to, subject, text })),
  decisionLog: {
    lines: new JsonList(analysis.estate.harvest?.decisions ?? [], decisionLineJson),
    added: () => new JsonList(newDecisionLines(analysis), decisionLineJson),
    leftOut: analysis.estate.harvest?.leftOut.decisions ?? 0,
  },
  reconciliationLog: {
    lines: (analysis.estate.harvest?.reconciliations ?? []).map(reconciliationLineJson),
    added: newReconciliationLines(analysis).map(reconciliationLineJson),
    leftOut: analysis.estate.harvest?.leftOut.reconciliations ?? 0,
  },
  sinceLastRun: () => sinceJson(analysis),
  reclaimedSoFar: () => reclaimedJson(analysis),
});

const seatsJson = (analysis: Analysis) =>
  new JsonList(analysis.harvest.seats, (seat) => ({
    user: at(analysis.estate.people, seat.person).id,
    department: departmentOf(analysis, seat),
    offering: seat.offering,
    status: seat.class,
    action: seat.action,
    why: seat.why,
    lastUse: isoOrNull(seat.use.lastUse),
    loginDays: seat.use.loginDays,
    busiestLoginDays: seat.use.busiest,
    daysPerMonth: seat.use.perMonth,
    coveredDays: seat.use.coveredDays,
    noticeDate: isoOrNull(seat.notice),
    reclaimDate: isoOrNull(seat.reclaim?.from ?? null),
    reclaimBy: isoOrNull(seat.reclaim?.by ?? null),
    nextHolder: seat.next === null ? null : at(analysis.estate.people, seat.next.person).id,
    isLent: seat.next?.isLent ?? null,
    annualCost: seat.price,
    paidUntil: isoOrNull(seat.until),
    decision: seat.typed?.word ?? null,
    owner: seat.typed?.owner ?? null,
    note: seat.typed?.note ?? null,
    noticeSent: isoOrNull(seat.typed?.noticeSent ?? null),
    refused: seat.refused,
  }));

const decisionLineJson = (line: DecisionLine) => ({
  no: line.no,
  asOf: isoDay(line.asOf),
  user: line.user,
  department: line.department,
  offering: line.offering,
  event: line.event,
  status: line.use,
  action: line.action,
  lastUse: isoOrNull(line.lastUse),
  loginDays: line.loginDays,
  why: line.why,
  decision: line.decision,
  owner: line.owner,
  note: line.note,
  noticeSent: isoOrNull(line.noticeSent),
  reclaimDate: isoOrNull(line.reclaimFrom),
  nextHolder: line.next,
  annualCost: line.price,
});

const stateJson = (line: DayState) => ({
  asOf: isoDay(line.asOf),
  of: line.of,
  offering: line.offering,
  bought: line.bought,
  assigned: line.assigned,
  active: line.active,
  needed: line.needed,
  variance: line.variance,
  people: line.people,
  tokens: line.tokens,
  cost: line.cost,
});

const reconciliationLineJson = (line: ReconciliationLine) => ({ no: line.no, ...stateJson(line) });

function sinceJson(analysis: Analysis) {
  const changed = sinceLastRun(analysis);
  return (
    changed && {
      since: isoDay(changed.since),
      then: stateJson(changed.then),
      now: stateJson(changed.now),
      decisions: changed.decisions.map(({ no }) => no),
    }
  );
}

function reclaimedJson(analysis: Analysis) {
  const back = reclaimedSoFar(analysis);
  return (
    back && {
      since: isoDay(back.since),
      until: isoDay(back.until),
      seats: back.seats,
      notListed: back.notListed,
      over: back.over,
      share: back.share,
      usualFrom: analysis.assumptions.harvestLow,
      usualTo: analysis.assumptions.harvestHigh,
    }
  );
}
